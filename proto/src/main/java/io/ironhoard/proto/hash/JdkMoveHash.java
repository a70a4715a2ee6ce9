package io.ironhoard.proto.hash;

import io.ironhoard.proto.chain.ChainHasher;
import io.ironhoard.proto.crypto.MoveSigning;
import io.ironhoard.proto.crypto.SeatKeys;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The hashes of a move by the JDK's digest: five blocks for a short move, because a digest cannot begin at a mid-state.
 * Owned by one thread; allocates nothing after construction.
 */
public final class JdkMoveHash implements MoveHash {
    private final MoveSigning signing = new MoveSigning(RuleSetDescriptor.MOVE_LENGTH_LIMIT);
    private final ChainHasher chain = new ChainHasher(RuleSetDescriptor.MOVE_LENGTH_LIMIT);
    private final byte[] key = new byte[SeatKeys.LENGTH];
    private final byte[] headBytes = new byte[ChainHasher.HEAD_LENGTH];
    private int index;
    private int kind;
    private int seat;
    private long timeMs;

    @Override
    public String name() {
        return "jdk";
    }

    @Override
    public void prepare(final byte[] seatKey, final int offset, final MutableDirectBuffer out, final int outOffset) {
        out.putBytes(outOffset, seatKey, offset, SeatKeys.LENGTH);
        out.setMemory(outOffset + SeatKeys.LENGTH, PREPARED_KEY_LENGTH - SeatKeys.LENGTH, (byte) 0);
    }

    @Override
    public boolean isTag(
            final DirectBuffer keys,
            final int keyOffset,
            final DirectBuffer signed,
            final int offset,
            final int length,
            final int tagOffset) {
        keys.getBytes(keyOffset, key);
        return signing.verify(key, 0, signed, offset, length, tagOffset);
    }

    @Override
    public void event(final int eventIndex, final int eventKind, final int eventSeat, final long eventTimeMs) {
        index = eventIndex;
        kind = eventKind;
        seat = eventSeat;
        timeMs = eventTimeMs;
    }

    @Override
    public void extend(
            final MutableDirectBuffer head,
            final int headOffset,
            final DirectBuffer payload,
            final int payloadOffset,
            final int payloadLength) {
        final int length = chain.encode(index, kind, seat, timeMs, payload, payloadOffset, payloadLength);
        head.getBytes(headOffset, headBytes);
        chain.extend(headBytes, 0, length, headBytes, 0);
        head.putBytes(headOffset, headBytes);
    }
}
