package io.ironhoard.perf.load;

import io.ironhoard.perf.client.JoinedCheck;
import io.ironhoard.perf.client.ProtocolException;
import io.ironhoard.perf.wire.EventFrame;
import io.ironhoard.perf.wire.PlayFrame;
import io.ironhoard.proto.chain.ChainHasher;
import io.ironhoard.proto.chain.MatchHeader;
import io.ironhoard.proto.code.EndReason;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.sbe.EventKind;
import io.ironhoard.v1.Joined;
import java.util.Arrays;
import java.util.Optional;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Believes nothing of one match: every seat's copy of every event must come once and in order; the first copy's head is
 * computed, the others must be the same bytes; every receipt must be its event's, and every event a receipt's. Owned by the
 * loop.
 */
final class MatchCheck {
    private static final int NO_RECEIPT = -1;

    private final MatchId matchId;
    private final Scratch scratch;
    private final MatchHistory history;
    private final byte[] head = new byte[ChainHasher.HEAD_LENGTH];
    /** The next event of each seat. */
    private final int[] cursors;
    /** Receipts that came before their events, one a seat at most. */
    private final int[] receiptIndexes;
    private final byte[][] receiptHeads;
    private final long[] receiptTimes;
    private Optional<MatchHeader> header = Optional.empty();
    private byte[] initialHead = {};
    private byte[] ended = {};
    private boolean isEnded;
    private long submissionsSeen;
    private long receipts;

    /** What the checks of one thread share. */
    static final class Scratch {
        private final ChainHasher hasher;
        private final UnsafeBuffer payload = new UnsafeBuffer(new byte[0]);
        private final byte[] canonical;

        /** @param payloadLengthMax the longest payload of an event. */
        Scratch(final int payloadLengthMax) {
            hasher = new ChainHasher(payloadLengthMax);
            canonical = new byte[ChainHasher.HEADER_LENGTH + payloadLengthMax];
        }

        /** Lay the canonical event out; its length. */
        private int encode(final EventFrame event) throws ProtocolException {
            if (event.payloadLength() > canonical.length - ChainHasher.HEADER_LENGTH) {
                throw new ProtocolException("event " + event.index() + ": its payload is longer than a move may be");
            }
            payload.wrap(event.payloadBuffer(), event.payloadOffset(), event.payloadLength());
            final int length = hasher.encode(
                    event.index(), event.kind().value(), event.seat(), event.timeMs(), payload, 0,
                    event.payloadLength());
            hasher.canonical(canonical, 0, length);
            return length;
        }
    }

    /**
     * @param matchId the match.
     * @param seats how many it has.
     * @param scratch the thread's.
     */
    MatchCheck(final MatchId matchId, final int seats, final Scratch scratch) {
        this.matchId = matchId;
        this.scratch = scratch;
        history = new MatchHistory(seats);
        cursors = new int[seats];
        receiptIndexes = new int[seats];
        Arrays.fill(receiptIndexes, NO_RECEIPT);
        receiptHeads = new byte[seats][];
        receiptTimes = new long[seats];
    }

    /** A seat has joined. Every seat must be told the same match. */
    MatchHeader joined(final Joined joined) throws ProtocolException {
        if (header.isPresent()) {
            if (!Arrays.equals(initialHead, joined.getInitialHead().toByteArray())) {
                throw new ProtocolException("two seats were told two heads 0");
            }
            return header.get();
        }
        final MatchHeader checked = JoinedCheck.check(joined, matchId);
        if (checked.seats().size() != cursors.length) {
            throw new ProtocolException("the match has " + checked.seats().size() + " seats, not " + cursors.length);
        }
        joined.getInitialHead().copyTo(head, 0);
        initialHead = joined.getInitialHead().toByteArray();
        header = Optional.of(checked);
        return checked;
    }

    /**
     * A seat's copy of an event.
     *
     * @param seat whose.
     * @param event the event.
     * @return whether it is the first copy.
     * @throws ProtocolException where it is not the event that is due, or not the same as the others'.
     */
    boolean event(final int seat, final EventFrame event) throws ProtocolException {
        final int index = event.index();
        if (index != cursors[seat]) {
            throw new ProtocolException("event " + Integer.toUnsignedString(index) + " came where " + cursors[seat]
                    + " was due");
        }
        if (event.kind() == EventKind.NULL_VAL || event.headLength() != ChainHasher.HEAD_LENGTH) {
            throw new ProtocolException("event " + index + " says nothing of what happened, or has no head");
        }
        if (event.publicLength() > MatchHistory.PART_LENGTH_MAX
                || event.privateLength() > MatchHistory.PART_LENGTH_MAX) {
            throw new ProtocolException("event " + index + " has a part that is longer than any may be");
        }
        final int length = scratch.encode(event);
        final boolean isFirst = index == history.count();
        if (isFirst) {
            first(event, length);
        } else {
            compare(event, length);
        }
        if (event.privateLength() > 0) {
            history.addPart(seat, index, event.buffer(), event.privateOffset(), event.privateLength());
        }
        cursors[seat]++;
        return isFirst;
    }

    private void first(final EventFrame event, final int length) throws ProtocolException {
        final int index = event.index();
        if (isEnded) {
            throw new ProtocolException("event " + index + " came after the match's end");
        }
        scratch.hasher.extend(head, 0, length, head, 0);
        if (!isHead(event.buffer(), event.headOffset())) {
            throw new ProtocolException("event " + index + ": its head does not follow from the one before");
        }
        history.add(length, head, 0, event.buffer(), event.publicOffset(), event.publicLength());
        history.addClocks(event.buffer(), event.clocksOffset(), event.clocksLength());
        System.arraycopy(scratch.canonical, 0, history.bytes(), history.canonical(index), length);
        if (isSubmission(event)) {
            submissionsSeen++;
            final int seat = event.seat();
            if (receiptIndexes[seat] != NO_RECEIPT) {
                final byte[] told = receiptHeads[seat];
                matchReceipt(receiptIndexes[seat], index, told, 0, receiptTimes[seat]);
                receiptIndexes[seat] = NO_RECEIPT;
            }
        }
        if (event.isEnd()) {
            isEnded = true;
            ended = Arrays.copyOfRange(
                    event.buffer(), event.endedOffset(), event.endedOffset() + event.endedLength());
        }
    }

    private boolean isSubmission(final EventFrame event) throws ProtocolException {
        final boolean isResignation = event.kind() == EventKind.FORFEIT
                && event.payloadBuffer()[event.payloadOffset()] == EndReason.RESIGNATION.id();
        if ((event.kind() == EventKind.MOVE || isResignation)
                && (event.seat() < 0 || event.seat() >= cursors.length)) {
            throw new ProtocolException("event " + event.index() + " is of seat " + event.seat());
        }
        return event.kind() == EventKind.MOVE || isResignation;
    }

    private void compare(final EventFrame event, final int length) throws ProtocolException {
        final int index = event.index();
        final byte[] bytes = history.bytes();
        final int canonical = history.canonical(index);
        final int publicPart = history.publicPart(index);
        final int publicLength = history.publicLength(index);
        final int headAt = history.head(index);
        final int clocks = history.clocks(index);
        final boolean isSame = length == history.canonicalLength(index)
                && Arrays.equals(scratch.canonical, 0, length, bytes, canonical, canonical + length)
                && Arrays.equals(event.buffer(), event.headOffset(), event.headOffset() + ChainHasher.HEAD_LENGTH,
                        bytes, headAt, headAt + ChainHasher.HEAD_LENGTH)
                && Arrays.equals(event.buffer(), event.publicOffset(), event.publicOffset() + event.publicLength(),
                        bytes, publicPart, publicPart + publicLength)
                && Arrays.equals(event.buffer(), event.clocksOffset(), event.clocksOffset() + event.clocksLength(),
                        bytes, clocks, clocks + history.clocksLength(index));
        final boolean isEnd = isEnded && index == history.count() - 1;
        final boolean isSameEnd = event.isEnd() == isEnd
                && (!isEnd || Arrays.equals(event.buffer(), event.endedOffset(),
                        event.endedOffset() + event.endedLength(), ended, 0, ended.length));
        if (!isSame || !isSameEnd) {
            throw new ProtocolException("event " + index + " is not the same for two seats");
        }
    }

    /**
     * A receipt.
     *
     * @param seat whose.
     * @param receipt an acceptance.
     * @throws ProtocolException where it contradicts its event.
     */
    void receipt(final int seat, final PlayFrame receipt) throws ProtocolException {
        receipts++;
        if (receipt.isDuplicate() || receipt.headLength() != ChainHasher.HEAD_LENGTH) {
            throw new ProtocolException("the receipt of event " + receipt.index()
                    + " is of a move that was submitted once, and calls it a duplicate, or has no head");
        }
        if (receiptIndexes[seat] != NO_RECEIPT) {
            throw new ProtocolException("the event of receipt " + receiptIndexes[seat] + " never came");
        }
        if (Integer.compareUnsigned(receipt.index(), history.count()) < 0) {
            matchReceipt(receipt.index(), receipt.index(), receipt.buffer(), receipt.headOffset(), receipt.timeMs());
            return;
        }
        receiptIndexes[seat] = receipt.index();
        if (receiptHeads[seat] == null) {
            receiptHeads[seat] = new byte[ChainHasher.HEAD_LENGTH];
        }
        System.arraycopy(receipt.buffer(), receipt.headOffset(), receiptHeads[seat], 0, ChainHasher.HEAD_LENGTH);
        receiptTimes[seat] = receipt.timeMs();
    }

    private void matchReceipt(
            final int told, final int index, final byte[] buffer, final int headOffset, final long timeMs)
            throws ProtocolException {
        final int headAt = history.head(index);
        final byte[] bytes = history.bytes();
        if (told != index
                || !Arrays.equals(buffer, headOffset, headOffset + ChainHasher.HEAD_LENGTH, bytes, headAt,
                        headAt + ChainHasher.HEAD_LENGTH)
                || timeMs != timeOf(index)) {
            throw new ProtocolException("the receipt of event " + Integer.toUnsignedString(told)
                    + " is not that of event " + index);
        }
    }

    /** The time of an event, as its canonical bytes have it. */
    long timeOf(final int index) {
        final int at = history.canonical(index) + 8;
        long time = 0;
        for (int i = 6; i >= 0; i--) {
            time = time << Byte.SIZE | history.bytes()[at + i] & 0xFF;
        }
        return time;
    }

    /**
     * The match is over for everybody.
     *
     * @throws ProtocolException where a seat has not got every event, or events and receipts are not as many.
     */
    void finish() throws ProtocolException {
        for (int seat = 0; seat < cursors.length; seat++) {
            if (cursors[seat] != history.count()) {
                throw new ProtocolException(
                        "seat " + seat + " got " + cursors[seat] + " events of " + history.count());
            }
            if (receiptIndexes[seat] != NO_RECEIPT) {
                throw new ProtocolException("the event of receipt " + receiptIndexes[seat] + " never came");
            }
        }
        if (submissionsSeen != receipts) {
            throw new ProtocolException(submissionsSeen + " moves were played, and " + receipts + " were accepted");
        }
    }

    private boolean isHead(final byte[] buffer, final int offset) {
        return Arrays.equals(buffer, offset, offset + head.length, head, 0, head.length);
    }

    MatchId matchId() {
        return matchId;
    }

    /** What head 0 binds, once a seat has joined. */
    Optional<MatchHeader> header() {
        return header;
    }

    /** The events so far. */
    MatchHistory history() {
        return history;
    }

    /** The encoded {@code MatchEnded}; of no bytes while the match goes on. */
    byte[] ended() {
        return ended;
    }

    /** Whether the last event has come, for one seat at least. */
    boolean isEnded() {
        return isEnded;
    }

    /** Whether a seat has got an event, or is asked for none. */
    boolean hasCome(final int seat, final int index) {
        return cursors[seat] > index;
    }

    /** The index of the event that is due for a seat. */
    int next(final int seat) {
        return cursors[seat];
    }

    /** Whether a seat has got every event that any seat has got. */
    boolean isUpToDate(final int seat) {
        return cursors[seat] == history.count();
    }
}
