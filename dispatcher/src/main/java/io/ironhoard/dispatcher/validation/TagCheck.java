package io.ironhoard.dispatcher.validation;

import io.ironhoard.dispatcher.hash.MoveHash;
import io.ironhoard.dispatcher.match.Match;
import io.ironhoard.proto.code.ResultCode;

/**
 * Step 3: whether the tag is the seat key's for these bytes, compared in constant time. What tags of coming moves must be can
 * be computed for many at once. Owned by the shard's thread; allocates nothing after construction.
 */
public final class TagCheck {
    /** What {@link #expect} answers where a move is not computed with the others. */
    public static final int NO_LANE = -1;

    private final MoveHash hash;
    private final long[] keys = new long[MoveHash.LANES];
    private final long[] signed = new long[MoveHash.LANES];
    private int lanes;
    private int next;

    /**
     * @param hash computes tags.
     */
    public TagCheck(final MoveHash hash) {
        this.hash = hash;
    }

    /** Forget what was computed beforehand. */
    public void clear() {
        lanes = 0;
        next = 0;
    }

    /**
     * A move is coming, after those that were expected before it, at a higher address than theirs. At most
     * {@link MoveHash#LANES} are taken; others are computed when they come.
     *
     * @param key the address of its seat's prepared key.
     * @param signedBytes the address of its signed bytes.
     * @param length how many they are.
     * @return its lane, or {@link #NO_LANE}.
     */
    public int expect(final long key, final long signedBytes, final int length) {
        if (lanes == MoveHash.LANES || length > MoveHash.LANE_LENGTH_MAX) {
            return NO_LANE;
        }
        keys[lanes] = key;
        signed[lanes] = signedBytes;
        hash.layOutTag(lanes, key, signedBytes, length);
        return lanes++;
    }

    /** Compute what was laid out for all expected moves. */
    public void compute() {
        hash.computeLanes(lanes);
    }

    /**
     * @param match the match.
     * @param frame the move, whose seat is one of the match's.
     * @return a result code.
     */
    public int check(final Match match, final MoveFrame frame) {
        final long key = match.seats().key(frame.seat());
        final int lane = laneOf(key, frame.signed());
        final boolean isGenuine = lane < lanes
                ? hash.isTag(lane, frame.tag())
                : hash.isTag(key, frame.signed(), frame.signedLength(), frame.tag());
        return isGenuine ? ResultCode.ACCEPTED.code() : ResultCode.TAG_FORGED.code();
    }

    /** Moves come in order, but some are refused before their tag is looked at, and some were not expected. */
    private int laneOf(final long key, final long signedBytes) {
        while (next < lanes && signed[next] < signedBytes) {
            next++;
        }
        return next < lanes && signed[next] == signedBytes && keys[next] == key ? next : lanes;
    }
}
