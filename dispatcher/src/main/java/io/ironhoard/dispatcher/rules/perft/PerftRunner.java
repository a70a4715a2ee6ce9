package io.ironhoard.dispatcher.rules.perft;

import io.ironhoard.dispatcher.rules.chess.ChessPerft;
import java.util.ArrayList;
import java.util.List;

/** Counts positions with the chess rules' own move generator, and compares. */
public final class PerftRunner {
    private static final double NANOS_PER_SECOND = 1e9;

    /** Told of each count as it is made, on the counting thread. */
    @FunctionalInterface
    public interface Progress {
        /**
         * A count was made.
         *
         * @param position the position.
         * @param known what is known of it.
         * @param actual what was counted.
         */
        void counted(PerftPosition position, PerftPosition.Count known, long actual);
    }

    private PerftRunner() {}

    /**
     * Count every position to every depth that is known, up to a limit.
     *
     * @param positions positions and what is known of them.
     * @param depthMax counts that go deeper are left out.
     * @param progress told of each count.
     * @return what was counted.
     * @throws IllegalArgumentException where a position is none.
     */
    public static PerftReport run(final List<PerftPosition> positions, final int depthMax, final Progress progress) {
        final List<PerftMismatch> mismatches = new ArrayList<>();
        int counted = 0;
        int counts = 0;
        long nodes = 0;
        final long start = System.nanoTime();
        for (final PerftPosition position : positions) {
            final ChessPerft perft = new ChessPerft(position.epd());
            final List<PerftPosition.Count> within = position.counts().stream()
                    .filter(known -> known.depth() <= depthMax)
                    .toList();
            for (final PerftPosition.Count known : within) {
                final long actual = perft.count(known.depth());
                progress.counted(position, known, actual);
                nodes += actual;
                if (actual != known.nodes()) {
                    mismatches.add(new PerftMismatch(position.epd(), known.depth(), known.nodes(), actual));
                }
            }
            counted += within.isEmpty() ? 0 : 1;
            counts += within.size();
        }
        return new PerftReport(counted, counts, nodes, secondsSince(start), mismatches);
    }

    /**
     * Count one position of which nothing is known.
     *
     * @param fen the position, four fields of FEN or six.
     * @param depth half moves, 0 to {@link ChessPerft#DEPTH_MAX}.
     * @return the count; no mismatches.
     * @throws IllegalArgumentException where the position is none, or the depth outside its limits; says why.
     */
    public static PerftReport count(final String fen, final int depth) {
        final ChessPerft perft = new ChessPerft(fen);
        final long start = System.nanoTime();
        final long nodes = perft.count(depth);
        return new PerftReport(1, 1, nodes, secondsSince(start), List.of());
    }

    /**
     * Count one position move by move.
     *
     * @param fen the position, four fields of FEN or six.
     * @param depth half moves, 1 to {@link ChessPerft#DEPTH_MAX}.
     * @return each first move's count.
     * @throws IllegalArgumentException where the position is none, or the depth outside its limits; says why.
     */
    public static PerftDivision divide(final String fen, final int depth) {
        final ChessPerft perft = new ChessPerft(fen);
        final long start = System.nanoTime();
        final List<PerftDivision.Move> moves = perft.divide(depth).entrySet().stream()
                .map(entry -> new PerftDivision.Move(entry.getKey(), entry.getValue()))
                .toList();
        final long nodes = moves.stream().mapToLong(PerftDivision.Move::nodes).sum();
        return new PerftDivision(fen, depth, moves, nodes, secondsSince(start));
    }

    private static double secondsSince(final long startNanos) {
        return (System.nanoTime() - startNanos) / NANOS_PER_SECOND;
    }
}
