package io.ironhoard.perf.pgn;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

final class GameResolverTest {
    @Test
    void shouldTurnWordsIntoSquares() throws IOException {
        final PgnGame game = torture("Odd line breaks");

        assertThat(coordinates(game)).isEqualTo("e2e4 e7e5 f1c4 b8c6 d1h5 g8f6 h5f7");
        assertThat(game.fault()).isEmpty();
        assertThat(game.boardEnd())
                .contains(new BoardEnd(7, BoardEnd.Kind.CHECKMATE, GameResult.WHITE_WINS));
    }

    @Test
    void shouldCastleByMovingTheKingTwoFiles() throws IOException {
        assertThat(torture("Comments and variations").moves().get(9).coordinates()).isEqualTo("e8g8");
    }

    @Test
    void shouldPlayEnPassantAndPromotionsFromAPosition() throws IOException {
        final PgnGame game = torture("En passant and promotion");

        assertThat(game.fen()).contains("4k3/1P6/8/4Pp2/8/8/8/4K3 w - f6 0 1");
        assertThat(coordinates(game)).isEqualTo("e5f6 e8d7 b7b8q d7c6 f6f7 c6d7 f7f8n");
        assertThat(game.fault()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Illegal, 3, ILLEGAL, e1e3",
        "Ambiguous, 5, AMBIGUOUS,",
        "Wrong piece named, 7, ILLEGAL, b1f3",
        "Unreadable, 3, UNREADABLE,",
        "Check that is none, 3, CONTRADICTED,",
        "Mate that is none, 5, CONTRADICTED,",
        "Takes nothing, 3, CONTRADICTED,",
        "Castling by a king that has left, 9, ILLEGAL,",
        "'Mate by the board, then more', 5, ILLEGAL, a2a3",
    })
    void shouldNameTheFirstMoveThatMakesNoSense(
            final String event, final int ply, final SourceFault.Kind kind, final String attempt) throws IOException {
        final PgnGame game = torture(event);
        final SourceFault fault = game.fault().orElseThrow();

        assertThat(fault.ply()).isEqualTo(ply);
        assertThat(fault.kind()).isEqualTo(kind);
        assertThat(fault.attempt().map(PgnMove::coordinates).orElse(null)).isEqualTo(attempt);
        assertThat(game.moves()).hasSize(ply - 1);
    }

    @Test
    void shouldSayThatItKnowsNoOtherChess() throws IOException {
        assertThat(torture("Another chess").fault().orElseThrow().kind())
                .isEqualTo(SourceFault.Kind.START_POSITION);
    }

    @Test
    void shouldRefuseCastlingRightsThatItWouldDrop() {
        final PgnGame game = resolve("1r2k3/8/8/8/8/8/8/R3K1R1 w GAb - 0 1", List.of("a3"));

        assertThat(game.fault().orElseThrow().reason()).contains("castling rights");
    }

    @Test
    void shouldKnowWhenTheBoardEndsAGame() throws IOException {
        assertThat(torture("Mate by the board, then more").boardEnd().orElseThrow().ply()).isEqualTo(4);
        assertThat(torture("Only kings").boardEnd())
                .contains(new BoardEnd(1, BoardEnd.Kind.INSUFFICIENT_MATERIAL, GameResult.DRAW));
        assertThat(resolve("7k/8/8/6Q1/8/8/8/K7 w - - 0 1", List.of("Qg6")).boardEnd())
                .contains(new BoardEnd(1, BoardEnd.Kind.STALEMATE, GameResult.DRAW));
    }

    @Test
    void shouldEndAGameByItselfAtTheFifthRepetition() {
        final List<String> dance = Stream.generate(() -> Stream.of("Nf3", "Nf6", "Ng1", "Ng8"))
                .limit(6)
                .flatMap(moves -> moves)
                .toList();

        assertThat(resolve("", dance).boardEnd())
                .contains(new BoardEnd(16, BoardEnd.Kind.FIVEFOLD_REPETITION, GameResult.DRAW));
    }

    @Test
    void shouldTakeAPositionWithARightToEnPassantForAnother() {
        // After 1. e4 nobody can take in passing, so the position is the one that returns.
        final List<String> dance = Stream.concat(
                Stream.of("e4"),
                Stream.generate(() -> Stream.of("Nf6", "Nf3", "Ng8", "Ng1"))
                        .limit(4)
                        .flatMap(moves -> moves))
                .toList();

        assertThat(resolve("", dance).boardEnd().orElseThrow().ply()).isEqualTo(17);

        // With a pawn on d4 the first of them differs from the four that follow.
        final String pawnOnD4 = "rnbqkbnr/ppp1pppp/8/8/3p4/8/PPPPPPPP/RNBQKBNR w KQkq - 0 3";
        assertThat(resolve(pawnOnD4, dance).boardEnd()).isEmpty();
    }

    @Test
    void shouldEndAGameByItselfAfterSeventyFiveMoves() {
        final String almost = "7k/8/8/8/8/8/R7/K7 w - - 149 100";

        assertThat(resolve(almost, List.of("Ra3")).boardEnd())
                .contains(new BoardEnd(1, BoardEnd.Kind.SEVENTY_FIVE_MOVES, GameResult.DRAW));
    }

    private static PgnGame torture(final String event) throws IOException {
        return PgnReaderTest.torture().stream()
                .filter(game -> event.equals(game.tags().get("Event")))
                .map(GameResolver::resolve)
                .findFirst()
                .orElseThrow();
    }

    private static PgnGame resolve(final String fen, final List<String> moves) {
        final List<PgnText.Word> words =
                moves.stream().map(move -> new PgnText.Word(move, 1)).toList();
        return GameResolver.resolve(
                new PgnText(1, 1, Map.of("FEN", fen), words, GameResult.UNKNOWN, false, List.of()));
    }

    private static String coordinates(final PgnGame game) {
        return String.join(" ", game.moves().stream().map(PgnMove::coordinates).toList());
    }
}
