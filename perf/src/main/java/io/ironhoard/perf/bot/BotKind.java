package io.ironhoard.perf.bot;

import java.util.SplittableRandom;
import java.util.function.Function;

/** The games that bots can play. */
public enum BotKind {
    /** Explorers that follow their clues. */
    TREASURE_HUNT("treasure-hunt", HuntBots::new),
    /** Any legal move. */
    CHESS("chess", OpenBots::chess),
    /** Any free cell. */
    TIC_TAC_TOE("tic-tac-toe", OpenBots::ticTacToe);

    private final String id;
    private final Function<SplittableRandom, Bots> factory;

    BotKind(final String id, final Function<SplittableRandom, Bots> factory) {
        this.id = id;
        this.factory = factory;
    }

    /** The rule set's id. */
    public String id() {
        return id;
    }

    /**
     * New bots, to be used by one thread.
     *
     * @param seed what they choose by.
     * @return the bots.
     */
    public Bots create(final long seed) {
        return factory.apply(new SplittableRandom(seed));
    }

    @Override
    public String toString() {
        return id;
    }
}
