/**
 * Who plays: for each game a way to choose the next legal move of a seat, from what that seat may know, and nothing else.
 *
 * <p>A {@link io.ironhoard.perf.bot.BotGame} follows one match; it is told of each event once, and of what each seat alone
 * was told. Everything runs on the load generator's loop, takes no locks and allocates nothing for a move. Depends on the
 * dispatcher's rules and the event flyweight of {@code perf.wire}.
 */
package io.ironhoard.perf.bot;
