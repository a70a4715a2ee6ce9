package io.ironhoard.perf.pgn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Thousands of real games, where the folder of shared data lies beside the checkout. */
final class GamesFileTest {
    @Test
    void shouldResolveEveryMoveOfFiveThousandGames() throws IOException {
        final Optional<Path> file = sharedFile("shared/data/chess/games-5k.pgn.gz");
        assumeTrue(file.isPresent(), "no shared data beside this checkout");
        int games = 0;
        int moves = 0;
        int unknown = 0;
        try (PgnReader reader = PgnReader.open(file.get())) {
            for (var text = reader.next(); text.isPresent(); text = reader.next()) {
                final PgnGame game = GameResolver.resolve(text.get());
                assertThat(game.fault()).as(game.title()).isEmpty();
                assertThat(text.get().notes()).as(game.title()).isEmpty();
                assertThat(text.get().truncated()).as(game.title()).isFalse();
                games++;
                moves += game.moves().size();
                unknown += text.get().result() == GameResult.UNKNOWN ? 1 : 0;
            }
            assertThat(reader.bytesRead()).isEqualTo(Files.size(file.get()));
        }
        assertThat(games).isEqualTo(5_025);
        assertThat(moves).isEqualTo(385_134);
        assertThat(unknown).isEqualTo(62);
    }

    private static Optional<Path> sharedFile(final String name) {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            final Path file = folder.resolve(name);
            if (Files.isRegularFile(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }
}
