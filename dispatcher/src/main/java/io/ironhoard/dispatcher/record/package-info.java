/**
 * The records of finished matches: collected from the shards' event streams, signed, filed, and deleted when their time is
 * over.
 *
 * <p>Two threads, neither of them a shard's: {@link io.ironhoard.dispatcher.record.RecordAgent} reads the streams and
 * collects, {@link io.ironhoard.dispatcher.record.RecordFiler} signs and writes; between them is one bounded queue, over
 * both one {@link io.ironhoard.dispatcher.record.MemoryBudget}. Both allocate freely. Depends on Aeron's client and on the
 * record format of {@code proto}.
 */
package io.ironhoard.dispatcher.record;
