package io.ironhoard.perf.bench.shard;

import io.ironhoard.perf.bench.shard.Lanes.Stretch;
import io.ironhoard.proto.crypto.MoveSigning;
import io.ironhoard.proto.ipc.StreamIds;
import io.ironhoard.proto.sbe.MessageHeaderEncoder;
import io.ironhoard.proto.sbe.SubmitMoveEncoder;
import java.lang.foreign.Arena;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The frames of a stretch, signed, one after the other in memory outside the heap. Filled before the clock starts. Owned by
 * the measuring thread.
 */
final class PreparedMoves {
    /** The most frames, so that they stay below 2 GiB. */
    static final int COUNT_MAX = 16_000_000;

    private static final int ALIGNMENT = 8;

    private final Script script;
    private final Lanes lanes;
    private final MatchBook book;
    private final int gatewayId;
    private final int epoch;
    private final int frameLength;
    private final int stride;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final SubmitMoveEncoder move = new SubmitMoveEncoder();
    private final MoveSigning signing;
    private final byte[] payload;
    private final UnsafeBuffer payloadBuffer;
    private UnsafeBuffer frames = new UnsafeBuffer(0, 0);
    private Stretch stretch = new Stretch(0, 0);
    private long firstCorrelationId;
    private int count;

    /**
     * @param script the moves.
     * @param lanes who makes them.
     * @param book ids and keys.
     * @param gatewayId who sends them.
     * @param epoch the shard's.
     */
    PreparedMoves(final Script script, final Lanes lanes, final MatchBook book, final int gatewayId, final int epoch) {
        this.script = script;
        this.lanes = lanes;
        this.book = book;
        this.gatewayId = gatewayId;
        this.epoch = epoch;
        payload = new byte[script.payloadLength()];
        payloadBuffer = new UnsafeBuffer(payload);
        signing = new MoveSigning(payload.length);
        frameLength = frameLength(payload.length);
        stride = (frameLength + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /** Bytes of a move's frame. */
    static int frameLength(final int payloadLength) {
        return MessageHeaderEncoder.ENCODED_LENGTH
                + SubmitMoveEncoder.BLOCK_LENGTH
                + SubmitMoveEncoder.payloadHeaderLength()
                + payloadLength;
    }

    /**
     * Lay out and sign the moves of a stretch, in the place of the former ones.
     *
     * @param next the stretch.
     * @param correlationId of its first move; the others count on.
     */
    void fill(final Stretch next, final long correlationId) {
        stretch = next;
        firstCorrelationId = correlationId;
        count = next.count();
        if (count > COUNT_MAX) {
            throw new IllegalArgumentException(count + " moves are more than " + COUNT_MAX);
        }
        if (frames.capacity() < count * stride) {
            frames = new UnsafeBuffer(Arena.ofAuto().allocate((long) count * stride, ALIGNMENT).asByteBuffer());
        }
        for (int number = 0; number < count; number++) {
            final int round = lanes.round(next.first() + number);
            encode(number, lanes.match(round, lanes.position(next.first() + number)), lanes.step(round));
        }
    }

    private void encode(final int number, final int match, final int step) {
        final int offset = number * stride;
        final int seat = script.seat(step);
        script.payload(match, step, payloadBuffer, 0);
        move.wrapAndApplyHeader(frames, offset, header)
                .correlationId(firstCorrelationId + number)
                .deadlineMs(0)
                .epoch(epoch)
                .gatewayId(gatewayId)
                .reserved(0)
                .label(MoveSigning.LABEL)
                .matchIdHigh(book.idHigh(match))
                .matchIdLow(book.idLow(match))
                .sequence(script.sequence(step))
                .seat((short) seat)
                .action((short) MoveSigning.ACTION_MOVE)
                .putPayload(payload, 0, payload.length);
        final int body = offset + MessageHeaderEncoder.ENCODED_LENGTH;
        signing.sign(
                book.seatKeys(),
                book.keyOffset(match, seat),
                frames,
                body + SubmitMoveEncoder.labelEncodingOffset(),
                MoveSigning.HEADER_LENGTH + payload.length,
                frames,
                body + SubmitMoveEncoder.tagEncodingOffset());
    }

    /** The stretch that is prepared. */
    Stretch stretch() {
        return stretch;
    }

    /** Who makes the moves. */
    Lanes lanes() {
        return lanes;
    }

    /** Which moves. */
    Script script() {
        return script;
    }

    /** How many moves are prepared. */
    int count() {
        return count;
    }

    /** The correlation id of the first. */
    long firstCorrelationId() {
        return firstCorrelationId;
    }

    /** Who sends them. */
    int gatewayId() {
        return gatewayId;
    }

    /** Bytes of each frame. */
    int frameLength() {
        return frameLength;
    }

    /** Write one frame. */
    void copy(final int number, final MutableDirectBuffer out, final int offset) {
        out.putBytes(offset, frames, number * stride, frameLength);
    }

    static {
        if ((long) COUNT_MAX * (frameLength(Integer.BYTES) + ALIGNMENT) > Integer.MAX_VALUE
                || frameLength(Integer.BYTES) > StreamIds.MESSAGE_LENGTH_MAX) {
            throw new AssertionError("the frames do not fit");
        }
    }
}
