package io.ironhoard.dispatcher.rules.tictactoe;

import io.ironhoard.dispatcher.rules.spi.Forfeit;
import io.ironhoard.dispatcher.rules.spi.RuleSet;
import io.ironhoard.dispatcher.rules.testkit.ReferenceGame;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tic-tac-toe with a text for a board: {@code X} for seat 0, {@code O} for seat 1, dots for what is free. */
final class ReferenceTicTacToe implements ReferenceGame {
    private static final List<String> LINES = List.of("012", "345", "678", "036", "147", "258", "048", "246");

    private final StringBuilder board = new StringBuilder(".........");
    private int endReason;
    private String winner = "nobody";

    @Override
    public int init(final int seats, final Map<String, String> options, final long seed, final long nowMs) {
        return 0;
    }

    @Override
    public int apply(final int seat, final byte[] move, final long nowMs) {
        if (seat != turn()) {
            return 600;
        }
        if (move.length != 1 || move[0] < 0 || move[0] > 8) {
            return 602;
        }
        if (board.charAt(move[0]) != '.') {
            return 601;
        }
        final char mark = seat == 0 ? 'X' : 'O';
        board.setCharAt(move[0], mark);
        if (LINES.stream().anyMatch(line -> line.chars().allMatch(cell -> board.charAt(cell - '0') == mark))) {
            endReason = 64;
            winner = "" + mark;
        } else if (moves() == 9) {
            endReason = 65;
        }
        return 0;
    }

    @Override
    public void forfeit(final int seat, final Forfeit forfeit, final long nowMs) {
        endReason = forfeit.endReason().id();
        winner = seat == 0 ? "O" : "X";
    }

    @Override
    public int turn() {
        if (endReason != 0) {
            return RuleSet.NO_TURN;
        }
        return moves() % 2;
    }

    @Override
    public int endReason() {
        return endReason;
    }

    @Override
    public int placement(final int seat) {
        if (winner.equals("nobody")) {
            return 1;
        }
        return winner.equals(seat == 0 ? "X" : "O") ? 1 : 2;
    }

    @Override
    public Optional<byte[]> view(final int seat) {
        final byte[] view = new byte[12];
        for (int cell = 0; cell < 9; cell++) {
            view[cell] = (byte) ".XO".indexOf(board.charAt(cell));
        }
        view[9] = (byte) moves();
        view[10] = (byte) endReason;
        view[11] = (byte) List.of("nobody", "X", "O").indexOf(winner);
        return Optional.of(view);
    }

    private int moves() {
        return (int) board.chars().filter(cell -> cell != '.').count();
    }
}
