/**
 * The SHA-256 compression function by itself, over many independent blocks: as machine code that is made at start, because
 * no library offers two blocks at a time, or by the system's libcrypto (docs/adr/0014).
 *
 * <p>Called on a shard's thread; allocates nothing after construction. Depends on {@code native-arena}.
 */
package io.ironhoard.dispatcher.hash.block;
