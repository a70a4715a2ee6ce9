package io.ironhoard.perf.pgn;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class PgnReaderTest {
    @Test
    void shouldJoinNumbersAndMovesTornApartByLineEnds() throws IOException {
        final PgnText game = torture().getFirst();

        assertThat(words(game)).isEqualTo("e4 e5 Bc4 Nc6 Qh5 Nf6 Qxf7#");
        assertThat(game.result()).isEqualTo(GameResult.WHITE_WINS);
        assertThat(game.tags())
                .containsEntry("Date", "2001.01.01")
                .containsEntry("White", "O\"Brien, \\ A")
                .containsEntry("Black", "Müller");
        assertThat(game.notes()).isEmpty();
    }

    @Test
    void shouldReadOnlyTheMainLineAmongCommentsVariationsAndSigns() throws IOException {
        final PgnText game = torture().get(1);

        assertThat(words(game)).isEqualTo("d4 d5 c4 e6 Nc3 Nf6 Bg5 Be7 e3 0-0 Nf3 Nbd7");
        assertThat(game.result()).isEqualTo(GameResult.DRAW);
        assertThat(game.truncated()).isFalse();
    }

    @Test
    void shouldReadAGameWithoutTags() throws IOException {
        final PgnText game = torture().get(2);

        assertThat(game.tags()).isEmpty();
        assertThat(words(game)).isEqualTo("e4 c5 Nf3");
        assertThat(game.result()).isEqualTo(GameResult.UNKNOWN);
    }

    @Test
    void shouldReportGamesThatAreCutOff() throws IOException {
        final List<PgnText> games = torture();

        assertThat(games.get(3).truncated()).isTrue();
        assertThat(games.get(3).result()).isEqualTo(GameResult.BLACK_WINS);
        assertThat(games.get(4).truncated()).isTrue();
        assertThat(games.get(4).notes()).singleElement().asString().contains("comment is not closed");
        assertThat(games.getLast().truncated()).isTrue();
        assertThat(games.getLast().notes()).singleElement().asString().contains("variation is not closed");
    }

    @Test
    void shouldNoteTagsThatContradictEachOtherOrTheMovetext() throws IOException {
        final PgnText game = torture().stream()
                .filter(each -> "Result tag differs".equals(each.tags().get("Event")))
                .findFirst()
                .orElseThrow();

        assertThat(game.result()).isEqualTo(GameResult.BLACK_WINS);
        assertThat(game.notes()).hasSize(2);
    }

    @Test
    void shouldGiveEachGameItsNumberAndItsLine() throws IOException {
        final List<PgnText> games = torture();

        assertThat(games).hasSize(21);
        assertThat(games.stream().map(PgnText::number)).isSorted().doesNotHaveDuplicates();
        assertThat(games.get(1).line()).isEqualTo(14);
        assertThat(games.get(1).moves().get(4).line()).isEqualTo(22);
    }

    @Test
    void shouldReadGzipByItsFirstBytes() throws IOException {
        final ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("1. e4 *".getBytes(StandardCharsets.US_ASCII));
        }

        assertThat(words(read(packed.toByteArray()).getFirst())).isEqualTo("e4");
    }

    @Test
    void shouldFailWhereCompressionEndsEarly() throws IOException {
        final ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("1. e4 e5 2. Nf3 *".repeat(100).getBytes(StandardCharsets.US_ASCII));
        }
        final byte[] cut = Arrays.copyOf(packed.toByteArray(), packed.size() - 12);

        assertThatThrownBy(() -> read(cut)).isInstanceOf(EOFException.class);
    }

    @Test
    void shouldPassOverAByteOrderMark() throws IOException {
        final List<PgnText> games = read("\uFEFF[Event \"x\"]\n\n1. e4 *".getBytes(StandardCharsets.UTF_8));

        assertThat(games).singleElement().satisfies(game -> assertThat(game.tags()).containsEntry("Event", "x"));
    }

    @Test
    void shouldReadTagsInLatin1() throws IOException {
        final List<PgnText> games = read("[White \"Müller\"]\n1. e4 *".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(games.getFirst().tags()).containsEntry("White", "Müller");
    }

    @Test
    void shouldKeepGamesWithoutEndWithinTheirLimits() throws IOException {
        final String endless = "[White \"" + "w".repeat(100_000) + "\"]\n\n" + "Nf3 Nf6 Ng1 Ng8 ".repeat(50_000);
        final PgnText game = read(endless.getBytes(StandardCharsets.US_ASCII)).getFirst();

        assertThat(game.moves()).hasSize(PgnReader.PLIES_MAX + 1);
        assertThat(game.truncated()).isTrue();
    }

    @Test
    void shouldReadAnyBytesWithoutFailing() throws IOException {
        final byte[] noise = new byte[200_000];
        new java.util.Random(7).nextBytes(noise);
        noise[0] = 'x';

        for (final PgnText game : read(noise)) {
            assertThat(GameResolver.resolve(game).moves()).hasSizeLessThanOrEqualTo(game.moves().size());
        }
    }

    static List<PgnText> torture() throws IOException {
        final List<PgnText> games = new ArrayList<>();
        try (PgnReader reader = PgnReader.read(PgnReaderTest.class.getResourceAsStream("torture.pgn"))) {
            readAll(reader, games);
        }
        return games;
    }

    private static List<PgnText> read(final byte[] bytes) throws IOException {
        final List<PgnText> games = new ArrayList<>();
        try (PgnReader reader = PgnReader.read(new ByteArrayInputStream(bytes))) {
            readAll(reader, games);
        }
        return games;
    }

    private static void readAll(final PgnReader reader, final List<PgnText> games) throws IOException {
        for (var game = reader.next(); game.isPresent(); game = reader.next()) {
            games.add(game.get());
        }
    }

    private static String words(final PgnText game) {
        return String.join(" ", game.moves().stream().map(PgnText.Word::text).toList());
    }
}
