package io.ironhoard.perf.wire;

import io.ironhoard.proto.ipc.StreamIds;
import io.ironhoard.proto.sbe.EventKind;
import io.ironhoard.v1.MatchEnded;
import io.ironhoard.v1.MatchEvent;
import io.ironhoard.v1.MovePlayed;
import io.ironhoard.v1.SeatForfeited;

/**
 * Flyweight over a {@code MatchEvent} in a connection's buffer, valid until the next is wrapped. Owned by one thread;
 * allocates nothing.
 */
public final class EventFrame {
    private static final byte[] NOTHING = {};

    private final ProtoReader fields = new ProtoReader();
    private final ProtoReader inner = new ProtoReader();
    private final byte[] reason = new byte[1];

    private byte[] buffer = NOTHING;
    private int index;
    private int headOffset;
    private int headLength;
    private long timeMs;
    private EventKind kind = EventKind.NULL_VAL;
    private int seat;
    private byte[] payloadBuffer = NOTHING;
    private int payloadOffset;
    private int payloadLength;
    private int publicOffset;
    private int publicLength;
    private int privateOffset;
    private int privateLength;
    private int clocksOffset;
    private int clocksLength;
    private int endedOffset;
    private int endedLength;
    private int endReason;

    void wrap(final byte[] source, final int offset, final int length) throws WireException {
        clear(source);
        fields.wrap(source, offset, length);
        while (fields.next()) {
            if (fields.isVarint()) {
                switch (fields.field()) {
                    case MatchEvent.INDEX_FIELD_NUMBER -> index = (int) fields.varint();
                    case MatchEvent.TIME_MS_FIELD_NUMBER -> timeMs = fields.varint();
                    default -> {
                        // Of a later version of the protocol.
                    }
                }
            } else if (fields.isDelimited()) {
                delimited();
            }
        }
        if (kind == EventKind.CLOSE) {
            reason(endReason);
        }
    }

    private void clear(final byte[] source) {
        buffer = source;
        index = 0;
        headLength = 0;
        timeMs = 0;
        kind = EventKind.NULL_VAL;
        seat = StreamIds.NO_SEAT;
        payloadBuffer = source;
        payloadLength = 0;
        publicLength = 0;
        privateLength = 0;
        clocksLength = 0;
        endedLength = -1;
        endReason = 0;
    }

    private void delimited() throws WireException {
        switch (fields.field()) {
            case MatchEvent.HEAD_FIELD_NUMBER -> {
                headOffset = fields.offset();
                headLength = fields.length();
            }
            case MatchEvent.MOVE_FIELD_NUMBER -> move();
            case MatchEvent.FORFEIT_FIELD_NUMBER -> forfeit();
            case MatchEvent.TIMER_FIELD_NUMBER -> what(EventKind.TIMER);
            case MatchEvent.CLOSED_FIELD_NUMBER -> what(EventKind.CLOSE);
            case MatchEvent.ENDED_FIELD_NUMBER -> {
                endedOffset = fields.offset();
                endedLength = fields.length();
                endReason = (int) number(MatchEnded.REASON_FIELD_NUMBER);
            }
            case MatchEvent.PUBLIC_PART_FIELD_NUMBER -> {
                publicOffset = fields.offset();
                publicLength = fields.length();
            }
            case MatchEvent.PRIVATE_PART_FIELD_NUMBER -> {
                privateOffset = fields.offset();
                privateLength = fields.length();
            }
            case MatchEvent.CLOCKS_MS_FIELD_NUMBER -> {
                clocksOffset = fields.offset();
                clocksLength = fields.length();
            }
            default -> {
                // What a later version of the protocol may add.
            }
        }
    }

    private void move() throws WireException {
        what(EventKind.MOVE);
        seat = 0;
        inner.wrap(buffer, fields.offset(), fields.length());
        while (inner.next()) {
            if (inner.isVarint() && inner.field() == MovePlayed.SEAT_FIELD_NUMBER) {
                seat = (int) inner.varint();
            } else if (inner.isDelimited() && inner.field() == MovePlayed.PAYLOAD_FIELD_NUMBER) {
                payloadOffset = inner.offset();
                payloadLength = inner.length();
            }
        }
    }

    private void forfeit() throws WireException {
        what(EventKind.FORFEIT);
        seat = (int) number(SeatForfeited.SEAT_FIELD_NUMBER);
        reason((int) number(SeatForfeited.REASON_FIELD_NUMBER));
    }

    private void what(final EventKind what) {
        kind = what;
        seat = StreamIds.NO_SEAT;
        payloadBuffer = buffer;
        payloadLength = 0;
    }

    private void reason(final int code) {
        reason[0] = (byte) code;
        payloadBuffer = reason;
        payloadOffset = 0;
        payloadLength = 1;
    }

    /** A number field of the message that the present field holds; 0 where it is not there. */
    private long number(final int field) throws WireException {
        long number = 0;
        inner.wrap(buffer, fields.offset(), fields.length());
        while (inner.next()) {
            if (inner.isVarint() && inner.field() == field) {
                number = inner.varint();
            }
        }
        return number;
    }

    /** Where head, parts and end are. */
    public byte[] buffer() {
        return buffer;
    }

    /** The event's place in its match, as uint32. */
    public int index() {
        return index;
    }

    /** Where the head begins. */
    public int headOffset() {
        return headOffset;
    }

    /** How long the head is: whoever looks at it checks that. */
    public int headLength() {
        return headLength;
    }

    /** The shard's time, milliseconds since the Unix epoch. */
    public long timeMs() {
        return timeMs;
    }

    /** What happened; {@code NULL_VAL} where the event does not say. */
    public EventKind kind() {
        return kind;
    }

    /** Who acted, or {@link StreamIds#NO_SEAT}. */
    public int seat() {
        return seat;
    }

    /** Where the payload is that the chain binds: a move's own, or one byte with a reason. */
    public byte[] payloadBuffer() {
        return payloadBuffer;
    }

    /** Where it begins. */
    public int payloadOffset() {
        return payloadOffset;
    }

    /** Its length. */
    public int payloadLength() {
        return payloadLength;
    }

    /** Where the public part begins. */
    public int publicOffset() {
        return publicOffset;
    }

    /** The public part's length, 0 where there is none. */
    public int publicLength() {
        return publicLength;
    }

    /** Where the reader's private part begins. */
    public int privateOffset() {
        return privateOffset;
    }

    /** The private part's length, 0 where there is none. */
    public int privateLength() {
        return privateLength;
    }

    /** Where the seats' clocks begin, as they are encoded. */
    public int clocksOffset() {
        return clocksOffset;
    }

    /** The clocks' length in bytes, 0 where there are none. */
    public int clocksLength() {
        return clocksLength;
    }

    /** Whether the match ended with this event. */
    public boolean isEnd() {
        return endedLength >= 0;
    }

    /** Where the {@code MatchEnded} begins. */
    public int endedOffset() {
        return endedOffset;
    }

    /** Its length. */
    public int endedLength() {
        return Math.max(0, endedLength);
    }

    /** Why the match ended; 0 while it goes on. */
    public int endReason() {
        return endReason;
    }
}
