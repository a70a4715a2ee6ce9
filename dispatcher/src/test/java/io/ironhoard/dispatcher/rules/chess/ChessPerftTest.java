package io.ironhoard.dispatcher.rules.chess;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

final class ChessPerftTest {
    @ParameterizedTest(name = "{0}, depth {1}")
    @CsvSource(delimiter = '|', textBlock = """
            # The start, and the positions of https://www.chessprogramming.org/Perft_Results
            rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 1                 |  5 |  4865609
            r3k2r/p1ppqpb1/bn2pnp1/3PN3/1p2P3/2N2Q1p/PPPBBPPP/R3K2R w KQkq -         |  4 |  4085603
            8/2p5/3p4/KP5r/1R3p1k/8/4P1P1/8 w - -                                    |  6 | 11030083
            r2q1rk1/pP1p2pp/Q4n2/bbp1p3/Np6/1B3NBn/pPPP1PPP/R3K2R b KQ -             |  5 | 15833292
            rnbq1k1r/pp1Pbppp/2p5/8/2B5/8/PPP1NnPP/RNBQK2R w KQ -                    |  4 |  2103487
            r4rk1/1pp1qppp/p1np1n2/2b1p1B1/2B1P1b1/P1NP1N2/1PP1QPPP/R4RK1 w - -      |  4 |  3894594
            # X-FEN castling, http://www.talkchess.com/forum/viewtopic.php?t=55274
            r1k1r2q/p1ppp1pp/8/8/8/8/P1PPP1PP/R1K1R2Q w KQkq -                       |  5 |  7096972
            r1k2r1q/p1ppp1pp/8/8/8/8/P1PPP1PP/R1K2R1Q w KQkq -                       |  5 | 15194841
            8/8/8/4B2b/6nN/8/5P2/2R1K2k w Q -                                        |  5 |  3223406
            2r5/8/8/8/8/8/6PP/k2KR3 w K -                                            |  6 | 14751778
            4r3/3k4/8/8/8/8/6PP/qR1K1R2 w KQ -                                       |  5 |  8992652
            # Regressions of scalachess: en passant out of check, no way out, castling past a rook, odd checks
            8/8/8/5k2/3p4/8/4P3/4K3 w - -                                            |  5 |    19228
            2b5/kpPp4/1p1P4/1P6/6p1/4p1P1/4PpPK/5B2 w - -                            | 32 |        1
            8/8/8/B2p3Q/2qPp1P1/b7/2P2PkP/4K2R b K -                                 |  4 |   366807
            4rrk1/pbbp2p1/1ppnp3/3n1pqp/3N1PQP/1PPNP3/PBBP2P1/4RRK1 w Ff -           |  3 |    71908
            3R4/8/q4k2/2B5/1NK5/3b4/8/8 w - -                                        |  3 |     2854
            2Nq4/2K5/1b6/8/7R/3k4/7P/8 w - -                                         |  3 |     1217
            5R2/2P5/8/4k3/8/3rK2r/8/8 w - -                                          |  3 |     1030
            8/8/8/1k6/3Pp3/8/8/4KQ2 b - d3                                           |  3 |      711
            # Chess960, from the table fischer.epd that engines share
            bqnb1rkr/pp3ppp/3ppn2/2p5/5P2/P2P4/NPP1P1PP/BQ1BNRKR w HFhf - 2 9        |  5 |  8146062
            2nnrbkr/p1qppppp/8/1ppb4/6PP/3PP3/PPP2P2/BQNNRBKR w HEhe - 1 9           |  5 | 16253601
            b1q1rrkb/pppppppp/3nn3/8/P7/1PPP4/4PPPP/BQNNRKRB w GE - 1 9              |  5 |  6417013
            qbbnnrkr/2pp2pp/p7/1p2pp2/8/P3PP2/1PPP1KPP/QBBNNR1R w hf - 0 9           |  5 |  9183776
            1nbbnrkr/p1p1ppp1/3p4/1p3P1p/3Pq2P/8/PPP1P1P1/QNBBNRKR w HFhf - 0 9      |  4 |  1171749
            b1qr1krb/pp1ppppp/n2n4/8/2p5/2P3P1/PP1PPP1P/BNQRNKRB w GDgd -            |  5 | 15583376
            nrnbqkbr/2pp2pp/4pp2/pp6/8/1P3P2/P1PPPBPP/NRNBQ1KR w hb -                |  5 | 12525939
            # A rook that shields its king from a rook behind it may not castle away
            4k3/8/8/8/8/8/8/r1R1KR1r w FC - 0 1                                      |  4 |    64786
            """)
    void shouldCountWhatIsPublished(final String fen, final int depth, final long nodes) {
        assertThat(new ChessPerft(fen).count(depth)).isEqualTo(nodes);
    }

    @Test
    void shouldDivideTheCountByFirstMoves() {
        final ChessPerft perft = new ChessPerft("r3k2r/p1ppqpb1/bn2pnp1/3PN3/1p2P3/2N2Q1p/PPPBBPPP/R3K2R w KQkq -");
        assertThat(perft.divide(3))
                .hasSize(48)
                .containsKeys("e1g1", "e1c1", "d5e6", "f3h3")
                .satisfies(counts -> assertThat(counts.values().stream().mapToLong(Long::longValue).sum())
                        .isEqualTo(perft.count(3)));
    }

    @Test
    void shouldCountThePositionItselfAtDepthNought() {
        assertThat(new ChessPerft(ChessDescriptor.START_FEN).count(0)).isEqualTo(1);
    }

    @Test
    void shouldRefuseDepthsThatAreNone() {
        final ChessPerft perft = new ChessPerft(ChessDescriptor.START_FEN);
        assertThatIllegalArgumentException().isThrownBy(() -> perft.count(-1)).withMessageContaining("-1");
        assertThatIllegalArgumentException().isThrownBy(() -> perft.count(65)).withMessageContaining("65");
        assertThatIllegalArgumentException().isThrownBy(() -> perft.divide(0)).withMessageContaining("0");
    }

    @Test
    void shouldSayWhatIsWrongWithAPosition() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ChessPerft("8/8/8/8/8/8/8/K7 w - -"))
                .withMessageContaining("there is not one king of each side");
    }
}
