package io.ironhoard.perf.bot;

import io.ironhoard.proto.chain.MatchHeader;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import java.util.Map;

/** The bots of one game, for all its matches. Owned by one thread, but for what it says of itself. */
public interface Bots {
    /** The rule set that they play by. */
    RuleSetDescriptor rules();

    /**
     * The options of a match that shall go on for a given time.
     *
     * @param seconds how long, where the game can be told that.
     * @return by name.
     */
    Map<String, String> options(double seconds);

    /** Whether matches end by themselves when the time of their options is over; else somebody has to give up. */
    boolean endsByTime();

    /**
     * Begin a match.
     *
     * @param header what its head 0 binds.
     * @return the match, before its first event.
     */
    BotGame open(MatchHeader header);
}
