package io.ironhoard.dispatcher.validation;

import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.crypto.MoveSigning;
import io.ironhoard.proto.rules.RuleSetDescriptor;

/** Step 1: whether the frame of a move says what this version can mean, for this life of the shard. */
public final class FrameCheck {
    private final int epoch;

    /**
     * @param epoch the shard's epoch.
     */
    public FrameCheck(final int epoch) {
        this.epoch = epoch;
    }

    /**
     * @param frame a move.
     * @return a result code.
     */
    public int check(final MoveFrame frame) {
        if (frame.label() != MoveSigning.LABEL) {
            return ResultCode.UNSUPPORTED_VERSION.code();
        }
        if (frame.reserved() != 0 || !isAction(frame.action(), frame.payloadLength())) {
            return ResultCode.MALFORMED_FRAME.code();
        }
        if (frame.payloadLength() > RuleSetDescriptor.MOVE_LENGTH_LIMIT) {
            return ResultCode.PAYLOAD_TOO_LONG.code();
        }
        if (frame.epoch() != epoch) {
            return ResultCode.STALE_EPOCH.code();
        }
        return ResultCode.ACCEPTED.code();
    }

    private static boolean isAction(final int action, final int payloadLength) {
        return action == MoveSigning.ACTION_MOVE || action == MoveSigning.ACTION_RESIGN && payloadLength == 0;
    }
}
