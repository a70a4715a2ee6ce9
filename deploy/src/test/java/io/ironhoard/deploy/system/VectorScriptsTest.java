package io.ironhoard.deploy.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** The scripts of {@code deploy/examples} that compute the test vectors again in other languages. */
final class VectorScriptsTest {
    private static final String FILE = "/io/ironhoard/proto/vectors.json";
    private static final long RUN_MAX_S = 60;
    private static final String NODE = "node, node/vectors.mjs";
    private static final String PYTHON = "python3, python/vectors.py";

    private final ObjectMapper mapper = new ObjectMapper();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({NODE, PYTHON})
    void shouldComputeEveryValueOfTheFile(final String program, final String script) throws Exception {
        final JsonNode vectors = vectors();
        final Run run = run(program, script, vectors);

        assertThat(run.text()).isEqualTo(computed(vectors) + " values agree\n");
        assertThat(run.status()).isZero();
    }

    @ParameterizedTest
    @CsvSource({NODE, PYTHON})
    void shouldNameEveryValueThatIsWrong(final String program, final String script) throws Exception {
        final JsonNode vectors = vectors();
        flip(vectors.at("/tags/6"), "tag");
        flip(vectors.at("/tags/7"), "signed");
        flip(vectors.at("/seed_commitments/2"), "commitment");
        flip(vectors.at("/heads/1"), "options_encoded");
        flip(vectors.at("/heads/2"), "preimage");
        flip(vectors.at("/events/10"), "canonical");
        flip(vectors.at("/matches/1/steps/1/submission"), "tag");
        flip(vectors.at("/matches/0"), "last_head");
        flip(vectors.at("/records/0"), "fingerprint");
        ((ObjectNode) vectors.at("/records/5")).put("fails_at", "event 2");
        final Run run = run(program, script, vectors);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.text().lines().filter(line -> line.contains("the file says"))
                .map(line -> line.replaceAll(" \\(.*\\)|: the file.*", "")))
                .containsExactly("tags[6].tag", "tags[7].signed", "seed_commitments[2].commitment",
                        "heads[1].options_encoded", "heads[2].preimage", "events[10].canonical",
                        "matches[0].last_head", "matches[1].steps[1].submission.tag", "records[0].fingerprint",
                        "records[5].fails_at");
    }

    /** How many values of the file are results and not inputs, by the names of their fields. */
    private static long computed(final JsonNode vectors) {
        return Stream.of("signed", "tag", "commitment", "options_encoded", "preimage", "head", "kind", "canonical",
                "last_head", "fingerprint", "valid", "fails_at")
                .mapToLong(name -> vectors.findValues(name).size()).sum();
    }

    private static void flip(final JsonNode vector, final String field) {
        final String hex = vector.required(field).asText();
        ((ObjectNode) vector).put(field, (hex.charAt(0) == '0' ? '1' : '0') + hex.substring(1));
    }

    private JsonNode vectors() throws IOException {
        try (InputStream in = VectorScriptsTest.class.getResourceAsStream(FILE)) {
            return mapper.readTree(in);
        }
    }

    private Run run(final String program, final String script, final JsonNode vectors) throws Exception {
        final boolean isThere = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(part -> Files.isExecutable(Path.of(part, program)));
        assumeThat(isThere).as(program + " is installed").isTrue();
        final Path file = folder.resolve("vectors.json");
        mapper.writeValue(file.toFile(), vectors);
        final Path output = folder.resolve("output.txt");
        final Process process = new ProcessBuilder(program, examples().resolve(script).toString(), file.toString())
                .redirectErrorStream(true).redirectOutput(output.toFile()).start();
        process.getOutputStream().close();
        if (!process.waitFor(RUN_MAX_S, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            return new Run(-1, "not done within " + RUN_MAX_S + " s: " + Files.readString(output));
        }
        return new Run(process.exitValue(), Files.readString(output));
    }

    private static Path examples() {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("deploy/examples"))) {
            root = root.getParent();
        }
        return root.resolve("deploy/examples");
    }

    private record Run(int status, String text) {}
}
