/**
 * The records of finished matches: collected from the shards' event streams, signed, filed, and deleted when their time is
 * over.
 *
 * <p>Two threads, neither of them a shard's. {@link io.ironhoard.dispatcher.record.RecordAgent}'s reads the streams and keeps
 * each match's events outside the heap ({@code TranscriptWriter}, in chunks of one {@code ChunkPool}, found by
 * {@code OpenTranscripts}); it allocates nothing on the heap while matches run, begin and end.
 * {@link io.ironhoard.dispatcher.record.RecordFiler}'s computes the chain anew, signs and writes; it allocates freely.
 * Between them is one bounded {@code RecordQueue} of addresses, in both directions: the filer only reads, and the agent frees.
 * Depends on Aeron's client, on {@code native-arena}, and on the record format of {@code proto}.
 */
package io.ironhoard.dispatcher.record;
