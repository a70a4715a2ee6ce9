package io.ironhoard.dispatcher.rules.chess;

import java.util.Map;
import java.util.TreeMap;

/**
 * Counts the positions that a position leads to in a number of half moves (perft): the test of a move generator. The last
 * half move is counted, not played. One thread; allocates at construction and for each depth that is new.
 */
public final class ChessPerft {
    /** The deepest count, in half moves. */
    public static final int DEPTH_MAX = 64;

    private static final int FIELDS_WITHOUT_COUNTERS = 4;

    private final Board root = new Board();
    private final MoveGenerator generator = new MoveGenerator();
    private final Board[] boards = new Board[DEPTH_MAX];
    private final MoveList[] lists = new MoveList[DEPTH_MAX];

    /**
     * @param fen a position: the six fields of FEN, or the first four.
     * @throws IllegalArgumentException where the text is no FEN or the position not one to play from; says why.
     */
    public ChessPerft(final String fen) {
        final boolean hasCounters = fen.strip().split(" +").length > FIELDS_WITHOUT_COUNTERS;
        final String whole = hasCounters ? fen.strip() : fen.strip() + " 0 1";
        final FenFault fault = new FenParser().parse(whole, root);
        if (fault != FenFault.NONE) {
            throw new IllegalArgumentException("'" + fen + "': " + fault.doc());
        }
        for (int i = 0; i < DEPTH_MAX; i++) {
            boards[i] = new Board();
            lists[i] = new MoveList();
        }
    }

    /**
     * Count.
     *
     * @param depth half moves, 0 to 64.
     * @return how many ways lead that far.
     */
    public long count(final int depth) {
        if (depth < 0 || depth > DEPTH_MAX) {
            throw new IllegalArgumentException("depth " + depth + " is outside 0.." + DEPTH_MAX);
        }
        return depth == 0 ? 1 : count(root, depth);
    }

    /**
     * Count for each first move.
     *
     * @param depth half moves, 1 to 64.
     * @return move in UCI's text and its count, in the order of the moves' texts.
     */
    public Map<String, Long> divide(final int depth) {
        if (depth < 1 || depth > DEPTH_MAX) {
            throw new IllegalArgumentException("depth " + depth + " is outside 1.." + DEPTH_MAX);
        }
        final Map<String, Long> counts = new TreeMap<>();
        for (final int move : ChessNotation.legalMoves(root)) {
            final Board next = new Board();
            next.copyFrom(root);
            next.play(move);
            counts.put(ChessNotation.uci(root, move), depth == 1 ? 1 : count(next, depth - 1));
        }
        return counts;
    }

    private long count(final Board board, final int depth) {
        final MoveList moves = lists[depth - 1];
        generator.generate(board, moves);
        if (depth == 1) {
            return moves.size();
        }
        final Board next = boards[depth - 1];
        long nodes = 0;
        for (int i = 0; i < moves.size(); i++) {
            next.copyFrom(board);
            next.play(moves.get(i));
            nodes += count(next, depth - 1);
        }
        return nodes;
    }
}
