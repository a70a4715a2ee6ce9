package io.ironhoard.dispatcher.rules.perft;

import io.ironhoard.dispatcher.rules.perft.PerftPosition.Count;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

final class PerftRunnerTest {
    private static final String START = "rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 1";
    private static final long NODES_OF_A_QUICK_COUNT = 5_000_000;

    @Test
    void shouldCountEveryKnownDepthUpToTheLimit() {
        final List<PerftPosition> positions = List.of(
                new PerftPosition("start", START, List.of(new Count(1, 20), new Count(2, 400), new Count(3, 8902))),
                new PerftPosition("too deep", START, List.of(new Count(4, 197281))));
        final List<Long> told = new ArrayList<>();

        final PerftReport report =
                PerftRunner.run(positions, 2, (position, known, actual) -> told.add(actual));

        assertThat(report.positions()).isEqualTo(1);
        assertThat(report.counts()).isEqualTo(2);
        assertThat(report.nodes()).isEqualTo(420);
        assertThat(report.mismatches()).isEmpty();
        assertThat(told).containsExactly(20L, 400L);
    }

    @Test
    void shouldReportWhatCameOutOtherwise() {
        final List<PerftPosition> positions =
                List.of(new PerftPosition("start", START, List.of(new Count(1, 20), new Count(2, 401))));

        final PerftReport report = PerftRunner.run(positions, 9, (position, known, actual) -> {});

        assertThat(report.mismatches()).containsExactly(new PerftMismatch(START, 2, 401, 400));
    }

    @Test
    void shouldCountAndDivideAPosition() {
        final PerftReport report = PerftRunner.count(START, 3);
        final PerftDivision division = PerftRunner.divide(START, 3);

        assertThat(report.nodes()).isEqualTo(8902);
        assertThat(division.nodes()).isEqualTo(8902);
        assertThat(division.moves())
                .hasSize(20)
                .contains(new PerftDivision.Move("e2e4", 600))
                .isSortedAccordingTo((a, b) -> a.move().compareTo(b.move()));
    }

    @Test
    void shouldRefuseWhatIsNoPosition() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PerftRunner.count("no chess", 3))
                .withMessageContaining("'no chess': the pieces are not eight ranks");
    }

    @Test
    void shouldCountTheSharedFileAsItIsPublished() throws Exception {
        final Path file = sharedFile();
        assumeTrue(Files.isRegularFile(file), "no " + file + " above this module: its counts are left out");
        final List<PerftPosition> quick = PerftFile.read(file).stream()
                .map(position -> new PerftPosition(
                        position.id(),
                        position.epd(),
                        position.counts().stream()
                                .filter(known -> known.nodes() <= NODES_OF_A_QUICK_COUNT)
                                .toList()))
                .toList();

        final PerftReport report = PerftRunner.run(quick, Integer.MAX_VALUE, (position, known, actual) -> {});

        assertThat(report.positions()).isGreaterThan(10);
        assertThat(report.mismatches()).isEmpty();
    }

    /** The file beside the project's folder or further up; where there is none, the place to put it. */
    private static Path sharedFile() {
        final Path name = Path.of("shared", "data", "chess", "tricky.perft");
        return Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve(name))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElse(name);
    }
}
