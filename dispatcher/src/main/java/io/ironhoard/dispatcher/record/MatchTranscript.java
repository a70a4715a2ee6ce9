package io.ironhoard.dispatcher.record;

import io.ironhoard.proto.chain.ChainHasher;
import io.ironhoard.proto.chain.HeadPreimage;
import io.ironhoard.proto.ipc.StreamIds;
import io.ironhoard.proto.record.RecordWriter;
import io.ironhoard.proto.sbe.MatchCreatedDecoder;
import io.ironhoard.proto.sbe.MatchEventDecoder;
import java.util.Arrays;
import org.agrona.DirectBuffer;

/**
 * The events of one open match, each checked against the chain before it is kept. Owned by the record agent's thread.
 */
final class MatchTranscript {
    /** The longest rule set id and the longest options together. */
    private static final int TEXTS_LENGTH_MAX = 0xFF + StreamIds.OPTIONS_LENGTH_MAX;

    /** What a transcript takes of the memory budget beside its events. */
    static final int OVERHEAD_BYTES = 2 * 1024;

    private final RecordWriter writer;
    private final byte[] head;
    private final byte[] computedHead = new byte[ChainHasher.HEAD_LENGTH];
    private long budgetBytes = OVERHEAD_BYTES;

    private MatchTranscript(final RecordWriter writer, final byte[] head) {
        this.writer = writer;
        this.head = head;
    }

    /**
     * Begin with the event that created the match.
     *
     * @param event wrapped; read to its end.
     * @return the transcript.
     * @throws BrokenStreamException where head₀ is not the hash of what the event says.
     */
    static MatchTranscript begin(final MatchCreatedDecoder event) throws BrokenStreamException {
        final DirectBuffer buffer = event.buffer();
        final int seedOffset = event.offset() + MatchCreatedDecoder.seedEncodingOffset();
        final byte[] seed = new byte[HeadPreimage.SEED_LENGTH];
        buffer.getBytes(seedOffset, seed);
        final byte[] initialHead = new byte[ChainHasher.HEAD_LENGTH];
        buffer.getBytes(event.offset() + MatchCreatedDecoder.initialHeadEncodingOffset(), initialHead);

        final HeadPreimage preimage = preimageOf(event, seedOffset);
        final byte[] computed = new byte[ChainHasher.HEAD_LENGTH];
        preimage.hash(computed, 0);
        if (!Arrays.equals(computed, initialHead)) {
            throw new BrokenStreamException("head 0 is not the hash of the match as it was announced");
        }
        return new MatchTranscript(new RecordWriter(preimage.toByteArray(), seed, initialHead), initialHead);
    }

    /** Bytes of events. */
    int length() {
        return writer.length();
    }

    /** What is taken of the memory budget for this match. */
    long budgetBytes() {
        return budgetBytes;
    }

    /** The events, to be signed; this transcript is not used afterwards. */
    RecordWriter writer() {
        return writer;
    }

    /**
     * Add the next event.
     *
     * @param event wrapped, at its payload.
     * @param payloadOffset where its payload begins in the event's buffer.
     * @param payloadLength how long it is.
     * @param chain to compute the head with.
     * @throws BrokenStreamException where an event is missing or the chain does not hold.
     */
    void append(
            final MatchEventDecoder event, final int payloadOffset, final int payloadLength, final ChainHasher chain)
            throws BrokenStreamException {
        if (event.index() != writer.eventCount()) {
            throw new BrokenStreamException("event " + event.index() + " follows " + (writer.eventCount() - 1));
        }
        final int length = chain.encode(
                (int) event.index(),
                event.kindRaw(),
                event.seat(),
                event.timeMs(),
                event.buffer(),
                payloadOffset,
                payloadLength);
        chain.extend(head, 0, length, computedHead, 0);
        event.buffer().getBytes(event.offset() + MatchEventDecoder.headEncodingOffset(), head);
        if (!Arrays.equals(computedHead, head)) {
            throw new BrokenStreamException("the chain breaks at event " + event.index());
        }
        final byte[] canonical = new byte[length];
        chain.canonical(canonical, 0, length);
        writer.append(canonical, length, head);
        budgetBytes += bytesOf(payloadLength);
    }

    /**
     * @param payloadLength the length of an event's payload.
     * @return what that event takes of the memory budget.
     */
    static int bytesOf(final int payloadLength) {
        return ChainHasher.HEADER_LENGTH + payloadLength + ChainHasher.HEAD_LENGTH;
    }

    private static HeadPreimage preimageOf(final MatchCreatedDecoder event, final int seedOffset) {
        final DirectBuffer buffer = event.buffer();
        final MatchCreatedDecoder.SeatsDecoder seats = event.seats();
        final HeadPreimage preimage = new HeadPreimage(seats.count(), TEXTS_LENGTH_MAX);
        preimage.match(event.matchIdHigh(), event.matchIdLow(), event.timeMs(), buffer, seedOffset)
                .clock(event.clockInitialMs(), event.clockIncrementMs(), event.abandonGraceMs())
                .rules(event.rulesVersion(), event.signingRaw(), seats.count());
        for (int seat = 0; seats.hasNext(); seat++) {
            seats.next();
            preimage.player(seat, seats.playerIdHigh(), seats.playerIdLow());
        }
        final int rulesLength = event.rulesLength();
        preimage.rulesId(buffer, event.limit() + MatchCreatedDecoder.rulesHeaderLength(), rulesLength);
        event.skipRules();
        final int optionsLength = event.optionsLength();
        preimage.options(buffer, event.limit() + MatchCreatedDecoder.optionsHeaderLength(), optionsLength);
        event.skipOptions();
        return preimage;
    }
}
