package io.ironhoard.dispatcher.rules.treasurehunt;

/** Geometry that everybody knows: distances, and where explorers start. */
public final class HuntGrid {
    private HuntGrid() {}

    /**
     * The steps from one cell to another, which is the Chebyshev distance: max(|dx|, |dy|).
     *
     * @param dx one x less the other.
     * @param dy one y less the other.
     * @return from 0 to 254.
     */
    public static int distance(final int dx, final int dy) {
        return Math.max(Math.abs(dx), Math.abs(dy));
    }

    /**
     * Where a seat starts, as a place on the way round the edge: clockwise from the north-west corner, the seats at equal
     * distances, rounded down.
     */
    private static int place(final int seat, final int seats, final int width, final int height) {
        return seat * edge(width, height) / seats;
    }

    private static int edge(final int width, final int height) {
        return 2 * (width - 1) + 2 * (height - 1);
    }

    /**
     * Where a seat starts.
     *
     * @param seat from 0.
     * @param seats how many there are.
     * @param width of the grid, in cells.
     * @param height of the grid, in cells.
     * @return its x.
     */
    public static int startX(final int seat, final int seats, final int width, final int height) {
        final int place = place(seat, seats, width, height);
        final int east = width - 1;
        final int south = height - 1;
        return Math.clamp(place <= east + south ? place : east - (place - east - south), 0, east);
    }

    /**
     * Where a seat starts.
     *
     * @param seat from 0.
     * @param seats how many there are.
     * @param width of the grid, in cells.
     * @param height of the grid, in cells.
     * @return its y.
     */
    public static int startY(final int seat, final int seats, final int width, final int height) {
        final int place = place(seat, seats, width, height);
        final int east = width - 1;
        final int south = height - 1;
        return Math.clamp(place <= 2 * east + south ? place - east : edge(width, height) - place, 0, south);
    }
}
