package io.ironhoard.perf.draw;

import io.ironhoard.dispatcher.rules.RuleSetRegistry;
import io.ironhoard.dispatcher.rules.treasurehunt.HuntDescriptor;
import io.ironhoard.dispatcher.rules.treasurehunt.HuntLayout;
import io.ironhoard.proto.code.EndReason;
import io.ironhoard.proto.record.MatchRecord;
import io.ironhoard.proto.record.RecordException;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A treasure hunt as one SVG (1.1) picture on paper of its own, so that it reads on light and dark pages: the grid, each
 * explorer's way in its colour, digs, treasures, scores. The same record gives the same bytes. Used once.
 */
public final class HuntPicture {
    private static final List<String> COLOURS = List.of(
            "#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#e6750a", "#0e9aa7", "#8c564b", "#d4569f", "#7f7f00",
            "#393b79",
            "#637939", "#843c39", "#7b4173", "#3b8bd0", "#b8860b", "#2f6f4f");
    /** Sixteen places within a cell, so that explorers who go the same way do not hide each other. */
    private static final List<String> LANES = List.of(".26", ".42", ".58", ".74");

    private static final int GRID_SIDE = 640;
    private static final int CELL_MAX = 40;
    private static final int MARGIN = 24;
    private static final int TOP = 76;
    private static final int LEGEND_WIDTH = 280;
    private static final int LEGEND_STEP = 24;
    private static final int TREASURE_SIZE = 9;
    private static final int MS_PER_S = 1_000;
    private static final int S_PER_MIN = 60;

    private final StringBuilder out = new StringBuilder();
    private final HuntTrace trace;
    private final int cell;
    private final int gridWidth;
    private final int gridHeight;

    private HuntPicture(final HuntTrace trace) {
        this.trace = trace;
        final int side = Math.max(trace.view().width(), trace.view().height());
        // An even number of pixels, so that the middle of a cell is a whole one.
        cell = Math.min(CELL_MAX, GRID_SIDE / side / 2 * 2);
        gridWidth = cell * trace.view().width();
        gridHeight = cell * trace.view().height();
    }

    /**
     * Draw a match.
     *
     * @param record its record; its chain holds.
     * @param registry the rule sets.
     * @return the text of an SVG file.
     * @throws RecordException where the record is of another game, or the rules do not agree with it.
     */
    public static String draw(final MatchRecord record, final RuleSetRegistry registry) throws RecordException {
        return new HuntPicture(HuntTrace.of(record, registry)).draw();
    }

    private String draw() {
        final int width = MARGIN + gridWidth + MARGIN + LEGEND_WIDTH + MARGIN;
        final int height = Math.max(TOP + gridHeight, legendBottom()) + MARGIN;
        line("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"", width, "\" height=\"", height, "\" viewBox=\"0 0 ",
                width, " ", height, "\" font-family=\"ui-sans-serif,system-ui,sans-serif\" font-size=\"14\">");
        line("<title>", title(), "</title>");
        line("<desc>", summary(), "</desc>");
        line("<defs><path id=\"t\" d=\"M0-", TREASURE_SIZE, "L", TREASURE_SIZE, " 0L0 ", TREASURE_SIZE, "L-",
                TREASURE_SIZE, " 0Z\"/><pattern id=\"g\" width=\"", cell, "\" height=\"", cell,
                "\" patternUnits=\"userSpaceOnUse\"><path d=\"M", cell, " 0H0V", cell,
                "\" fill=\"none\" stroke=\"#e4dfcf\"/></pattern></defs>");
        line("<rect x=\".5\" y=\".5\" width=\"", width - 1, "\" height=\"", height - 1,
                "\" rx=\"12\" fill=\"#fbfaf5\" stroke=\"#c9c3b0\"/>");
        line("<g fill=\"#2b2a26\"><text x=\"", MARGIN, "\" y=\"36\" font-size=\"20\" font-weight=\"600\">", title(),
                "</text><text x=\"", MARGIN, "\" y=\"58\" fill=\"#5d5a50\">", summary(), "</text></g>");
        line("<g transform=\"translate(", MARGIN, " ", TOP, ")\">");
        line("<rect width=\"", gridWidth, "\" height=\"", gridHeight, "\" fill=\"url(#g)\" stroke=\"#b9b29b\"/>");
        drawWays();
        drawTreasures();
        drawEnds();
        line("</g>");
        drawLegend();
        line("</svg>");
        return out.toString();
    }

    private String title() {
        return "Treasure hunt " + trace.record().header().matchId();
    }

    private String summary() {
        final long seconds = trace.durationMs() / MS_PER_S;
        return trace.view().seats() + " explorers, " + trace.view().found() + " of " + trace.layout().count()
                + " treasures found in " + seconds / S_PER_MIN + " min " + seconds % S_PER_MIN + " s; " + ending();
    }

    private String ending() {
        final int reason = trace.record().endReason();
        return reason < RuleSetDescriptor.END_REASON_MIN
                ? EndReason.of(reason).doc()
                : reason == HuntDescriptor.ALL_FOUND ? "every treasure is found" : "time is up";
    }

    private void drawWays() {
        line("<g fill=\"none\" stroke-linecap=\"round\" stroke-linejoin=\"round\" stroke-width=\".17\" transform=\"scale(",
                cell, ")\">");
        for (int seat = 0; seat < trace.view().seats(); seat++) {
            final int column = seat % LANES.size();
            final String row = LANES.get((2 * column + seat / LANES.size()) % LANES.size());
            line("<g stroke=\"", COLOURS.get(seat), "\" transform=\"translate(", LANES.get(column), " ", row, ")\">");
            line("<path opacity=\".8\" d=\"", SvgPath.line(trace.way(seat)), "\"/>");
            if (!trace.digs(seat).isEmpty()) {
                line("<path stroke-width=\".5\" opacity=\".6\" d=\"", SvgPath.dots(trace.digs(seat)), "\"/>");
            }
            line("</g>");
        }
        line("</g>");
    }

    private void drawTreasures() {
        line("<g text-anchor=\"middle\" font-size=\"10\" font-weight=\"700\">");
        for (int i = 0; i < trace.layout().count(); i++) {
            drawTreasure(i, middle(trace.layout().x(i)), middle(trace.layout().y(i)));
        }
        line("</g>");
    }

    private void drawTreasure(final int treasure, final int x, final int y) {
        final boolean isFound = trace.isFound(treasure);
        final String style = isFound
                ? "fill=\"" + COLOURS.get(trace.view().finder(treasure)) + "\" stroke=\"#2b2a26\""
                : "fill=\"#fbfaf5\" stroke=\"#6b675b\" stroke-dasharray=\"2 2\"";
        line("<use href=\"#t\" x=\"", x, "\" y=\"", y, "\" ", style, "/><text x=\"", x, "\" y=\"", y + 4, "\" fill=\"",
                isFound ? "#fff" : "#6b675b", "\">", HuntLayout.value(treasure), "</text>");
    }

    private void drawEnds() {
        for (int seat = 0; seat < trace.view().seats(); seat++) {
            final HuntTrace.Cell start = trace.way(seat).getFirst();
            drawStart(middle(start.x()), middle(start.y()), COLOURS.get(seat));
        }
        for (int seat = 0; seat < trace.view().seats(); seat++) {
            final HuntTrace.Cell end = trace.way(seat).getLast();
            drawExplorer(seat, middle(end.x()), middle(end.y()));
        }
    }

    private void drawStart(final int x, final int y, final String colour) {
        line("<circle cx=\"", x, "\" cy=\"", y, "\" r=\"5\" fill=\"#fbfaf5\" stroke=\"", colour,
                "\" stroke-width=\"3\"/>");
    }

    private void drawExplorer(final int seat, final int x, final int y) {
        line("<circle cx=\"", x, "\" cy=\"", y, "\" r=\"8\" fill=\"", COLOURS.get(seat),
                "\" stroke=\"#2b2a26\"/><text x=\"", x, "\" y=\"", y + 4,
                "\" text-anchor=\"middle\" font-size=\"10\" font-weight=\"700\" fill=\"#fff\">", seat, "</text>");
    }

    private int middle(final int place) {
        return place * cell + cell / 2;
    }

    private int legendBottom() {
        return TOP + (trace.view().seats() + 7) * LEGEND_STEP;
    }

    /** The explorers as they were placed, then what the marks mean. */
    private void drawLegend() {
        line("<g fill=\"#2b2a26\" transform=\"translate(", MARGIN + gridWidth + MARGIN, " ", TOP, ")\">");
        final List<Integer> ranking = IntStream.range(0, trace.view().seats())
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(seat -> trace.record().standings().get(seat).placement())
                        .thenComparingInt(seat -> -trace.view().score(seat)))
                .toList();
        int y = LEGEND_STEP / 2;
        for (final int seat : ranking) {
            drawExplorer(seat, 10, y);
            line("<text x=\"28\" y=\"", y + 5, "\">", score(seat), "</text>");
            y += LEGEND_STEP;
        }
        y += LEGEND_STEP / 2;
        drawStart(10, y, "#6b675b");
        drawMeaning(y, "where an explorer started");
        y += LEGEND_STEP;
        line("<circle cx=\"10\" cy=\"", y, "\" r=\"8\" fill=\"#6b675b\" stroke=\"#2b2a26\"/>");
        drawMeaning(y, "where it was at last, with its seat");
        y += LEGEND_STEP;
        line("<circle cx=\"10\" cy=\"", y, "\" r=\"3\" fill=\"#6b675b\"/>");
        drawMeaning(y, "a dig");
        y += LEGEND_STEP;
        line("<use href=\"#t\" x=\"10\" y=\"", y, "\" fill=\"#6b675b\" stroke=\"#2b2a26\"/>");
        drawMeaning(y, "a treasure, its finder and value");
        y += LEGEND_STEP;
        line("<use href=\"#t\" x=\"10\" y=\"", y, "\" fill=\"#fbfaf5\" stroke=\"#6b675b\" stroke-dasharray=\"2 2\"/>");
        drawMeaning(y, "a treasure that nobody found");
        line("</g>");
    }

    private void drawMeaning(final int y, final String meaning) {
        line("<text x=\"28\" y=\"", y + 4, "\" font-size=\"12\" fill=\"#5d5a50\">", meaning, "</text>");
    }

    private String score(final int seat) {
        final int placement = trace.record().standings().get(seat).placement();
        return (placement == 0 ? "" : placement + ".  ") + "seat " + seat + ": "
                + count(trace.view().score(seat), "point") + ", "
                + count(trace.finds(seat), "find") + (trace.view().isOut(seat) ? ", gave up" : "");
    }

    private static String count(final int number, final String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private void line(final Object... parts) {
        for (final Object part : parts) {
            out.append(part);
        }
        out.append('\n');
    }
}
