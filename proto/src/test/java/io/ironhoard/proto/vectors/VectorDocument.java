package io.ironhoard.proto.vectors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.ironhoard.proto.ids.PlayerId;
import io.ironhoard.proto.vectors.ClientFunctions.Event;
import io.ironhoard.proto.vectors.ClientFunctions.Match;
import io.ironhoard.proto.vectors.ClientFunctions.Option;
import io.ironhoard.proto.vectors.ClientFunctions.Submission;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.security.PublicKey;
import java.util.HexFormat;
import java.util.List;

/** Writes the file: the fixed inputs of {@link VectorInputs}, and what one way of computing makes of them. */
final class VectorDocument {
    private static final HexFormat HEX = HexFormat.of();
    private static final List<String> KINDS = List.of("", "move", "forfeit", "timer", "closed");

    private final ClientFunctions functions;
    private final VectorInputs inputs = new VectorInputs();
    private final StringWriter text = new StringWriter();
    private final JsonGenerator json;

    private VectorDocument(final ClientFunctions functions) throws IOException {
        this.functions = functions;
        final DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n"));
        printer.indentObjectsWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n"));
        json = new JsonFactory().createGenerator(text).setPrettyPrinter(printer);
    }

    /**
     * @param functions a way of computing.
     * @return the whole file.
     */
    static String render(final ClientFunctions functions) {
        try {
            return new VectorDocument(functions).render();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String render() throws IOException {
        json.writeStartObject();
        json.writeStringField("title", "IronHoard test vectors for clients");
        json.writeNumberField("version", 1);
        json.writeArrayFieldStart("about");
        for (final String line : inputs.about()) {
            json.writeString(line);
        }
        json.writeEndArray();
        array("tags", inputs.tags(), tag -> {
            hex("seat_key", tag.key());
            submission(tag.key(), tag.submission());
        });
        array("seed_commitments", inputs.commitments(), commitment -> {
            json.writeStringField("match_id", commitment.match().toString());
            hex("seed", commitment.seed());
            hex("commitment", functions.commitment(commitment.match(), commitment.seed()));
        });
        array("heads", inputs.matches(), match -> match(match.match()));
        array("events", inputs.events(), event -> {
            hex("head_before", event.head());
            event(event.head(), event.event());
        });
        array("matches", inputs.played(), this::played);
        array("records", inputs.records(), this::record);
        json.writeEndObject();
        json.close();
        return text.append('\n').toString();
    }

    private void submission(final byte[] key, final Submission move) throws IOException {
        final byte[] signed = functions.signedBytes(move);
        json.writeStringField("match_id", move.match().toString());
        json.writeNumberField("sequence", move.sequence());
        json.writeNumberField("seat", move.seat());
        json.writeNumberField("action", move.action());
        hex("payload", move.payload());
        hex("signed", signed);
        hex("tag", functions.tag(key, signed));
    }

    private void match(final Match match) throws IOException {
        json.writeStringField("match_id", match.match().toString());
        number("created_ms", match.createdMs());
        number("clock_initial_ms", match.clockInitialMs());
        number("clock_increment_ms", match.clockIncrementMs());
        number("abandon_grace_ms", match.abandonGraceMs());
        hex("seed", match.seed());
        hex("commitment", functions.commitment(match.match(), match.seed()));
        json.writeStringField("rules", match.rules());
        json.writeNumberField("rules_version", match.rulesVersion());
        json.writeNumberField("signing", match.signing());
        json.writeArrayFieldStart("player_ids");
        for (final PlayerId player : match.players()) {
            json.writeString(player.toString());
        }
        json.writeEndArray();
        json.writeArrayFieldStart("options");
        for (final Option option : match.options()) {
            json.writeStartObject();
            switch (option) {
                case Option.Whole(String name, long value) -> {
                    json.writeStringField("name", name);
                    number("integer", value);
                }
                case Option.Text(String name, String value) -> {
                    json.writeStringField("name", name);
                    json.writeStringField("text", value);
                }
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        final byte[] preimage = functions.headPreimage(match);
        hex("options_encoded", functions.options(match.options()));
        hex("preimage", preimage);
        hex("head", functions.initialHead(preimage));
    }

    private byte[] event(final byte[] head, final Event event) throws IOException {
        final byte[] canonical = functions.canonicalEvent(event);
        final byte[] next = functions.nextHead(head, canonical);
        json.writeNumberField("index", event.index());
        json.writeStringField("what", KINDS.get(event.kind()));
        json.writeNumberField("kind", event.kind());
        json.writeNumberField("seat", event.seat());
        number("time_ms", event.timeMs());
        hex("payload", event.payload());
        hex("canonical", canonical);
        hex("head", next);
        return next;
    }

    private void played(final VectorInputs.Played played) throws IOException {
        match(played.match());
        json.writeArrayFieldStart("seat_keys");
        for (final byte[] key : played.seatKeys()) {
            json.writeString(HEX.formatHex(key));
        }
        json.writeEndArray();
        byte[] head = functions.initialHead(functions.headPreimage(played.match()));
        json.writeArrayFieldStart("steps");
        for (int i = 0; i < played.events().size(); i++) {
            json.writeStartObject();
            if (i < played.submissions().size()) {
                final Submission move = played.submissions().get(i);
                json.writeObjectFieldStart("submission");
                submission(played.seatKeys().get(move.seat()), move);
                json.writeEndObject();
            }
            json.writeObjectFieldStart("event");
            head = event(head, played.events().get(i));
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
        hex("last_head", head);
    }

    private void record(final VectorInputs.RecordCase record) throws IOException {
        final PublicKey key = VectorKeys.signer().getPublic();
        final VectorInputs.Played played = record.played();
        final byte[] file = record.damage().apply(functions.record(played.match(), played.events(), played.end()));
        final String fault = functions.fault(file, key);
        hex("public_key_x509", key.getEncoded());
        hex("fingerprint", functions.fingerprint(key));
        hex("file", file);
        json.writeBooleanField("valid", fault.isEmpty());
        json.writeStringField("fails_at", fault);
    }

    private void hex(final String name, final byte[] bytes) throws IOException {
        json.writeStringField(name, HEX.formatHex(bytes));
    }

    /** 64 bits are a decimal text, as in protobuf's JSON: not every language's numbers have room for them. */
    private void number(final String name, final long value) throws IOException {
        json.writeStringField(name, Long.toString(value));
    }

    private <T extends VectorInputs.Described> void array(
            final String name, final List<T> vectors, final Body<T> body) throws IOException {
        json.writeArrayFieldStart(name);
        for (final T vector : vectors) {
            json.writeStartObject();
            json.writeStringField("description", vector.description());
            body.write(vector);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Writes the fields of one vector. */
    private interface Body<T> {
        void write(T vector) throws IOException;
    }
}
