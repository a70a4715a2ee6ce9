package io.ironhoard.dispatcher.validation;

import io.ironhoard.dispatcher.match.Match;
import io.ironhoard.proto.code.ResultCode;

/** Step 4: whether the sequence number is the next one, or one whose receipt is kept. */
public final class SequenceCheck {
    /** The move was accepted before with the same bytes: answer with its receipt. No result code has this number. */
    public static final int DUPLICATE = -1;

    private SequenceCheck() {}

    /**
     * @param match the match.
     * @param frame the move, whose tag is genuine: equal tags mean equal bytes.
     * @return a result code, or {@link #DUPLICATE}.
     */
    public static int check(final Match match, final MoveFrame frame) {
        final int seat = frame.seat();
        final int sequence = frame.sequence();
        final int last = match.seats().lastSequence(seat);
        if (Integer.toUnsignedLong(sequence) == Integer.toUnsignedLong(last) + 1) {
            return ResultCode.ACCEPTED.code();
        }
        if (Integer.compareUnsigned(sequence, last) > 0) {
            return ResultCode.SEQUENCE_GAP.code();
        }
        if (!match.receipts().has(seat, sequence)) {
            return ResultCode.SEQUENCE_TOO_OLD.code();
        }
        return match.receipts().isTag(seat, sequence, frame.tag()) ? DUPLICATE : ResultCode.SEQUENCE_REUSED.code();
    }
}
