package io.ironhoard.dispatcher.hash;

import io.ironhoard.proto.crypto.MoveSigning;
import io.ironhoard.proto.rules.RuleSetDescriptor;

/**
 * The hashes of a move: its tag under the seat's key ({@link MoveSigning}) and its link of the
 * chain ({@link io.ironhoard.proto.chain.ChainHasher}). What they work on lies outside the heap,
 * at addresses that nothing checks. Owned by one thread; allocates nothing after construction.
 */
public interface MoveHash {
    /** Bytes that a prepared key takes. */
    int PREPARED_KEY_LENGTH = 64;
    /** How many tags can be computed together. */
    int LANES = 16;
    /** The most signed bytes of a tag that is computed with others: they make one block. */
    int LANE_LENGTH_MAX = 55;
    /** The most bytes that can be signed. */
    int SIGNED_LENGTH_MAX = MoveSigning.HEADER_LENGTH + RuleSetDescriptor.MOVE_LENGTH_LIMIT;

    /** A word for people: {@code native} or {@code jdk}. */
    String name();

    /**
     * Bring a seat's key into the form that {@link #isTag} wants.
     *
     * @param key where the key is, {@link io.ironhoard.proto.crypto.SeatKeys#LENGTH} bytes.
     * @param offset where it begins.
     * @param out the address that takes {@link #PREPARED_KEY_LENGTH} bytes, as secret as the key.
     */
    void prepare(byte[] key, int offset, long out);

    /**
     * Whether a tag is the key's for some bytes, in a time that does not depend on where it differs.
     *
     * @param key the address of the prepared key.
     * @param signed the address of the signed bytes.
     * @param length how many they are, at most {@link #SIGNED_LENGTH_MAX}.
     * @param tag the address of the tag.
     * @return whether it is.
     */
    boolean isTag(long key, long signed, int length, long tag);

    /**
     * Lay out signed bytes for {@link #computeLanes}.
     *
     * @param lane from 0 to below {@link #LANES}.
     * @param key the address of the prepared key.
     * @param signed the address of the signed bytes.
     * @param length how many they are, at most {@link #LANE_LENGTH_MAX}.
     */
    void layOutTag(int lane, long key, long signed, int length);

    /**
     * Lay out the link that a lane's move will be if nothing else becomes of its match before: {@link #extend} takes it where it
     * is the same to the last byte, and computes another where not.
     *
     * @param lane one whose tag was laid out.
     * @param head the address of the chain's head.
     * @param index of the event.
     * @param seat whose move.
     * @param timeMs the shard's time.
     * @param payload the address of the payload.
     * @param payloadLength how long it is.
     */
    void layOutLink(int lane, long head, int index, int seat, long timeMs, long payload, int payloadLength);

    /**
     * Compute the tags and links of many moves, which do not wait for each other as the blocks of one do.
     *
     * @param lanes how many were laid out, from lane 0.
     */
    void computeLanes(int lanes);

    /**
     * Whether a tag is what was computed in a lane, in a time that does not depend on where it differs.
     *
     * @param lane which.
     * @param tag the address of the tag.
     * @return whether it is.
     */
    boolean isTag(int lane, long tag);

    /**
     * Extend a chain in place by a canonical event.
     *
     * @param head the address of the chain's head.
     * @param index the event's index in its match, as uint32.
     * @param kind what made it: the value of an SBE {@code EventKind}.
     * @param seat who made it, or {@link io.ironhoard.proto.ipc.StreamIds#NO_SEAT}.
     * @param timeMs the shard's time.
     * @param payload the address of the event's payload.
     * @param payloadLength how long it is, at most {@link RuleSetDescriptor#MOVE_LENGTH_LIMIT}.
     */
    void extend(long head, int index, int kind, int seat, long timeMs, long payload, int payloadLength);
}
