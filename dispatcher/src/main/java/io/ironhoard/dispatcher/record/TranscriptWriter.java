package io.ironhoard.dispatcher.record;

import io.ironhoard.arena.ArenaView;
import io.ironhoard.arena.Memory;
import io.ironhoard.proto.chain.ChainHasher;
import io.ironhoard.proto.sbe.MatchEventDecoder;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes transcripts: what is kept of a match until its record is made. A transcript is a list of chunks; in the first one
 *
 * <pre>
 *     0   address of the next chunk
 *     8   shard, int32               12   length of the first part, int32
 *    16   events, uint32             20   bytes that these take of a record, heads included
 *    24   length of the last part    28   unused
 *    32   the parts, here and in the data of the following chunks:
 *             the message that the match began with, MatchCreated with its header
 *             each event's canonical bytes, see ChainHasher, one after the other
 *             the message that the match ended with, MatchEvent with its header: its head is the last one
 * </pre>
 *
 * <p>Heads are not kept: they follow from the events, and whoever makes the record compares the last one. Owned by the record agent's
 * thread; allocates nothing after construction.
 */
final class TranscriptWriter {
    /** Where the first chunk names the shard. */
    static final int SHARD = 8;
    /** Where it has the length of the first part. */
    static final int CREATED_LENGTH = 12;
    /** Where it has the number of events. */
    static final int EVENT_COUNT = 16;
    /** Where it has how many bytes these take of a record. */
    static final int RECORD_BYTES = 20;
    /** Where it has the length of the last part. */
    static final int END_LENGTH = 24;
    /** Where the first part begins. */
    static final int PARTS = 32;

    /** A header is written as two words, and a payload in words: so many bytes may be written to no purpose. */
    private static final int ROOM_BESIDE = Long.BYTES;
    /** Above this, a copy of many words at once is faster. */
    private static final int SHORT_PAYLOAD_MAX = 64;

    private final int shardId;
    private final OpenTranscripts open;
    private final ChunkPool pool;
    private final UnsafeBuffer chunk = new UnsafeBuffer(0, 0);
    private final UnsafeBuffer header = new UnsafeBuffer(new byte[2 * Long.BYTES]);

    /**
     * @param shardId whose matches they are.
     * @param open their table.
     * @param pool their memory.
     */
    TranscriptWriter(final int shardId, final OpenTranscripts open, final ChunkPool pool) {
        this.shardId = shardId;
        this.open = open;
        this.pool = pool;
    }

    /**
     * Begin a transcript.
     *
     * @param idHigh the upper half of the match's id, which is not in the table.
     * @param idLow the lower half.
     * @param buffer where the message MatchCreated is.
     * @param offset where its header begins.
     * @param length of both.
     * @return whether there was memory.
     */
    boolean begin(
            final long idHigh, final long idLow, final DirectBuffer buffer, final int offset, final int length) {
        final long first = pool.take();
        if (first == ChunkPool.NONE) {
            return false;
        }
        Memory.putInt(first + SHARD, shardId);
        Memory.putInt(first + CREATED_LENGTH, length);
        final long entry = open.add(idHigh, idLow, first, PARTS);
        if (entry == OpenTranscripts.NONE) {
            pool.giveBack(first);
            return false;
        }
        if (!append(entry, buffer, offset, length)) {
            pool.giveBack(first);
            open.remove(entry);
            return false;
        }
        return true;
    }

    /**
     * Add an event.
     *
     * @param entry its match's.
     * @param event its fixed part.
     * @param payloadOffset where its payload begins in the event's buffer.
     * @param payloadLength how long that is.
     * @return whether there was memory; where not, the transcript is of no use any more.
     */
    boolean event(
            final long entry, final MatchEventDecoder event, final int payloadOffset, final int payloadLength) {
        final long firstWord =
                ChainHasher.firstWord(event.index(), event.kindRaw(), event.seat(), payloadLength);
        final long timeMs = event.timeMs();
        final DirectBuffer source = event.buffer();
        final int used = OpenTranscripts.lastUsed(entry);
        final int end = used + ChainHasher.HEADER_LENGTH + payloadLength;
        if (end + ROOM_BESIDE > ChunkPool.CHUNK_BYTES || payloadLength > SHORT_PAYLOAD_MAX) {
            header.putLong(0, firstWord, ByteOrder.LITTLE_ENDIAN);
            header.putLong(ChainHasher.TIME, timeMs, ByteOrder.LITTLE_ENDIAN);
            return append(entry, header, 0, ChainHasher.HEADER_LENGTH)
                    && append(entry, source, payloadOffset, payloadLength);
        }
        final long target = OpenTranscripts.last(entry) + used;
        Memory.putLong(target, firstWord);
        Memory.putLong(target + ChainHasher.TIME, timeMs);
        putShort(target + ChainHasher.HEADER_LENGTH, source, payloadOffset, payloadLength);
        OpenTranscripts.lastUsed(entry, end);
        return true;
    }

    /**
     * Close a transcript, whose match has ended; it stays in the table.
     *
     * @param entry its match's.
     * @param buffer where the message MatchEvent is that was the last.
     * @param offset where its header begins.
     * @param length of both.
     * @return whether there was memory; where not, the transcript is of no use any more.
     */
    boolean end(final long entry, final DirectBuffer buffer, final int offset, final int length) {
        if (!append(entry, buffer, offset, length)) {
            return false;
        }
        final long first = OpenTranscripts.first(entry);
        Memory.putInt(first + EVENT_COUNT, OpenTranscripts.eventCount(entry));
        Memory.putInt(first + RECORD_BYTES, OpenTranscripts.recordBytes(entry));
        Memory.putInt(first + END_LENGTH, length);
        return true;
    }

    /** In words: up to seven bytes after it are written too. */
    private static void putShort(final long target, final DirectBuffer source, final int offset, final int length) {
        int done = 0;
        for (; done + Long.BYTES <= length; done += Long.BYTES) {
            Memory.putLong(target + done, source.getLong(offset + done, ByteOrder.LITTLE_ENDIAN));
        }
        if (done < length) {
            long rest = 0;
            for (int i = length - 1; i >= done; i--) {
                rest = rest << Byte.SIZE | source.getByte(offset + i) & 0xFF;
            }
            Memory.putLong(target + done, rest);
        }
    }

    private boolean append(final long entry, final DirectBuffer source, final int offset, final int length) {
        long last = OpenTranscripts.last(entry);
        int used = OpenTranscripts.lastUsed(entry);
        for (int done = 0; done < length;) {
            if (used == ChunkPool.CHUNK_BYTES) {
                final long next = pool.take();
                if (next == ChunkPool.NONE) {
                    return false;
                }
                Memory.putLong(last + ChunkPool.NEXT, next);
                last = next;
                used = ChunkPool.DATA;
            }
            final int piece = Math.min(length - done, ChunkPool.CHUNK_BYTES - used);
            ArenaView.wrap(chunk, last, ChunkPool.CHUNK_BYTES);
            chunk.putBytes(used, source, offset + done, piece);
            done += piece;
            used += piece;
        }
        OpenTranscripts.last(entry, last, used);
        return true;
    }
}
