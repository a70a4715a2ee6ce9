package io.ironhoard.dispatcher.shard;

import io.ironhoard.dispatcher.match.SegmentMemory;
import io.ironhoard.dispatcher.rules.chess.ChessRules;
import io.ironhoard.dispatcher.rules.tictactoe.TicTacToeRules;
import io.ironhoard.dispatcher.shard.EngineFixture.Plan;
import io.ironhoard.proto.code.EndReason;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.rules.OptionsCodec;
import io.ironhoard.proto.sbe.EventKind;
import io.ironhoard.proto.sbe.MatchCreatedDecoder;
import io.ironhoard.proto.sbe.MatchEventDecoder;
import io.ironhoard.proto.sbe.SeatConnectedDecoder;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Creation, clocks, presence, abandonment, ends and the faults of rule sets. */
final class MatchLifeTest {
    private static final long MATCH = 42;

    private final ChessRules chess = new ChessRules();
    private final byte[] chessOptions = OptionsCodec.encode(chess.descriptor(), Map.of());
    private final EngineFixture fixture =
            new EngineFixture(new TicTacToeRules(), chess, new MisbehavingRules(), new TimedRules());

    private Plan chess(final long clockMs, final long incrementMs) {
        return Plan.of("chess", chessOptions).clock(clockMs, incrementMs);
    }

    @Test
    void shouldLogEverythingThatAMatchDependsOn() {
        fixture.create(MATCH, chess(60_000, 2_000));
        final MatchCreatedDecoder created =
                fixture.decode(fixture.events.take().getFirst(), new MatchCreatedDecoder());
        assertThat(created.matchIdHigh()).isEqualTo(MATCH);
        assertThat(created.timeMs()).isEqualTo(fixture.nowMs);
        assertThat(created.clockInitialMs()).isEqualTo(60_000);
        assertThat(created.clockIncrementMs()).isEqualTo(2_000);
        assertThat(created.abandonGraceMs()).isEqualTo(60_000);
        assertThat(created.rulesVersion()).isEqualTo(1);
        final MatchCreatedDecoder.SeatsDecoder seats = created.seats();
        assertThat(seats.next().playerIdHigh()).isEqualTo(100);
        assertThat(seats.next().playerIdHigh()).isEqualTo(101);
        assertThat(created.rules()).isEqualTo("chess");
        assertThat(created.optionsLength()).isEqualTo(chessOptions.length);
    }

    @Test
    void shouldRefuseMatchesThatCannotBe() {
        fixture.create(MATCH, Plan.of("go"));
        assertThat(fixture.takeRefusal()).isEqualTo(ResultCode.RULES_NOT_FOUND.code());
        fixture.create(MATCH, Plan.of("chess", chessOptions).version(9));
        assertThat(fixture.takeRefusal()).isEqualTo(ResultCode.RULES_NOT_FOUND.code());
        fixture.create(MATCH, Plan.of("tic-tac-toe", (byte) 1));
        assertThat(fixture.takeRefusal()).isEqualTo(ResultCode.INVALID_SETTINGS.code());
        fixture.create(MATCH, Plan.of("tic-tac-toe").seats(3));
        assertThat(fixture.takeRefusal()).isEqualTo(ResultCode.INVALID_SETTINGS.code());
        fixture.create(MATCH, Plan.of("tic-tac-toe").clock(-1, 0));
        assertThat(fixture.takeRefusal()).isEqualTo(ResultCode.INVALID_SETTINGS.code());
        fixture.create(MATCH, Plan.of("tic-tac-toe").grace(600_001));
        assertThat(fixture.takeRefusal()).isEqualTo(ResultCode.INVALID_SETTINGS.code());
        fixture.create(MATCH, Plan.of("tic-tac-toe"));
        fixture.create(MATCH, Plan.of("tic-tac-toe"));
        assertThat(fixture.takeRefusal()).isEqualTo(ResultCode.MATCH_EXISTS.code());
        assertThat(fixture.engine.matchCount()).isEqualTo(1);
    }

    @Test
    void shouldRefuseAMatchWhereThereIsNoRoom() {
        final EngineFixture small = new EngineFixture(
                new ShardSettings(0, 1, EngineFixture.EPOCH, "memory", 2, 1000, 30_000, 60_000, 600_000,
                        16, 1000,
                        1000),
                new TicTacToeRules());
        small.create(1, Plan.of("tic-tac-toe"));
        small.create(2, Plan.of("tic-tac-toe"));
        small.create(3, Plan.of("tic-tac-toe"));
        assertThat(small.takeRefusal()).isEqualTo(ResultCode.MATCHES_FULL.code());
        small.move(2, 0, 1, (byte) 0);
        assertThat(small.engine.matchCount()).isEqualTo(2);
        assertThat(small.book.read().accepted()).isEqualTo(1);
    }

    @Test
    void shouldRefuseAMatchThatTheMemoryHasNoRoomFor() {
        final EngineFixture small = new EngineFixture(
                new ShardSettings(0, 1, EngineFixture.EPOCH, "memory", 100, 1000, 30_000, 60_000, 600_000, 16,
                        1000, 1000),
                new SegmentMemory(10_000),
                new TicTacToeRules());
        int created = 0;
        while (small.events.take().size() == (created == 0 ? 0 : 1) && created < 100) {
            small.create(created++, Plan.of("tic-tac-toe"));
        }
        assertThat(small.takeRefusal()).isEqualTo(ResultCode.MATCHES_FULL.code());
        assertThat(small.engine.matchCount()).isEqualTo(created - 1).isBetween(2, 5);
        assertThat(small.engine.matchBytes()).isBetween(1L, 10_000L);
        small.move(0, 0, 1, (byte) 4);
        assertThat(small.book.read().accepted()).isEqualTo(1);
    }

    @Test
    void shouldRunTheClockOfTheSeatToMoveOnceEverySeatHasBeenThere() {
        fixture.create(MATCH, chess(10_000, 500));
        fixture.connect(MATCH, 0, 1);
        fixture.advance(5_000);
        fixture.connect(MATCH, 1, 2);
        fixture.events.take();

        fixture.advance(4_000);
        fixture.move(MATCH, 0, 1, chessMove("e2", "e4"));
        final MatchEventDecoder first = fixture.takeEvent();
        assertThat(first.clockSeat()).isZero();
        assertThat(first.clockDebitMs()).isEqualTo(4_000);
        assertThat(first.clockLeftMs()).isEqualTo(6_500);

        fixture.advance(1_000);
        fixture.move(MATCH, 1, 1, chessMove("e7", "e5"));
        final MatchEventDecoder second = fixture.takeEvent();
        assertThat(second.clockSeat()).isEqualTo((short) 1);
        assertThat(second.clockLeftMs()).isEqualTo(9_500);
    }

    @Test
    void shouldStartTheClocksWithTheFirstEventWhereASeatMovesBeforeEverybodyHasCome() {
        fixture.create(MATCH, chess(10_000, 500));
        fixture.connect(MATCH, 0, 1);
        fixture.advance(4_000);
        fixture.events.take();
        fixture.move(MATCH, 0, 1, chessMove("e2", "e4"));
        final MatchEventDecoder first = fixture.takeEvent();
        assertThat(first.clockSeat()).isZero();
        assertThat(first.clockDebitMs()).isZero();
        assertThat(first.clockLeftMs()).isEqualTo(10_500);

        fixture.advance(3_000);
        fixture.connect(MATCH, 1, 2);
        fixture.advance(3_000);
        fixture.move(MATCH, 1, 1, chessMove("e7", "e5"));
        final MatchEventDecoder second = fixture.takeEvent();
        assertThat(second.clockSeat()).isEqualTo((short) 1);
        assertThat(second.clockDebitMs()).isEqualTo(6_000);
        assertThat(second.clockLeftMs()).isEqualTo(4_500);
    }

    @Test
    void shouldEndAMatchWhoseClockHasRunOutAtItsTime() {
        fixture.create(MATCH, chess(10_000, 0));
        fixture.connect(MATCH, 0, 1);
        fixture.connect(MATCH, 1, 2);
        fixture.events.take();
        fixture.advance(9_990);
        assertThat(fixture.events.take()).isEmpty();
        fixture.nowMs += 10;
        fixture.replies.take();
        fixture.move(MATCH, 0, 1, chessMove("e2", "e4"));
        assertThat(fixture.takeRejection()).isEqualTo(ResultCode.CLOCK_EXPIRED.code());
        fixture.advance(20);
        final MatchEventDecoder event = fixture.takeEvent();
        assertThat(event.kind()).isEqualTo(EventKind.FORFEIT);
        assertThat(event.seat()).isZero();
        assertThat(event.endReason()).isEqualTo((short) EndReason.TIME_OUT.id());
        assertThat(event.clockLeftMs()).isZero();
        assertThat(event.timeMs()).isBetween(EngineFixture.T0 + 10_000, EngineFixture.T0 + 10_020);
    }

    @Test
    void shouldTellTheOthersWhoComesAndGoes() {
        fixture.create(MATCH, Plan.of("tic-tac-toe"));
        fixture.connect(MATCH, 0, 11);
        final List<DirectBuffer> replies = fixture.replies.take();
        final SeatConnectedDecoder connected = fixture.decode(replies.getFirst(), new SeatConnectedDecoder());
        assertThat(connected.nextIndex()).isZero();
        assertThat(connected.lastSequence()).isZero();
        assertThat(replies).hasSize(2);

        fixture.connect(MATCH, 0, 12);
        assertThat(fixture.takePresence(0)).isTrue();
        fixture.disconnect(MATCH, 0, 11);
        assertThat(fixture.replies.take()).as("the old stream no longer holds the seat").isEmpty();
        fixture.disconnect(MATCH, 0, 12);
        assertThat(fixture.takePresence(0)).isFalse();
        assertThat(fixture.events.take()).as("presence lies outside the chain").hasSize(1);
    }

    @Test
    void shouldRefuseASeatToAnybodyElse() {
        fixture.create(MATCH, Plan.of("tic-tac-toe"));
        fixture.connect(MATCH, 0, 1, 101, EngineFixture.EPOCH);
        assertThat(fixture.takeRefusal()).isEqualTo(ResultCode.SEAT_NOT_YOURS.code());
        fixture.connect(MATCH, 2, 1);
        assertThat(fixture.takeRefusal()).isEqualTo(ResultCode.SEAT_NOT_FOUND.code());
        fixture.connect(MATCH + 1, 0, 1);
        assertThat(fixture.takeRefusal()).isEqualTo(ResultCode.MATCH_NOT_FOUND.code());
        fixture.connect(MATCH, 0, 1, 100, EngineFixture.EPOCH - 1);
        assertThat(fixture.takeRefusal()).isEqualTo(ResultCode.STALE_EPOCH.code());
    }

    @Test
    void shouldEndAMatchThatASeatHasAbandoned() {
        fixture.create(MATCH, Plan.of("tic-tac-toe").grace(1_000));
        fixture.connect(MATCH, 0, 1);
        fixture.connect(MATCH, 1, 2);
        fixture.advance(5_000);
        fixture.events.take();
        fixture.disconnect(MATCH, 1, 2);
        fixture.advance(900);
        fixture.connect(MATCH, 1, 3);
        fixture.advance(5_000);
        assertThat(fixture.events.take()).as("who comes back in time stays").isEmpty();
        fixture.disconnect(MATCH, 1, 3);
        fixture.advance(1_020);
        final MatchEventDecoder event = fixture.takeEvent();
        assertThat(event.kind()).isEqualTo(EventKind.FORFEIT);
        assertThat(event.seat()).isEqualTo((short) 1);
        assertThat(event.endReason()).isEqualTo((short) EndReason.ABANDONMENT.id());
    }

    @Test
    void shouldEndAMatchThatNobodyEverJoined() {
        fixture.create(MATCH, Plan.of("tic-tac-toe").grace(1_000));
        fixture.events.take();
        fixture.advance(1_020);
        assertThat(fixture.takeEvent().endReason()).isEqualTo((short) EndReason.ABANDONMENT.id());
        fixture.advance(30_020);
        assertThat(fixture.engine.matchCount()).isZero();
    }

    @Test
    void shouldLetGoOfTheSeatsOfAGatewayThatHasGone() {
        fixture.create(MATCH, Plan.of("tic-tac-toe").grace(1_000));
        fixture.connect(MATCH, 0, 1);
        fixture.connect(MATCH, 1, 2);
        fixture.events.take();
        fixture.engine.gatewayGone(EngineFixture.GATEWAY + 1);
        fixture.advance(2_000);
        assertThat(fixture.events.take()).isEmpty();
        fixture.engine.gatewayGone(EngineFixture.GATEWAY);
        fixture.advance(1_020);
        assertThat(fixture.takeEvent().endReason()).isEqualTo((short) EndReason.ABANDONMENT.id());
    }

    @Test
    void shouldTellOfTheSeatsOfAGoneGatewayInStepsThatFitTheirRoom() {
        for (long match = 0; match < 600; match++) {
            fixture.create(match, Plan.of("tic-tac-toe"));
            fixture.connect(match, 0, 2 * match + 1);
            fixture.connect(match, 1, 2 * match + 2);
        }
        fixture.replies.take();
        fixture.engine.gatewayGone(EngineFixture.GATEWAY);
        fixture.connect(7, 0, 5_000);
        fixture.replies.take();
        int released = 0;
        int step = fixture.engine.releaseSeats(fixture.nowMs);
        while (step > 0) {
            final int bytes = fixture.replies.take().stream()
                    .mapToInt(DirectBuffer::capacity)
                    .sum();
            assertThat(bytes).isPositive().isLessThan(Outlet.ROOM_FOR_ONE_INPUT);
            released += step;
            step = fixture.engine.releaseSeats(fixture.nowMs);
        }
        assertThat(released).as("all but the seat that was taken again").isEqualTo(1_199);
    }

    @Test
    void shouldEndTheMatchOfARuleSetThatThrowsAndNoOther() {
        fixture.create(MATCH, Plan.of("misbehaving"));
        fixture.create(MATCH + 1, Plan.of("misbehaving"));
        fixture.events.take();
        fixture.move(MATCH, 0, 1, MisbehavingRules.THROW);
        assertThat(fixture.takeRejection()).isEqualTo(ResultCode.RULES_FAULT.code());
        final MatchEventDecoder event = fixture.takeEvent();
        assertThat(event.kind()).isEqualTo(EventKind.CLOSE);
        assertThat(event.endReason()).isEqualTo((short) EndReason.RULES_FAULT.id());
        assertThat(event.standings().next().placement()).isZero();
        assertThat(fixture.faults).hasSize(1);

        fixture.move(MATCH, 0, 1, (byte) 0);
        assertThat(fixture.takeRejection()).isEqualTo(ResultCode.MATCH_ENDED.code());
        fixture.move(MATCH + 1, 0, 1, (byte) 0);
        assertThat(fixture.takeEvent().index()).isZero();
        assertThat(fixture.engine.rulesFaultCount()).isEqualTo(1);
        assertThat(fixture.book.read().isConserved()).isTrue();
    }

    @Test
    void shouldTakeACodeThatIsNoRuleSetsForAFault() {
        fixture.create(MATCH, Plan.of("misbehaving"));
        fixture.events.take();
        fixture.move(MATCH, 0, 1, MisbehavingRules.ANSWER_WITH_A_FOREIGN_CODE);
        assertThat(fixture.takeRejection()).isEqualTo(ResultCode.RULES_FAULT.code());
    }

    @ParameterizedTest
    @ValueSource(bytes = {
        MisbehavingRules.GIVE_THE_TURN_TO_NOBODY,
        MisbehavingRules.END_WITHOUT_A_REASON,
        MisbehavingRules.END_WITHOUT_A_PLACE
    })
    void shouldTakeAnAnswerThatNoEventCanCarryForAFault(final byte move) {
        fixture.create(MATCH, Plan.of("misbehaving"));
        fixture.events.take();
        fixture.move(MATCH, 0, 1, move);
        assertThat(fixture.takeRejection()).isEqualTo(ResultCode.RULES_FAULT.code());
        assertThat(fixture.takeEvent().endReason()).isEqualTo((short) EndReason.RULES_FAULT.id());
    }

    @Test
    void shouldCloseAMatchThatTheRulesReachOutOf() {
        fixture.create(MATCH, Plan.of("misbehaving"));
        fixture.events.take();
        fixture.move(MATCH, 0, 1, MisbehavingRules.WRITE_BEYOND_THE_STATE);
        assertThat(fixture.takeRejection()).isEqualTo(ResultCode.RULES_FAULT.code());
        assertThat(fixture.takeEvent().endReason()).isEqualTo((short) EndReason.RULES_FAULT.id());
    }

    @Test
    void shouldCloseAMatchAtItsLimitOfEventsAfterTheReceiptOfTheLastMove() {
        final EngineFixture small = new EngineFixture(
                new ShardSettings(0, 1, EngineFixture.EPOCH, "memory", 10, 3, 30_000, 60_000, 600_000,
                        16, 1000, 1000),
                new TicTacToeRules());
        small.create(MATCH, Plan.of("tic-tac-toe"));
        small.move(MATCH, 0, 1, (byte) 0);
        small.move(MATCH, 1, 1, (byte) 1);
        final List<DirectBuffer> events = small.events.take();
        assertThat(events).hasSize(4);
        final MatchEventDecoder move = small.decode(events.get(2), new MatchEventDecoder());
        final byte[] moveHead = new byte[32];
        move.getHead(moveHead, 0, 32);
        assertThat(move.endReason()).isZero();
        final MatchEventDecoder close = small.decode(events.get(3), new MatchEventDecoder());
        assertThat(close.endReason()).isEqualTo((short) EndReason.LIMIT.id());
        assertThat(close.index()).isEqualTo(2);
        small.move(MATCH, 1, 1, (byte) 1);
        final byte[] receiptHead = new byte[32];
        small.takeReceipt().getHead(receiptHead, 0, 32);
        assertThat(receiptHead).isEqualTo(moveHead);
    }

    @Test
    void shouldCallTheRulesAtTheTimeTheyAskedFor() {
        fixture.create(MATCH, Plan.of("timed"));
        fixture.events.take();
        fixture.advance(990);
        assertThat(fixture.events.take()).isEmpty();
        fixture.advance(30);
        final MatchEventDecoder tick = fixture.takeEvent();
        assertThat(tick.kind()).isEqualTo(EventKind.TIMER);
        assertThat(tick.endReason()).isZero();
        fixture.advance(1_020);
        assertThat(fixture.takeEvent().endReason()).isEqualTo((short) TimedRules.TIME_IS_UP);
    }

    @Test
    void shouldGoOnWithoutASeatThatHasGivenUpWhereTheRulesGoOn() {
        fixture.create(MATCH, Plan.of("timed").seats(3));
        fixture.events.take();
        fixture.resign(MATCH, 1, 1);
        assertThat(fixture.takeEvent().endReason()).isZero();
        fixture.move(MATCH, 1, 2, (byte) 0);
        assertThat(fixture.takeRejection()).isEqualTo(ResultCode.SEAT_FORFEITED.code());
        fixture.resign(MATCH, 1, 1);
        assertThat(fixture.takeReceipt().index()).isZero();
        fixture.move(MATCH, 2, 1, (byte) 0);
        assertThat(fixture.takeEvent().index()).isEqualTo(1);
    }

    private static byte[] chessMove(final String from, final String to) {
        final int move = square(from) | square(to) << 6;
        return new byte[] {(byte) move, (byte) (move >>> 8)};
    }

    private static int square(final String name) {
        return name.charAt(0) - 'a' + 8 * (name.charAt(1) - '1');
    }
}
