package io.ironhoard.proto.record;

/**
 * One link of a recorded match's chain; its arrays are not to be written.
 *
 * @param index from 0.
 * @param kind the value of an SBE {@code EventKind}.
 * @param seat who made it, or {@link io.ironhoard.proto.ipc.StreamIds#NO_SEAT}.
 * @param timeMs the shard's time.
 * @param payload its bytes.
 * @param canonical the bytes that the chain hashes.
 * @param head the chain's head after it, 32 bytes.
 */
public record RecordedEvent(
        long index, int kind, int seat, long timeMs, byte[] payload, byte[] canonical, byte[] head) {}
