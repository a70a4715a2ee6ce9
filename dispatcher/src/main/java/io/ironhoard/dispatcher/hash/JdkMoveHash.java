package io.ironhoard.dispatcher.hash;

import io.ironhoard.arena.Memory;
import io.ironhoard.proto.chain.ChainHasher;
import io.ironhoard.proto.crypto.MoveSigning;
import io.ironhoard.proto.crypto.SeatKeys;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The hashes of a move by the JDK's digest: five blocks for a short move, because a digest cannot begin at a mid-state.
 * Owned by one thread; allocates nothing after construction.
 */
public final class JdkMoveHash implements MoveHash {
    private final MoveSigning signing = new MoveSigning(RuleSetDescriptor.MOVE_LENGTH_LIMIT);
    private final ChainHasher chain = new ChainHasher(RuleSetDescriptor.MOVE_LENGTH_LIMIT);
    private final byte[] key = new byte[SeatKeys.LENGTH];
    private final byte[] headBytes = new byte[ChainHasher.HEAD_LENGTH];
    private final byte[] bytes = new byte[MoveSigning.TAG_LENGTH + SIGNED_LENGTH_MAX];
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    private final UnsafeBuffer tags = new UnsafeBuffer(new byte[LANES * MoveSigning.TAG_LENGTH]);

    @Override
    public String name() {
        return "jdk";
    }

    @Override
    public void prepare(final byte[] seatKey, final int offset, final long out) {
        Memory.put(seatKey, offset, out, SeatKeys.LENGTH);
        Memory.fill(out + SeatKeys.LENGTH, PREPARED_KEY_LENGTH - SeatKeys.LENGTH, (byte) 0);
    }

    @Override
    public boolean isTag(final long preparedKey, final long signed, final int length, final long tag) {
        Memory.get(preparedKey, key, 0, SeatKeys.LENGTH);
        Memory.get(tag, bytes, 0, MoveSigning.TAG_LENGTH);
        Memory.get(signed, bytes, MoveSigning.TAG_LENGTH, length);
        return signing.verify(key, 0, buffer, MoveSigning.TAG_LENGTH, length, 0);
    }

    @Override
    public void layOutTag(final int lane, final long preparedKey, final long signed, final int length) {
        Memory.get(preparedKey, key, 0, SeatKeys.LENGTH);
        Memory.get(signed, bytes, 0, length);
        signing.sign(key, 0, buffer, 0, length, tags, lane * MoveSigning.TAG_LENGTH);
    }

    /** A digest has one state: a link is computed when it is due. */
    @Override
    public void layOutLink(
            final int lane,
            final long head,
            final int index,
            final int seat,
            final long timeMs,
            final long payload,
            final int payloadLength) {}

    /** Each tag was computed when it was laid out. */
    @Override
    public void computeLanes(final int lanes) {}

    @Override
    public boolean isTag(final int lane, final long tag) {
        final int at = lane * MoveSigning.TAG_LENGTH;
        final long difference = tags.getLong(at) ^ Memory.getLong(tag)
                | tags.getLong(at + Long.BYTES) ^ Memory.getLong(tag + Long.BYTES);
        return difference == 0;
    }

    @Override
    public void extend(
            final long head,
            final int index,
            final int kind,
            final int seat,
            final long timeMs,
            final long payload,
            final int payloadLength) {
        Memory.get(payload, bytes, 0, payloadLength);
        Memory.get(head, headBytes, 0, ChainHasher.HEAD_LENGTH);
        final int length = chain.encode(index, kind, seat, timeMs, buffer, 0, payloadLength);
        chain.extend(headBytes, 0, length, headBytes, 0);
        Memory.put(headBytes, 0, head, ChainHasher.HEAD_LENGTH);
    }
}
