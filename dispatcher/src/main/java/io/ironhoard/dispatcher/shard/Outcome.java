package io.ironhoard.dispatcher.shard;

import io.ironhoard.dispatcher.rules.spi.RuleSet;
import io.ironhoard.proto.code.EndReason;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import org.agrona.DirectBuffer;

/** What the rules say of a state after an event: whose turn, the next timer, the end and the places. Reused. */
public final class Outcome {
    /** The largest number that an event has room for. */
    private static final int NUMBER_MAX = 0xFF;

    private final int[] placements = new int[RuleSetDescriptor.SEATS_LIMIT];
    private final long[] scores = new long[RuleSetDescriptor.SEATS_LIMIT];
    private int turn;
    private int endReason;
    private long rulesTimerMs;

    /** Ask the rules. */
    void read(final RuleSet rules, final DirectBuffer state, final int seats) {
        endReason = rules.endReason(state);
        turn = endReason == 0 ? rules.turn(state) : RuleSet.NO_TURN;
        require(turn >= RuleSet.NO_TURN && turn < seats, "turn of seat", turn);
        require(isEndReason(endReason), "end reason", endReason);
        rulesTimerMs = endReason == 0 ? rules.nextTimerMs(state) : RuleSet.NO_TIMER;
        if (endReason != 0) {
            for (int seat = 0; seat < seats; seat++) {
                placements[seat] = rules.placement(state, seat);
                scores[seat] = rules.score(state, seat);
                require(placements[seat] >= 1 && placements[seat] <= NUMBER_MAX, "placement", placements[seat]);
            }
        }
    }

    /** Rules end a match for a seat that gave up, or for a reason of their own: the engine's other reasons are the engine's. */
    private static boolean isEndReason(final int reason) {
        return reason >= 0 && reason <= EndReason.ABANDONMENT.id()
                || reason >= RuleSetDescriptor.END_REASON_MIN && reason <= NUMBER_MAX;
    }

    /** An answer that no event can carry is the rule set's fault, and is told as what it throws itself. */
    private static void require(final boolean condition, final String what, final int answer) {
        if (!condition) {
            throw new IllegalStateException("the rules answered with " + what + " " + answer);
        }
    }

    /** The server closes the match without asking the rules: nobody is placed. */
    void close(final int reason) {
        endReason = reason;
        turn = RuleSet.NO_TURN;
        rulesTimerMs = RuleSet.NO_TIMER;
        for (int seat = 0; seat < placements.length; seat++) {
            placements[seat] = 0;
            scores[seat] = 0;
        }
    }

    /** Whose turn it is, {@link RuleSet#NO_TURN} for nobody's. */
    int turn() {
        return turn;
    }

    /** When the rules want to act next, {@link RuleSet#NO_TIMER} for never. */
    long rulesTimerMs() {
        return rulesTimerMs;
    }

    /** Why the match is over, 0 where it goes on. */
    int endReason() {
        return endReason;
    }

    /** A seat's place; 0 where the match was closed without a result. */
    int placement(final int seat) {
        return placements[seat];
    }

    /** A seat's points. */
    long score(final int seat) {
        return scores[seat];
    }
}
