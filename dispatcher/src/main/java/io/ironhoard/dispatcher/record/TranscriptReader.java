package io.ironhoard.dispatcher.record;

import io.ironhoard.arena.ArenaView;
import io.ironhoard.arena.Memory;
import org.agrona.concurrent.UnsafeBuffer;

/** Reads a transcript that was handed over, front to back; see {@link TranscriptWriter}. Owned by the filer's thread. */
final class TranscriptReader {
    private final UnsafeBuffer chunk = new UnsafeBuffer(0, 0);
    private long first;
    private int used;

    /**
     * Read another transcript.
     *
     * @param address of its first chunk, whose memory stays until the transcript is handed back.
     */
    void wrap(final long address) {
        first = address;
        ArenaView.wrap(chunk, address, ChunkPool.CHUNK_BYTES);
        used = TranscriptWriter.PARTS;
    }

    /** Whose match it is. */
    int shardId() {
        return Memory.getInt(first + TranscriptWriter.SHARD);
    }

    /** The length of the first part. */
    int createdLength() {
        return Memory.getInt(first + TranscriptWriter.CREATED_LENGTH);
    }

    /** How many events there are, as uint32. */
    int eventCount() {
        return Memory.getInt(first + TranscriptWriter.EVENT_COUNT);
    }

    /** How many bytes they take of a record, their heads included. */
    int recordBytes() {
        return Memory.getInt(first + TranscriptWriter.RECORD_BYTES);
    }

    /** The length of the last part. */
    int endLength() {
        return Memory.getInt(first + TranscriptWriter.END_LENGTH);
    }

    /**
     * Read on.
     *
     * @param out where to.
     * @param offset where to begin.
     * @param length how many bytes; there are as many.
     */
    void read(final byte[] out, final int offset, final int length) {
        for (int done = 0; done < length;) {
            if (used == ChunkPool.CHUNK_BYTES) {
                ArenaView.wrap(chunk, chunk.getLong(ChunkPool.NEXT), ChunkPool.CHUNK_BYTES);
                used = ChunkPool.DATA;
            }
            final int piece = Math.min(length - done, ChunkPool.CHUNK_BYTES - used);
            chunk.getBytes(used, out, offset + done, piece);
            done += piece;
            used += piece;
        }
    }
}
