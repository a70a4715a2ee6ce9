package io.ironhoard.perf.load;

import io.ironhoard.proto.rules.RuleSetDescriptor;

/**
 * How many tables, who sits where, and who acts when.
 *
 * @param players how many.
 * @param tables how many groups they are in; group sizes differ by one at most.
 * @param isTurnBased whether a table acts as one.
 * @param rate moves a second of each player.
 * @param deeds planned moves of each actor: a table, or a player.
 * @param seed for everything drawn.
 */
record LoadPlan(int players, int tables, boolean isTurnBased, double rate, long deeds, long seed) {
    /**
     * Plan.
     *
     * @param options what is asked for.
     * @param rules the game.
     * @return the plan.
     * @throws IllegalArgumentException where the players cannot be seated; says why.
     */
    static LoadPlan of(final LoadOptions options, final RuleSetDescriptor rules) {
        final int size = options.matchSize() == 0 ? rules.seatsMin() : options.matchSize();
        final int players = options.players();
        if (size < rules.seatsMin() || size > rules.seatsMax()) {
            throw new IllegalArgumentException("--match-size " + size + ": " + rules.id() + " is for "
                    + (rules.seatsMin() == rules.seatsMax() ? "" : rules.seatsMin() + " to ") + rules.seatsMax());
        }
        final int tables = (players + size - 1) / size;
        if (players / tables < rules.seatsMin() || rules.turnBased() && players % size != 0) {
            throw new IllegalArgumentException(
                    "--players " + players + " cannot be seated in matches of " + size + " of " + rules.id());
        }
        final int actorSeats = rules.turnBased() ? size : 1;
        final long deeds = Math.round(options.rate() * actorSeats * options.seconds());
        if (deeds < 1) {
            throw new IllegalArgumentException(
                    "--rate " + options.rate() + " plans no move in --seconds " + options.seconds());
        }
        return new LoadPlan(players, tables, rules.turnBased(), options.rate(), deeds, options.seed());
    }

    /** How many actors the schedule has. */
    int actors() {
        return isTurnBased ? tables : players;
    }

    /** Moves a second of each actor. */
    double actorRate() {
        return isTurnBased ? rate * players / tables : rate;
    }

    /** How many sit at a table. */
    int seatsOf(final int table) {
        return players / tables + (table < players % tables ? 1 : 0);
    }
}
