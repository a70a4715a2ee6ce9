/**
 * Regions: large, aligned pieces of memory from the operating system, with what they got of what was wished for, and the
 * thread that maps and unmaps them for others.
 *
 * <p>{@link io.ironhoard.arena.region.RegionSupplier} runs one thread for any number of arenas; it makes the system calls,
 * touches every page, and allocates a few objects for each region. An arena's owner meets it only in
 * {@link io.ironhoard.arena.region.RegionExchange}, where neither waits for the other. Depends on
 * {@code io.ironhoard.arena.os}, Agrona's queues, and chronicle-core for tracing leaks.
 */
package io.ironhoard.arena.region;
