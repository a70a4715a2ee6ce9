/**
 * Treasure hunt: explorers on a grid, in real time, and treasures that nobody sees. docs/TREASURE-HUNT.md is the page for
 * authors of clients.
 *
 * <p>{@link io.ironhoard.dispatcher.rules.treasurehunt.TreasureHuntRules} plays; {@code HuntState} is a match's bytes;
 * {@link io.ironhoard.dispatcher.rules.treasurehunt.HuntLayout} draws the hidden treasures from the seed. What goes over
 * the wire is written and read by {@link io.ironhoard.dispatcher.rules.treasurehunt.HuntMove},
 * {@link io.ironhoard.dispatcher.rules.treasurehunt.HuntClue},
 * {@link io.ironhoard.dispatcher.rules.treasurehunt.HuntPublicPart} and
 * {@link io.ironhoard.dispatcher.rules.treasurehunt.HuntView}, which tools and bots use as well.
 *
 * <p>The rules run on a shard's thread and allocate nothing after construction; the readers allocate nothing either and
 * belong to the thread that made them. Depends on the SPI, and on SHA-256 of {@code proto}.
 */
package io.ironhoard.dispatcher.rules.treasurehunt;
