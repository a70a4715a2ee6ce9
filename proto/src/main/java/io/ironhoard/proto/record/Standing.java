package io.ironhoard.proto.record;

/**
 * A seat's place in a match that is over.
 *
 * @param placement 1 for the first place; equal seats share a place.
 * @param score its points, 0 where the game counts none.
 */
public record Standing(int placement, long score) {}
