package io.ironhoard.dispatcher.rules.chess;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Every legal move of every position of random games, compared with the reference. */
final class LegalMovesTest {
    private static final int PLIES_MAX = 120;
    private static final int CHESS_960_GAMES = 100;
    private static final int GAMES_OF_A_POSITION = 10;

    @Test
    void shouldFindTheMovesOfChess960() {
        final Random random = new Random(1);
        for (int i = 0; i < CHESS_960_GAMES; i++) {
            playRandomly(Chess960.startFen(random.nextInt(960)), random);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "r3k2r/p1ppqpb1/bn2pnp1/3PN3/1p2P3/2N2Q1p/PPPBBPPP/R3K2R w KQkq - 0 1",
        "r2q1rk1/pP1p2pp/Q4n2/bbp1p3/Np6/1B3NBn/pPPP1PPP/R3K2R b KQ - 0 1",
        "n1n5/PPPk4/8/8/8/8/4Kppp/5N1N b - - 0 1",
        "4k3/pppppppp/8/PPPPPPPP/8/8/8/4K3 b - - 0 1",
        "4rrk1/pbbp2p1/1ppnp3/3n1pqp/3N1PQP/1PPNP3/PBBP2P1/4RRK1 w Ff - 0 1",
        "4k3/8/8/8/8/8/8/r1R1KR1r w FC - 0 1",
        "3R4/8/q4k2/2B5/1NK5/3b4/8/8 w - - 0 1",
        "8/8/8/1k6/3Pp3/8/8/4KQ2 b - d3 0 1",
        "R6R/3Q4/1Q4Q1/4Q3/2Q4Q/Q4Q2/pp1Q4/kBNNK1B1 w - - 0 1",
    })
    void shouldFindTheMovesOfOddPositions(final String fen) {
        final Random random = new Random(2);
        for (int i = 0; i < GAMES_OF_A_POSITION; i++) {
            playRandomly(fen, random);
        }
    }

    private static void playRandomly(final String fen, final Random random) {
        final ChessMatch match = ChessMatch.of(fen);
        final ReferenceChess reference = new ReferenceChess();
        reference.init(2, Map.of("fen", fen), 0, 0);
        for (int ply = 0; ply < PLIES_MAX && reference.endReason() == 0; ply++) {
            final List<ReferenceBoard.Move> expected = reference.legalMoves();
            assertThat(ChessNotation.legalMoves(match.state()))
                    .as("moves of %s", match.fen())
                    .containsExactly(expected.stream().mapToInt(ReferenceBoard.Move::wire).sorted().toArray());
            assertThat(keyOf(match)).as("key of %s", match.fen()).isEqualTo(keyOf(ChessMatch.of(match.fen())));
            final int move = expected.get(random.nextInt(expected.size())).wire();
            assertThat(match.submit(reference.turn(), move)).isZero();
            assertThat(reference.apply(reference.turn(), new byte[] {(byte) move, (byte) (move >> 8)}, 0)).isZero();
        }
        assertThat(match.endReason()).isEqualTo(reference.endReason());
    }

    /** The present position's key: kept up to date move by move here, made anew from a FEN there. */
    private static long keyOf(final ChessMatch match) {
        return ChessState.key(match.state(), ChessState.keyCount(match.state()) - 1);
    }
}
