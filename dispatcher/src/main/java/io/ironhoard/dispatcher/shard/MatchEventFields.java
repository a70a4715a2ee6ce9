package io.ironhoard.dispatcher.shard;

import io.ironhoard.arena.Memory;
import io.ironhoard.dispatcher.validation.MoveFrame;
import io.ironhoard.proto.crypto.MoveSigning;
import io.ironhoard.proto.ipc.StreamIds;
import io.ironhoard.proto.sbe.EventKind;
import io.ironhoard.proto.sbe.MatchEventEncoder;
import io.ironhoard.proto.sbe.MatchEventEncoder.PrivatePartsEncoder;
import io.ironhoard.proto.sbe.MatchEventEncoder.StandingsEncoder;
import io.ironhoard.proto.sbe.MessageHeaderEncoder;

/**
 * The fields of a {@code MatchEvent} at an address, where the schema has them; groups and data in the schema's order, each
 * returning where the next begins. Stateless; allocates nothing.
 */
final class MatchEventFields {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final long MESSAGE_HEADER = MatchEventEncoder.BLOCK_LENGTH
            | (long) MatchEventEncoder.TEMPLATE_ID << 16
            | (long) MatchEventEncoder.SCHEMA_ID << 32
            | (long) MatchEventEncoder.SCHEMA_VERSION << 48;

    private static final int CORRELATION_ID = HEADER + MatchEventEncoder.correlationIdEncodingOffset();
    private static final int TIME = HEADER + MatchEventEncoder.timeMsEncodingOffset();
    private static final int MATCH_ID_HIGH = HEADER + MatchEventEncoder.matchIdHighEncodingOffset();
    private static final int MATCH_ID_LOW = HEADER + MatchEventEncoder.matchIdLowEncodingOffset();
    private static final int CLOCK_LEFT = HEADER + MatchEventEncoder.clockLeftMsEncodingOffset();
    private static final int INDEX = HEADER + MatchEventEncoder.indexEncodingOffset();
    private static final int SEQUENCE = HEADER + MatchEventEncoder.sequenceEncodingOffset();
    private static final int EPOCH = HEADER + MatchEventEncoder.epochEncodingOffset();
    private static final int CLOCK_DEBIT = HEADER + MatchEventEncoder.clockDebitMsEncodingOffset();
    private static final int GATEWAY = HEADER + MatchEventEncoder.gatewayIdEncodingOffset();
    private static final int KIND = HEADER + MatchEventEncoder.kindEncodingOffset();
    private static final int SEAT = HEADER + MatchEventEncoder.seatEncodingOffset();
    private static final int CLOCK_SEAT = HEADER + MatchEventEncoder.clockSeatEncodingOffset();
    private static final int END_REASON = HEADER + MatchEventEncoder.endReasonEncodingOffset();
    private static final int HEAD = HEADER + MatchEventEncoder.headEncodingOffset();
    private static final int SUBMITTED_TAG = HEADER + MatchEventEncoder.submittedTagEncodingOffset();
    private static final int STANDINGS = HEADER + MatchEventEncoder.BLOCK_LENGTH;

    private static final int GROUP_HEADER = StandingsEncoder.sbeHeaderSize();
    private static final int GROUP_COUNT = 2;
    private static final int STANDING_LENGTH = StandingsEncoder.sbeBlockLength();
    private static final int STANDING_SCORE = StandingsEncoder.scoreEncodingOffset();
    private static final int STANDING_PLACEMENT = StandingsEncoder.placementEncodingOffset();
    private static final int PART_LENGTH = PrivatePartsEncoder.sbeBlockLength();
    private static final int DATA_HEADER = MatchEventEncoder.payloadHeaderLength();

    private MatchEventFields() {}

    /** The length of an event, its message header included, with {@code dataLength} bytes of parts and payload. */
    static int lengthOf(final int standings, final int privateParts, final int dataLength) {
        return STANDINGS
                + 2 * GROUP_HEADER
                + standings * STANDING_LENGTH
                + privateParts * (PART_LENGTH + DATA_HEADER)
                + 2 * DATA_HEADER
                + dataLength;
    }

    static void begin(
            final long out,
            final long idHigh,
            final long idLow,
            final int index,
            final long timeMs,
            final int epoch) {
        Memory.putLong(out, MESSAGE_HEADER);
        Memory.putLong(out + TIME, timeMs);
        Memory.putLong(out + MATCH_ID_HIGH, idHigh);
        Memory.putLong(out + MATCH_ID_LOW, idLow);
        Memory.putInt(out + INDEX, index);
        Memory.putInt(out + EPOCH, epoch);
    }

    /** Whose frame made the event. */
    static void frame(final long out, final MoveFrame frame) {
        Memory.putLong(out + CORRELATION_ID, frame.correlationId());
        Memory.putInt(out + SEQUENCE, frame.sequence());
        Memory.putShort(out + GATEWAY, frame.gatewayId());
        Memory.copy16(frame.tag(), out + SUBMITTED_TAG);
    }

    /** Nobody's frame made the event. */
    static void noFrame(final long out) {
        Memory.putLong(out + CORRELATION_ID, 0);
        Memory.putInt(out + SEQUENCE, 0);
        Memory.putShort(out + GATEWAY, StreamIds.NO_GATEWAY);
        Memory.fill(out + SUBMITTED_TAG, MoveSigning.TAG_LENGTH, (byte) 0);
    }

    static void clock(final long out, final int clockSeat, final long leftMs, final long debitMs) {
        Memory.putLong(out + CLOCK_LEFT, leftMs);
        Memory.putLong(out + CLOCK_DEBIT, debitMs);
        Memory.putByte(out + CLOCK_SEAT, clockSeat);
    }

    static void what(
            final long out, final EventKind kind, final int seat, final int endReason, final long head) {
        Memory.putByte(out + KIND, kind.value());
        Memory.putByte(out + SEAT, seat);
        Memory.putByte(out + END_REASON, endReason);
        Memory.copy32(head, out + HEAD);
    }

    /** Begin the standings of a finished match; where the first belongs. */
    static long standings(final long out, final int count) {
        return group(out + STANDINGS, STANDING_LENGTH, count);
    }

    static long standing(final long at, final long score, final int placement) {
        Memory.putLong(at + STANDING_SCORE, score);
        Memory.putByte(at + STANDING_PLACEMENT, placement);
        return at + STANDING_LENGTH;
    }

    /** Begin the private parts; where the first belongs. */
    static long privateParts(final long at, final int count) {
        return group(at, PART_LENGTH, count);
    }

    /** A seat's private part, whose data follows. */
    static long privatePart(final long at, final int seat) {
        Memory.putByte(at + PrivatePartsEncoder.seatEncodingOffset(), seat);
        return at + PART_LENGTH;
    }

    static long data(final long at, final long from, final int length) {
        Memory.putShort(at, length);
        Memory.copy(from, at + DATA_HEADER, length);
        return at + DATA_HEADER + length;
    }

    static long data(final long at, final byte[] from, final int offset, final int length) {
        Memory.putShort(at, length);
        if (length > 0) {
            Memory.put(from, offset, at + DATA_HEADER, length);
        }
        return at + DATA_HEADER + length;
    }

    private static long group(final long at, final int blockLength, final int count) {
        Memory.putShort(at, blockLength);
        Memory.putShort(at + GROUP_COUNT, count);
        return at + GROUP_HEADER;
    }
}
