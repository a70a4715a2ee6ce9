package io.ironhoard.perf.client;

import com.google.protobuf.ByteString;
import io.ironhoard.proto.crypto.MoveSigning;
import io.ironhoard.proto.crypto.SeatKeys;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Tags one seat's submissions in a player-signed match: the leftmost 16 bytes of HMAC-SHA-256 under the seat's key, over
 * label, match id, sequence, seat, action, length and payload, as {@link MoveSigning} lays them out.
 *
 * <p>A submission that is sent again has the same number and payload, and so the same tag: it is computed once and sent
 * as often as it takes. A deadline is not signed. Single-threaded.
 */
final class PlayerSigning {
    private static final byte[] NOTHING = {};

    private final MoveSigning signing = new MoveSigning(RuleSetDescriptor.MOVE_LENGTH_LIMIT);
    private final UnsafeBuffer signed =
            new UnsafeBuffer(new byte[MoveSigning.HEADER_LENGTH + RuleSetDescriptor.MOVE_LENGTH_LIMIT]);
    private final UnsafeBuffer tag = new UnsafeBuffer(new byte[MoveSigning.TAG_LENGTH]);
    private final MatchId matchId;
    private final int seat;
    private final byte[] key;

    /**
     * @param matchId the match.
     * @param seat the seat.
     * @param key {@code joined.seat_key}, 32 bytes; the same for every stream that takes this seat.
     * @throws ProtocolException where the key has a wrong length.
     */
    PlayerSigning(final MatchId matchId, final int seat, final byte[] key) throws ProtocolException {
        if (key.length != SeatKeys.LENGTH) {
            throw new ProtocolException("a seat key of " + key.length + " bytes came");
        }
        this.matchId = matchId;
        this.seat = seat;
        this.key = key.clone();
    }

    /**
     * @param sequence the number that the move goes out under, as uint32.
     * @param payload the rule set's bytes, exactly as they go out.
     * @return {@code move.tag}.
     */
    ByteString tagOfMove(final int sequence, final byte[] payload) {
        return tag(sequence, MoveSigning.ACTION_MOVE, payload);
    }

    /**
     * @param sequence the number that the resignation goes out under: the same count as that of moves.
     * @return {@code resign.tag}.
     */
    ByteString tagOfResignation(final int sequence) {
        return tag(sequence, MoveSigning.ACTION_RESIGN, NOTHING);
    }

    private ByteString tag(final int sequence, final int action, final byte[] payload) {
        final int length =
                MoveSigning.encode(signed, matchId.high(), matchId.low(), sequence, seat, action, payload);
        signing.sign(key, 0, signed, 0, length, tag, 0);
        return ByteString.copyFrom(tag.byteArray());
    }
}
