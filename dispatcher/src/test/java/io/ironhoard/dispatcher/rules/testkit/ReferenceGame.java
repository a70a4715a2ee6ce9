package io.ironhoard.dispatcher.rules.testkit;

import io.ironhoard.dispatcher.rules.spi.Forfeit;
import io.ironhoard.dispatcher.rules.spi.RuleSet;
import java.util.Map;
import java.util.Optional;

/**
 * A game written once more, slowly and obviously, with plain objects: the answer that a rule set is compared with.
 * One object is one match. The methods mean what their namesakes of {@link RuleSet} mean.
 */
public interface ReferenceGame {
    /**
     * Set the match up.
     *
     * @param seats how many seats.
     * @param options every option of the descriptor with its value, defaults included.
     * @param seed the match's seed.
     * @param nowMs the time.
     * @return 0, or the code with which these options are refused.
     */
    int init(int seats, Map<String, String> options, long seed, long nowMs);

    /** Play a move; 0, or the code with which it is refused. */
    int apply(int seat, byte[] move, long nowMs);

    /** A seat gives up. */
    void forfeit(int seat, Forfeit forfeit, long nowMs);

    /** Who is to move, or {@link RuleSet#NO_TURN}. */
    int turn();

    /** When {@link #onTimer} wants to be called, or {@link RuleSet#NO_TIMER}. */
    default long nextTimerMs() {
        return RuleSet.NO_TIMER;
    }

    /** The time asked for has come. */
    default void onTimer(final long nowMs) {}

    /** 0 while the match goes on, or why it ended. */
    int endReason();

    /** A seat's place once the match has ended. */
    int placement(int seat);

    /** A seat's points. */
    default long score(final int seat) {
        return 0;
    }

    /** What the last call told everybody; no bytes for nothing, and after a refusal. */
    default byte[] publicPart() {
        return new byte[0];
    }

    /** What the last call told a seat alone; no bytes for nothing, and after a refusal. */
    default byte[] privatePart(final int seat) {
        return new byte[0];
    }

    /** What a seat sees, or the public for -1; empty where views shall not be compared. */
    default Optional<byte[]> view(final int seat) {
        return Optional.empty();
    }
}
