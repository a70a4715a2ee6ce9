package io.ironhoard.dispatcher.rules.perft;

import io.ironhoard.dispatcher.rules.perft.PerftPosition.Count;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class PerftFileTest {
    private static final String START = "rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq -";
    private static final String KINGS = "4k3/8/8/8/8/8/8/4K2R w K - 0 1";

    @TempDir
    private Path folder;

    @Test
    void shouldReadPositionsWithTheirNamesAndCounts() throws Exception {
        final Path file = write("""
                # what everybody knows
                id the start
                epd %s
                perft 1 20   # easy
                perft 2 400

                epd %s
                perft 1 15
                """.formatted(START, KINGS));
        assertThat(PerftFile.read(file))
                .containsExactly(
                        new PerftPosition("the start", START, List.of(new Count(1, 20), new Count(2, 400))),
                        new PerftPosition("", KINGS, List.of(new Count(1, 15))));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            depth 1 20                 | 1 | 'depth' is none of id, epd, perft
            perft 1 20                 | 1 | perft comes before any epd
            id                         | 1 | id has no name
            id one;id two              | 2 | id 'one' has no epd
            id one;epd KINGS;perft 1 1;id two          | 4 | id 'two' has no epd
            epd KINGS;id two;perft 1 15                | 3 | id 'two' has no epd
            epd                        | 1 | epd '': the pieces are not eight ranks of eight squares each
            epd 8/8/8/8/8/8/8/8 w - -  | 1 | there is not one king of each side
            epd KINGS and more         | 1 | something follows the last field
            epd KINGS                  | 1 | epd has no perft line
            epd KINGS;#;epd KINGS      | 1 | epd has no perft line
            epd KINGS;perft            | 2 | perft takes a depth and a number of nodes
            epd KINGS;perft 1          | 2 | perft takes a depth and a number of nodes
            epd KINGS;perft 1 2 3      | 2 | perft takes a depth and a number of nodes
            epd KINGS;perft one 2      | 2 | depth 'one' is not a whole number up to 64
            epd KINGS;perft 65 2       | 2 | depth 65 is outside 0..64
            epd KINGS;perft 1 -2       | 2 | nodes -2 is outside
            epd KINGS;perft 1 99999999999999999999     | 2 | nodes '99999999999999999999' is not a whole number
            """)
    void shouldNameLineAndFault(final String lines, final int line, final String fault) throws IOException {
        final Path file = write(lines.replace("KINGS", KINGS).replace(';', '\n'));
        assertThatThrownBy(() -> PerftFile.read(file))
                .isInstanceOf(PerftFileException.class)
                .hasMessageStartingWith(file + ":" + line + ": ")
                .hasMessageContaining(fault);
    }

    @Test
    void shouldRefuseAFileWithoutPositions() throws IOException {
        final Path file = write("# nothing\n");
        assertThatThrownBy(() -> PerftFile.read(file)).hasMessage(file + ": holds no position");
    }

    @Test
    void shouldSayThatAFileCannotBeRead() {
        assertThatThrownBy(() -> PerftFile.read(folder.resolve("gone")))
                .isInstanceOf(PerftFileException.class)
                .hasMessageStartingWith(folder.resolve("gone") + ": cannot be read");
    }

    private Path write(final String text) throws IOException {
        return Files.writeString(folder.resolve("some.perft"), text);
    }
}
