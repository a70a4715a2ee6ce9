package io.ironhoard.dispatcher.shard;

import io.ironhoard.dispatcher.rules.tictactoe.TicTacToeRules;
import io.ironhoard.dispatcher.shard.EngineFixture.Plan;
import io.ironhoard.proto.chain.ChainHasher;
import io.ironhoard.proto.code.EndReason;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.counters.MoveBook;
import io.ironhoard.proto.sbe.EventKind;
import io.ironhoard.proto.sbe.MatchCreatedDecoder;
import io.ironhoard.proto.sbe.MatchEventDecoder;
import io.ironhoard.proto.sbe.MessageHeaderEncoder;
import io.ironhoard.proto.sbe.MoveReceiptDecoder;
import io.ironhoard.proto.sbe.MoveRejectedDecoder;
import io.ironhoard.proto.sbe.SubmitMoveEncoder;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The eight steps of a move, and that a refused one leaves everything that is hashed as it was. */
final class MovePipelineTest {
    private static final long MATCH = 42;
    private static final int BODY = MessageHeaderEncoder.ENCODED_LENGTH;

    private final EngineFixture fixture = new EngineFixture(new TicTacToeRules());
    private final byte[] head = new byte[32];

    @BeforeEach
    void createMatch() {
        fixture.create(MATCH, Plan.of("tic-tac-toe"));
        final MatchCreatedDecoder created =
                fixture.decode(fixture.events.take().getFirst(), new MatchCreatedDecoder());
        created.getInitialHead(head, 0, 32);
    }

    @Test
    void shouldAcceptALegalMoveAndExtendTheChainByIt() {
        fixture.nowMs += 17;
        fixture.move(MATCH, 0, 1, (byte) 4);

        final MatchEventDecoder event = fixture.takeEvent();
        final ChainHasher chain = new ChainHasher(8);
        final int length = chain.encode(0, 1, 0, fixture.nowMs, new UnsafeBuffer(new byte[] {4}), 0, 1);
        chain.extend(head, 0, length, head, 0);
        final byte[] eventHead = new byte[32];
        event.getHead(eventHead, 0, 32);
        assertThat(eventHead).isEqualTo(head);
        assertThat(event.index()).isZero();
        assertThat(event.kind()).isEqualTo(EventKind.MOVE);
        assertThat(event.seat()).isZero();
        assertThat(event.sequence()).isEqualTo(1);
        assertThat(event.timeMs()).isEqualTo(fixture.nowMs);
        assertThat(event.gatewayId()).isEqualTo(EngineFixture.GATEWAY);
        assertThat(event.epoch()).isEqualTo(EngineFixture.EPOCH);
        assertThat(fixture.replies.take()).isEmpty();
        assertThat(fixture.book.read()).isEqualTo(new MoveBook.Reading(1, 1, 0, 0, 0));
    }

    @Test
    void shouldRefuseEveryFlippedBitOfTheSignedBytesAndTheTag() {
        fixture.move(MATCH, 0, 1, (byte) 4);
        fixture.events.take();
        final String before = fixture.stateHash(MATCH);
        final int length = fixture.encodeMove(MATCH, 1, 1, 0, (byte) 0);
        final byte[] valid = new byte[length];
        fixture.frame.getBytes(0, valid);
        final int tag = BODY + SubmitMoveEncoder.tagEncodingOffset();
        for (int bit = tag * 8; bit < length * 8; bit++) {
            if (isPayloadLength(bit / 8, length)) {
                continue;
            }
            fixture.frame.putBytes(0, valid);
            fixture.frame.putByte(bit / 8, (byte) (valid[bit / 8] ^ 1 << bit % 8));
            fixture.submit();
            assertThat(fixture.takeRejection()).as("bit %d", bit).isEqualTo(expectedCode(bit / 8, bit));
            assertThat(fixture.events.take()).isEmpty();
        }
        assertThat(fixture.stateHash(MATCH)).isEqualTo(before);
        assertThat(fixture.book.read().isConserved()).isTrue();
        fixture.frame.putBytes(0, valid);
        fixture.submit();
        assertThat(fixture.takeEvent().index()).isEqualTo(1);
    }

    /** A payload length that does not fit the frame is found by the adapter, before the engine. */
    private static boolean isPayloadLength(final int at, final int length) {
        return at == length - 3 || at == length - 2;
    }

    private static int expectedCode(final int at, final int bit) {
        if (at < BODY + SubmitMoveEncoder.labelEncodingOffset()) {
            return ResultCode.TAG_FORGED.code();
        }
        if (at < BODY + SubmitMoveEncoder.matchIdHighEncodingOffset()) {
            return ResultCode.UNSUPPORTED_VERSION.code();
        }
        if (at < BODY + SubmitMoveEncoder.sequenceEncodingOffset()) {
            return ResultCode.MATCH_NOT_FOUND.code();
        }
        if (at == BODY + SubmitMoveEncoder.seatEncodingOffset()) {
            return bit % 8 == 0 ? ResultCode.TAG_FORGED.code() : ResultCode.SEAT_NOT_FOUND.code();
        }
        if (at == BODY + SubmitMoveEncoder.actionEncodingOffset()) {
            return ResultCode.MALFORMED_FRAME.code();
        }
        return ResultCode.TAG_FORGED.code();
    }

    @Test
    void shouldGiveTheOriginalReceiptToAMoveThatIsSentAgain() {
        fixture.move(MATCH, 0, 1, (byte) 4);
        final MatchEventDecoder event = fixture.takeEvent();
        event.getHead(head, 0, 32);
        final long time = fixture.nowMs;
        fixture.move(MATCH, 1, 1, (byte) 0);
        fixture.events.take();
        final String before = fixture.stateHash(MATCH);

        fixture.nowMs += 5_000;
        fixture.move(MATCH, 0, 1, (byte) 4);

        final MoveReceiptDecoder receipt = fixture.takeReceipt();
        final byte[] receiptHead = new byte[32];
        receipt.getHead(receiptHead, 0, 32);
        assertThat(receiptHead).isEqualTo(head);
        assertThat(receipt.index()).isZero();
        assertThat(receipt.sequence()).isEqualTo(1);
        assertThat(receipt.timeMs()).isEqualTo(time);
        assertThat(fixture.events.take()).isEmpty();
        assertThat(fixture.stateHash(MATCH)).isEqualTo(before);
        assertThat(fixture.book.read()).isEqualTo(new MoveBook.Reading(3, 3, 0, 0, 0));
    }

    @Test
    void shouldRefuseASequenceNumberThatIsReusedOldOrAhead() {
        fixture.move(MATCH, 0, 1, (byte) 4);
        final String before = fixture.stateHash(MATCH);
        fixture.move(MATCH, 0, 1, (byte) 5);
        assertThat(fixture.takeRejection()).isEqualTo(ResultCode.SEQUENCE_REUSED.code());
        fixture.move(MATCH, 0, 3, (byte) 5);
        assertThat(fixture.takeRejection()).isEqualTo(ResultCode.SEQUENCE_GAP.code());
        fixture.move(MATCH, 0, 0, (byte) 5);
        assertThat(fixture.takeRejection()).isEqualTo(ResultCode.SEQUENCE_TOO_OLD.code());
        fixture.resign(MATCH, 0, 1);
        assertThat(fixture.takeRejection()).isEqualTo(ResultCode.SEQUENCE_REUSED.code());
        assertThat(fixture.stateHash(MATCH)).isEqualTo(before);
    }

    @Test
    void shouldUseARefusedSequenceNumberAgain() {
        fixture.move(MATCH, 1, 1, (byte) 4);
        assertThat(fixture.takeRejection()).isEqualTo(TicTacToeRules.NOT_YOUR_TURN);
        fixture.move(MATCH, 0, 1, (byte) 9);
        assertThat(fixture.takeRejection()).isEqualTo(TicTacToeRules.MALFORMED_MOVE);
        fixture.move(MATCH, 0, 1, (byte) 4);
        assertThat(fixture.takeEvent().index()).isZero();
        fixture.move(MATCH, 1, 1, (byte) 4);
        assertThat(fixture.takeRejection()).isEqualTo(TicTacToeRules.ILLEGAL_MOVE);
        fixture.move(MATCH, 1, 1, (byte) 0);
        assertThat(fixture.takeEvent().index()).isEqualTo(1);
    }

    @Test
    void shouldRefuseAPayloadLongerThanTheRulesAllow() {
        fixture.move(MATCH, 0, 1, (byte) 4, (byte) 5);
        assertThat(fixture.takeRejection()).isEqualTo(ResultCode.PAYLOAD_TOO_LONG.code());
        fixture.move(MATCH, 0, 1, new byte[513]);
        assertThat(fixture.takeRejection()).isEqualTo(ResultCode.PAYLOAD_TOO_LONG.code());
    }

    @Test
    void shouldRefuseFramesOfAnotherEpochOrPastTheirDeadline() {
        fixture.encodeMove(MATCH, 0, 1, 0, (byte) 4);
        final SubmitMoveEncoder frame = new SubmitMoveEncoder().wrap(fixture.frame, BODY);
        frame.epoch(EngineFixture.EPOCH - 1);
        fixture.submit();
        assertThat(fixture.takeRejection()).isEqualTo(ResultCode.STALE_EPOCH.code());
        frame.epoch(EngineFixture.EPOCH).deadlineMs(fixture.nowMs);
        fixture.submit();
        assertThat(fixture.takeRejection()).isEqualTo(ResultCode.DEADLINE_PASSED.code());
        frame.deadlineMs(fixture.nowMs + 1);
        fixture.submit();
        assertThat(fixture.takeEvent().index()).isZero();
    }

    @Test
    void shouldGiveItsReceiptToAMoveThatIsSentAgainAfterItsDeadline() {
        fixture.encodeMove(MATCH, 0, 1, 0, (byte) 4);
        new SubmitMoveEncoder().wrap(fixture.frame, BODY).deadlineMs(fixture.nowMs + 5);
        fixture.submit();
        assertThat(fixture.takeEvent().index()).isZero();
        fixture.nowMs += 10;
        fixture.submit();
        assertThat(fixture.takeReceipt().index()).isZero();
    }

    @Test
    void shouldLimitASeatsRateAndSayHowLongToWait() {
        final EngineFixture slow = new EngineFixture(
                new ShardSettings(0, 1, EngineFixture.EPOCH, "memory", 10, 1000, 30_000, 60_000,
                        600_000, 16, 2, 3),
                new TicTacToeRules());
        slow.create(MATCH, Plan.of("tic-tac-toe"));
        for (int i = 0; i < 3; i++) {
            slow.move(MATCH, 1, 1, (byte) 4);
            assertThat(slow.takeRejection()).isEqualTo(TicTacToeRules.NOT_YOUR_TURN);
        }
        slow.move(MATCH, 1, 1, (byte) 4);
        final MoveRejectedDecoder rejected =
                slow.decode(slow.replies.take().getFirst(), new MoveRejectedDecoder());
        assertThat(rejected.code()).isEqualTo(ResultCode.RATE_LIMITED.code());
        assertThat(rejected.retryAfterMs()).isBetween(500, 501);
        slow.nowMs += rejected.retryAfterMs();
        slow.move(MATCH, 1, 1, (byte) 4);
        assertThat(slow.takeRejection()).isEqualTo(TicTacToeRules.NOT_YOUR_TURN);
    }

    @Test
    void shouldNotSpendTheBudgetOfASeatOnForgedMoves() {
        final EngineFixture slow = new EngineFixture(
                new ShardSettings(0, 1, EngineFixture.EPOCH, "memory", 10, 1000, 30_000, 60_000,
                        600_000, 16, 1, 1),
                new TicTacToeRules());
        slow.create(MATCH, Plan.of("tic-tac-toe"));
        slow.events.take();
        for (int i = 0; i < 100; i++) {
            slow.encodeMove(MATCH, 0, 1, 0, (byte) 4);
            slow.frame.putByte(BODY + SubmitMoveEncoder.tagEncodingOffset(), (byte) i);
            slow.frame.putByte(BODY + SubmitMoveEncoder.tagEncodingOffset() + 1, (byte) ~i);
            slow.submit();
            assertThat(slow.takeRejection()).isEqualTo(ResultCode.TAG_FORGED.code());
        }
        slow.move(MATCH, 0, 1, (byte) 4);
        assertThat(slow.takeEvent().index()).isZero();
    }

    @Test
    void shouldEndAMatchByTheRulesAndStillGiveReceipts() {
        final int[] cells = {0, 3, 1, 4, 2};
        for (int i = 0; i < cells.length; i++) {
            fixture.move(MATCH, i & 1, 1 + i / 2, (byte) cells[i]);
        }
        final MatchEventDecoder last = fixture.decode(fixture.events.take().getLast(), new MatchEventDecoder());
        assertThat(last.endReason()).isEqualTo((short) TicTacToeRules.THREE_IN_A_ROW);
        final MatchEventDecoder.StandingsDecoder standings = last.standings();
        assertThat(standings.next().placement()).isEqualTo((short) 1);
        assertThat(standings.next().placement()).isEqualTo((short) 2);

        fixture.move(MATCH, 1, 3, (byte) 8);
        assertThat(fixture.takeRejection()).isEqualTo(ResultCode.MATCH_ENDED.code());
        fixture.move(MATCH, 0, 3, (byte) 2);
        assertThat(fixture.takeReceipt().index()).isEqualTo(4);

        fixture.advance(31_000);
        assertThat(fixture.engine.matchCount()).isZero();
        assertThat(fixture.engine.matchBytes()).isZero();
        fixture.move(MATCH, 0, 3, (byte) 2);
        assertThat(fixture.takeRejection()).isEqualTo(ResultCode.MATCH_NOT_FOUND.code());
    }

    @Test
    void shouldEndAMatchByResignation() {
        fixture.resign(MATCH, 0, 1);
        final MatchEventDecoder event = fixture.takeEvent();
        assertThat(event.kind()).isEqualTo(EventKind.FORFEIT);
        assertThat(event.endReason()).isEqualTo((short) EndReason.RESIGNATION.id());
        fixture.resign(MATCH, 0, 1);
        assertThat(fixture.takeReceipt().index()).isZero();
    }

    @Test
    void shouldAnswerEveryMoveOfARandomStreamOnceAndKeepTheBook() {
        final Random random = new Random(2026);
        long received = 0;
        for (int round = 0; round < 20_000; round++) {
            final long match = MATCH + random.nextInt(3);
            fixture.encodeMove(match, random.nextInt(3), random.nextInt(4), random.nextInt(3),
                    (byte) random.nextInt(11));
            if (random.nextInt(4) == 0) {
                final int at = BODY + random.nextInt(SubmitMoveEncoder.BLOCK_LENGTH);
                fixture.frame.putByte(at, (byte) random.nextInt());
            }
            final long before = fixture.events.committed() + fixture.replies.committed();
            fixture.submit();
            received++;
            assertThat(fixture.events.committed() + fixture.replies.committed())
                    .as("answers in round %d", round)
                    .isEqualTo(before + 1);
        }
        final MoveBook.Reading reading = fixture.book.read();
        assertThat(reading.received()).isEqualTo(received);
        assertThat(reading.isConserved()).isTrue();
        assertThat(reading.inFlight()).isZero();
        assertThat(fixture.faults).isEmpty();
    }
}
