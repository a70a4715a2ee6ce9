/**
 * {@code profile}: where a running dispatcher's threads spend their time, as a flame graph and as shares of the shard's rooms.
 * {@link io.ironhoard.perf.profile.Profile} is where to begin; {@link io.ironhoard.perf.profile.Room} says which frame belongs
 * to which room.
 *
 * <p>Runs in another process than the one it looks at, on the command's own thread; allocates freely. Depends on
 * async-profiler's library and its flame graph, on the JDK's attach interface and Flight Recorder, and on nothing of ours.
 */
package io.ironhoard.perf.profile;
