/**
 * Tic-tac-toe, the smallest complete rule set: copy this package to begin one of your own.
 *
 * <p>Runs on a shard's thread and allocates nothing there. Depends on the SPI only.
 */
package io.ironhoard.dispatcher.rules.tictactoe;
