/**
 * A match's state and the table of open matches.
 *
 * <p>Owned by the shard's thread; opening a match allocates, everything after it does not. Depends on the rule set SPI,
 * {@code proto} and Agrona.
 */
package io.ironhoard.dispatcher.match;
