/**
 * Measures native-arena: how long each allocation and each free takes, and how long the owner stands still while regions
 * are added.
 *
 * <p>{@link io.ironhoard.perf.bench.arena.ArenaBench} runs on the calling thread, which owns the arenas, beside the region
 * supplier's. Nothing is allocated on the Java heap while it measures, and that is measured too. Depends on native-arena and
 * HdrHistogram.
 */
package io.ironhoard.perf.bench.arena;
