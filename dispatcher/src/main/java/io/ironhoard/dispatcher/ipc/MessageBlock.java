package io.ironhoard.dispatcher.ipc;

import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.aeron.logbuffer.BufferClaim;
import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.logbuffer.LogBufferDescriptor;
import io.aeron.protocol.DataHeaderFlyweight;
import io.aeron.protocol.HeaderFlyweight;
import io.ironhoard.arena.Memory;
import java.lang.foreign.Arena;
import org.agrona.BitUtil;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Messages that readers come to see together. Each is a fragment of its own, laid out with Aeron's data header in memory that
 * only the writer's core touches; {@link #flush} appends them all to the stream's term in one go. The lines that writer and
 * readers share change hands once a block, and not once a message.
 *
 * <p>Owned by the publication's one thread; allocates nothing after construction.
 */
public final class MessageBlock {
    private static final int HEADER = DataHeaderFlyweight.HEADER_LENGTH;
    /** Version, flags and type of a whole message, as they stand behind the frame's length. */
    private static final long WHOLE_MESSAGE = (long) DataHeaderFlyweight.CURRENT_VERSION << 32
            | (FrameDescriptor.UNFRAGMENTED & 0xFFL) << 40
            | (long) HeaderFlyweight.HDR_TYPE_DATA << 48;

    private final ExclusivePublication publication;
    private final MessageBlock before;
    private final int flushBytes;
    private final UnsafeBuffer block;
    private final long address;
    private final int termLength;
    private final BufferClaim endOfTerm = new BufferClaim();
    /** Where the stream ends, without what is in the block. */
    private long position;
    /** How far the stream may be written, when that was looked at last. */
    private long limit;

    private int used;
    private int messages;
    private int claimed;

    /**
     * @param publication the stream; its owner closes it. Nobody else writes to it.
     * @param flushBytes from how many bytes on the block is appended without being asked to.
     * @param before a block whose messages readers shall be able to see no later than this one's; {@code null} for none.
     */
    public MessageBlock(final ExclusivePublication publication, final int flushBytes, final MessageBlock before) {
        this.publication = publication;
        this.flushBytes = flushBytes;
        this.before = before;
        final int capacity = flushBytes + aligned(publication.maxPayloadLength());
        block = new UnsafeBuffer(Arena.ofAuto()
                .allocate(capacity, FrameDescriptor.FRAME_ALIGNMENT)
                .asByteBuffer());
        address = block.addressOffset();
        termLength = publication.termBufferLength();
        position = publication.position();
    }

    /**
     * The bytes that can be claimed, headers included.
     *
     * @param enough what the caller needs: where the stream was seen to have as much, it is not looked at again.
     * @return bytes; {@link Publication#NOT_CONNECTED} where there was not enough when last seen, and nobody reads now.
     * @throws IllegalStateException where the stream is closed.
     */
    public long room(final int enough) {
        final long end = position + used;
        if (limit - end < enough) {
            final long window = publication.availableWindow();
            if (window == Publication.CLOSED) {
                throw closed();
            }
            limit = position + window;
            if (limit - end < enough && !publication.isConnected()) {
                return Publication.NOT_CONNECTED;
            }
        }
        return limit - end;
    }

    /**
     * Make room for one message.
     *
     * @param length its length in bytes.
     * @return whether there is room; where not, nobody reads, readers are behind, or it is longer than the publication's longest
     *     payload.
     * @throws IllegalStateException where the stream is closed.
     */
    public boolean claim(final int length) {
        final int frame = aligned(length);
        if (frame > block.capacity() - used || room(1) <= 0) {
            return false;
        }
        if (frame > termLength - termOffset() - used && !nextTerm(length)) {
            return false;
        }
        claimed = frame;
        final long at = address + used;
        Memory.putLong(at, WHOLE_MESSAGE | length + HEADER);
        Memory.putLong(at + DataHeaderFlyweight.TERM_OFFSET_FIELD_OFFSET,
                termOffset() + used | (long) publication.sessionId() << Integer.SIZE);
        Memory.putLong(at + DataHeaderFlyweight.STREAM_ID_FIELD_OFFSET,
                publication.streamId() & 0xFFFF_FFFFL | (long) termId() << Integer.SIZE);
        Memory.putLong(at + DataHeaderFlyweight.RESERVED_VALUE_OFFSET, DataHeaderFlyweight.DEFAULT_RESERVE_VALUE);
        return true;
    }

    /** Where to write the message that was claimed last; it lies outside the heap. */
    public MutableDirectBuffer buffer() {
        return block;
    }

    /** Where that message begins in {@link #buffer}. */
    public int offset() {
        return used + HEADER;
    }

    /** The message that was claimed last is whole. */
    public void commit() {
        used += claimed;
        messages++;
        if (used >= flushBytes) {
            flush();
        }
    }

    /**
     * Let readers see what was committed. What cannot be appended, because nobody reads any more, stays for the next time; until
     * then the stream is looked at anew before more is claimed.
     *
     * @return whether nothing is left in the block.
     * @throws IllegalStateException where the stream is closed or at its end.
     */
    public boolean flush() {
        if (before != null && !before.flush()) {
            return false;
        }
        if (used == 0) {
            return true;
        }
        final long end = publication.offerBlock(block, 0, used);
        if (end > 0) {
            position = end;
            used = 0;
            messages = 0;
            return true;
        }
        if (end == Publication.CLOSED || end == Publication.MAX_POSITION_EXCEEDED) {
            throw closed();
        }
        limit = position;
        return false;
    }

    /** Whether nobody reads the stream, as far as this process knows. */
    public boolean isUnread() {
        return !publication.isConnected();
    }

    /**
     * Forget what was committed and not yet appended.
     *
     * @return how many messages.
     */
    public int discard() {
        final int discarded = messages;
        used = 0;
        messages = 0;
        return discarded;
    }

    /** A message that does not fit into what is left of the term goes to the next one: the claim itself fills the rest up. */
    private boolean nextTerm(final int length) {
        if (!flush()) {
            return false;
        }
        final long result = publication.tryClaim(length, endOfTerm);
        if (result > 0) {
            throw new IllegalStateException("a message was claimed where its term had no room");
        }
        position = publication.position();
        return result == Publication.ADMIN_ACTION;
    }

    private int termOffset() {
        return (int) position & termLength - 1;
    }

    private int termId() {
        return LogBufferDescriptor.computeTermIdFromPosition(
                position, publication.positionBitsToShift(), publication.initialTermId());
    }

    private static int aligned(final int length) {
        return BitUtil.align(length + HEADER, FrameDescriptor.FRAME_ALIGNMENT);
    }

    private IllegalStateException closed() {
        return new IllegalStateException("stream " + publication.streamId() + " is closed");
    }
}
