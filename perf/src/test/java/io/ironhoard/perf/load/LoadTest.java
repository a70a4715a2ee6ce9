package io.ironhoard.perf.load;

import io.ironhoard.perf.bot.BotKind;
import io.ironhoard.perf.client.Credentials;
import io.ironhoard.perf.client.Target;
import io.ironhoard.perf.load.LyingServer.Lie;
import io.ironhoard.v1.Signing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Whole runs against a server that is true, and against one that lies in one thing. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class LoadTest {
    private static final double RATE = 20;
    private static final double SECONDS = 0.6;
    private static final int PLAYERS = 8;
    private static final long PLANNED = Math.round(PLAYERS * RATE * SECONDS);
    private static final String SKIPPED = "planned moves were never sent";

    @TempDir
    private Path folder;

    @Test
    void shouldFindNothingWrongWithATrueServer() throws Exception {
        final Path histogram = folder.resolve("log.hlog");
        final LoadSummary summary = run(Lie.NONE, Optional.of(histogram));

        assertThat(summary.errors()).isEmpty();
        assertThat(summary.ok()).isTrue();
        assertThat(summary.moves().unanswered()).isZero();
        assertThat(summary.moves().submitted()).isEqualTo(summary.moves().accepted()).isPositive();
        assertThat(summary.moves().planned()).isEqualTo(PLANNED);
        assertThat(summary.moves().skipped()).isZero();
        assertThat(summary.matches().ended()).isEqualTo(summary.matches().begun()).isGreaterThan(4);
        assertThat(summary.matches().reveals()).isEqualTo(summary.matches().ended());
        assertThat(summary.matches().heads()).isEqualTo(summary.moves().accepted());
        assertThat(summary.matches().events()).isEqualTo(2 * summary.matches().heads());
        assertThat(Files.readString(histogram)).contains("Tag=answer", "Tag=delivery", "Tag=lateness");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        LEAVES_OUT_AN_EVENT             | seat 1 waits for event 2 of 3
        SENDS_AN_EVENT_TWICE            | event 2 came where 3 was due
        SENDS_A_WRONG_HEAD              | event 2: its head does not follow
        SENDS_ONE_SEAT_ANOTHER_TIME     | seat 1: event 2
        SENDS_ANOTHER_MOVE              | event 2 is another move than seat 0 submitted
        SENDS_ONE_SEAT_ANOTHER_CLOCK    | event 2 is not the same for two seats
        ANSWERS_TWICE                   | which waits for none
        ANSWERS_AFTER_THE_END           | which waits for none
        SENDS_A_RECEIPT_OF_ANOTHER_HEAD | receipt of event 2 is not that
        CALLS_IT_A_DUPLICATE            | calls it a duplicate
        SENDS_A_PUBLIC_PART             | event 2: the rules tell everybody something else
        SENDS_A_PRIVATE_PART            | event 2: the rules tell seat 1 something else
        REVEALS_ANOTHER_SEED            | does not fit the commitment
        REVEALS_NO_SEED                 | does not fit the commitment
        PLACES_THE_WRONG_SEAT           | standings
        ENDS_FOR_ANOTHER_REASON         | the rules say end reason
        SENDS_NO_MESSAGE                | an empty frame came
        BREAKS_THE_STREAM               | DATA_LOSS
        CLOSES_BEFORE_THE_END           | the stream ended: OK
        BINDS_ANOTHER_HEAD              | head 0 is not the hash
        """)
    void shouldNameTheLie(final Lie lie, final String named) throws Exception {
        final LoadSummary summary = run(lie, Optional.empty());

        assertThat(summary.ok()).isFalse();
        assertThat(summary.errorCount()).isGreaterThanOrEqualTo(summary.errors().size());
        assertThat(summary.errors()).filteredOn(error -> !error.contains(SKIPPED)).isNotEmpty()
                .allSatisfy(error -> assertThat(error).contains(named));
    }

    /** Where the next move is under way, the answer is taken for that one's; then the next answer or event does not fit. */
    @ParameterizedTest
    @EnumSource(value = Lie.class, names = {"REJECTS_TWICE", "REJECTS_AGAIN_WITH_THE_NEXT_ANSWER"})
    void shouldFindASecondAnswerToARefusedMove(final Lie lie) throws Exception {
        final LoadSummary summary = run(lie, Optional.empty());

        assertThat(summary.ok()).isFalse();
        assertThat(summary.errors()).filteredOn(error -> !error.contains(SKIPPED)).isNotEmpty();
    }

    @Test
    void shouldCountAMoveThatWasNeverAnswered() throws Exception {
        final LoadSummary summary = run(Lie.ANSWERS_NOTHING, Optional.empty());

        assertThat(summary.ok()).isFalse();
        assertThat(summary.moves().unanswered()).isPositive();
        assertThat(summary.moves().submitted()).isEqualTo(summary.moves().accepted() + summary.moves().unanswered());
        assertThat(summary.errors()).filteredOn(error -> !error.contains(SKIPPED)).isNotEmpty()
                .allSatisfy(error -> assertThat(error).contains("waits for an answer"));
        assertThat(summary.moves().skipped()).isPositive();
        assertThat(summary.errors()).anySatisfy(error -> assertThat(error)
                .contains(summary.moves().skipped() + " of " + summary.moves().planned() + " " + SKIPPED));
    }

    @Test
    void shouldSendEveryMoveThatAStallHeldUpAndCountItFromWhenItWasMeant() throws Exception {
        final LoadSummary summary = run(Lie.STALLS, Optional.empty());
        final LoadSummary.Moves moves = summary.moves();

        assertThat(summary.errors()).isEmpty();
        assertThat(summary.ok()).isTrue();
        assertThat(moves.planned()).isEqualTo(PLANNED);
        assertThat(moves.skipped()).isZero();
        assertThat(moves.submitted()).isEqualTo(moves.accepted()).isBetween(PLANNED, PLANNED + PLAYERS / 2);
        assertThat(summary.latency().max()).isGreaterThanOrEqualTo(LyingServer.STALL_MS * 1_000.0);
        // A tenth of all moves was meant to be sent in the first fifth of the stall.
        assertThat(summary.latency().p99()).isGreaterThanOrEqualTo(LyingServer.STALL_MS * 800.0);
    }

    @Test
    void shouldCountOverloadAndGoOnWithTheNextPlannedMove() throws Exception {
        final LoadSummary summary = run(Lie.IS_OVERLOADED, Optional.empty());

        assertThat(summary.errors()).isEmpty();
        assertThat(summary.moves().overloaded()).isPositive();
        assertThat(summary.moves().accepted()).isPositive();
        assertThat(summary.moves().unanswered()).isZero();
        assertThat(summary.moves().submitted())
                .isEqualTo(summary.moves().accepted() + summary.moves().overloaded());
    }

    @Test
    void shouldEndWithAReportWhenItIsStopped() throws Exception {
        try (LyingServer server = new LyingServer(Lie.NONE)) {
            final Load[] load = new Load[1];
            load[0] = new Load(options(server.target(), 8, 60), new LoadListener() {
                @Override
                public void settingUp(final int seated, final int players, final double seconds) {
                    // nothing to show
                }

                @Override
                public void playing(final Second second) {
                    load[0].stop();
                }
            });
            final LoadSummary summary = load[0].run();

            assertThat(summary.interrupted()).isTrue();
            assertThat(summary.errors()).isEmpty();
            assertThat(summary.moves().accepted()).isPositive();
            assertThat(summary.moves().unanswered()).isZero();
        }
    }

    @Test
    void shouldSayThatNoServerAnswers() throws Exception {
        final Target nobody;
        try (LyingServer server = new LyingServer(Lie.NONE)) {
            nobody = server.target();
        }
        assertThatThrownBy(() -> new Load(options(nobody, 2, 1), new Silent()).run())
                .isInstanceOf(Load.UnreachableException.class).hasMessageContaining(nobody.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        0     | 1   | 1 | 0  | 1 | --players 0
        60000 | 1   | 1 | 0  | 99 | --players 60000
        3     | 1   | 1 | 0  | 1 | cannot be seated
        4     | 1   | 1 | 3  | 1 | --match-size 3
        4     | 0   | 1 | 0  | 1 | --rate 0
        4     | 1   | 0 | 0  | 1 | --seconds 0
        4     | 0.1 | 1 | 0  | 1 | plans no move
        4000  | 1   | 1 | 0  | 1 | need at least 2
        4     | 1   | 1 | 0  | 0 | --connections 0
        """)
    void shouldRefuseWhatCannotBePlayed(
            final int players, final double rate, final double seconds, final int matchSize, final int connections,
            final String named) {
        assertThatThrownBy(() -> new Load(
                new LoadOptions(new Target("127.0.0.1", 1), Credentials.none(), BotKind.TIC_TAC_TOE, players, rate,
                        seconds, 1, matchSize, Signing.SIGNING_GATEWAY, connections, 1, Optional.empty(), Map.of()),
                new Silent())).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(named);
    }

    @Test
    void shouldSeatEverybodyInGroupsThatDifferByOneAtMost() {
        final LoadOptions options = new LoadOptions(
                new Target("127.0.0.1", 1), Credentials.none(), BotKind.TREASURE_HUNT, 1_000, 2, 20, 20, 16,
                Signing.SIGNING_GATEWAY, 1, 1, Optional.empty(), Map.of());
        final LoadPlan plan = LoadPlan.of(options, BotKind.TREASURE_HUNT.create(1).rules());
        int seated = 0;
        for (int table = 0; table < plan.tables(); table++) {
            assertThat(plan.seatsOf(table)).isBetween(15, 16);
            seated += plan.seatsOf(table);
        }
        assertThat(seated).isEqualTo(1_000);
        assertThat(plan.deeds()).isEqualTo(40);
    }

    private LoadSummary run(final Lie lie, final Optional<Path> histogram) throws IOException, InterruptedException {
        try (LyingServer server = new LyingServer(lie)) {
            final LoadOptions options = options(server.target(), PLAYERS, SECONDS);
            return new Load(
                    new LoadOptions(options.target(), options.credentials(), options.game(), options.players(),
                            options.rate(), options.seconds(), 1, 0, options.signing(), 3, 1, histogram, Map.of()),
                    new Silent()).run();
        }
    }

    private static LoadOptions options(final Target target, final int players, final double seconds) {
        return new LoadOptions(
                target, Credentials.none(), BotKind.TIC_TAC_TOE, players, RATE, seconds, 1, 0, Signing.SIGNING_GATEWAY,
                2, 1, Optional.empty(), Map.of());
    }

    private static final class Silent implements LoadListener {
        @Override
        public void settingUp(final int seated, final int players, final double seconds) {
            // nothing to show
        }

        @Override
        public void playing(final Second second) {
            // nothing to show
        }
    }
}
