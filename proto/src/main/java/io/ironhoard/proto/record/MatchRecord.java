package io.ironhoard.proto.record;

import io.ironhoard.proto.chain.ChainHasher;
import io.ironhoard.proto.chain.HeadPreimage;
import io.ironhoard.proto.chain.MatchHeader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A record as it stands in its file, read but not yet checked. Its arrays are not to be written.
 *
 * @param header the match.
 * @param preimage the header's bytes.
 * @param seed the revealed seed, 32 bytes.
 * @param initialHead head₀, 32 bytes.
 * @param events in order.
 * @param endReason why the match ended.
 * @param standings one for each seat.
 * @param fingerprint of the key that signed, 8 bytes.
 * @param signature 64 bytes.
 * @param signedLength how many bytes of the file are signed.
 */
public record MatchRecord(
        MatchHeader header,
        byte[] preimage,
        byte[] seed,
        byte[] initialHead,
        List<RecordedEvent> events,
        int endReason,
        List<Standing> standings,
        byte[] fingerprint,
        byte[] signature,
        int signedLength) {

    /**
     * Read a record's file.
     *
     * @param file its bytes.
     * @return the record.
     * @throws RecordException naming the place where the bytes stop being a record.
     */
    public static MatchRecord parse(final byte[] file) throws RecordException {
        return new Parser(file).parse();
    }

    /** The last head, 32 bytes. */
    public byte[] finalHead() {
        return events.isEmpty() ? initialHead : events.getLast().head();
    }

    private static final class Parser {
        private final ByteBuffer in;

        Parser(final byte[] file) {
            in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        }

        MatchRecord parse() throws RecordException {
            need(12, "header");
            if (in.getLong() != RecordFormat.MAGIC) {
                throw new RecordException("header: the file does not begin like a record");
            }
            final int version = in.getShort() & 0xFFFF;
            if (version != RecordFormat.VERSION) {
                throw new RecordException("header: format version " + version + " is not " + RecordFormat.VERSION);
            }
            final byte[] preimage = take(in.getShort() & 0xFFFF, "header");
            final MatchHeader header = header(preimage);
            final byte[] seed = take(HeadPreimage.SEED_LENGTH, "seed");
            final byte[] initialHead = take(ChainHasher.HEAD_LENGTH, "head 0");
            final List<RecordedEvent> events = events();
            need(2, "end");
            final int endReason = in.get() & 0xFF;
            final List<Standing> standings = standings(header);
            final byte[] fingerprint = take(RecordFormat.FINGERPRINT_LENGTH, "fingerprint");
            final int signedLength = in.position();
            final byte[] signature = take(RecordFormat.SIGNATURE_LENGTH, "signature");
            if (in.hasRemaining()) {
                throw new RecordException("end: " + in.remaining() + " bytes follow the signature");
            }
            return new MatchRecord(
                    header,
                    preimage,
                    seed,
                    initialHead,
                    events,
                    endReason,
                    standings,
                    fingerprint,
                    signature,
                    signedLength);
        }

        private static MatchHeader header(final byte[] preimage) throws RecordException {
            try {
                return MatchHeader.parse(preimage);
            } catch (final IllegalArgumentException e) {
                throw new RecordException("header: " + e.getMessage());
            }
        }

        private List<RecordedEvent> events() throws RecordException {
            need(Integer.BYTES, "number of events");
            final long count = Integer.toUnsignedLong(in.getInt());
            final List<RecordedEvent> events = new ArrayList<>();
            for (long i = 0; i < count; i++) {
                events.add(event(i));
            }
            return List.copyOf(events);
        }

        private RecordedEvent event(final long expected) throws RecordException {
            final String place = "event " + expected;
            need(ChainHasher.HEADER_LENGTH, place);
            final int start = in.position();
            final long index = Integer.toUnsignedLong(in.getInt(start));
            final int length = in.getShort(start + 4) & 0xFFFF;
            final int seat = in.get(start + 6) & 0xFF;
            final int kind = in.get(start + 7) & 0xFF;
            final long timeMs = in.getLong(start + 7) >>> 8;
            if (index != expected) {
                throw new RecordException(place + ": its index is " + index);
            }
            final byte[] canonical = take(ChainHasher.HEADER_LENGTH + length, place);
            final byte[] payload = new byte[length];
            System.arraycopy(canonical, ChainHasher.HEADER_LENGTH, payload, 0, length);
            return new RecordedEvent(
                    index, kind, seat, timeMs, payload, canonical, take(ChainHasher.HEAD_LENGTH, place));
        }

        private List<Standing> standings(final MatchHeader header) throws RecordException {
            final int seats = in.get() & 0xFF;
            if (seats != header.seats().size()) {
                throw new RecordException(
                        "end: " + seats + " standings for " + header.seats().size() + " seats");
            }
            need(seats * (1 + Long.BYTES), "standings");
            final List<Standing> standings = new ArrayList<>(seats);
            for (int seat = 0; seat < seats; seat++) {
                standings.add(new Standing(in.get() & 0xFF, in.getLong()));
            }
            return List.copyOf(standings);
        }

        private byte[] take(final int length, final String place) throws RecordException {
            need(length, place);
            final byte[] bytes = new byte[length];
            in.get(bytes);
            return bytes;
        }

        private void need(final int length, final String place) throws RecordException {
            if (in.remaining() < length) {
                throw new RecordException(place + ": the file ends early, at byte " + in.limit());
            }
        }
    }
}
