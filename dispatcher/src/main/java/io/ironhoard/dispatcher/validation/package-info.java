/**
 * The checks that a move passes before the rules see it, one class a step, in the order in which the engine calls them:
 * frame, seat, tag, sequence, rate.
 *
 * <p>Each answers with a {@link io.ironhoard.proto.code.ResultCode}'s number and changes nothing that is hashed. On the
 * shard's thread; allocates nothing. Depends on {@code match} and {@code proto}.
 */
package io.ironhoard.dispatcher.validation;
