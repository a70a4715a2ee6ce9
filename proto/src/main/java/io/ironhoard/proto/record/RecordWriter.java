package io.ironhoard.proto.record;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** Builds a record's file, event by event. Owned by one thread. */
public final class RecordWriter {
    private static final int EVENTS_LENGTH_DEFAULT = 1024;

    private final int eventCountAt;
    private byte[] file;
    private int length;
    private int eventCount;

    /**
     * @param preimage the bytes that head₀ is the hash of.
     * @param seed the match's seed, 32 bytes.
     * @param initialHead head₀, 32 bytes.
     */
    public RecordWriter(final byte[] preimage, final byte[] seed, final byte[] initialHead) {
        this(preimage, seed, initialHead, EVENTS_LENGTH_DEFAULT);
    }

    /**
     * @param preimage the bytes that head₀ is the hash of.
     * @param seed the match's seed, 32 bytes.
     * @param initialHead head₀, 32 bytes.
     * @param restLength how long the rest will be: every byte too few or too many costs a copy.
     */
    public RecordWriter(final byte[] preimage, final byte[] seed, final byte[] initialHead, final int restLength) {
        file = new byte[2 * Long.BYTES + preimage.length + seed.length + initialHead.length + restLength];
        final ByteBuffer out = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(RecordFormat.MAGIC).putShort((short) RecordFormat.VERSION).putShort((short) preimage.length);
        out.put(preimage).put(seed).put(initialHead);
        eventCountAt = out.position();
        length = eventCountAt + Integer.BYTES;
    }

    /**
     * @param eventsLength how long the canonical bytes of all events are, with their heads.
     * @param standings how many standings.
     * @return the length of what comes after head₀.
     */
    public static int restLength(final int eventsLength, final int standings) {
        return Integer.BYTES + eventsLength + endLength(standings);
    }

    /**
     * Add the next event.
     *
     * @param canonical the bytes that the chain hashes.
     * @param canonicalLength how many of them.
     * @param head the head after it, 32 bytes.
     */
    public void append(final byte[] canonical, final int canonicalLength, final byte[] head) {
        makeRoom(canonicalLength + head.length);
        put(canonical, canonicalLength);
        put(head, head.length);
        eventCount++;
    }

    /**
     * Close the record.
     *
     * @param endReason why the match ended.
     * @param standings one for each seat.
     * @param signer who signs it.
     * @return the file's bytes.
     */
    public byte[] finish(final int endReason, final List<Standing> standings, final RecordSigner signer) {
        final int fileLength = length + endLength(standings.size());
        if (file.length != fileLength) {
            file = Arrays.copyOf(file, fileLength);
        }
        final ByteBuffer out = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(eventCountAt, eventCount).position(length);
        out.put((byte) endReason).put((byte) standings.size());
        for (final Standing standing : standings) {
            out.put((byte) standing.placement()).putLong(standing.score());
        }
        out.put(signer.fingerprint());
        out.put(signer.sign(file, out.position()));
        return file;
    }

    private static int endLength(final int standings) {
        return 2 + standings * (1 + Long.BYTES) + RecordFormat.FINGERPRINT_LENGTH + RecordFormat.SIGNATURE_LENGTH;
    }

    private void put(final byte[] bytes, final int count) {
        System.arraycopy(bytes, 0, file, length, count);
        length += count;
    }

    private void makeRoom(final int count) {
        if (file.length - length < count) {
            file = Arrays.copyOf(file, Math.addExact(file.length, Math.max(file.length, count)));
        }
    }
}
