package io.ironhoard.dispatcher.validation;

import io.ironhoard.dispatcher.match.Match;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.crypto.MoveSigning;
import io.ironhoard.proto.hash.MoveHash;
import io.ironhoard.proto.sbe.SubmitMoveDecoder;

/** Step 3: whether the tag is the seat key's for these bytes, compared in constant time. */
public final class TagCheck {
    private final MoveHash hash;

    /**
     * @param hash computes tags.
     */
    public TagCheck(final MoveHash hash) {
        this.hash = hash;
    }

    /**
     * @param match the match.
     * @param frame the move, whose seat is one of the match's.
     * @param payloadLength the length of its payload.
     * @return a result code.
     */
    public int check(final Match match, final SubmitMoveDecoder frame, final int payloadLength) {
        final int seat = frame.seat();
        final int signedOffset = frame.offset() + SubmitMoveDecoder.labelEncodingOffset();
        final int signedLength = MoveSigning.HEADER_LENGTH + payloadLength;
        final boolean isGenuine = hash.isTag(
                match.slot(),
                match.seats().keyOffset(seat),
                frame.buffer(),
                signedOffset,
                signedLength,
                frame.offset() + SubmitMoveDecoder.tagEncodingOffset());
        return isGenuine ? ResultCode.ACCEPTED.code() : ResultCode.TAG_FORGED.code();
    }
}
