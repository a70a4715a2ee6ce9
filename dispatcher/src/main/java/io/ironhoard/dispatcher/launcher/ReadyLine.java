package io.ironhoard.dispatcher.launcher;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.ironhoard.dispatcher.config.DispatcherConfiguration;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** The one line that a ready dispatcher prints: {@code READY} and a JSON object. */
final class ReadyLine {
    private ReadyLine() {}

    /**
     * @param configuration what was started.
     * @param epochs of each shard.
     * @param rules what is installed.
     * @return the line, without its end.
     */
    static String of(
            final DispatcherConfiguration configuration,
            final List<Integer> epochs,
            final List<RuleSetDescriptor> rules) {
        final StringWriter out = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.writeStartObject();
            json.writeNumberField("pid", ProcessHandle.current().pid());
            json.writeNumberField("shards", configuration.shardCount());
            json.writeArrayFieldStart("epochs");
            for (final int epoch : epochs) {
                json.writeNumber(epoch);
            }
            json.writeEndArray();
            json.writeStringField("profile", configuration.profile().text());
            json.writeStringField("cores", configuration.cores().toString());
            json.writeStringField("durability", configuration.durability().text());
            json.writeStringField("data_dir", configuration.layout().data().toString());
            json.writeStringField("aeron_dir", configuration.aeronDirectory().toString());
            json.writeArrayFieldStart("rules");
            for (final RuleSetDescriptor descriptor : rules) {
                json.writeString(descriptor.id() + " " + descriptor.version());
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return "READY " + out;
    }
}
