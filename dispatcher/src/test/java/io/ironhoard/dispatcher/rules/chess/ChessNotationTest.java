package io.ironhoard.dispatcher.rules.chess;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

final class ChessNotationTest {
    @ParameterizedTest
    @CsvSource({"a1b1, 0x0040", "e2e4, 0x070C", "e7e8q, 0x4F34", "h7h8n, 0x1FF7", "e1h1, 0x01C4"})
    void shouldTurnTextIntoMovesAndBack(final String text, final int move) {
        assertThat(ChessNotation.parseUci(text)).isEqualTo(move);
        assertThat(ChessNotation.uci(move)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "e2", "e2e", "e2e4e", "e7e8k", "e7e8 ", "i2e4", "e0e4", "e2e9", "e7e8qq", "0000"})
    void shouldRefuseTextThatIsNoMove(final String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChessNotation.parseUci(text))
                .withMessageContaining("'" + text + "'");
    }

    @Test
    void shouldNotWriteActionsAsMoves() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChessNotation.uci(ChessMove.OFFER_DRAW))
                .withMessageContaining("0x8001");
    }

    @Test
    void shouldLeaveOutTheClaimOfAMove() {
        assertThat(ChessNotation.uci(ChessNotation.parseUci("g1f3") | ChessMove.CLAIM << 12)).isEqualTo("g1f3");
    }

    @Test
    void shouldWriteStandardCastlingAsTheKingsTwoSteps() {
        final ChessMatch standard = ChessMatch.of("r3k2r/8/8/8/8/8/8/R3K2R w KQkq - 0 1");
        assertThat(ChessNotation.uci(standard.state(), ChessNotation.parseUci("e1h1"))).isEqualTo("e1g1");
        assertThat(ChessNotation.uci(standard.state(), ChessNotation.parseUci("e1a1"))).isEqualTo("e1c1");
        assertThat(ChessNotation.uci(standard.state(), ChessNotation.parseUci("a1a8"))).isEqualTo("a1a8");

        final ChessMatch chess960 = ChessMatch.of("4k3/8/8/8/8/8/8/4KR2 w F - 0 1");
        assertThat(ChessNotation.uci(chess960.state(), ChessNotation.parseUci("e1f1"))).isEqualTo("e1f1");
    }

    @Test
    void shouldTellThePieceOfASquare() {
        final ChessMatch match = ChessMatch.start();
        assertThat(ChessNotation.pieceAt(match.state(), 0)).isEqualTo('R');
        assertThat(ChessNotation.pieceAt(match.state(), 60)).isEqualTo('k');
        assertThat(ChessNotation.pieceAt(match.state(), 28)).isEqualTo(' ');
    }

    @Test
    void shouldListNoMovesOnceTheGameIsOver() {
        final ChessMatch match = ChessMatch.start();
        assertThat(ChessNotation.legalMoves(match.state())).hasSize(20).isSorted();
        match.submit(0, ChessMove.OFFER_DRAW);
        match.submit(1, ChessMove.ACCEPT_DRAW);
        assertThat(ChessNotation.legalMoves(match.state())).isEmpty();
    }
}
