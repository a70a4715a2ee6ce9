package io.ironhoard.perf.bench.shard;

import io.ironhoard.proto.chain.ChainHasher;
import io.ironhoard.proto.sbe.EventKind;
import io.ironhoard.proto.sbe.MatchEventDecoder;
import io.ironhoard.proto.sbe.MessageHeaderDecoder;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Every answer to the moves of a stretch: there is one shard and one stream each way, so the events must come in the order of
 * the moves, each with its correlation id and with its match's next index. Times are kept, and of each match the last head, for
 * {@link #verify}. Owned by the measuring thread; allocates nothing between {@link #begin} and {@link #verify}.
 */
final class Answers {
    private static final int BODY = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int CORRELATION_ID = BODY + MatchEventDecoder.correlationIdEncodingOffset();
    private static final int TIME = BODY + MatchEventDecoder.timeMsEncodingOffset();
    private static final int INDEX = BODY + MatchEventDecoder.indexEncodingOffset();
    private static final int KIND = BODY + MatchEventDecoder.kindEncodingOffset();
    private static final int END_REASON = BODY + MatchEventDecoder.endReasonEncodingOffset();
    private static final int HEAD = BODY + MatchEventDecoder.headEncodingOffset();

    private PreparedMoves moves;
    private Lanes lanes;
    private long baseMs;
    private int[] timesMs = {};
    private byte[] lastHeads = {};
    private int lastHeadsLength;
    private int received;
    private int round;
    private int position;
    private int step;
    private int lastFrom;
    private boolean isEnd;

    /** Expect the answers to these moves. */
    void begin(final PreparedMoves prepared) {
        moves = prepared;
        lanes = prepared.lanes();
        if (timesMs.length < prepared.count()) {
            timesMs = new int[prepared.count()];
        }
        final int headBytes = Math.multiplyExact(
                lanes.lasts(prepared.stretch()), ChainHasher.HEAD_LENGTH);
        if (lastHeads.length < headBytes) {
            lastHeads = new byte[headBytes];
        }
        baseMs = System.currentTimeMillis();
        lastHeadsLength = 0;
        received = 0;
        lastFrom = lanes.lastFrom(prepared.stretch());
        position = lanes.position(prepared.stretch().first());
        round = lanes.round(prepared.stretch().first());
        enterRound();
    }

    /** How many moves are answered: all before this number. */
    int received() {
        return received;
    }

    /**
     * An event of the shard.
     *
     * @param buffer where it is.
     * @param offset where it begins, with its message header.
     * @throws BenchFault where it is not the answer that is due.
     */
    void onEvent(final DirectBuffer buffer, final int offset) {
        final long due = moves.firstCorrelationId() + received;
        final long correlationId = buffer.getLong(offset + CORRELATION_ID, ByteOrder.LITTLE_ENDIAN);
        if (correlationId != due || received >= moves.count()) {
            throw new BenchFault("an event answers move %,d where the answer to move %,d of %,d was due"
                    .formatted(correlationId - moves.firstCorrelationId(), received, moves.count()));
        }
        if (buffer.getInt(offset + INDEX, ByteOrder.LITTLE_ENDIAN) != step
                || buffer.getByte(offset + KIND) != EventKind.MOVE.value()
                || buffer.getByte(offset + END_REASON) != 0) {
            throw unexpected(buffer, offset);
        }
        timesMs[received] = (int) (buffer.getLong(offset + TIME, ByteOrder.LITTLE_ENDIAN) - baseMs);
        if (isEnd || received >= lastFrom) {
            buffer.getBytes(offset + HEAD, lastHeads, lastHeadsLength, ChainHasher.HEAD_LENGTH);
            lastHeadsLength += ChainHasher.HEAD_LENGTH;
        }
        received++;
        position++;
        if (position == lanes.count()) {
            position = 0;
            round++;
            enterRound();
        }
    }

    /** A move was refused. */
    void onRejected(final long correlationId, final int code) {
        throw new BenchFault("move %,d was rejected with code %d"
                .formatted(correlationId - moves.firstCorrelationId(), code));
    }

    /**
     * Compute the chains anew from the moves and the times that the shard gave them, and compare the last head of each match.
     *
     * @param book takes the new heads.
     * @return how many heads were compared.
     * @throws BenchFault where one differs, or an answer is missing.
     */
    int verify(final MatchBook book) {
        if (received != moves.count()) {
            throw new BenchFault("%,d of %,d moves were answered".formatted(received, moves.count()));
        }
        final Script script = moves.script();
        final ChainHasher chain = new ChainHasher(script.payloadLength());
        final UnsafeBuffer payload = new UnsafeBuffer(new byte[script.payloadLength()]);
        final byte[] heads = book.heads();
        int compared = 0;
        for (int number = 0; number < moves.count(); number++) {
            final long move = moves.stretch().first() + number;
            final int moveRound = lanes.round(move);
            final int index = lanes.step(moveRound);
            final int match = lanes.match(moveRound, lanes.position(move));
            script.payload(match, index, payload, 0);
            final int length = chain.encode(
                    index, EventKind.MOVE.value(), script.seat(index), baseMs + timesMs[number], payload, 0,
                    payload.capacity());
            chain.extend(heads, book.headOffset(match), length, heads, book.headOffset(match));
            if (lanes.isEnd(moveRound) || number >= lastFrom) {
                compare(heads, book.headOffset(match), compared, match, index);
                compared++;
            }
        }
        return compared;
    }

    private void compare(final byte[] heads, final int offset, final int last, final int match, final int index) {
        final int at = last * ChainHasher.HEAD_LENGTH;
        if (!Arrays.equals(heads, offset, offset + ChainHasher.HEAD_LENGTH,
                lastHeads, at, at + ChainHasher.HEAD_LENGTH)) {
            throw new BenchFault(
                    "match %,d: the head after event %,d is not the one that follows from its moves".formatted(match,
                            index));
        }
    }

    private void enterRound() {
        step = lanes.step(round);
        isEnd = lanes.isEnd(round);
    }

    private BenchFault unexpected(final DirectBuffer buffer, final int offset) {
        return new BenchFault("move %,d: its event has index %d where %d was due, kind %d, end reason %d".formatted(
                received, buffer.getInt(offset + INDEX, ByteOrder.LITTLE_ENDIAN), step, buffer.getByte(offset + KIND),
                buffer.getByte(offset + END_REASON)));
    }
}
