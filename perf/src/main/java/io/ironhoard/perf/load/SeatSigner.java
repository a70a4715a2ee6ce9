package io.ironhoard.perf.load;

import io.ironhoard.proto.crypto.MoveSigning;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/** Tags submissions of player-signed matches, for all seats of a thread. Allocates nothing after the first of a length. */
final class SeatSigner {
    private final MoveSigning signing = new MoveSigning(RuleSetDescriptor.MOVE_LENGTH_LIMIT);
    private final UnsafeBuffer signed =
            new UnsafeBuffer(new byte[MoveSigning.HEADER_LENGTH + RuleSetDescriptor.MOVE_LENGTH_LIMIT]);
    private final byte[] tag = new byte[MoveSigning.TAG_LENGTH];
    private final UnsafeBuffer tagBuffer = new UnsafeBuffer(tag);
    private final byte[][] payloads = new byte[RuleSetDescriptor.MOVE_LENGTH_LIMIT + 1][];

    /** The tag made last. */
    byte[] tag() {
        return tag;
    }

    /**
     * Make a tag.
     *
     * @param key the seat's key.
     * @param matchId the match.
     * @param seat the seat.
     * @param sequence the submission's number, as uint32.
     * @param action {@link MoveSigning#ACTION_MOVE} or {@link MoveSigning#ACTION_RESIGN}.
     * @param source where the payload is, from 0.
     * @param length its length.
     */
    void sign(
            final byte[] key, final MatchId matchId, final int seat, final int sequence, final int action,
            final byte[] source, final int length) {
        if (payloads[length] == null) {
            payloads[length] = Arrays.copyOf(source, length);
        }
        final byte[] payload = payloads[length];
        System.arraycopy(source, 0, payload, 0, length);
        final int signedLength =
                MoveSigning.encode(signed, matchId.high(), matchId.low(), sequence, seat, action, payload);
        signing.sign(key, 0, signed, 0, signedLength, tagBuffer, 0);
    }
}
