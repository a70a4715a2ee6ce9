package io.ironhoard.proto.hash;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The hashes of a move: its tag under the seat's key ({@link io.ironhoard.proto.crypto.MoveSigning}) and its link of the
 * chain ({@link io.ironhoard.proto.chain.ChainHasher}). Owned by one thread; allocates nothing after construction.
 */
public interface MoveHash {
    /** Bytes that a prepared key takes. */
    int PREPARED_KEY_LENGTH = 64;

    /** A word for people: {@code native} or {@code jdk}. */
    String name();

    /**
     * Bring a seat's key into the form that {@link #isTag} wants.
     *
     * @param key where the key is, {@link io.ironhoard.proto.crypto.SeatKeys#LENGTH} bytes.
     * @param offset where it begins.
     * @param out takes {@link #PREPARED_KEY_LENGTH} bytes, as secret as the key.
     * @param outOffset where to begin.
     */
    void prepare(byte[] key, int offset, MutableDirectBuffer out, int outOffset);

    /**
     * Whether a tag is the key's for some bytes, in a time that does not depend on where it differs.
     *
     * @param keys where the prepared key is.
     * @param keyOffset where it begins.
     * @param signed where the signed bytes and the tag are.
     * @param offset where the signed bytes begin.
     * @param length how many they are.
     * @param tagOffset where the tag begins.
     * @return whether it is.
     */
    boolean isTag(DirectBuffer keys, int keyOffset, DirectBuffer signed, int offset, int length, int tagOffset);

    /**
     * Lay out a canonical event for the next {@link #extend}.
     *
     * @param index the event's index in its match, as uint32.
     * @param kind what made it: the value of an SBE {@code EventKind}.
     * @param seat who made it, or {@link io.ironhoard.proto.ipc.StreamIds#NO_SEAT}.
     * @param timeMs the shard's time.
     */
    void event(int index, int kind, int seat, long timeMs);

    /**
     * Extend a chain in place by the event laid out last.
     *
     * @param head where the chain's head is.
     * @param headOffset where it begins.
     * @param payload where the event's payload is.
     * @param payloadOffset where it begins.
     * @param payloadLength how long it is.
     */
    void extend(
            MutableDirectBuffer head, int headOffset, DirectBuffer payload, int payloadOffset, int payloadLength);
}
