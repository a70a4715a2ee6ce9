/**
 * The canonical encoding of a match and of its events, and the SHA-256 chain over them: what a receipt proves.
 *
 * <p>{@link io.ironhoard.proto.chain.ChainHasher} runs on a shard's thread and allocates nothing; everybody who checks a
 * chain uses the same class. Depends on Agrona and {@code crypto}.
 */
package io.ironhoard.proto.chain;
