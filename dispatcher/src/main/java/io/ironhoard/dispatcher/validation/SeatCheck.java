package io.ironhoard.dispatcher.validation;

import io.ironhoard.dispatcher.match.Match;
import io.ironhoard.proto.code.ResultCode;

/** Step 2: whether the match and the seat are there and may move. */
public final class SeatCheck {
    private SeatCheck() {}

    /**
     * A number that was accepted before passes even where the match is over, because its receipt is still owed.
     *
     * @param match the match, or {@code null} where none was found.
     * @param frame the move.
     * @return a result code.
     */
    public static int check(final Match match, final MoveFrame frame) {
        if (match == null) {
            return ResultCode.MATCH_NOT_FOUND.code();
        }
        final int seat = frame.seat();
        if (seat >= match.seats().count()) {
            return ResultCode.SEAT_NOT_FOUND.code();
        }
        if (frame.payloadLength() > match.moveLengthMax()) {
            return ResultCode.PAYLOAD_TOO_LONG.code();
        }
        final boolean isNew =
                Integer.compareUnsigned(frame.sequence(), match.seats().lastSequence(seat)) > 0;
        if (isNew && match.hasEnded()) {
            return ResultCode.MATCH_ENDED.code();
        }
        if (isNew && match.seats().hasForfeited(seat)) {
            return ResultCode.SEAT_FORFEITED.code();
        }
        return ResultCode.ACCEPTED.code();
    }
}
