package io.ironhoard.perf.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.ironhoard.v1.MatchSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class ReplayBookTest {
    private static final GamePlan.IllegalInSource ILLEGAL =
            new GamePlan.IllegalInSource(9, 4, "Ke3", "ILLEGAL", "no legal move answers to it", true);

    @TempDir
    private Path folder;

    @Test
    void shouldFailAGameWhoseSourceHoldsAnIllegalMoveThatNobodyKnew() {
        final ReplayBook book = new ReplayBook(new ReplayCounts(), new KnownIllegal());
        book.played(plan(1, Optional.empty()), true);
        book.played(plan(2, Optional.of(ILLEGAL)), true);
        final ReplaySummary summary = book.summary(1);

        assertThat(summary.ok()).isFalse();
        assertThat(summary.gamesOk()).isEqualTo(1);
        assertThat(summary.gamesFailed()).isEqualTo(1);
        assertThat(summary.illegalInSource()).isEqualTo(1);
        assertThat(summary.recordsVerified()).isEqualTo(2);
        assertThat(summary.failures()).singleElement().satisfies(entry -> {
            assertThat(entry.game()).isEqualTo(2);
            assertThat(entry.ply()).isEqualTo(9);
            assertThat(entry.toString()).contains("game 2").contains("ply 9").contains("Ke3").contains("line 4");
        });
    }

    @Test
    void shouldPassAGameWhoseIllegalMoveIsKnown() throws IOException {
        final Path list = Files.writeString(folder.resolve("known"), "# a list\n\n  2   9  # Ke3\n");
        final ReplayBook book = new ReplayBook(new ReplayCounts(), new KnownIllegal(list));
        book.played(plan(2, Optional.of(ILLEGAL)), true);

        assertThat(book.summary(1).ok()).isTrue();
        assertThat(book.summary(1).illegalGames()).singleElement().satisfies(game -> assertThat(game.known())
                .isTrue());
    }

    @Test
    void shouldNotPassAKnownGameAtAnotherPly() throws IOException {
        final Path list = Files.writeString(folder.resolve("known"), "2 10\n");
        final ReplayBook book = new ReplayBook(new ReplayCounts(), new KnownIllegal(list));
        book.played(plan(2, Optional.of(ILLEGAL)), true);

        assertThat(book.summary(1).ok()).isFalse();
    }

    @Test
    void shouldRefuseAListThatIsNone() throws IOException {
        final Path list = Files.writeString(folder.resolve("known"), "game two\n");

        assertThatThrownBy(() -> new KnownIllegal(list))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("game two");
    }

    @Test
    void shouldFailWhereAFileCouldNotBeReadOrHeldNothing() {
        final ReplayBook book = new ReplayBook(new ReplayCounts(), new KnownIllegal());

        assertThat(book.summary(1).ok()).isFalse();
        book.played(plan(1, Optional.empty()), true);
        assertThat(book.summary(1).ok()).isTrue();
        book.failed(Path.of("other.pgn"), "cannot be read any further");
        assertThat(book.summary(1).ok()).isFalse();
    }

    @Test
    void shouldPrintTheFieldsThatScriptsRead() {
        final ReplayCounts counts = new ReplayCounts();
        counts.moves.add(10);
        counts.accepted.add(9);
        counts.rejected.add(1);
        counts.latency(1_500_000);
        final ReplayBook book = new ReplayBook(counts, new KnownIllegal());
        book.played(plan(1, Optional.empty()), true);
        book.failed(plan(2, Optional.empty()), 3, "refused");
        final JsonNode json = book.summary(2).toJson();

        assertThat(json.get("games").asInt()).isEqualTo(2);
        assertThat(json.get("games_ok").asInt()).isEqualTo(1);
        assertThat(json.get("games_failed").asInt()).isEqualTo(1);
        assertThat(json.get("moves").asInt()).isEqualTo(10);
        assertThat(json.get("moves_accepted").asInt()).isEqualTo(9);
        assertThat(json.get("moves_rejected").asInt()).isEqualTo(1);
        assertThat(json.get("illegal_in_source").asInt()).isZero();
        assertThat(json.get("records_verified").asInt()).isEqualTo(1);
        assertThat(json.get("seconds").asDouble()).isEqualTo(2);
        assertThat(json.get("moves_per_s").asDouble()).isEqualTo(4.5);
        assertThat(json.get("latency_us").get("max").asDouble()).isBetween(1_490.0, 1_510.0);
        assertThat(json.get("failures").get(0).get("ply").asInt()).isEqualTo(3);
    }

    private static GamePlan plan(final int number, final Optional<GamePlan.IllegalInSource> illegal) {
        return new GamePlan(
                Path.of("games.pgn"),
                number,
                "game " + number,
                MatchSettings.getDefaultInstance(),
                2,
                List.of(),
                Optional.empty(),
                new GamePlan.Remarks(illegal, Optional.empty(), Optional.empty(), List.of(), false, List.of()));
    }
}
