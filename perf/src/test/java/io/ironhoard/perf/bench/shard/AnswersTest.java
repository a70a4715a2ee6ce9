package io.ironhoard.perf.bench.shard;

import io.ironhoard.proto.chain.ChainHasher;
import io.ironhoard.proto.crypto.MoveSigning;
import io.ironhoard.proto.ipc.StreamIds;
import io.ironhoard.proto.sbe.EventKind;
import io.ironhoard.proto.sbe.MatchEventEncoder;
import io.ironhoard.proto.sbe.MessageHeaderDecoder;
import io.ironhoard.proto.sbe.MessageHeaderEncoder;
import io.ironhoard.proto.sbe.SubmitMoveDecoder;
import java.util.Arrays;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The bench finds every fault of a shard: the shard here is the test itself. */
final class AnswersTest {
    private static final int LANES = 3;
    private static final int ROUNDS = 4;
    private static final int MOVES = LANES * ROUNDS;
    private static final long FIRST_CORRELATION_ID = 1_000;

    private final Script script = new HuntScript(2);
    private final Lanes lanes = new Lanes(LANES, script.length(), 1);
    private final MatchBook book = new MatchBook(new byte[32], script.seats(), 1);
    private final PreparedMoves moves = new PreparedMoves(script, lanes, book, ShardGateway.ID, 1);
    private final Answers answers = new Answers();
    private final ChainHasher chain = new ChainHasher(script.payloadLength());
    private final ExpandableArrayBuffer event = new ExpandableArrayBuffer();
    private final byte[][] heads = new byte[LANES][ChainHasher.HEAD_LENGTH];

    @BeforeEach
    void prepare() {
        final Lanes.Stretch stretch = lanes.next(MOVES);
        book.grow(lanes.matches(stretch));
        for (int match = 0; match < LANES; match++) {
            Arrays.fill(heads[match], (byte) match);
            System.arraycopy(heads[match], 0, book.heads(), book.headOffset(match), ChainHasher.HEAD_LENGTH);
        }
        moves.fill(stretch, FIRST_CORRELATION_ID);
        answers.begin(moves);
    }

    @Test
    void shouldVerifyEveryChainOfATrueShard() {
        for (int move = 0; move < MOVES; move++) {
            answer(move);
        }
        assertThat(answers.received()).isEqualTo(MOVES);
        assertThat(answers.verify(book)).isEqualTo(LANES);
        for (int match = 0; match < LANES; match++) {
            assertThat(Arrays.copyOfRange(book.heads(), book.headOffset(match), book.headOffset(match + 1)))
                    .isEqualTo(heads[match]);
        }
    }

    @Test
    void shouldFindALostAnswer() {
        answer(0);
        assertThatThrownBy(() -> answer(2)).isInstanceOf(BenchFault.class)
                .hasMessageContaining("answers move 2 where the answer to move 1 of 12 was due");
    }

    @Test
    void shouldFindAnAnswerGivenTwice() {
        answer(0);
        assertThatThrownBy(() -> answer(0)).isInstanceOf(BenchFault.class).hasMessageContaining("answers move 0");
    }

    @Test
    void shouldFindThatTheLastAnswersAreMissing() {
        answer(0);
        assertThatThrownBy(() -> answers.verify(book)).isInstanceOf(BenchFault.class)
                .hasMessageContaining("1 of 12 moves were answered");
    }

    @Test
    void shouldFindAWrongHead() {
        for (int move = 0; move < MOVES; move++) {
            if (move == MOVES - 1) {
                heads[lanes.match(ROUNDS - 1, LANES - 1)][31] ^= 1;
            }
            answer(move);
        }
        assertThatThrownBy(() -> answers.verify(book)).isInstanceOf(BenchFault.class)
                .hasMessageContaining("the head after event 3");
    }

    @Test
    void shouldFindATimeThatTheChainDoesNotBind() {
        for (int move = 0; move < MOVES; move++) {
            encode(move);
            if (move == 4) {
                final int time = MessageHeaderEncoder.ENCODED_LENGTH + MatchEventEncoder.timeMsEncodingOffset();
                event.putLong(time, event.getLong(time) + 1);
            }
            answers.onEvent(event, 0);
        }
        assertThatThrownBy(() -> answers.verify(book)).isInstanceOf(BenchFault.class).hasMessageContaining("the head");
    }

    @Test
    void shouldFindAnIndexOutOfTurnAndAnEndTooSoon() {
        encode(0);
        event.putInt(MessageHeaderEncoder.ENCODED_LENGTH + MatchEventEncoder.indexEncodingOffset(), 1);
        assertThatThrownBy(() -> answers.onEvent(event, 0)).isInstanceOf(BenchFault.class)
                .hasMessageContaining("index 1 where 0 was due");
        encode(0);
        event.putByte(MessageHeaderEncoder.ENCODED_LENGTH + MatchEventEncoder.endReasonEncodingOffset(), (byte) 1);
        assertThatThrownBy(() -> answers.onEvent(event, 0)).isInstanceOf(BenchFault.class)
                .hasMessageContaining("end reason 1");
    }

    @Test
    void shouldNameTheMoveThatWasRejected() {
        assertThatThrownBy(() -> answers.onRejected(FIRST_CORRELATION_ID + 5, 601)).isInstanceOf(BenchFault.class)
                .hasMessageContaining("move 5 was rejected with code 601");
    }

    @Test
    void shouldSignEachMoveWithItsSeatsKey() {
        final UnsafeBuffer frame = new UnsafeBuffer(new byte[StreamIds.MESSAGE_LENGTH_MAX]);
        final SubmitMoveDecoder move = new SubmitMoveDecoder();
        final MoveSigning signing = new MoveSigning(script.payloadLength());
        for (int number = 0; number < MOVES; number++) {
            moves.copy(number, frame, 0);
            move.wrapAndApplyHeader(frame, 0, new MessageHeaderDecoder());
            final int match = lanes.match(number / LANES, number % LANES);
            assertThat(move.matchIdLow()).isEqualTo(book.idLow(match));
            assertThat(move.correlationId()).isEqualTo(FIRST_CORRELATION_ID + number);
            assertThat(signing.verify(
                    book.seatKeys(), book.keyOffset(match, move.seat()), frame,
                    move.offset() + SubmitMoveDecoder.labelEncodingOffset(),
                    MoveSigning.HEADER_LENGTH + script.payloadLength(),
                    move.offset() + SubmitMoveDecoder.tagEncodingOffset())).isTrue();
        }
    }

    @Test
    void shouldGoOnWithNewMatchesWhereTheMovesOfTheOldOnesAreUsedUp() {
        final Lanes few = new Lanes(2, 3, 1);
        final Lanes.Stretch first = few.next(8);
        final Lanes.Stretch second = few.next(5);
        assertThat(first).isEqualTo(new Lanes.Stretch(0, 8));
        assertThat(second).isEqualTo(new Lanes.Stretch(8, 5));
        assertThat(few.matches(first)).isEqualTo(4);
        assertThat(few.matches(second)).isEqualTo(6);
        assertThat(few.match(2, 0)).isLessThan(2);
        assertThat(few.match(3, 0)).isBetween(2, 3);
        assertThat(few.step(3)).isZero();
        assertThat(few.lasts(first)).isEqualTo(4);
        assertThat(few.lasts(second)).isEqualTo(3);
    }

    private void answer(final int move) {
        encode(move);
        answers.onEvent(event, 0);
    }

    private void encode(final int move) {
        final int round = move / LANES;
        final int match = lanes.match(round, move % LANES);
        final long timeMs = System.currentTimeMillis() + move;
        final UnsafeBuffer payload = new UnsafeBuffer(new byte[script.payloadLength()]);
        script.payload(match, round, payload, 0);
        final int length = chain.encode(
                round, EventKind.MOVE.value(), script.seat(round), timeMs, payload, 0, payload.capacity());
        chain.extend(heads[match], 0, length, heads[match], 0);
        new MatchEventEncoder()
                .wrapAndApplyHeader(event, 0, new MessageHeaderEncoder())
                .correlationId(FIRST_CORRELATION_ID + move)
                .timeMs(timeMs)
                .index(round)
                .kind(EventKind.MOVE)
                .endReason((short) 0)
                .putHead(heads[match], 0, ChainHasher.HEAD_LENGTH);
    }
}
