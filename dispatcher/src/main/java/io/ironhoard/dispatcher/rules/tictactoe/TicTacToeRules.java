package io.ironhoard.dispatcher.rules.tictactoe;

import io.ironhoard.dispatcher.rules.spi.Effects;
import io.ironhoard.dispatcher.rules.spi.Forfeit;
import io.ironhoard.dispatcher.rules.spi.RuleSet;
import io.ironhoard.proto.rules.OptionsView;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import io.ironhoard.proto.rules.RuleSetDescriptor.Meaning;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Tic-tac-toe: two seats, seat 0 begins, three in a row win. A move is one byte, the cell:
 *
 * <pre>
 *    0 | 1 | 2
 *   ---+---+---
 *    3 | 4 | 5
 *   ---+---+---
 *    6 | 7 | 8
 * </pre>
 *
 * <p>The state, all single bytes. Nothing is hidden, so it is also the view, the same for everybody:
 *
 * <pre>
 *    0              9       10           11
 *   +--------------+-------+------------+--------+
 *   | nine cells   | moves | end reason | winner |
 *   +--------------+-------+------------+--------+
 *   a cell and the winner: 0 nobody, 1 seat 0, 2 seat 1
 * </pre>
 */
public final class TicTacToeRules implements RuleSet {
    /** Result code: another seat is to move, or nobody any more. */
    public static final int NOT_YOUR_TURN = 600;
    /** Result code: the cell is taken. */
    public static final int ILLEGAL_MOVE = 601;
    /** Result code: not one byte from 0 to 8. */
    public static final int MALFORMED_MOVE = 602;

    /** End reason: a seat has three in a row and wins. */
    public static final int THREE_IN_A_ROW = 64;
    /** End reason: nine moves and no three in a row, a draw. */
    public static final int BOARD_FULL = 65;

    private static final RuleSetDescriptor DESCRIPTOR = new RuleSetDescriptor(
            "tic-tac-toe",
            1,
            "Tic-tac-toe",
            2,
            2,
            1,
            true,
            List.of(),
            List.of(
                    new Meaning(NOT_YOUR_TURN, "NOT_YOUR_TURN", "it is not this seat's turn"),
                    new Meaning(ILLEGAL_MOVE, "ILLEGAL_MOVE", "the cell is taken"),
                    new Meaning(MALFORMED_MOVE, "MALFORMED_MOVE", "a move is one byte, the cell from 0 to 8")),
            List.of(
                    new Meaning(THREE_IN_A_ROW, "THREE_IN_A_ROW", "a seat has three in a row and wins"),
                    new Meaning(BOARD_FULL, "BOARD_FULL", "every cell is taken: a draw")));

    private static final int CELLS = 9;
    private static final int MOVES = CELLS;
    private static final int END_REASON = MOVES + 1;
    private static final int WINNER = END_REASON + 1;
    private static final int STATE_LENGTH = WINNER + 1;

    /** Rows, columns and diagonals as sets of cells, bit n for cell n. */
    private static final int[] LINES = {0x007, 0x038, 0x1C0, 0x049, 0x092, 0x124, 0x111, 0x054};

    @Override
    public RuleSetDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public int stateLength(final int seats, final OptionsView options) {
        return STATE_LENGTH;
    }

    @Override
    public int init(
            final MutableDirectBuffer state,
            final int seats,
            final OptionsView options,
            final long seed,
            final long nowMs) {
        return OK; // all zero is the empty board
    }

    @Override
    public int apply(
            final MutableDirectBuffer state,
            final int seat,
            final DirectBuffer move,
            final int offset,
            final int length,
            final long nowMs,
            final Effects effects) {
        if (turn(state) != seat) {
            return NOT_YOUR_TURN;
        }
        if (length != 1 || move.getByte(offset) < 0 || move.getByte(offset) >= CELLS) {
            return MALFORMED_MOVE;
        }
        final int cell = move.getByte(offset);
        if (state.getByte(cell) != 0) {
            return ILLEGAL_MOVE;
        }

        state.putByte(cell, owner(seat));
        state.putByte(MOVES, (byte) (state.getByte(MOVES) + 1));
        if (hasThreeInARow(state, owner(seat))) {
            end(state, THREE_IN_A_ROW, owner(seat));
        } else if (state.getByte(MOVES) == CELLS) {
            end(state, BOARD_FULL, (byte) 0);
        }
        return OK;
    }

    @Override
    public void forfeit(final MutableDirectBuffer state, final int seat, final Forfeit forfeit, final long nowMs,
            final Effects effects) {
        end(state, forfeit.endReason().id(), owner(1 - seat));
    }

    @Override
    public int turn(final DirectBuffer state) {
        return endReason(state) == 0 ? state.getByte(MOVES) & 1 : NO_TURN;
    }

    @Override
    public int endReason(final DirectBuffer state) {
        return state.getByte(END_REASON);
    }

    @Override
    public int placement(final DirectBuffer state, final int seat) {
        final byte winner = state.getByte(WINNER);
        return winner == 0 || winner == owner(seat) ? 1 : 2;
    }

    @Override
    public int viewLengthMax(final int seats, final OptionsView options) {
        return STATE_LENGTH;
    }

    @Override
    public int view(final DirectBuffer state, final int seat, final MutableDirectBuffer out, final int offset) {
        out.putBytes(offset, state, 0, STATE_LENGTH);
        return STATE_LENGTH;
    }

    private static void end(final MutableDirectBuffer state, final int reason, final byte winner) {
        state.putByte(END_REASON, (byte) reason);
        state.putByte(WINNER, winner);
    }

    private static boolean hasThreeInARow(final DirectBuffer state, final byte owner) {
        int cells = 0;
        for (int cell = 0; cell < CELLS; cell++) {
            cells |= state.getByte(cell) == owner ? 1 << cell : 0;
        }
        for (final int line : LINES) {
            if ((cells & line) == line) {
                return true;
            }
        }
        return false;
    }

    private static byte owner(final int seat) {
        return (byte) (seat + 1);
    }
}
