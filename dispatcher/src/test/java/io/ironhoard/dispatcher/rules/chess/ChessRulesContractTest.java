package io.ironhoard.dispatcher.rules.chess;

import io.ironhoard.dispatcher.rules.spi.Forfeit;
import io.ironhoard.dispatcher.rules.spi.RuleSet;
import io.ironhoard.dispatcher.rules.testkit.RuleSetContractTest;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import io.ironhoard.proto.rules.RuleSetDescriptor.Meaning;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class ChessRulesContractTest extends RuleSetContractTest<ReferenceChess> {
    /** Openings, endings near their end, and squares where the rules are at their oddest. */
    private static final List<String> POSITIONS = List.of(
            "rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 1",
            "r3k2r/p1ppqpb1/bn2pnp1/3PN3/1p2P3/2N2Q1p/PPPBBPPP/R3K2R w KQkq - 0 1",
            "r3k2r/8/8/8/8/8/8/R3K2R b KQkq - 140 90",
            "r1k1r2q/p1ppp1pp/8/8/8/8/P1PPP1PP/R1K1R2Q w ECec - 0 1",
            "8/8/8/4B2b/6nN/8/5P2/2R1K2k w Q - 0 1",
            "4k3/8/8/8/8/8/8/r1R1KR1r w FC - 0 1",
            "n1n5/PPPk4/8/8/8/8/4Kppp/5N1N b - - 0 1",
            "4k3/pppppppp/8/PPPPPPPP/8/8/8/4K3 b - - 0 1",
            "8/8/8/8/k2Pp2Q/8/8/3K4 b - d3 0 1",
            "8/8/3k4/8/2pP4/8/B7/4K3 b - d3 0 33",
            "8/8/8/8/8/4k3/4p3/4K3 b - - 0 1",
            "8/8/8/4k3/8/8/4R3/4K3 w - - 95 100",
            "7k/8/5K2/8/8/8/8/Q7 w - - 0 1",
            "6k1/5ppp/8/8/8/8/5PPP/R3K3 w Q - 0 1",
            "k7/8/8/8/8/8/QQ6/K6q b - - 3 1",
            "5k2/5P2/8/5K2/8/8/8/8 w - - 0 1",
            "4k1n1/8/8/8/8/8/8/1N2K3 w - - 148 80",
            "5bk1/8/8/8/8/8/7n/B3K3 w - - 98 70",
            "3bk3/3p4/8/8/8/8/8/2B1K3 w - - 0 9999",
            "4k3/8/8/8/8/8/8/B3K2b w - - 0 1",
            // Refused: over, or no position.
            "4k3/8/8/8/8/8/8/B3K1b1 w - - 0 1",
            "7k/5KQ1/8/8/8/8/8/8 b - - 0 1",
            "4k3/8/8/8/8/8/8/4K2R w K - 150 200",
            "4k3/8/8/8/8/8/4r3/4K3 b - - 0 1",
            "4k3/8/8/8/8/8/8/4K3 w - -");

    private static final int[] CHESS_960 = {0, 111, 356, 518, 622, 777, 959};

    @Override
    protected RuleSet newRules() {
        return new ChessRules();
    }

    @Override
    protected ReferenceChess newReference() {
        return new ReferenceChess();
    }

    @Override
    protected List<Setup> setups() {
        return Stream.concat(POSITIONS.stream(), IntStream.of(CHESS_960).mapToObj(Chess960::startFen))
                .map(fen -> new Setup(2, Map.of("fen", fen)))
                .toList();
    }

    @Override
    protected int gamesPerSetup() {
        return 16;
    }

    @Override
    protected int callsMax() {
        return 250;
    }

    /** Mostly legal moves; the rest is talk of draws, wrong claims and nonsense. */
    @Override
    protected byte[] proposeMove(final ReferenceChess game, final int seat, final Random random) {
        final int choice = random.nextInt(100);
        if (choice < 8) {
            final boolean mayEnd = choice == 7;
            return bytes(mayEnd ? 0x8000 + random.nextInt(6) : 0x8001 + 2 * random.nextInt(2));
        }
        if (choice < 13 || game.legalMoves().isEmpty()) {
            return bytes(random.nextInt(0x5000));
        }
        final ReferenceBoard.Move move = chooseLegalMove(game, random);
        if (choice >= 96) {
            return bytes(move.wire() % 4096 + 0x7000);
        }
        return bytes(choice % 2 == 0 ? withTheKingsTwoSteps(game, move) : move.wire());
    }

    /** In one game of three mostly the way back, so that positions repeat; in another captures and promotions. */
    private static ReferenceBoard.Move chooseLegalMove(final ReferenceChess game, final Random random) {
        final List<ReferenceBoard.Move> legal = game.legalMoves();
        final List<ReferenceBoard.Move> wanted = switch ((int) Math.floorMod(game.seed(), 3L)) {
            case 0 -> legal.stream().filter(move -> isWayBack(game, move)).toList();
            case 1 -> legal.stream().filter(move -> isCaptureOrPromotion(game, move)).toList();
            default -> List.of();
        };
        final List<ReferenceBoard.Move> from = wanted.isEmpty() || random.nextInt(10) == 0 ? legal : wanted;
        return from.get(random.nextInt(from.size()));
    }

    private static boolean isWayBack(final ReferenceChess game, final ReferenceBoard.Move move) {
        final int before = game.playedMoves().size() - 2;
        if (before < 0) {
            return false;
        }
        final ReferenceBoard.Move own = game.playedMoves().get(before);
        return move.toFile() == own.fromFile()
                && move.toRank() == own.fromRank()
                && move.fromFile() == own.toFile()
                && move.fromRank() == own.toRank();
    }

    private static boolean isCaptureOrPromotion(final ReferenceChess game, final ReferenceBoard.Move move) {
        final char target = game.board().squares[move.toRank()][move.toFile()];
        return game.board().isOwn(target, !game.board().isWhiteToMove) || move.promotion() != ' ';
    }

    private static int withTheKingsTwoSteps(final ReferenceChess game, final ReferenceBoard.Move move) {
        final char piece = game.board().squares[move.fromRank()][move.fromFile()];
        final char target = game.board().squares[move.toRank()][move.toFile()];
        final boolean castles =
                Character.toLowerCase(piece) == 'k' && game.board().isOwn(target, game.board().isWhiteToMove);
        if (!castles) {
            return move.wire();
        }
        final int file = move.toFile() > move.fromFile() ? 6 : 2;
        return new ReferenceBoard.Move(move.fromFile(), move.fromRank(), file, move.toRank(), ' ').wire();
    }

    private static byte[] bytes(final int move) {
        return new byte[] {(byte) move, (byte) (move >> 8)};
    }

    @Test
    void shouldMeetEveryCodeAndEveryEndReason() {
        final RuleSetDescriptor descriptor = newRules().descriptor();
        assertThat(meanings())
                .containsAll(descriptor.codes().stream().map(Meaning::id).toList())
                .containsAll(descriptor.endReasons().stream().map(Meaning::id).toList())
                .containsAll(Stream.of(Forfeit.values()).map(forfeit -> forfeit.endReason().id()).toList());
    }
}
