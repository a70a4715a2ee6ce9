/**
 * What a shard hashes for each move, laid out for the fewest SHA-256 blocks: the tag's two, from mid-states of the seat's
 * key, and the chain's one.
 *
 * <p>{@link io.ironhoard.dispatcher.hash.MoveHash} is the port; {@link io.ironhoard.dispatcher.hash.NativeMoveHash} does it with
 * a compression function of {@code block}, {@link io.ironhoard.dispatcher.hash.JdkMoveHash} with the JDK alone. Both
 * are owned by one thread and allocate nothing after construction. What they compute is specified in {@code crypto} and
 * {@code chain}, whose plain classes the tests compare them with.
 */
package io.ironhoard.dispatcher.hash;
