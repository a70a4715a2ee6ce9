package io.ironhoard.dispatcher.shard;

import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.logbuffer.Header;
import io.aeron.protocol.DataHeaderFlyweight;
import io.ironhoard.dispatcher.ipc.IngressAdapter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Brings frames to an adapter as a stream does: many stand in a term before the first is read, terms follow one another and are used
 * again, and between two frames there may be padding or a message in fragments.
 */
final class TermPlayer implements InputTape.FramePlayer {
    private static final int TERM_LENGTH = 64 * 1024;
    private static final int POSITION_BITS = Integer.numberOfTrailingZeros(TERM_LENGTH);
    private static final int HEADER = DataHeaderFlyweight.HEADER_LENGTH;
    private static final int FRAMES_MAX = 100;
    private static final int ONE_IN = 50;
    private static final int SESSION = 740;

    private final UnsafeBuffer[] terms = new UnsafeBuffer[3];
    private final Header header = new Header(0, POSITION_BITS);
    private final IngressAdapter adapter;
    private final Random random;
    private int termId;
    private int readTo;
    private int end;
    private int waiting;
    private long nowMs;

    TermPlayer(final IngressAdapter adapter, final long seed) {
        this.adapter = adapter;
        random = new Random(seed);
        for (int i = 0; i < terms.length; i++) {
            terms[i] = new UnsafeBuffer(ByteBuffer.allocateDirect(TERM_LENGTH));
        }
    }

    @Override
    public void frame(final DirectBuffer buffer, final int offset, final int length, final long timeMs) {
        if (waiting > random.nextInt(FRAMES_MAX) || timeMs != nowMs) {
            read();
        }
        nowMs = timeMs;
        if (random.nextInt(ONE_IN) == 0) {
            append(buffer, offset, Math.min(length, 8), DataHeaderFlyweight.HDR_TYPE_PAD, FrameDescriptor.UNFRAGMENTED);
        }
        append(buffer, offset, length, DataHeaderFlyweight.HDR_TYPE_DATA, FrameDescriptor.UNFRAGMENTED);
        waiting++;
    }

    private void append(
            final DirectBuffer buffer, final int offset, final int length, final int type, final byte flags) {
        final int aligned = BitUtil.align(length + HEADER, FrameDescriptor.FRAME_ALIGNMENT);
        if (aligned > TERM_LENGTH - end) {
            read();
            termId++;
            end = 0;
            readTo = 0;
            term().setMemory(0, TERM_LENGTH, (byte) 0);
        }
        term().putBytes(end + HEADER, buffer, offset, length);
        term().putByte(end + DataHeaderFlyweight.FLAGS_FIELD_OFFSET, flags);
        term().putShort(end + DataHeaderFlyweight.TYPE_FIELD_OFFSET, (short) type, ByteOrder.LITTLE_ENDIAN);
        term().putInt(end + DataHeaderFlyweight.TERM_OFFSET_FIELD_OFFSET, end, ByteOrder.LITTLE_ENDIAN);
        term().putInt(end + DataHeaderFlyweight.SESSION_ID_FIELD_OFFSET, SESSION, ByteOrder.LITTLE_ENDIAN);
        term().putInt(end + DataHeaderFlyweight.TERM_ID_FIELD_OFFSET, termId, ByteOrder.LITTLE_ENDIAN);
        term().putIntRelease(end, length + HEADER);
        end += aligned;
    }

    @Override
    public void read() {
        // There are no gateways: this sets the time.
        adapter.poll(nowMs);
        while (readTo < end) {
            final int length = FrameDescriptor.frameLengthVolatile(term(), readTo);
            header.buffer(term());
            header.offset(readTo);
            if (!FrameDescriptor.isPaddingFrame(term(), readTo)) {
                adapter.onFragment(term(), readTo + HEADER, length - HEADER, header);
            }
            readTo += BitUtil.align(length, FrameDescriptor.FRAME_ALIGNMENT);
        }
        waiting = 0;
    }

    private UnsafeBuffer term() {
        return terms[termId % terms.length];
    }
}
