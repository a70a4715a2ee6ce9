package io.ironhoard.deploy.system;

import io.ironhoard.perf.verify.RecordCheck;
import io.ironhoard.perf.verify.VerifySummary;
import io.ironhoard.proto.code.EndReason;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.counters.ShardGauge;
import io.ironhoard.proto.status.SectionReading;
import io.ironhoard.proto.status.StatusReport;
import io.ironhoard.v1.Signing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A server with a hostile jar in its rules folder, beside honest players. */
final class HostileRulesIT {
    private static final Duration WAIT = Duration.ofSeconds(30);
    private static final String FAULTS = "eombcxTL";
    private static final String OVERRUNS = "su";
    private static final String SURVIVED = "wkri";
    private static final int EVENTS_MAX = 200;

    @TempDir
    private Path folder;

    private Path rules;
    private Path release;

    @BeforeEach
    void build() throws IOException {
        rules = Files.createDirectories(folder.resolve("rules"));
        release = folder.resolve("release");
        RulesJar.build("HostileRules", rules);
    }

    @Test
    void shouldEndHostileMatchesAndAnswerEveryHonestMoveOnTheSameShard() throws IOException {
        try (RunningServer server = start(Map.of("ironhoard.match.events.max", Integer.toString(EVENTS_MAX)));
                PlayerCalls calls = new PlayerCalls(server.target())) {
            final HonestMatches honest = new HonestMatches(calls);
            for (final char act : FAULTS.toCharArray()) {
                assertThat(attack(calls, act)).as("act %s", act).isEqualTo(EndReason.RULES_FAULT.id());
                honest.move();
            }
            for (final char act : OVERRUNS.toCharArray()) {
                assertThat(attack(calls, act)).as("act %s", act).isEqualTo(EndReason.RULES_OVERRUN.id());
                honest.move();
            }
            for (final char act : SURVIVED.toCharArray()) {
                final PlayerCalls.Stream stream = join(calls, open(calls, "hostile"), 0);
                stream.move(1, act).accepted();
                stream.move(2, 'n').accepted();
                honest.move();
                stream.cancel();
            }
            assertThat(attack(calls, 't')).as("timers for ever").isEqualTo(EndReason.LIMIT.id());
            honest.move();

            final SectionReading shard =
                    await(server, report -> report.conserved() ? shardsOf(report).getFirst() : null);
            assertThat(shard.gauge(ShardGauge.RULES_FAULTS.label())).isEqualTo(FAULTS.length());
            assertThat(shard.gauge(ShardGauge.RULES_OVERRUNS.label())).isEqualTo(OVERRUNS.length());
            assertThat(shard.stuckRules()).isEmpty();
            verifyRecords(server, FAULTS.length() + OVERRUNS.length() + 1);
        }
    }

    @Test
    void shouldNameRulesThatNeverReturnAndServeTheOtherShard() {
        try (RunningServer server = start(Map.of(
                "ironhoard.shard.count", "2", "ironhoard.gateway.answer.timeout.ms", "5000"));
                PlayerCalls calls = new PlayerCalls(server.target())) {
            final String match = open(calls, "hostile");
            final PlayerCalls.Stream hostile = join(calls, match, 0);
            final HonestMatches elsewhere = new HonestMatches(calls);
            final PlayerCalls.Stream beside = join(calls, open(calls, "tic-tac-toe"), 0);
            hostile.move(1, 'f');

            final StatusReport stuck = await(server, report -> stuckShard(report).isPresent() ? report : null);
            final int shardId = stuckShard(stuck).orElseThrow();
            assertThat(shardsOf(stuck).get(shardId).stuckRules()).contains("hostile");
            assertThat(stuck.json()).contains("\"stuck_rules\":\"hostile\"").contains("\"stuck_rules\":null");
            assertThat(stuck.conserved()).isTrue();
            assertThat(shardsOf(stuck).get(shardId).gauge(ShardGauge.RULES_STUCK.label())).isEqualTo(1);
            awaitLine(server, "rule set hostile does not return from apply of match " + match + ": shard " + shardId);
            elsewhere.move();

            awaitLine(server, "shard " + shardId + " does not answer");
            // One of two may be the gateway's try whether the shard speaks again.
            beside.move(1, 4).move(1, 4).overloaded();
            for (int i = 0; i < 4; i++) {
                new HonestMatches(calls).move();
            }
            elsewhere.move();
            assertThat(hostile.rejection()).isEqualTo(ResultCode.SHARD_UNAVAILABLE.code());

            touch(release);
            await(server, report -> stuckShard(report).isEmpty() ? report : null);
            awaitLine(server, "the call that shard " + shardId + " stood still in has returned");
            assertThat(hostile.endReason()).isEqualTo(EndReason.RULES_OVERRUN.id());
            awaitLine(server, "shard " + shardId + " answers again");
            beside.move(1, 4).accepted();
            elsewhere.move();
            assertThat(await(server, report -> report.conserved() ? report : null).reasons()).isEmpty();
        }
    }

    @Test
    void shouldStopInOrderThoughOneCallNeverReturns() {
        try (RunningServer server = start(Map.of("ironhoard.gateway.answer.timeout.ms", "2000"));
                PlayerCalls calls = new PlayerCalls(server.target())) {
            join(calls, open(calls, "hostile"), 0).move(1, 'f');
            await(server, report -> stuckShard(report).isPresent() ? report : null);
            assertThat(server.stop().status()).isZero();
            assertThat(server.lines()).anyMatch(line -> line.contains("it is left behind"));
        }
    }

    /** Honest matches one after the other; every move must be accepted. */
    private static final class HonestMatches {
        private final PlayerCalls calls;
        private final List<PlayerCalls.Stream> seats = new ArrayList<>();
        private int moves;

        HonestMatches(final PlayerCalls calls) {
            this.calls = calls;
            sit();
        }

        /** One move; where the board is full, a new match follows. */
        void move() {
            if (moves == TicTacToeMatch.FIRST_SEAT_WINS.size()) {
                seats.forEach(PlayerCalls.Stream::cancel);
                seats.clear();
                moves = 0;
                sit();
            }
            seats.get(moves % 2).move(1 + moves / 2, TicTacToeMatch.FIRST_SEAT_WINS.get(moves)).accepted();
            moves++;
        }

        private void sit() {
            final String match = open(calls, "tic-tac-toe");
            seats.add(join(calls, match, 0));
            seats.add(join(calls, match, 1));
        }
    }

    private RunningServer start(final Map<String, String> settings) {
        final Map<String, String> all = new HashMap<>(settings);
        all.put("ironhoard.rules.dir", rules.toString());
        all.put("ironhoard.java.dispatcher.options", "-XX:TieredStopAtLevel=1 -Dhostile.release=" + release);
        return RunningServer.start(folder.resolve("data"), all);
    }

    /** Plays one hostile move in a match of its own; the reason that the match ends for. */
    private static int attack(final PlayerCalls calls, final char act) {
        final PlayerCalls.Stream stream = join(calls, open(calls, "hostile"), 0);
        stream.move(1, act);
        final int reason = stream.endReason();
        if (reason != EndReason.LIMIT.id()) {
            assertThat(stream.move(1, act).rejection()).isIn(ResultCode.RULES_FAULT.code(),
                    ResultCode.RULES_OVERRUN.code(), ResultCode.MATCH_ENDED.code());
        }
        stream.cancel();
        return reason;
    }

    private static String open(final PlayerCalls calls, final String rules) {
        return calls.startMatch(rules, Signing.SIGNING_GATEWAY, calls.signIn("first"), calls.signIn("second"));
    }

    private static PlayerCalls.Stream join(final PlayerCalls calls, final String match, final int seat) {
        return calls.play(calls.signIn(seat == 0 ? "first" : "second")).join(match, seat, 0, 1).joined();
    }

    private void verifyRecords(final RunningServer server, final int atLeast) throws IOException {
        final Path key = server.layout().data().resolve("keys/record.pub");
        final Path records = server.layout().data().resolve("records");
        final List<VerifySummary.FileCheck> checks = Await.until("records of hostile matches", WAIT, () -> {
            try {
                final VerifySummary found = RecordCheck.run(List.of(records), key, Optional.of(rules));
                return found.files().size() < atLeast ? null : found.files();
            } catch (final IOException e) {
                return null;
            }
        });
        assertThat(checks).allSatisfy(check -> assertThat(check.reason()).isEmpty());
    }

    private static void touch(final Path file) {
        try {
            Files.createFile(file);
        } catch (final IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<SectionReading> shardsOf(final StatusReport report) {
        return report.reading().dispatcher().orElseThrow().sections();
    }

    private static Optional<Integer> stuckShard(final StatusReport report) {
        final List<SectionReading> shards = shardsOf(report);
        for (int id = 0; id < shards.size(); id++) {
            if (shards.get(id).stuckRules().isPresent()) {
                return Optional.of(id);
            }
        }
        return Optional.empty();
    }

    private static <T> T await(final RunningServer server, final Function<StatusReport, T> wanted) {
        return Await.until("the status of the shards", WAIT, () -> wanted.apply(server.status()));
    }

    private static void awaitLine(final RunningServer server, final String text) {
        Await.until("a line: " + text, WAIT, () -> server.lines().stream().anyMatch(line -> line.contains(text))
                ? true
                : null);
    }
}
