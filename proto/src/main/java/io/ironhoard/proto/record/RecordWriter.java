package io.ironhoard.proto.record;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Builds a record's file, event by event. Owned by one thread. */
public final class RecordWriter {
    private final ByteArrayOutputStream events = new ByteArrayOutputStream(1024);
    private final byte[] preimage;
    private final byte[] seed;
    private final byte[] initialHead;
    private int eventCount;

    /**
     * @param preimage the bytes that head₀ is the hash of.
     * @param seed the match's seed, 32 bytes.
     * @param initialHead head₀, 32 bytes.
     */
    public RecordWriter(final byte[] preimage, final byte[] seed, final byte[] initialHead) {
        this.preimage = preimage.clone();
        this.seed = seed.clone();
        this.initialHead = initialHead.clone();
    }

    /**
     * Add the next event.
     *
     * @param canonical the bytes that the chain hashes.
     * @param length how many of them.
     * @param head the head after it, 32 bytes.
     */
    public void append(final byte[] canonical, final int length, final byte[] head) {
        events.write(canonical, 0, length);
        events.write(head, 0, head.length);
        eventCount++;
    }

    /** How many events were added. */
    public int eventCount() {
        return eventCount;
    }

    /** How many bytes of memory the events take. */
    public int length() {
        return events.size();
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
        final int headerLength = 2 * Long.BYTES + preimage.length + seed.length + initialHead.length;
        final int endLength = 2 + standings.size() * (1 + Long.BYTES) + RecordFormat.FINGERPRINT_LENGTH;
        final ByteBuffer out = ByteBuffer.allocate(
                headerLength + events.size() + endLength + RecordFormat.SIGNATURE_LENGTH)
                .order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(RecordFormat.MAGIC).putShort((short) RecordFormat.VERSION).putShort((short) preimage.length);
        out.put(preimage).put(seed).put(initialHead);
        out.putInt(eventCount).put(events.toByteArray());
        out.put((byte) endReason).put((byte) standings.size());
        for (final Standing standing : standings) {
            out.put((byte) standing.placement()).putLong(standing.score());
        }
        out.put(signer.fingerprint());
        out.put(signer.sign(out.array(), out.position()));
        return out.array();
    }
}
