package io.ironhoard.dispatcher.shard;

import io.ironhoard.dispatcher.rules.tictactoe.TicTacToeRules;
import io.ironhoard.dispatcher.shard.EngineFixture.Plan;
import io.ironhoard.dispatcher.shard.HostileRules.Act;
import io.ironhoard.dispatcher.watch.RulesWatchdog;
import io.ironhoard.dispatcher.watch.StuckListener;
import io.ironhoard.dispatcher.watch.ThreadProbe;
import io.ironhoard.dispatcher.watch.WatchLimits;
import io.ironhoard.proto.chain.ChainHasher;
import io.ironhoard.proto.code.EndReason;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.sbe.EventKind;
import io.ironhoard.proto.sbe.MatchCreatedDecoder;
import io.ironhoard.proto.sbe.MatchEventDecoder;
import io.ironhoard.proto.sbe.MatchViewedDecoder;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What rules do to the engine with what they are handed costs their own match, and no other notices. */
final class HostileRulesTest {
    private static final long MATCH = 5;
    private static final long SIBLING = 6;
    private static final long HONEST = 7;

    private final HostileRules rules = new HostileRules();
    private final EngineFixture fixture = new EngineFixture(rules, new TicTacToeRules());
    private int honestMoves;

    @BeforeEach
    void createMatches() {
        for (final long match : new long[] {MATCH, SIBLING}) {
            fixture.create(match, Plan.of("hostile"));
        }
        fixture.create(HONEST, Plan.of("tic-tac-toe"));
        assertThat(fixture.events.take()).hasSize(3);
    }

    @AfterEach
    void shouldLeaveHonestMatchesAlone() {
        fixture.events.take();
        fixture.replies.take();
        playHonestMove();
        assertThat(fixture.book.read().isConserved()).isTrue();
        assertThat(Thread.interrupted()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(value = Act.class, mode = Mode.EXCLUDE, names = {
        "NOTHING", "WRITE_INTO_THE_MOVE", "WRAP_THE_MOVE_ANEW", "WRAP_THE_STATE_ANEW", "KEEP_THE_STATE",
        "WRITE_INTO_WHAT_IS_KEPT", "INTERRUPT_THE_SHARD"
    })
    void shouldEndTheMatchOfAnAttackAndNoOther(final Act act) {
        playHonestMove();
        act(MATCH, 1, act);

        assertThat(fixture.takeRejection()).isEqualTo(ResultCode.RULES_FAULT.code());
        assertClosed(EndReason.RULES_FAULT);
        assertThat(fixture.faults).hasSize(1);
        act(SIBLING, 1, Act.NOTHING);
        assertThat(fixture.takeEvent().kind()).isEqualTo(EventKind.MOVE);
    }

    @ParameterizedTest
    @EnumSource(value = Act.class, names = {"WRITE_INTO_THE_MOVE", "WRAP_THE_MOVE_ANEW"})
    void shouldHashAndSendTheMoveThatWasSigned(final Act act) {
        final String head = head(MATCH, (byte) act.ordinal(), (byte) 2, (byte) 3);
        fixture.move(MATCH, 0, 1, (byte) act.ordinal(), (byte) 2, (byte) 3);

        final MatchEventDecoder event = fixture.takeEvent();
        assertThat(headOf(event)).isEqualTo(head);
        event.standings().forEach(standing -> {});
        event.privateParts().forEach(part -> {});
        final byte[] payload = new byte[event.payloadLength()];
        event.getPayload(payload, 0, payload.length);
        assertThat(payload).containsExactly(act.ordinal(), 2, 3);
        act(MATCH, 2, Act.NOTHING);
        assertThat(fixture.takeEvent().kind()).isEqualTo(EventKind.MOVE);
    }

    @Test
    void shouldKeepTheStateOfAMatchWhoseRulesWrapTheirBufferAnew() {
        final String before = fixture.stateHash(SIBLING);
        act(MATCH, 1, Act.WRAP_THE_STATE_ANEW);
        act(MATCH, 2, Act.WRITE_BEHIND_THE_STATE);
        assertThat(fixture.takeRejection()).isEqualTo(ResultCode.RULES_FAULT.code());
        assertThat(fixture.stateHash(SIBLING)).isEqualTo(before);
    }

    @Test
    void shouldShowNoOtherMatchThroughABufferThatWasKept() {
        act(MATCH, 1, Act.KEEP_THE_STATE);
        final String kept = fixture.stateHash(MATCH);
        fixture.events.take();
        playHonestMove();
        final String honest = fixture.stateHash(HONEST);
        act(SIBLING, 1, Act.WRITE_INTO_WHAT_IS_KEPT);

        assertThat(fixture.stateHash(MATCH)).isEqualTo(kept);
        assertThat(fixture.stateHash(HONEST)).isEqualTo(honest);
    }

    @Test
    void shouldNotLetAViewChangeTheStateNorShowWhatAnotherViewLeft() {
        final String before = fixture.stateHash(MATCH);
        fixture.view(HONEST, 0);
        fixture.replies.take();
        fixture.view(MATCH, 0);

        final MatchViewedDecoder viewed = fixture.decode(fixture.replies.take().getFirst(), new MatchViewedDecoder());
        viewed.clocks().forEach(clock -> {});
        final byte[] view = new byte[viewed.viewLength()];
        viewed.getView(view, 0, view.length);
        assertThat(view).containsExactly(1, 0, 0, 0, 0, 0, 0, 0);
        assertThat(fixture.stateHash(MATCH)).isEqualTo(before);
    }

    @Test
    void shouldRefuseAViewThatFailsAndPlayOn() {
        rules.inView = HostileRulesTest::fail;
        fixture.view(MATCH, 0);
        assertThat(fixture.takeRefusal()).isEqualTo(ResultCode.RULES_FAULT.code());
        act(MATCH, 1, Act.NOTHING);
        assertThat(fixture.takeEvent().kind()).isEqualTo(EventKind.MOVE);
    }

    static Stream<BiConsumer<HostileRules, Runnable>> callsAtCreation() {
        return Stream.of((rules, what) -> rules.inStateLength = what, (rules, what) -> rules.inViewLengthMax = what,
                (rules, what) -> rules.inInit = what, (rules, what) -> rules.inTurn = what,
                (rules, what) -> rules.inEndReason = what, (rules, what) -> rules.inNextTimer = what);
    }

    @ParameterizedTest
    @MethodSource("callsAtCreation")
    void shouldRefuseToOpenAMatchWhoseRulesFail(final BiConsumer<HostileRules, Runnable> where) {
        where.accept(rules, HostileRulesTest::fail);
        fixture.create(MATCH + 100, Plan.of("hostile"));
        assertThat(fixture.takeRefusal()).isEqualTo(ResultCode.RULES_FAULT.code());
        assertThat(fixture.events.take()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("callsAtCreation")
    void shouldRefuseToOpenAMatchWhoseRulesTakeTooLong(final BiConsumer<HostileRules, Runnable> where) {
        where.accept(rules, overrun());
        fixture.create(MATCH + 100, Plan.of("hostile"));
        assertThat(fixture.takeRefusal()).isEqualTo(ResultCode.RULES_OVERRUN.code());
        assertThat(fixture.events.take()).isEmpty();
    }

    static Stream<BiConsumer<HostileRules, Runnable>> callsOfAMove() {
        return Stream.of((rules, what) -> rules.inApply = what, (rules, what) -> rules.inTurn = what,
                (rules, what) -> rules.inEndReason = what, (rules, what) -> rules.inNextTimer = what);
    }

    @ParameterizedTest
    @MethodSource("callsOfAMove")
    void shouldEndAMatchWhoseRulesFailInAMove(final BiConsumer<HostileRules, Runnable> where) {
        where.accept(rules, HostileRulesTest::fail);
        act(MATCH, 1, Act.NOTHING);
        assertThat(fixture.takeRejection()).isEqualTo(ResultCode.RULES_FAULT.code());
        assertClosed(EndReason.RULES_FAULT);
    }

    @ParameterizedTest
    @MethodSource("callsOfAMove")
    void shouldEndAMatchWhoseRulesTakeTooLongInAMoveWhateverTheyAnswer(
            final BiConsumer<HostileRules, Runnable> where) {
        where.accept(rules, overrun());
        act(MATCH, 1, Act.NOTHING);
        assertThat(fixture.takeRejection()).isEqualTo(ResultCode.RULES_OVERRUN.code());
        assertClosed(EndReason.RULES_OVERRUN);
        assertThat(fixture.engine.rulesOverrunCount()).isEqualTo(1);
        assertThat(fixture.engine.rulesFaultCount()).isZero();
        assertThat(fixture.faults.getFirst()).hasMessageContaining("0000000000000005fffffffffffffffa");
        act(MATCH, 1, Act.NOTHING);
        assertThat(fixture.takeRejection()).isEqualTo(ResultCode.MATCH_ENDED.code());
    }

    @Test
    void shouldEndAMatchWhoseRulesRefuseAMoveTooLate() {
        rules.inApply = overrun();
        act(MATCH, 1, Act.ANSWER_700);
        assertThat(fixture.takeRejection()).isEqualTo(ResultCode.RULES_OVERRUN.code());
        assertClosed(EndReason.RULES_OVERRUN);
    }

    @Test
    void shouldEndAMatchWhoseRulesFailOrTakeTooLongAtAResignationOrATimer() {
        rules.inForfeit = overrun();
        fixture.resign(MATCH, 0, 1);
        assertThat(fixture.takeRejection()).isEqualTo(ResultCode.RULES_OVERRUN.code());
        assertClosed(EndReason.RULES_OVERRUN);

        rules.timerMs = fixture.nowMs + 40;
        rules.inTimer = overrun();
        act(SIBLING, 1, Act.NOTHING);
        fixture.takeEvent();
        fixture.advance(100);
        assertClosed(EndReason.RULES_OVERRUN);
    }

    @Test
    void shouldEndAMatchWhoseViewTakesTooLong() {
        rules.inView = overrun();
        fixture.view(MATCH, 0);
        assertThat(fixture.takeRefusal()).isEqualTo(ResultCode.RULES_OVERRUN.code());
        assertClosed(EndReason.RULES_OVERRUN);
        fixture.view(MATCH, 0);
        assertThat(fixture.takeRefusal()).isEqualTo(ResultCode.RULES_OVERRUN.code());
        assertThat(fixture.events.take()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 4, 5, 6, 63, 256})
    void shouldNotLetRulesGiveReasonsThatAreNotTheirs(final int reason) {
        rules.endReason = reason;
        act(MATCH, 1, Act.NOTHING);
        assertThat(fixture.takeRejection()).isEqualTo(ResultCode.RULES_FAULT.code());
        assertClosed(EndReason.RULES_FAULT);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MIN_VALUE, EngineFixture.T0 - 1, EngineFixture.T0})
    void shouldBoundTheTimersOfRulesThatAskForThePastForEver(final long timerMs) {
        rules.timerMs = timerMs;
        act(MATCH, 1, Act.NOTHING);
        fixture.takeEvent();
        int expired = 0;
        while (fixture.engine.expireTimer(fixture.nowMs)) {
            assertThat(++expired).isLessThan(3);
        }
        assertThat(fixture.events.take()).hasSizeLessThanOrEqualTo(1);
        fixture.advance(100);
        assertThat(fixture.events.take()).hasSizeBetween(5, 100);
        rules.timerMs = Long.MAX_VALUE - 1;
        fixture.advance(20);
        fixture.events.take();
        fixture.advance(1_000);
        assertThat(fixture.events.take()).isEmpty();
    }

    @Test
    void shouldNotAskADescriptorAgain() {
        rules.inDescriptor = HostileRulesTest::fail;
        fixture.create(MATCH + 100, Plan.of("hostile"));
        act(MATCH + 100, 1, Act.THROW_AN_ERROR);
        assertThat(fixture.takeRejection()).isEqualTo(ResultCode.RULES_FAULT.code());
    }

    @Test
    void shouldNotMindAnInterrupt() {
        act(MATCH, 1, Act.INTERRUPT_THE_SHARD);
        assertThat(fixture.takeEvent().kind()).isEqualTo(EventKind.MOVE);
        assertThat(Thread.interrupted()).isTrue();
    }

    private static void fail() {
        throw new Error("on demand");
    }

    /** What a call does that uses 100 ms, as the watchdog sees it. */
    private Runnable overrun() {
        fixture.installedRules.watch().attach();
        final long[] machine = new long[1];
        final ThreadProbe probe = new ThreadProbe() {
            @Override
            public long cpuNs(final Thread thread) {
                return machine[0];
            }

            @Override
            public boolean isWaiting(final Thread thread) {
                return false;
            }
        };
        final StuckListener listener = new StuckListener() {
            @Override
            public void onStuck(final int shardId, final String rulesId) {
                throw new AssertionError(rulesId);
            }

            @Override
            public void onReturned(final int shardId) {
                throw new AssertionError(shardId);
            }
        };
        final RulesWatchdog watchdog = new RulesWatchdog(List.of(fixture.installedRules.watch()),
                new WatchLimits(50, 500), () -> machine[0], probe, listener);
        return () -> {
            watchdog.sample();
            machine[0] += TimeUnit.MILLISECONDS.toNanos(100);
            watchdog.sample();
        };
    }

    private void act(final long match, final int sequence, final Act act) {
        fixture.move(match, 0, sequence, (byte) act.ordinal());
    }

    private void assertClosed(final EndReason reason) {
        final MatchEventDecoder event = fixture.takeEvent();
        assertThat(event.kind()).isEqualTo(EventKind.CLOSE);
        assertThat(event.endReason()).isEqualTo((short) reason.id());
        event.standings().forEach(standing -> assertThat(standing.placement()).isZero());
        assertThat(event.privateParts().count()).isZero();
        assertThat(event.payloadLength()).isOne();
        event.skipPayload();
        assertThat(event.publicPartLength()).isZero();
    }

    private void playHonestMove() {
        fixture.move(HONEST, honestMoves % 2, 1 + honestMoves / 2, (byte) honestMoves);
        honestMoves++;
        assertThat(fixture.takeEvent().kind()).isEqualTo(EventKind.MOVE);
        assertThat(fixture.replies.take()).isEmpty();
    }

    /** The head after a first move, from a match made with the same settings at the same time. */
    private static String head(final long match, final byte... payload) {
        final EngineFixture other = new EngineFixture(new HostileRules());
        other.create(match, Plan.of("hostile"));
        final DirectBuffer created = other.events.take().getFirst();
        final byte[] head = new byte[ChainHasher.HEAD_LENGTH];
        other.decode(created, new MatchCreatedDecoder()).getInitialHead(head, 0, head.length);
        final ChainHasher chain = new ChainHasher(payload.length);
        final int length = chain.encode(0, EventKind.MOVE.value(), 0, other.nowMs, new UnsafeBuffer(payload), 0,
                payload.length);
        chain.extend(head, 0, length, head, 0);
        return HexFormat.of().formatHex(head);
    }

    private static String headOf(final MatchEventDecoder event) {
        final byte[] head = new byte[ChainHasher.HEAD_LENGTH];
        event.getHead(head, 0, head.length);
        return HexFormat.of().formatHex(head);
    }
}
