package io.ironhoard.dispatcher.rules.chess;

import io.ironhoard.dispatcher.rules.spi.Forfeit;
import io.ironhoard.proto.code.EndReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.ironhoard.dispatcher.rules.chess.ChessDescriptor.ALREADY_OFFERED;
import static io.ironhoard.dispatcher.rules.chess.ChessDescriptor.CHECKMATE;
import static io.ironhoard.dispatcher.rules.chess.ChessDescriptor.CLAIM_NOT_FOUNDED;
import static io.ironhoard.dispatcher.rules.chess.ChessDescriptor.DRAW_AGREED;
import static io.ironhoard.dispatcher.rules.chess.ChessDescriptor.FIFTY_MOVES;
import static io.ironhoard.dispatcher.rules.chess.ChessDescriptor.FIVEFOLD_REPETITION;
import static io.ironhoard.dispatcher.rules.chess.ChessDescriptor.ILLEGAL_MOVE;
import static io.ironhoard.dispatcher.rules.chess.ChessDescriptor.INSUFFICIENT_MATERIAL;
import static io.ironhoard.dispatcher.rules.chess.ChessDescriptor.MALFORMED_MOVE;
import static io.ironhoard.dispatcher.rules.chess.ChessDescriptor.NOT_YOUR_TURN;
import static io.ironhoard.dispatcher.rules.chess.ChessDescriptor.NO_DRAW_OFFER;
import static io.ironhoard.dispatcher.rules.chess.ChessDescriptor.SEVENTY_FIVE_MOVES;
import static io.ironhoard.dispatcher.rules.chess.ChessDescriptor.STALEMATE;
import static io.ironhoard.dispatcher.rules.chess.ChessDescriptor.THREEFOLD_REPETITION;
import static io.ironhoard.dispatcher.rules.chess.ChessDescriptor.TIME_OUT_DRAW;
import static io.ironhoard.dispatcher.rules.spi.RuleSet.NO_TURN;
import static io.ironhoard.dispatcher.rules.spi.RuleSet.OK;
import static org.assertj.core.api.Assertions.assertThat;

final class ChessRulesTest {
    private static final String KNIGHTS_OUT_AND_HOME = "g1f3 g8f6 f3g1 f6g8";

    @Test
    void shouldLetWhiteMoveFirstAndThenBlack() {
        final ChessMatch match = ChessMatch.start();
        assertThat(match.turn()).isZero();
        assertThat(match.submit(1, ChessNotation.parseUci("e7e5"))).isEqualTo(NOT_YOUR_TURN);
        match.play("e2e4");
        assertThat(match.turn()).isEqualTo(1);
        assertThat(match.fen()).isEqualTo("rnbqkbnr/pppppppp/8/8/4P3/8/PPPP1PPP/RNBQKBNR b KQkq - 0 1");
    }

    @Test
    void shouldGiveTheWinToTheSideThatMates() {
        final ChessMatch match = ChessMatch.start().play("f2f3 e7e5 g2g4 d8h4");
        assertThat(match.endReason()).isEqualTo(CHECKMATE);
        assertThat(match.turn()).isEqualTo(NO_TURN);
        assertThat(match.placement(1)).isEqualTo(1);
        assertThat(match.placement(0)).isEqualTo(2);
        assertThat(match.submit(0, ChessNotation.parseUci("a2a3"))).isEqualTo(NOT_YOUR_TURN);
        assertThat(match.submit(0, ChessMove.OFFER_DRAW)).isEqualTo(NOT_YOUR_TURN);
    }

    @Test
    void shouldCallStalemateADraw() {
        final ChessMatch match = ChessMatch.of("5k2/5P2/8/5K2/8/8/8/8 w - - 0 1").play("f5f6");
        assertDraw(match, STALEMATE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"e1g1", "e1h1"})
    void shouldUnderstandCastlingInBothWays(final String castling) {
        final ChessMatch match = ChessMatch.of("r3k2r/8/8/8/8/8/8/R3K2R w KQkq - 0 1").play(castling);
        assertThat(match.fen()).isEqualTo("r3k2r/8/8/8/8/8/8/R4RK1 b kq - 1 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"e8c8", "e8a8"})
    void shouldUnderstandLongCastlingInBothWays(final String castling) {
        final ChessMatch match = ChessMatch.of("r3k2r/8/8/8/8/8/8/R3K2R b KQkq - 0 1").play(castling);
        assertThat(match.fen()).isEqualTo("2kr3r/8/8/8/8/8/8/R3K2R w KQ - 1 2");
    }

    @Test
    void shouldCastleInChess960WhereTheKingStepsNextToItsPlace() {
        final ChessMatch match = ChessMatch.of("4k3/8/8/8/8/8/8/5KR1 w G - 0 1");
        assertThat(match.submit("f1h1")).isEqualTo(ILLEGAL_MOVE);
        match.play("f1g1");
        assertThat(match.fen()).isEqualTo("4k3/8/8/8/8/8/8/5RK1 b - - 1 1");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "r3k2r/8/8/8/8/8/5p2/R3K2R w KQkq - 0 1, e1g1", // in check
        "4k3/8/8/8/8/8/6p1/R3K2R w KQ - 0 1, e1g1", // through f1
        "4k3/8/8/8/8/8/7p/R3K2R w KQ - 0 1, e1g1", // into g1
        "4k3/8/8/8/8/8/8/R3KN1R w KQ - 0 1, e1g1", // a knight between
        "4k3/8/8/8/8/8/8/RN2K2R w KQ - 0 1, e1c1", // a knight on b1
        "4k3/8/8/8/8/8/8/R3K2R w - - 0 1, e1g1", // no right
        "4k3/8/8/8/8/8/8/r1R1K3 w C - 0 1, e1c1", // the rook shields the king
    })
    void shouldRefuseCastlingThatTheLawsForbid(final String fen, final String castling) {
        assertThat(ChessMatch.of(fen).submit(castling)).isEqualTo(ILLEGAL_MOVE);
    }

    @Test
    void shouldCastleLongThoughTheSquareOfTheKnightIsAttacked() {
        final ChessMatch match = ChessMatch.of("1r2k3/8/8/8/8/8/8/R3K3 w Q - 0 1").play("e1c1");
        assertThat(match.fen()).isEqualTo("1r2k3/8/8/8/8/8/8/2KR4 b - - 1 1");
    }

    @Test
    void shouldForfeitCastlingWithARookThatIsCaptured() {
        final ChessMatch match = ChessMatch.of("r3k2r/8/8/8/8/8/8/R3K2R w KQkq - 0 1").play("h1h8");
        assertThat(match.fen()).isEqualTo("r3k2R/8/8/8/8/8/8/R3K3 b Qq - 0 1");
    }

    @Test
    void shouldCaptureEnPassantAtOnceOrNever() {
        final ChessMatch match = ChessMatch.start().play("e2e4 a7a6 e4e5 d7d5");
        assertThat(match.fen()).contains(" d6 ");
        final ChessMatch later = ChessMatch.start().play("e2e4 a7a6 e4e5 d7d5 h2h3 h7h6");
        assertThat(later.submit("e5d6")).isEqualTo(ILLEGAL_MOVE);
        match.play("e5d6");
        assertThat(match.fen()).isEqualTo("rnbqkbnr/1pp1pppp/p2P4/8/8/8/PPPP1PPP/RNBQKBNR b KQkq - 0 3");
    }

    @Test
    void shouldRefuseAnEnPassantCaptureThatOpensTheRank() {
        final ChessMatch match = ChessMatch.of("8/8/8/8/k2Pp2Q/8/8/3K4 b - d3 0 1");
        assertThat(match.submit("e4d3")).isEqualTo(ILLEGAL_MOVE);
        assertThat(match.fen()).as("an en passant square that helps nobody").contains(" b - - ");
    }

    @Test
    void shouldPromoteToAnyPieceButOnlyOnTheLastRank() {
        final String fen = "8/P6k/8/8/8/8/1P6/K7 w - - 0 1";
        assertThat(ChessMatch.of(fen).submit("a7a8")).isEqualTo(ILLEGAL_MOVE);
        assertThat(ChessMatch.of(fen).submit("b2b3q")).isEqualTo(ILLEGAL_MOVE);
        assertThat(ChessMatch.of(fen).submitWithClaim("a7a8")).isEqualTo(ILLEGAL_MOVE);
        for (final char piece : "nbrq".toCharArray()) {
            assertThat(ChessMatch.of(fen).play("a7a8" + piece).fen()).startsWith(Character.toUpperCase(piece) + "7/7k");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x5000, 0x6FFF, 0x8000, 0x8005, 0x9001, 0xFFFF})
    void shouldRefuseWordsThatAreNoMove(final int word) {
        assertThat(ChessMatch.start().submit(0, word)).isEqualTo(MALFORMED_MOVE);
    }

    @Test
    void shouldRefuseMovesOfAnotherLength() {
        assertThat(ChessMatch.start().submitBytes(0)).isEqualTo(MALFORMED_MOVE);
        assertThat(ChessMatch.start().submitBytes(0, (byte) 12)).isEqualTo(MALFORMED_MOVE);
    }

    @Test
    void shouldDrawAPositionThatIsThereForTheThirdTimeWhenItIsClaimed() {
        final ChessMatch match = ChessMatch.start().play(KNIGHTS_OUT_AND_HOME);
        assertThat(match.submit(0, ChessMove.CLAIM_DRAW)).isEqualTo(CLAIM_NOT_FOUNDED);
        match.play(KNIGHTS_OUT_AND_HOME);
        assertThat(match.endReason()).as("it goes on until somebody claims").isZero();
        assertThat(match.submit(1, ChessMove.CLAIM_DRAW)).isEqualTo(NOT_YOUR_TURN);
        assertThat(match.submit(0, ChessMove.CLAIM_DRAW)).isEqualTo(OK);
        assertDraw(match, THREEFOLD_REPETITION);
    }

    @Test
    void shouldDrawByTheMoveThatBringsThePositionAboutForTheThirdTime() {
        final ChessMatch match = ChessMatch.start().play(KNIGHTS_OUT_AND_HOME).play("g1f3 g8f6 f3g1");
        final String before = match.fen();
        assertThat(match.submitWithClaim("f6d5")).isEqualTo(CLAIM_NOT_FOUNDED);
        assertThat(match.submitWithClaim("f6f5")).isEqualTo(ILLEGAL_MOVE);
        assertThat(match.fen()).isEqualTo(before);
        assertThat(match.submitWithClaim("f6g8")).isEqualTo(OK);
        assertDraw(match, THREEFOLD_REPETITION);
    }

    @Test
    void shouldNotTakePositionsForTheSameWhereCastlingRightsDiffer() {
        final ChessMatch match = ChessMatch.of("r3k2r/8/8/8/8/8/8/R3K2R w KQkq - 0 1").play("h1g1 a8b8 g1h1 b8a8");
        match.play("h1g1 a8b8 g1h1 b8a8");
        assertThat(match.submit(0, ChessMove.CLAIM_DRAW)).as("the first time had more rights")
                .isEqualTo(CLAIM_NOT_FOUNDED);
        match.play("h1g1 a8b8 g1h1 b8a8");
        assertThat(match.submit(0, ChessMove.CLAIM_DRAW)).isEqualTo(OK);
    }

    @Test
    void shouldNotTakePositionsForTheSameWhereEnPassantWasPossible() {
        final String out = "g8f6 g1f3 f6g8 f3g1";
        final ChessMatch possible = ChessMatch.start().play("e2e4 a7a6 e4e5 d7d5").play("g1f3 g8f6 f3g1 f6g8");
        possible.play("g1f3 g8f6 f3g1 f6g8");
        assertThat(possible.submit(0, ChessMove.CLAIM_DRAW)).isEqualTo(CLAIM_NOT_FOUNDED);

        final ChessMatch impossible = ChessMatch.start().play("e2e4").play(out).play(out);
        assertThat(impossible.submit(1, ChessMove.CLAIM_DRAW)).isEqualTo(OK);
        assertDraw(impossible, THREEFOLD_REPETITION);
    }

    @Test
    void shouldEndByItselfAtTheFifthOccurrence() {
        final ChessMatch match = ChessMatch.start();
        for (int i = 0; i < 3; i++) {
            match.play(KNIGHTS_OUT_AND_HOME);
        }
        match.play("g1f3 g8f6 f3g1");
        assertThat(match.endReason()).isZero();
        match.play("f6g8");
        assertDraw(match, FIVEFOLD_REPETITION);
    }

    @Test
    void shouldDrawAfterFiftyMovesWhenItIsClaimed() {
        final ChessMatch match = ChessMatch.of("4k3/8/8/8/8/8/4P3/R3K3 w Q - 98 70");
        assertThat(match.submitWithClaim("a1a2")).isEqualTo(CLAIM_NOT_FOUNDED);
        match.play("a1a2");
        assertThat(match.submit(1, ChessMove.CLAIM_DRAW)).isEqualTo(CLAIM_NOT_FOUNDED);
        assertThat(match.submitWithClaim("e8d8")).isEqualTo(OK);
        assertDraw(match, FIFTY_MOVES);
    }

    @Test
    void shouldForgetTheFiftyMovesWhenAPawnMoves() {
        final ChessMatch match = ChessMatch.of("4k3/8/8/8/8/8/4P3/R3K3 w Q - 100 70");
        assertThat(match.submitWithClaim("e2e4")).isEqualTo(CLAIM_NOT_FOUNDED);
        match.play("e2e4");
        assertThat(match.submit(1, ChessMove.CLAIM_DRAW)).isEqualTo(CLAIM_NOT_FOUNDED);
    }

    @Test
    void shouldEndByItselfAfterSeventyFiveMovesUnlessTheLastOneMates() {
        final ChessMatch match = ChessMatch.of("4k3/8/8/8/8/8/8/R3K3 w Q - 148 99").play("a1a2");
        assertThat(match.endReason()).isZero();
        assertDraw(match.play("e8d8"), SEVENTY_FIVE_MOVES);

        final ChessMatch mate = ChessMatch.of("6k1/5ppp/8/8/8/8/8/R3K3 w Q - 149 99").play("a1a8");
        assertThat(mate.endReason()).isEqualTo(CHECKMATE);
        assertThat(mate.placement(0)).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "8/8/4k3/8/8/8/4r3/4K3 w - - 0 1, e1e2", // bare kings
        "8/8/4k3/8/8/8/4r3/3NK3 w - - 0 1, e1e2", // a knight
        "8/8/4k3/8/8/8/4r3/3BK3 w - - 0 1, e1e2", // a bishop
        "8/8/4k3/8/8/8/4r3/3BK2b w - - 0 1, e1e2", // bishops of one colour
    })
    void shouldEndWhenNobodyCanBeMated(final String fen, final String move) {
        assertDraw(ChessMatch.of(fen).play(move), INSUFFICIENT_MATERIAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "4k1n1/8/8/8/8/8/4p3/4K1N1 w - - 0 1", // a knight each
        "4k3/8/8/8/8/8/4p3/2N1K1N1 w - - 0 1", // two knights
        "4k1b1/8/8/8/8/8/4p3/4K1B1 w - - 0 1", // bishops of both colours
        "4k1n1/8/8/8/8/8/4p3/4K1B1 w - - 0 1", // bishop and knight
    })
    void shouldGoOnWhileSomebodyCouldBeMated(final String fen) {
        assertThat(ChessMatch.of(fen).play("e1e2").endReason()).isZero();
    }

    @Test
    void shouldDrawWhenAnOfferIsAccepted() {
        final ChessMatch match = ChessMatch.start().play("e2e4");
        assertThat(match.submit(0, ChessMove.OFFER_DRAW)).isEqualTo(OK);
        assertThat(match.submit(0, ChessMove.ACCEPT_DRAW)).as("one's own offer").isEqualTo(NO_DRAW_OFFER);
        assertThat(match.submit(1, ChessMove.ACCEPT_DRAW)).isEqualTo(OK);
        assertDraw(match, DRAW_AGREED);
    }

    @Test
    void shouldLetAnOfferStandUntilTheOpponentMoves() {
        final ChessMatch match = ChessMatch.start();
        assertThat(match.submit(0, ChessMove.OFFER_DRAW)).isEqualTo(OK);
        match.play("e2e4");
        assertThat(match.submit(0, ChessMove.OFFER_DRAW)).as("it still stands").isEqualTo(ALREADY_OFFERED);
        assertThat(match.submit(1, ChessMove.OFFER_DRAW)).as("one stands at most").isEqualTo(ALREADY_OFFERED);
        match.play("e7e5");
        assertThat(match.submit(1, ChessMove.ACCEPT_DRAW)).isEqualTo(NO_DRAW_OFFER);
    }

    @Test
    void shouldTakeOneOfferOfASeatBetweenMoves() {
        final ChessMatch match = ChessMatch.start();
        assertThat(match.submit(1, ChessMove.DECLINE_DRAW)).isEqualTo(NO_DRAW_OFFER);
        assertThat(match.submit(0, ChessMove.OFFER_DRAW)).isEqualTo(OK);
        assertThat(match.submit(0, ChessMove.DECLINE_DRAW)).isEqualTo(NO_DRAW_OFFER);
        assertThat(match.submit(1, ChessMove.DECLINE_DRAW)).isEqualTo(OK);
        assertThat(match.submit(0, ChessMove.OFFER_DRAW)).isEqualTo(ALREADY_OFFERED);
        assertThat(match.submit(1, ChessMove.OFFER_DRAW)).as("the other seat may").isEqualTo(OK);
        assertThat(match.submit(0, ChessMove.DECLINE_DRAW)).isEqualTo(OK);
        match.play("e2e4");
        assertThat(match.submit(0, ChessMove.OFFER_DRAW)).isEqualTo(OK);
    }

    @ParameterizedTest
    @CsvSource({"RESIGNED, 1", "ABANDONED, 3", "TIMED_OUT, 2"})
    void shouldGiveTheWinToTheOpponentOfWhoGivesUp(final Forfeit forfeit, final int reason) {
        final ChessMatch match = ChessMatch.start().forfeit(0, forfeit);
        assertThat(match.endReason()).isEqualTo(reason).isEqualTo(forfeit.endReason().id());
        assertThat(match.placement(0)).isEqualTo(2);
        assertThat(match.placement(1)).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "4k3/8/8/8/8/8/3Q4/4K3 w - - 0 1, true", // a lone king
        "4k1n1/8/8/8/8/8/3Q4/4K3 w - - 0 1, true", // a knight against a queen
        "4k1n1/8/8/8/8/8/3R4/4K3 w - - 0 1, false", // a knight against a rook
        "4k1b1/8/8/8/8/8/3R4/4K3 w - - 0 1, true", // a bishop against a rook
        "4k1b1/8/8/8/8/8/4N3/4K3 w - - 0 1, false", // a bishop against a knight
        "4k1b1/8/8/8/8/8/4P3/4K3 w - - 0 1, false", // a bishop against a pawn
        "4k1b1/8/8/8/8/8/8/4KB1Q w - - 0 1, true", // a bishop against one of its own colour
        "4k1b1/8/8/8/8/8/8/4K1BQ w - - 0 1, false", // a bishop against one of the other
        "3nk1n1/8/8/8/8/8/2Q5/4K3 w - - 0 1, false", // two knights
        "4k3/4p3/8/8/8/8/3Q4/4K3 w - - 0 1, false", // a pawn
    })
    void shouldDrawOnTimeWhereTheOpponentCannotMate(final String fen, final boolean isDraw) {
        final ChessMatch match = ChessMatch.of(fen).forfeit(0, Forfeit.TIMED_OUT);
        if (isDraw) {
            assertDraw(match, TIME_OUT_DRAW);
        } else {
            assertThat(match.endReason()).isEqualTo(EndReason.TIME_OUT.id());
            assertThat(match.placement(1)).isEqualTo(1);
            assertThat(match.placement(0)).isEqualTo(2);
        }
    }

    private static void assertDraw(final ChessMatch match, final int reason) {
        assertThat(match.endReason()).isEqualTo(reason);
        assertThat(match.turn()).isEqualTo(NO_TURN);
        assertThat(match.placement(0)).isEqualTo(1);
        assertThat(match.placement(1)).isEqualTo(1);
    }
}
