package io.ironhoard.dispatcher.record;

import io.ironhoard.arena.ArenaView;
import io.ironhoard.proto.chain.ChainHasher;
import io.ironhoard.proto.sbe.MatchEventDecoder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes transcripts: what is kept of a match until its record is made. A transcript is a list of chunks; in the first one
 *
 * <pre>
 *     0   address of the next chunk
 *     8   shard, int32               12   length of the first part, int32
 *    16   events, uint32             20   length of the second part, int32
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
    /** Where it has the length of the second part. */
    static final int EVENT_BYTES = 20;
    /** Where it has the length of the last part. */
    static final int END_LENGTH = 24;
    /** Where the first part begins. */
    static final int PARTS = 32;

    /** A header is laid out in whole words: one byte more than it has. */
    private static final int HEADER_ROOM = ChainHasher.HEADER_LENGTH + 1;

    private final int shardId;
    private final OpenTranscripts open;
    private final ChunkPool pool;
    private final UnsafeBuffer chunk = new UnsafeBuffer(0, 0);
    private final UnsafeBuffer header = new UnsafeBuffer(new byte[HEADER_ROOM]);

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
        ArenaView.wrap(chunk, first, ChunkPool.CHUNK_BYTES);
        chunk.putInt(SHARD, shardId);
        chunk.putInt(CREATED_LENGTH, length);
        final int entry = open.add(idHigh, idLow, first, PARTS);
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
            final int entry, final MatchEventDecoder event, final int payloadOffset, final int payloadLength) {
        final int length = ChainHasher.HEADER_LENGTH + payloadLength;
        final int used = open.lastUsed(entry);
        open.addEvent(entry, length);
        if (used + Math.max(HEADER_ROOM, length) <= ChunkPool.CHUNK_BYTES) {
            ArenaView.wrap(chunk, open.last(entry), ChunkPool.CHUNK_BYTES);
            layOutHeader(chunk, used, event, payloadLength);
            chunk.putBytes(used + ChainHasher.HEADER_LENGTH, event.buffer(), payloadOffset, payloadLength);
            open.lastUsed(entry, used + length);
            return true;
        }
        layOutHeader(header, 0, event, payloadLength);
        return append(entry, header, 0, ChainHasher.HEADER_LENGTH)
                && append(entry, event.buffer(), payloadOffset, payloadLength);
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
    boolean end(final int entry, final DirectBuffer buffer, final int offset, final int length) {
        if (!append(entry, buffer, offset, length)) {
            return false;
        }
        ArenaView.wrap(chunk, open.first(entry), ChunkPool.CHUNK_BYTES);
        chunk.putInt(EVENT_COUNT, open.eventCount(entry));
        chunk.putInt(EVENT_BYTES, open.eventBytes(entry));
        chunk.putInt(END_LENGTH, length);
        return true;
    }

    private static void layOutHeader(
            final UnsafeBuffer out, final int offset, final MatchEventDecoder event, final int payloadLength) {
        ChainHasher.layOutHeader(
                out, offset, (int) event.index(), event.kindRaw(), event.seat(), event.timeMs(), payloadLength);
    }

    private boolean append(final int entry, final DirectBuffer source, final int offset, final int length) {
        long last = open.last(entry);
        int used = open.lastUsed(entry);
        for (int done = 0; done < length;) {
            if (used == ChunkPool.CHUNK_BYTES) {
                final long next = pool.take();
                if (next == ChunkPool.NONE) {
                    return false;
                }
                ArenaView.wrap(chunk, last, ChunkPool.CHUNK_BYTES);
                chunk.putLong(ChunkPool.NEXT, next);
                last = next;
                used = ChunkPool.DATA;
            }
            final int piece = Math.min(length - done, ChunkPool.CHUNK_BYTES - used);
            ArenaView.wrap(chunk, last, ChunkPool.CHUNK_BYTES);
            chunk.putBytes(used, source, offset + done, piece);
            done += piece;
            used += piece;
        }
        open.last(entry, last, used);
        return true;
    }
}
