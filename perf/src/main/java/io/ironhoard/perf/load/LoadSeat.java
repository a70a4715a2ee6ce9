package io.ironhoard.perf.load;

import com.google.protobuf.InvalidProtocolBufferException;
import io.ironhoard.perf.client.ProtocolException;
import io.ironhoard.perf.wire.CallEnd;
import io.ironhoard.perf.wire.EventFrame;
import io.ironhoard.perf.wire.PlayEncoder;
import io.ironhoard.perf.wire.PlayFrame;
import io.ironhoard.perf.wire.WireCall;
import io.ironhoard.perf.wire.WireException;
import io.ironhoard.proto.crypto.MoveSigning;
import io.ironhoard.proto.crypto.SeatKeys;
import io.ironhoard.proto.sbe.EventKind;
import io.ironhoard.v1.Joined;
import io.ironhoard.v1.PlayResponse;
import io.ironhoard.v1.Signing;
import java.util.Arrays;

/**
 * One seat of one match: its {@code Play} call, the submission that waits for its answer, and the one accepted before.
 * There is one at most: a player decides the next when it knows what became of the last. Owned by the loop.
 */
final class LoadSeat extends WireCall {
    private static final int NOTHING_ACCEPTED = -1;

    private final LoadFloor floor;
    private final LoadMatch match;
    private final int seat;
    private byte[] key = {};
    private boolean isJoined;
    private boolean isEnded;
    private int sequence;

    private boolean isPending;
    private Submission pending = new Submission();
    private Submission accepted = new Submission();
    private int acceptedIndex = NOTHING_ACCEPTED;

    /** What was submitted. */
    private static final class Submission {
        private byte[] payload = new byte[8];
        private int length;
        private long intendedNs;

        private void set(final byte[] source, final int sourceLength, final long ns) {
            if (payload.length < sourceLength) {
                payload = new byte[sourceLength];
            }
            System.arraycopy(source, 0, payload, 0, sourceLength);
            length = sourceLength;
            intendedNs = ns;
        }
    }

    LoadSeat(final LoadFloor floor, final LoadMatch match, final int seat) {
        this.floor = floor;
        this.match = match;
        this.seat = seat;
    }

    /** Its number in the match. */
    int number() {
        return seat;
    }

    /** Whether nothing of the seat's own keeps it from submitting. */
    boolean isFree() {
        return isJoined && !isPending && !isEnded && isOpen() && match.check().hasCome(seat, acceptedIndex);
    }

    /** Whether a submission waits for its answer. */
    boolean isWaiting() {
        return isPending;
    }

    /**
     * Submit a move. Only when {@link #isFree}.
     *
     * @param payload where it is, from 0.
     * @param length its length.
     * @param intendedNs when it was meant to be sent.
     */
    void move(final byte[] payload, final int length, final long intendedNs) {
        final int next = sequence + 1;
        final int tagLength = sign(next, MoveSigning.ACTION_MOVE, payload, length);
        pending.set(payload, length, intendedNs);
        submit(floor.encoder().move(next, payload, length, floor.signer().tag(), tagLength));
    }

    /** Give up. Only when {@link #isFree}. */
    void resign(final long intendedNs) {
        final int next = sequence + 1;
        final int tagLength = sign(next, MoveSigning.ACTION_RESIGN, key, 0);
        pending.set(key, 0, intendedNs);
        submit(floor.encoder().resign(next, floor.signer().tag(), tagLength));
    }

    /** Leave without a word. */
    void leave() {
        isEnded = true;
        cancel();
    }

    private void submit(final int length) {
        isPending = true;
        floor.counts().submitted++;
        send(floor.encoder().bytes(), length);
    }

    private int sign(final int next, final int action, final byte[] payload, final int length) {
        if (key.length == 0) {
            return 0;
        }
        floor.signer().sign(key, match.check().matchId(), seat, next, action, payload, length);
        return MoveSigning.TAG_LENGTH;
    }

    @Override
    protected void onMessage(final byte[] buffer, final int offset, final int length, final long nowNs)
            throws WireException {
        final PlayFrame frame = floor.frame().wrap(buffer, offset, length);
        try {
            switch (frame.which()) {
                case PlayResponse.EVENT_FIELD_NUMBER -> event(frame.event(), nowNs);
                case PlayResponse.ACCEPTED_FIELD_NUMBER -> accepted(frame, nowNs);
                case PlayResponse.REJECTED_FIELD_NUMBER -> {
                    answered(frame, nowNs);
                    floor.counts().rejected(frame.code());
                    match.isFree(this, nowNs);
                }
                case PlayResponse.OVERLOADED_FIELD_NUMBER -> {
                    answered(frame, nowNs);
                    floor.counts().overloaded++;
                    match.isFree(this, nowNs);
                }
                case PlayResponse.JOINED_FIELD_NUMBER -> joined(frame);
                case 0 -> throw new ProtocolException("an empty frame came");
                default -> {
                    // Presence, and what a later version of the protocol may add.
                }
            }
        } catch (final ProtocolException e) {
            match.broken(this, e.getMessage());
        }
    }

    private void joined(final PlayFrame frame) throws ProtocolException {
        if (isJoined) {
            throw new ProtocolException("a second answer to one join came");
        }
        final Joined joined;
        try {
            joined = Joined.parser().parseFrom(frame.buffer(), frame.offset(), frame.length());
        } catch (final InvalidProtocolBufferException e) {
            throw new ProtocolException("the answer to the join cannot be read: " + e.getMessage());
        }
        match.check().joined(joined);
        key = joined.getSeatKey().toByteArray();
        final int keyLength = joined.getSettings().getSigning() == Signing.SIGNING_PLAYER ? SeatKeys.LENGTH : 0;
        if (joined.getSeat() != seat || key.length != keyLength || joined.getMovesInFlightMax() < 1) {
            throw new ProtocolException("the answer to the join is of seat " + joined.getSeat() + ", with a key of "
                    + key.length + " bytes, for " + joined.getMovesInFlightMax() + " moves in flight");
        }
        sequence = joined.getLastSequence();
        isJoined = true;
        match.joined();
    }

    private void event(final EventFrame event, final long nowNs) throws ProtocolException {
        floor.counts().events++;
        final boolean isFirst = match.check().event(seat, event);
        if (isFirst) {
            match.event(event);
        }
        match.game().received(seat, event, nowNs);
        if (event.seat() != seat) {
            final long intendedNs = match.check().history().intendedNs(event.index());
            if (intendedNs != 0) {
                floor.delivery().record(nowNs - intendedNs);
            }
        }
        if (event.isEnd()) {
            isEnded = true;
            if (isOpen()) {
                halfClose();
            }
        }
        match.received(this, nowNs);
    }

    private void accepted(final PlayFrame frame, final long nowNs) throws ProtocolException {
        answered(frame, nowNs);
        floor.counts().accepted++;
        sequence++;
        final Submission last = accepted;
        accepted = pending;
        pending = last;
        acceptedIndex = frame.index();
        match.check().receipt(seat, frame);
        match.isFree(this, nowNs);
    }

    private void answered(final PlayFrame frame, final long nowNs) throws ProtocolException {
        if (!isPending || frame.sequence() != sequence + 1) {
            throw new ProtocolException("an answer came to sequence number "
                    + Integer.toUnsignedString(frame.sequence()) + ", which waits for none");
        }
        isPending = false;
        floor.answers().record(nowNs - pending.intendedNs);
        floor.counts().lastAnswerNs = nowNs;
    }

    /**
     * The seat's own move came back as an event.
     *
     * @param event a move or resignation of this seat.
     * @return when it was meant to be sent.
     * @throws ProtocolException where it is none that was submitted, or another.
     */
    long intendedNs(final EventFrame event) throws ProtocolException {
        final Submission own;
        if (acceptedIndex == event.index()) {
            own = accepted;
        } else if (isPending) {
            own = pending;
        } else {
            throw new ProtocolException("event " + event.index() + " is of seat " + seat + ", which submitted nothing");
        }
        final boolean isMove = event.kind() == EventKind.MOVE;
        if (isMove && !Arrays.equals(own.payload, 0, own.length, event.payloadBuffer(), event.payloadOffset(),
                event.payloadOffset() + event.payloadLength())) {
            throw new ProtocolException("event " + event.index() + " is another move than seat " + seat + " submitted");
        }
        return own.intendedNs;
    }

    @Override
    protected void onEnd(final CallEnd end) {
        if (end.isOk() && isEnded) {
            match.left(this);
        } else {
            match.broken(this, "the stream ended: " + end);
        }
    }

    /** Open the call. */
    void open(final String authorization) {
        final byte[] join = PlayEncoder.join(match.check().matchId().toString(), seat, LoadFloor.PROTOCOL_VERSION);
        floor.connectionOf(match.table().firstPlayer() + seat).open(this, LoadFloor.PLAY, authorization, join);
    }
}
