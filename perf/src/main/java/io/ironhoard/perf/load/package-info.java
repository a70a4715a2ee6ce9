/**
 * Load that tells the truth: many players on an open-loop schedule, each move timed from when it was meant to be sent, and
 * everything that comes back checked.
 *
 * <p>Set-up runs on virtual threads with the stub client of {@code perf.client}. From the first planned move on, the one
 * loop of {@code perf.wire} does everything: {@link io.ironhoard.perf.load.LoadFloor} ticks, a
 * {@link io.ironhoard.perf.load.LoadTable} plays one match after the other, a
 * {@link io.ironhoard.perf.load.MatchCheck} believes none of it. The loop takes no locks, and for a move allocates the
 * growth of its match's history and no more. The calling thread reports; one more executes finished matches again.
 */
package io.ironhoard.perf.load;
