/**
 * Memory outside the Java heap for one owner, such as a shard: blocks in size classes, runs of pages, scratch memory.
 * {@link io.ironhoard.arena.NativeArena} is where to begin; its layout is drawn in
 * {@link io.ironhoard.arena.RegionLayout}.
 *
 * <p>Everything here belongs to the owner's thread, but for {@link io.ironhoard.arena.ArenaCounters}, which any thread
 * reads. After the start nothing allocates on the Java heap, makes a system call, takes a lock or waits; mapping and
 * unmapping is the supplier's, in {@code io.ironhoard.arena.region}. Only checked mode, for tests, keeps a book on the
 * heap. Depends on that package and, for {@link io.ironhoard.arena.ArenaView} alone, on Agrona's buffer.
 */
package io.ironhoard.arena;
