package io.ironhoard.dispatcher.rules.treasurehunt;

/**
 * A move as it is on the wire, 1 byte: a step to one of the eight neighbours, or a dig where the explorer stands. West to
 * east is x, north to south is y, from 0.
 *
 * <pre>
 *    7 | 0 | 1
 *   ---+---+---      8  dig
 *    6 |   | 2
 *   ---+---+---
 *    5 | 4 | 3
 * </pre>
 */
public final class HuntMove {
    /** Bytes of a move. */
    public static final int LENGTH = 1;

    /** Step to the north: y - 1. */
    public static final int NORTH = 0;
    /** Step to the north-east. */
    public static final int NORTH_EAST = 1;
    /** Step to the east: x + 1. */
    public static final int EAST = 2;
    /** Step to the south-east. */
    public static final int SOUTH_EAST = 3;
    /** Step to the south: y + 1. */
    public static final int SOUTH = 4;
    /** Step to the south-west. */
    public static final int SOUTH_WEST = 5;
    /** Step to the west: x - 1. */
    public static final int WEST = 6;
    /** Step to the north-west. */
    public static final int NORTH_WEST = 7;
    /** Dig in the cell where the explorer stands. */
    public static final int DIG = 8;

    /** How many directions there are: steps are the numbers below it. */
    public static final int DIRECTIONS = 8;

    private static final int[] DX = {0, 1, 1, 1, 0, -1, -1, -1};
    private static final int[] DY = {-1, -1, 0, 1, 1, 1, 0, -1};

    private HuntMove() {}

    /** Whether a byte is a move. */
    public static boolean isWellFormed(final int move) {
        return move >= NORTH && move <= DIG;
    }

    /** Whether a well-formed move is a step. */
    public static boolean isStep(final int move) {
        return move < DIRECTIONS;
    }

    /**
     * @param step a direction, 0 to 7.
     * @return what it adds to x: -1, 0 or 1.
     */
    public static int dx(final int step) {
        return DX[step];
    }

    /**
     * @param step a direction, 0 to 7.
     * @return what it adds to y: -1, 0 or 1.
     */
    public static int dy(final int step) {
        return DY[step];
    }

    /**
     * The step that leads closer to a cell, for who wants to walk there.
     *
     * @param dx the cell's x less one's own.
     * @param dy the cell's y less one's own.
     * @return a direction, or {@link #DIG} where one is there.
     */
    public static int towards(final int dx, final int dy) {
        for (int step = 0; step < DIRECTIONS; step++) {
            if (DX[step] == Integer.signum(dx) && DY[step] == Integer.signum(dy)) {
                return step;
            }
        }
        return DIG;
    }
}
