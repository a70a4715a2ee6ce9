package io.ironhoard.matchmaking.gateway.feed;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.ironhoard.proto.chain.ChainHasher;
import io.ironhoard.proto.ipc.StreamIds;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import io.ironhoard.proto.sbe.EventKind;
import io.ironhoard.proto.sbe.MatchEventDecoder;
import io.ironhoard.v1.MatchEnded;
import io.ironhoard.v1.MatchEvent;
import io.ironhoard.v1.MovePlayed;
import io.ironhoard.v1.PlayResponse;
import io.ironhoard.v1.Presence;
import io.ironhoard.v1.RulesTimer;
import io.ironhoard.v1.SeatForfeited;
import io.ironhoard.v1.ServerClosed;
import io.ironhoard.v1.Spectators;
import io.ironhoard.v1.Standing;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Turns a shard's event into the {@code PlayResponse} that players get, field by field: a message object a move, with
 * its builders, would cost more than the whole way through the gateway.
 *
 * <p>Owned by the gateway's event loop. A move allocates the encoded bytes and a stream object; other events may
 * allocate more.
 */
final class EventEncoder {
    private static final int LENGTH_DELIMITED = 2;
    private static final int TAG_LENGTH_MAX = 1;
    /** Payload and parts, 64 clocks of up to 10 bytes, 64 standings of up to 18, and some room for small fields. */
    private static final int BODY_LENGTH_MAX = StreamIds.MESSAGE_LENGTH_MAX + 4096;

    private static final byte FORFEIT_REASON_UNKNOWN = 0;
    private static final byte[] NOTHING = {};

    private final byte[] scratch = new byte[BODY_LENGTH_MAX];
    private final byte[] head = new byte[ChainHasher.HEAD_LENGTH];
    private final byte[] payload = new byte[RuleSetDescriptor.MOVE_LENGTH_LIMIT];
    private final byte[] publicPart = new byte[StreamIds.MESSAGE_LENGTH_MAX];
    private final byte[][] privateParts = new byte[RuleSetDescriptor.SEATS_LIMIT][];
    private int payloadLength;
    private int publicLength;
    private long privateSeats;
    private MatchEnded ended;

    /**
     * Take an event to encode it, for everybody and for single seats.
     *
     * @param event read to its end.
     * @param info the match.
     */
    void take(final MatchEventDecoder event, final MatchInfo info) {
        event.getHead(head, 0, head.length);
        ended = event.endReason() == 0 ? null : ended(event, info);
        if (ended == null) {
            // Groups are read in order: step over the standings, of which there should be none.
            event.standings().forEach(standing -> {});
        }
        privateSeats = 0;
        for (final MatchEventDecoder.PrivatePartsDecoder part : event.privateParts()) {
            final int seat = part.seat();
            final byte[] bytes = new byte[part.partLength()];
            part.getPart(bytes, 0, bytes.length);
            privateParts[seat] = bytes;
            privateSeats |= 1L << seat;
        }
        payloadLength = event.payloadLength();
        event.getPayload(payload, 0, payloadLength);
        publicLength = event.publicPartLength();
        event.getPublicPart(publicPart, 0, publicLength);
    }

    /** The seats for which the event taken last has a private part, a bit each. */
    long privateSeats() {
        return privateSeats;
    }

    /**
     * Encode the event taken last for each seat that has a private part.
     *
     * @param event the same event.
     * @param clocksMs each seat's time after it; empty where there are no clocks.
     * @return the frames, in the order of their seats.
     */
    EncodedFrame[] encodePrivate(final MatchEventDecoder event, final long[] clocksMs) {
        final EncodedFrame[] frames = new EncodedFrame[Long.bitCount(privateSeats)];
        int at = 0;
        for (long seats = privateSeats; seats != 0; seats &= seats - 1) {
            frames[at++] = encode(event, clocksMs, privateParts[Long.numberOfTrailingZeros(seats)]);
        }
        return frames;
    }

    /**
     * Encode the event taken last for everybody.
     *
     * @param event the same event.
     * @param clocksMs each seat's time after it; empty where there are no clocks.
     * @return the frame.
     */
    EncodedFrame encode(final MatchEventDecoder event, final long[] clocksMs) {
        return encode(event, clocksMs, NOTHING);
    }

    private EncodedFrame encode(final MatchEventDecoder event, final long[] clocksMs, final byte[] privatePart) {
        try {
            final CodedOutputStream out = CodedOutputStream.newInstance(scratch);
            if (event.index() != 0) {
                out.writeUInt32(MatchEvent.INDEX_FIELD_NUMBER, (int) event.index());
            }
            out.writeByteArray(MatchEvent.HEAD_FIELD_NUMBER, head);
            out.writeInt64(MatchEvent.TIME_MS_FIELD_NUMBER, event.timeMs());
            what(out, event);
            if (ended != null) {
                out.writeMessage(MatchEvent.ENDED_FIELD_NUMBER, ended);
            }
            if (clocksMs.length > 0) {
                clocks(out, clocksMs);
            }
            part(out, MatchEvent.PUBLIC_PART_FIELD_NUMBER, publicPart, publicLength);
            part(out, MatchEvent.PRIVATE_PART_FIELD_NUMBER, privatePart, privatePart.length);
            out.flush();
            return frame(PlayResponse.EVENT_FIELD_NUMBER, out.getTotalBytesWritten());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void part(final CodedOutputStream out, final int field, final byte[] bytes, final int length)
            throws IOException {
        if (length > 0) {
            out.writeTag(field, LENGTH_DELIMITED);
            out.writeUInt32NoTag(length);
            out.write(bytes, 0, length);
        }
    }

    private void what(final CodedOutputStream out, final MatchEventDecoder event) throws IOException {
        final EventKind kind = event.kind();
        switch (kind) {
            case MOVE -> {
                final int seat = event.seat();
                final int seatSize =
                        seat == 0 ? 0 : CodedOutputStream.computeInt32Size(MovePlayed.SEAT_FIELD_NUMBER, seat);
                final int payloadSize = payloadLength == 0
                        ? 0
                        : TAG_LENGTH_MAX + CodedOutputStream.computeUInt32SizeNoTag(payloadLength) + payloadLength;
                out.writeTag(MatchEvent.MOVE_FIELD_NUMBER, LENGTH_DELIMITED);
                out.writeUInt32NoTag(seatSize + payloadSize);
                if (seatSize != 0) {
                    out.writeInt32(MovePlayed.SEAT_FIELD_NUMBER, seat);
                }
                if (payloadSize != 0) {
                    out.writeByteArray(MovePlayed.PAYLOAD_FIELD_NUMBER, payload, 0, payloadLength);
                }
            }
            case FORFEIT -> out.writeMessage(
                    MatchEvent.FORFEIT_FIELD_NUMBER,
                    SeatForfeited.newBuilder()
                            .setSeat(event.seat())
                            .setReason(payloadLength > 0 ? payload[0] & 0xFF : FORFEIT_REASON_UNKNOWN)
                            .build());
            case TIMER -> out.writeMessage(MatchEvent.TIMER_FIELD_NUMBER, RulesTimer.getDefaultInstance());
            case CLOSE -> out.writeMessage(MatchEvent.CLOSED_FIELD_NUMBER, ServerClosed.getDefaultInstance());
            default -> throw new IllegalStateException("event kind " + kind);
        }
    }

    private static void clocks(final CodedOutputStream out, final long[] clocksMs) throws IOException {
        int size = 0;
        for (final long clock : clocksMs) {
            size += CodedOutputStream.computeInt64SizeNoTag(clock);
        }
        out.writeTag(MatchEvent.CLOCKS_MS_FIELD_NUMBER, LENGTH_DELIMITED);
        out.writeUInt32NoTag(size);
        for (final long clock : clocksMs) {
            out.writeInt64NoTag(clock);
        }
    }

    private EncodedFrame frame(final int field, final int bodyLength) throws IOException {
        final byte[] bytes =
                new byte[TAG_LENGTH_MAX + CodedOutputStream.computeUInt32SizeNoTag(bodyLength) + bodyLength];
        final CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeTag(field, LENGTH_DELIMITED);
        out.writeUInt32NoTag(bodyLength);
        out.writeRawBytes(scratch, 0, bodyLength);
        return new EncodedFrame(bytes);
    }

    private static MatchEnded ended(final MatchEventDecoder event, final MatchInfo info) {
        final MatchEnded.Builder ended = MatchEnded.newBuilder()
                .setReason(event.endReason())
                .setReasonName(info.endReasonName(event.endReason()))
                .setSeed(ByteString.copyFrom(info.seed()));
        int seat = 0;
        for (final MatchEventDecoder.StandingsDecoder standing : event.standings()) {
            ended.addStandings(Standing.newBuilder()
                    .setSeat(seat++)
                    .setPlacement(standing.placement())
                    .setScore(standing.score()));
        }
        return ended.build();
    }

    /**
     * @param seat whose.
     * @param forfeitsAtMs when an absent seat forfeits.
     * @param present whether it is there.
     * @return the frame.
     */
    static EncodedFrame presence(final int seat, final long forfeitsAtMs, final boolean present) {
        return new EncodedFrame(PlayResponse.newBuilder()
                .setPresence(Presence.newBuilder()
                        .setSeat(seat)
                        .setPresent(present)
                        .setForfeitsAtMs(forfeitsAtMs))
                .build()
                .toByteArray());
    }

    /**
     * @param count how many watch the match.
     * @return the frame.
     */
    static EncodedFrame spectators(final int count) {
        return new EncodedFrame(PlayResponse.newBuilder()
                .setSpectators(Spectators.newBuilder().setCount(count))
                .build()
                .toByteArray());
    }
}
