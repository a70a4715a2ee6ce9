package io.ironhoard.dispatcher.rules.spi;

import io.ironhoard.proto.rules.OptionsView;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The rules of one game, as pure functions over a buffer of state.
 *
 * <p>The buffer that a rule set is handed begins at 0, is as long as {@link #stateLength} said, and is all that it may
 * keep: an instance has no state of a match, because one instance serves every match of a shard. The same state and
 * arguments must give the same result, for ever: matches are executed again to recover and to verify them. Raise the
 * descriptor's version when that changes.
 *
 * <p>Buffers are valid during the call that they are handed to. A call may use {@code ironhoard.rules.budget.ms} of time
 * and should need a small part of a millisecond: all matches of the shard wait for it. One that uses more ends its match.
 *
 * <p>Called from the shard's own thread (an instance a shard, so scratch fields are allowed). No method but
 * {@link #descriptor} may allocate, block, log, read a clock or a random source. What is expected is answered by a code;
 * an exception is a bug of the rule set, ends its match and counts as a fault.
 */
public interface RuleSet {
    /** {@link #turn} where no single seat is to move. */
    int NO_TURN = -1;
    /** The seat of {@link #view} that stands for the public. */
    int PUBLIC = -1;
    /** {@link #nextTimerMs} where the rules wait for no time. */
    long NO_TIMER = Long.MAX_VALUE;
    /** The longest view of any rule set, in bytes. */
    int VIEW_LENGTH_LIMIT = 12 * 1024;
    /** The code of a move that was applied, and of a match that was set up. */
    int OK = 0;

    /** What this rule set says of itself. The same object at each call. */
    RuleSetDescriptor descriptor();

    /**
     * The bytes of state that one match needs.
     *
     * @param seats the seats of the match, within the descriptor's limits.
     * @param options the match's options, checked against the descriptor.
     * @return a length of at least 1.
     */
    int stateLength(int seats, OptionsView options);

    /**
     * Set a match up.
     *
     * @param state zeroed, {@link #stateLength} bytes.
     * @param seats the seats of the match.
     * @param options the match's options, checked against the descriptor.
     * @param seed the match's secret seed, for what is hidden or random.
     * @param nowMs the shard's time, milliseconds since the Unix epoch.
     * @return {@link #OK}, or a code of 600 to 699 where the options make no match (a position that is not legal, say).
     */
    int init(MutableDirectBuffer state, int seats, OptionsView options, long seed, long nowMs);

    /**
     * Check a move and play it. A refused move leaves every byte of the state as it was.
     *
     * @param state the match's state.
     * @param seat who moves, from 0.
     * @param move where the move's bytes are: read only, valid during the call, and in no array.
     * @param offset where they begin.
     * @param length how many they are, from 0 to the descriptor's {@code moveLengthMax}.
     * @param nowMs the shard's time, milliseconds since the Unix epoch, never less than at the call before.
     * @param effects takes what the players shall learn beside the move itself, which everybody sees.
     * @return {@link #OK}, or a code of 600 to 699 that the descriptor names; it must not tell what is hidden.
     */
    int apply(
            MutableDirectBuffer state,
            int seat,
            DirectBuffer move,
            int offset,
            int length,
            long nowMs,
            Effects effects);

    /**
     * A seat gives up: by resigning, by its clock, or by staying away. Not called once the match has ended.
     *
     * <p>The rule set decides what follows: the end for two seats, a smaller table for more. Where the match ends by it,
     * {@link #endReason} becomes the forfeit's own, or one of the rule set's (a draw because nobody can win any more).
     *
     * @param state the match's state.
     * @param seat who gives up.
     * @param forfeit how.
     * @param nowMs the shard's time.
     * @param effects takes what the players shall learn of it.
     */
    void forfeit(MutableDirectBuffer state, int seat, Forfeit forfeit, long nowMs, Effects effects);

    /**
     * Who is to move, which is whose clock runs.
     *
     * @param state the match's state.
     * @return a seat, or {@link #NO_TURN}.
     */
    int turn(DirectBuffer state);

    /**
     * When the rules themselves want to act next.
     *
     * @param state the match's state.
     * @return the shard's time in milliseconds at which {@link #onTimer} shall be called, or {@link #NO_TIMER}. A time that
     *     has passed means at once, after a timer in the next millisecond.
     */
    default long nextTimerMs(final DirectBuffer state) {
        return NO_TIMER;
    }

    /**
     * The time asked for by {@link #nextTimerMs} has come.
     *
     * @param state the match's state.
     * @param nowMs the shard's time, at or after what was asked for.
     * @param effects takes what the players shall learn of it.
     */
    default void onTimer(final MutableDirectBuffer state, final long nowMs, final Effects effects) {}

    /**
     * Whether and why the match is over.
     *
     * @param state the match's state.
     * @return 0 while it goes on, a {@link Forfeit}'s reason, or one of the descriptor's own.
     */
    int endReason(DirectBuffer state);

    /**
     * A seat's place in a match that is over.
     *
     * @param state the match's state.
     * @param seat the seat, from 0.
     * @return 1 for the first place and so on; equal seats share a place, so a draw of two is 1 and 1.
     */
    int placement(DirectBuffer state, int seat);

    /**
     * A seat's points, for games that count them.
     *
     * @param state the match's state.
     * @param seat the seat, from 0.
     * @return the points; 0 where the game counts none.
     */
    default long score(final DirectBuffer state, final int seat) {
        return 0;
    }

    /**
     * The longest view that {@link #view} writes.
     *
     * @param seats the seats of the match.
     * @param options the match's options.
     * @return a length in bytes, at most {@link #VIEW_LENGTH_LIMIT}.
     */
    int viewLengthMax(int seats, OptionsView options);

    /**
     * What a seat may see of the state now, in a form that the game's clients read: nothing else of it leaves the shard.
     *
     * @param state the match's state.
     * @param seat who looks, from 0, or {@link #PUBLIC}.
     * @param out where to write.
     * @param offset where to begin.
     * @return the bytes written.
     */
    int view(DirectBuffer state, int seat, MutableDirectBuffer out, int offset);
}
