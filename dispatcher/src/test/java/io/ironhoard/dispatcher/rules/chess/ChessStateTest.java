package io.ironhoard.dispatcher.rules.chess;

import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The bytes of a match are written to journals: they stay what they are for as long as the version does. */
final class ChessStateTest {
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    @Test
    void shouldLayTheStartOutAsTheDiagramSays() {
        final UnsafeBuffer state = ChessMatch.start().state();
        final long[] bitboards = {
            0x0000_0000_0000_FFFFL,
            0xFFFF_0000_0000_0000L,
            0x00FF_0000_0000_FF00L,
            0x4200_0000_0000_0042L,
            0x2400_0000_0000_0024L,
            0x8100_0000_0000_0081L,
            0x0800_0000_0000_0008L,
            0x1000_0000_0000_0010L
        };
        for (int i = 0; i < bitboards.length; i++) {
            assertThat(state.getLong(8 * i, ORDER)).as("bitboard %d", i).isEqualTo(bitboards[i]);
        }
        final byte[] rest = new byte[16];
        state.getBytes(64, rest);
        assertThat(rest).containsExactly(0, 0x81, 0x81, 64, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        assertThat(ChessState.LENGTH).isEqualTo(1288);
    }

    @Test
    void shouldKeepCountersOfferAndLastMoveWhereTheDiagramSays() {
        final ChessMatch match = ChessMatch.of("r3k2r/8/8/8/8/8/8/R3K2R b Kq - 7 300").play("e8d8");
        match.submit(1, ChessMove.OFFER_DRAW);
        final byte[] bytes = new byte[16];
        match.state().getBytes(64, bytes);
        final int move = ChessNotation.parseUci("e8d8");
        assertThat(bytes)
                .containsExactly(0, 0x80, 0, 64, 8, 1, 301 & 0xFF, 301 >> 8, 2, 2, 0, 0, move & 0xFF, move >> 8, 0, 0);
    }

    @Test
    void shouldKeepTheKeyOfEachPositionThatCanComeBack() {
        final ChessMatch match = ChessMatch.start().play("g1f3 g8f6 f3g1 f6g8");
        assertThat(match.state().getByte(69)).isEqualTo((byte) 5);
        assertThat(match.state().getLong(80 + 4 * 8, ORDER)).isEqualTo(match.state().getLong(80, ORDER));
        match.play("e2e4");
        assertThat(match.state().getByte(69)).isEqualTo((byte) 1);
        assertThat(match.state().getLong(80, ORDER)).isNotEqualTo(match.state().getLong(80 + 4 * 8, ORDER));
    }

    /** Java's SplittableRandom is SplitMix64 as well, written by somebody else. */
    @Test
    void shouldDrawItsKeysFromSplitMix64() {
        final SplittableRandom expected = new SplittableRandom(0x49726F6E486F6172L);
        final Set<Long> keys = new HashSet<>();
        for (int side = Board.WHITE; side <= Board.BLACK; side++) {
            for (int type = Board.PAWN; type <= Board.KING; type++) {
                for (int square = 0; square < 64; square++) {
                    assertThat(Zobrist.piece(side, type, square)).isEqualTo(expected.nextLong());
                    keys.add(Zobrist.piece(side, type, square));
                }
            }
        }
        for (int square = 0; square < 64; square++) {
            assertThat(Zobrist.castling(square)).isEqualTo(expected.nextLong());
            keys.add(Zobrist.castling(square));
        }
        for (int file = 0; file < 8; file++) {
            assertThat(Zobrist.enPassant(40 + file)).isEqualTo(expected.nextLong())
                    .isEqualTo(Zobrist.enPassant(16 + file));
            keys.add(Zobrist.enPassant(16 + file));
        }
        assertThat(Zobrist.blackToMove()).isEqualTo(expected.nextLong());
        keys.add(Zobrist.blackToMove());
        assertThat(keys).hasSize(12 * 64 + 64 + 8 + 1);
        assertThat(Zobrist.enPassant(Board.NO_SQUARE)).isZero();
    }
}
