package io.ironhoard.perf.verify;

import io.ironhoard.dispatcher.rules.treasurehunt.HuntClue;
import io.ironhoard.dispatcher.rules.treasurehunt.HuntDescriptor;
import io.ironhoard.dispatcher.rules.treasurehunt.HuntGrid;
import io.ironhoard.dispatcher.rules.treasurehunt.HuntMove;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;

/** Hunts whose explorers go by their clues: always the same, and worth a picture. */
public final class HuntRecord {
    private static final int SIDE = 64;
    private static final long TURN_MS = 204;

    private HuntRecord() {}

    /**
     * A hunt on the default grid, to its end.
     *
     * @param seats how many explorers.
     * @param durationS how long.
     */
    public static EngineRecord play(final int seats, final int durationS) {
        final EngineRecord match = new EngineRecord(
                HuntDescriptor.ID, seats, Map.of("duration_s", Integer.toString(durationS)), 0);
        final List<Explorer> explorers = new ArrayList<>();
        for (int seat = 0; seat < seats; seat++) {
            explorers.add(new Explorer(seat, seats));
        }
        final long turnMs = Math.ceilDiv(TURN_MS, seats);
        long elapsedMs = turnMs;
        for (int turn = 0; !match.isOver() && elapsedMs < durationS * 1_000L; turn++) {
            match.pass(turnMs);
            explorers.get(turn % seats).act(match);
            elapsedMs += turnMs;
        }
        while (!match.isOver()) {
            match.pass(turnMs);
        }
        return match;
    }

    /** Walks to a cell where the last clue says that a treasure may be, digs there, and never again where none can be. */
    private static final class Explorer {
        private final boolean[][] isRuledOut = new boolean[SIDE][SIDE];
        private final HuntClue clue = new HuntClue();
        private final Random random;
        private final int seat;
        private int x;
        private int y;
        private int targetX;
        private int targetY;

        Explorer(final int seat, final int seats) {
            this.seat = seat;
            random = new Random(seat);
            x = HuntGrid.startX(seat, seats, SIDE, SIDE);
            y = HuntGrid.startY(seat, seats, SIDE, SIDE);
            targetX = x;
            targetY = y;
        }

        void act(final EngineRecord match) {
            final int move = HuntMove.towards(targetX - x, targetY - y);
            match.move(seat, 0, move);
            if (HuntMove.isStep(move)) {
                x += HuntMove.dx(move);
                y += HuntMove.dy(move);
            } else {
                final byte[] part = match.privatePart(seat);
                learn(clue.wrap(new UnsafeBuffer(part), 0, part.length).distance());
            }
        }

        private void learn(final int distance) {
            final List<int[]> candidates = new ArrayList<>();
            for (int row = 0; row < SIDE; row++) {
                for (int column = 0; column < SIDE; column++) {
                    final int away = HuntGrid.distance(column - x, row - y);
                    isRuledOut[row][column] |= away < distance;
                    if (away == distance && !isRuledOut[row][column]) {
                        candidates.add(new int[] {column, row});
                    }
                }
            }
            final int[] target = candidates.isEmpty()
                    ? new int[] {random.nextInt(SIDE), random.nextInt(SIDE)}
                    : candidates.get(random.nextInt(candidates.size()));
            targetX = target[0];
            targetY = target[1];
        }
    }
}
