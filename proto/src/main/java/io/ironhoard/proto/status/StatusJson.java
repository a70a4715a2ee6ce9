package io.ironhoard.proto.status;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.ironhoard.proto.counters.MoveBook;
import io.ironhoard.proto.counters.ShardGauge;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** A status report as JSON. */
final class StatusJson {
    private static final JsonFactory JSON = new JsonFactory();

    private StatusJson() {}

    static String of(final StatusReport report) {
        final StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            final NodeReading reading = report.reading();
            out.writeStartObject();
            out.writeObjectFieldStart("matchmaking");
            out.writeBooleanField("running", reading.gateways().stream().anyMatch(ProcessReading::alive));
            out.writeNumberField("submitted", reading.submitted());
            book(out, reading.gatewayBook());
            gateways(out, reading.gateways());
            out.writeEndObject();
            out.writeObjectFieldStart("dispatcher");
            if (reading.dispatcher().isPresent()) {
                process(out, reading.dispatcher().get());
            } else {
                out.writeBooleanField("running", false);
            }
            book(out, reading.shardBook());
            out.writeEndObject();
            shards(out, reading);
            out.writeBooleanField("conserved", report.conserved());
            out.writeArrayFieldStart("reasons");
            for (final String reason : report.reasons()) {
                out.writeString(reason);
            }
            out.writeEndArray();
            out.writeEndObject();
        } catch (final IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return text.toString();
    }

    private static void gateways(final JsonGenerator out, final List<ProcessReading> gateways) throws IOException {
        out.writeArrayFieldStart("gateways");
        for (final ProcessReading gateway : gateways) {
            out.writeStartObject();
            out.writeNumberField("id", gateway.id());
            process(out, gateway);
            for (final SectionReading section : gateway.sections()) {
                gauges(out, section.gauges());
            }
            book(out, gateway.book());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void shards(final JsonGenerator out, final NodeReading reading) throws IOException {
        out.writeArrayFieldStart("shards");
        if (reading.dispatcher().isPresent()) {
            int id = 0;
            for (final SectionReading shard : reading.dispatcher().get().sections()) {
                out.writeStartObject();
                out.writeNumberField("id", id++);
                gauges(out, shard.gauges());
                out.writeStringField(ShardGauge.STUCK_RULES.label(), shard.stuckRules().orElse(null));
                book(out, shard.book());
                out.writeEndObject();
            }
        }
        out.writeEndArray();
    }

    private static void process(final JsonGenerator out, final ProcessReading process) throws IOException {
        out.writeBooleanField("running", process.alive());
        out.writeNumberField("pid", process.pid());
        out.writeNumberField("started_ms", process.startedMs());
    }

    private static void gauges(final JsonGenerator out, final Map<String, Long> gauges) throws IOException {
        for (final Map.Entry<String, Long> gauge : gauges.entrySet()) {
            out.writeNumberField(gauge.getKey(), gauge.getValue());
        }
    }

    private static void book(final JsonGenerator out, final MoveBook.Reading book) throws IOException {
        out.writeNumberField("received", book.received());
        out.writeNumberField("accepted", book.accepted());
        out.writeNumberField("rejected", book.rejected());
        out.writeNumberField("overloaded", book.overloaded());
        out.writeNumberField("in_flight", book.inFlight());
    }
}
