package io.ironhoard.dispatcher.validation;

import io.ironhoard.dispatcher.match.Match;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.sbe.SubmitMoveDecoder;

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
    public static int check(final Match match, final SubmitMoveDecoder frame) {
        final int seat = frame.seat();
        final long sequence = frame.sequence();
        final long last = Integer.toUnsignedLong(match.seats().lastSequence(seat));
        if (sequence == last + 1) {
            return ResultCode.ACCEPTED.code();
        }
        if (sequence > last) {
            return ResultCode.SEQUENCE_GAP.code();
        }
        if (!match.receipts().has(seat, (int) sequence)) {
            return ResultCode.SEQUENCE_TOO_OLD.code();
        }
        final int tagOffset = frame.offset() + SubmitMoveDecoder.tagEncodingOffset();
        return match.receipts().isTag(seat, (int) sequence, frame.buffer(), tagOffset)
                ? DUPLICATE
                : ResultCode.SEQUENCE_REUSED.code();
    }
}
