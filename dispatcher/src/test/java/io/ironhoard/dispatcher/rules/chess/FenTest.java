package io.ironhoard.dispatcher.rules.chess;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.ironhoard.dispatcher.rules.chess.ChessDescriptor.ILLEGAL_POSITION;
import static io.ironhoard.dispatcher.rules.chess.ChessDescriptor.MALFORMED_FEN;
import static io.ironhoard.dispatcher.rules.chess.ChessDescriptor.POSITION_IS_OVER;
import static org.assertj.core.api.Assertions.assertThat;

final class FenTest {
    private static final String ALPHABET = "pnbrqkPNBRQK12345678/ wbKQkqABCDEFGHabcdefgh-0136x";
    private static final int MUTATIONS = 20_000;

    @ParameterizedTest
    @ValueSource(strings = {
        "rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 1",
        "r3k2r/8/8/8/8/8/8/R3K2R b Kq - 149 9999",
        "rnbqkbnr/ppp1pppp/8/3pP3/8/8/PPPP1PPP/RNBQKBNR w KQkq d6 0 3",
        "1rk1r1r1/8/8/8/8/8/8/1RK1R1R1 w EBeb - 0 1",
        "R6R/3Q4/1Q4Q1/4Q3/2Q4Q/Q4Q2/pp1Q4/kBNNK1B1 w - - 0 1",
    })
    void shouldWriteWhatItRead(final String fen) {
        assertThat(ChessMatch.of(fen).fen()).isEqualTo(fen.replace("EBeb", "EQeq"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "r1k1r3/8/8/8/8/8/8/R1K1R3, KQkq, KQkq", // the only rooks of their wings
        "r1k1r3/8/8/8/8/8/8/R1K1R3, EAea, KQkq",
        "r1k1r2r/8/8/8/8/8/8/R1K1R2R, KQkq, KQkq", // K is the rook further out
        "r1k1r2r/8/8/8/8/8/8/R1K1R2R, HAha, KQkq",
        "r1k1r2r/8/8/8/8/8/8/R1K1R2R, EAea, EQeq",
        "r1k1r2r/8/8/8/8/8/8/R1K1R2R, EQeq, EQeq",
        "r1k1r2r/8/8/8/8/8/8/R1K1R2R, h, k",
    })
    void shouldReadCastlingRightsInEverySpelling(final String board, final String rights, final String written) {
        assertThat(ChessMatch.of(board + " w " + rights + " - 0 1").fen())
                .isEqualTo(board + " w " + written + " - 0 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "",
        "4k3/8/8/8/8/8/8/4K2R",
        "4k3/8/8/8/8/8/8/4K2R w K -",
        "4k3/8/8/8/8/8/8/4K2R w K - 0",
        "4k3/8/8/8/8/8/8/4K2R w K - 0 1 ",
        " 4k3/8/8/8/8/8/8/4K2R w K - 0 1",
        "4k3/8/8/8/8/8/8/4K2R  w K - 0 1",
        "4k3/8/8/8/8/8/4K2R w K - 0 1",
        "4k3/8/8/8/8/8/8/8/4K2R w K - 0 1",
        "4k3/8/8/8/8/8/8/4K2R/ w K - 0 1",
        "4k3/8/8/8/8/8/8/4K1R w K - 0 1",
        "4k3/8/8/8/8/8/8/4K3R w K - 0 1",
        "4k3/8/8/8/8/8/8/22K2R w K - 0 1",
        "4k3/9/8/8/8/8/8/4K2R w K - 0 1",
        "4k3/0/8/8/8/8/8/4K2R w K - 0 1",
        "4k3/8/8/8/8/8/8/4K2X w K - 0 1",
        "4k3/8/8/8/8/8/8/4K2R W K - 0 1",
        "4k3/8/8/8/8/8/8/4K2R w KK - 0 1x",
        "4k3/8/8/8/8/8/8/4K2R w kK - 0 1",
        "4k3/8/8/8/8/8/8/4K2R w I - 0 1",
        "4k3/8/8/8/8/8/8/4K2R w -K - 0 1",
        "4k3/8/8/8/8/8/8/4K2R w  - 0 1",
        "4k3/8/8/8/8/8/8/4K2R w K e - 0 1",
        "4k3/8/8/8/8/8/8/4K2R w K i6 0 1",
        "4k3/8/8/8/8/8/8/4K2R w K e9 0 1",
        "4k3/8/8/8/8/8/8/4K2R w K - -1 1",
        "4k3/8/8/8/8/8/8/4K2R w K - 00 1",
        "4k3/8/8/8/8/8/8/4K2R w K - 1000 1",
        "4k3/8/8/8/8/8/8/4K2R w K - 0 0",
        "4k3/8/8/8/8/8/8/4K2R w K - 0 01",
        "4k3/8/8/8/8/8/8/4K2R w K - 0 10000",
        "4k3/8/8/8/8/8/8/4K2R w K - 0 99999999999999999999",
    })
    void shouldRefuseWhatIsNoFen(final String fen) {
        assertThat(new ChessMatch().init(fen)).isEqualTo(MALFORMED_FEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "8/8/8/8/8/8/8/4K2R w - - 0 1", // a king is missing
        "4k3/8/8/8/8/8/8/K3K2R w - - 0 1", // a king too many
        "4k3/8/8/8/8/8/8/P3K3 w - - 0 1", // a pawn on the first rank
        "p3k3/8/8/8/8/8/8/4K3 w - - 0 1", // a pawn on the last rank
        "4k3/8/8/8/8/P7/PPPPPPPP/4K3 w - - 0 1", // nine pawns
        "4k3/8/8/8/8/8/PPPPPPPP/QQ2K3 w - - 0 1", // a second queen, and yet eight pawns
        "4k3/8/8/8/8/8/PPPPPPPP/B1B1K3 w - - 0 1", // two dark bishops, and yet eight pawns
        "4k3/8/8/8/8/8/8/4K2R w Q - 0 1", // no rook on that wing
        "4k3/8/8/8/8/8/8/4K2R w G - 0 1", // no rook there
        "4k3/8/8/8/8/8/8/4K2R w E - 0 1", // the king itself
        "4k3/8/8/8/8/8/8/4K2R w Kk - 0 1", // black has no rook
        "4k3/8/8/8/8/8/4K3/7R w K - 0 1", // the king has moved
        "4k3/8/8/8/8/8/8/K6R w K - 0 1", // no game begins with a king in the corner
        "4k3/8/8/8/8/8/8/4KR1R w HF - 0 1", // two rights of one wing
        "4k3/8/8/8/8/8/8/4K2R w KH - 0 1", // one right twice
        "4k3/8/8/8/4P3/8/8/4K3 b - e6 0 1", // the wrong rank
        "4k3/8/8/8/4P3/8/8/4K3 w - e3 0 1", // one's own pawn
        "4k3/8/8/8/8/8/8/4K3 b - e3 0 1", // no pawn
        "4k3/8/8/8/4P3/4N3/8/4K3 b - e3 0 1", // not free
        "4k3/8/8/8/4P3/8/4N3/4K3 b - e3 0 1", // the pawn did not come from there
        "4k3/8/8/8/4P3/8/8/4K3 b - e3 1 1", // something else was the last move
        "4k3/8/8/8/8/8/8/4R1K1 w - - 0 1", // black is in check and white to move
        "4k3/8/3N4/1B6/8/8/8/4R1K1 b - - 0 1", // three give check
    })
    void shouldRefusePositionsThatNoGameHas(final String fen) {
        assertThat(new ChessMatch().init(fen)).isEqualTo(ILLEGAL_POSITION);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "7k/6Q1/5K2/8/8/8/8/8 b - - 0 1", // mate
        "5k2/5P2/5K2/8/8/8/8/8 b - - 0 1", // stalemate
        "4k3/8/8/8/8/8/8/4K3 w - - 0 1", // bare kings
        "4k3/8/8/8/8/8/8/4K2R w K - 150 90", // 75 moves
    })
    void shouldRefuseGamesThatAreOver(final String fen) {
        assertThat(new ChessMatch().init(fen)).isEqualTo(POSITION_IS_OVER);
    }

    @Test
    void shouldJudgeDamagedFensAsTheReferenceDoes() {
        final List<String> sound = List.of(
                ChessDescriptor.START_FEN,
                "r3k2r/p1ppqpb1/bn2pnp1/3PN3/1p2P3/2N2Q1p/PPPBBPPP/R3K2R w KQkq - 0 1",
                "r1k1r2q/p1ppp1pp/8/8/8/8/P1PPP1PP/R1K1R2Q w ECec - 7 11",
                "rnbqkbnr/ppp1pppp/8/3pP3/8/8/PPPP1PPP/RNBQKBNR w KQkq d6 0 3",
                "4rrk1/pbbp2p1/1ppnp3/3n1pqp/3N1PQP/1PPNP3/PBBP2P1/4RRK1 w Ff - 0 1");
        final Random random = new Random(960);
        final ChessMatch match = new ChessMatch();
        int accepted = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            final String fen = damage(sound.get(i % sound.size()), random);
            final int code = match.init(fen);
            assertThat(code).as(fen).isEqualTo(new ReferenceChess().init(2, Map.of("fen", fen), 0, 0));
            accepted += code == 0 ? 1 : 0;
        }
        assertThat(accepted).isBetween(MUTATIONS / 100, MUTATIONS / 2);
    }

    private static String damage(final String fen, final Random random) {
        final StringBuilder text = new StringBuilder(fen);
        for (int n = random.nextInt(3); n >= 0; n--) {
            final int at = random.nextInt(text.length());
            final char letter = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
            switch (random.nextInt(4)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, letter);
                case 2 -> {
                    final char other = text.charAt(random.nextInt(text.length()));
                    text.setCharAt(at, other);
                }
                default -> text.setCharAt(at, letter);
            }
        }
        return text.length() > ChessDescriptor.FEN_LENGTH_MAX ? fen : text.toString();
    }
}
