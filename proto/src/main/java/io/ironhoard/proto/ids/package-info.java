/**
 * Identities of 128 bits: a match and a player. Immutable values for the edges of the system; the move path carries
 * their two halves as longs. Depends on nothing.
 */
package io.ironhoard.proto.ids;
