package io.ironhoard.proto.vectors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class VectorsTest {
    private static final String FILE = "/io/ironhoard/proto/vectors.json";
    private static final Path RIGHT = Path.of("target", "vectors.json");

    private final String engine = VectorDocument.render(new EngineFunctions());

    @Test
    void shouldComputeTheSameWithTheServersClassesAndByTheDocumentationAlone() throws IOException {
        assertThat(differences(values(VectorDocument.render(new PlainFunctions())), values(engine))).isEmpty();
    }

    @Test
    void shouldFindTheFileAsItIsComputed() throws IOException {
        final String file = read();
        if (!file.equals(engine)) {
            Files.writeString(RIGHT, engine);
        }
        assertThat(differences(values(file), values(engine)))
                .as("values of %s that are wrong; %s is the right file", FILE, RIGHT).isEmpty();
        assertThat(file).as("the form of %s; %s is the right file", FILE, RIGHT).isEqualTo(engine);
    }

    @Test
    void shouldHaveAnOutcomeForEveryRecord() throws IOException {
        final Map<String, String> values = values(engine);
        final List<String> faults = new ArrayList<>();
        for (int i = 0; values.containsKey("/records/" + i + "/valid"); i++) {
            faults.add(values.get("/records/" + i + "/fails_at"));
            assertThat(values.get("/records/" + i + "/valid"))
                    .isEqualTo(Boolean.toString(faults.getLast().isEmpty()));
        }
        assertThat(faults).containsExactly("", "", "header", "seed", "header", "event 3", "event 4", "signature",
                "signature", "signature");
    }

    @Test
    void shouldShowValuesOfTheFileInTheClientsDocument() throws IOException {
        final String document = Files.readString(root().resolve("docs/CLIENTS.md")).replaceAll("\\s", "");
        final Map<String, String> values = values(engine);
        for (final String path : List.of("/tags/0/signed", "/tags/0/tag", "/tags/1/signed", "/tags/1/tag",
                "/matches/0/preimage", "/matches/0/head", "/matches/0/steps/0/event/canonical",
                "/matches/0/steps/0/event/head")) {
            assertThat(document).as("docs/CLIENTS.md, %s", path).contains(values.get(path));
        }
    }

    private static List<String> differences(final Map<String, String> found, final Map<String, String> right) {
        final List<String> differences = new ArrayList<>();
        right.forEach((path, value) -> {
            if (!value.equals(found.get(path))) {
                differences.add(path + " is " + found.get(path) + ", right is " + value);
            }
        });
        found.keySet().stream().filter(path -> !right.containsKey(path)).map(path -> path + " is too much")
                .forEach(differences::add);
        return differences;
    }

    /** Each value of a JSON text by its path, for example {@code /tags/0/tag}. */
    private static Map<String, String> values(final String text) throws IOException {
        final Map<String, String> values = new LinkedHashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isScalarValue()) {
                    values.put(parser.getParsingContext().pathAsPointer().toString(), parser.getText());
                }
            }
        }
        return values;
    }

    private static String read() throws IOException {
        try (InputStream in = VectorsTest.class.getResourceAsStream(FILE)) {
            return in == null ? "{}" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Path root() {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("docs/CLIENTS.md"))) {
            root = root.getParent();
        }
        return root;
    }
}
