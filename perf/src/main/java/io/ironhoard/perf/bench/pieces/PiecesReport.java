package io.ironhoard.perf.bench.pieces;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the pieces took.
 *
 * @param pieces in the order in which they ran.
 * @param loadAverage of the machine over the last minute, before and after.
 */
public record PiecesReport(List<Piece> pieces, double[] loadAverage) {
    /**
     * One piece.
     *
     * @param name what was measured.
     * @param parameters with what, by name.
     * @param ns the mean of an operation, in nanoseconds.
     * @param errorNs half of the mean's confidence interval of 99.9 %; not a number where there was one measurement.
     * @param nsMin the fastest iteration's mean.
     */
    public record Piece(String name, Map<String, String> parameters, double ns, double errorNs, double nsMin) {}

    /** One JSON object. */
    public String toJson() {
        final ObjectNode object = JsonNodeFactory.instance.objectNode();
        final ArrayNode array = object.putArray("pieces");
        for (final Piece piece : pieces) {
            final ObjectNode each = array.addObject().put("piece", piece.name());
            piece.parameters().forEach(each::put);
            each.put("ns", piece.ns()).put("ns_min", piece.nsMin());
            if (Double.isNaN(piece.errorNs())) {
                each.putNull("ns_error");
            } else {
                each.put("ns_error", piece.errorNs());
            }
        }
        final ArrayNode load = object.putArray("load_average");
        Arrays.stream(loadAverage).forEach(load::add);
        return object.toString();
    }

    /** Lines for people. */
    public List<String> toLines() {
        return pieces.stream().map(PiecesReport::line).toList();
    }

    private static String line(final Piece piece) {
        return String.format(
                Locale.ROOT, "%-24s %-28s %,10.1f ns  ± %,.1f, at best %,.1f", piece.name(),
                String.join(" ", piece.parameters().entrySet().stream().map(Object::toString).toList()), piece.ns(),
                piece.errorNs(), piece.nsMin());
    }
}
