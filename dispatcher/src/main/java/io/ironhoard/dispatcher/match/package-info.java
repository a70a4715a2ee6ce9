/**
 * Open matches, each in one slot of the shard's memory, and the table in which they are found.
 *
 * <p>Owned by the shard's thread; allocates nothing after construction, opening and ending a match included. Depends on
 * the rule set SPI, {@code native-arena}, {@code proto} and Agrona.
 */
package io.ironhoard.dispatcher.match;
