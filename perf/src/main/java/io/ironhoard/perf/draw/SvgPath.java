package io.ironhoard.perf.draw;

import io.ironhoard.perf.draw.HuntTrace.Cell;
import java.util.Collection;
import java.util.List;

/** Path data of SVG in few bytes: relative, in units of cells, and steps in one direction as one stroke. */
final class SvgPath {
    private SvgPath() {}

    /** A line through cells that are neighbours. */
    static String line(final List<Cell> cells) {
        final StringBuilder out = new StringBuilder();
        Cell corner = cells.getFirst();
        out.append('M').append(corner.x()).append(' ').append(corner.y());
        for (int i = 1; i < cells.size(); i++) {
            final boolean goesOn = i + 1 < cells.size()
                    && cells.get(i + 1).x() - cells.get(i).x() == cells.get(i).x() - cells.get(i - 1).x()
                    && cells.get(i + 1).y() - cells.get(i).y() == cells.get(i).y() - cells.get(i - 1).y();
            if (!goesOn) {
                stroke(out, cells.get(i).x() - corner.x(), cells.get(i).y() - corner.y());
                corner = cells.get(i);
            }
        }
        if (cells.size() == 1) {
            out.append("h0");
        }
        return out.toString();
    }

    private static void stroke(final StringBuilder out, final int dx, final int dy) {
        if (dy == 0) {
            out.append('h').append(dx);
        } else if (dx == 0) {
            out.append('v').append(dy);
        } else {
            out.append('l').append(dx);
            pair(out, dy);
        }
    }

    /** A dot in each cell: strokes of almost no length, which round caps make visible. */
    static String dots(final Collection<Cell> cells) {
        final StringBuilder out = new StringBuilder();
        Cell last = new Cell(0, 0);
        for (final Cell cell : cells) {
            out.append('m').append(cell.x() - last.x());
            pair(out, cell.y() - last.y());
            out.append("h0");
            last = cell;
        }
        return out.toString();
    }

    /** A second number, whose minus sign parts it from the first. */
    private static void pair(final StringBuilder out, final int number) {
        out.append(number < 0 ? "" : " ").append(number);
    }
}
