package io.ironhoard.dispatcher.validation;

import io.ironhoard.dispatcher.hash.MoveHash;
import io.ironhoard.dispatcher.match.Match;
import io.ironhoard.proto.code.ResultCode;

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
     * @return a result code.
     */
    public int check(final Match match, final MoveFrame frame) {
        final long key = match.seats().key(frame.seat());
        final boolean isGenuine = hash.isTag(key, frame.signed(), frame.signedLength(), frame.tag());
        return isGenuine ? ResultCode.ACCEPTED.code() : ResultCode.TAG_FORGED.code();
    }
}
