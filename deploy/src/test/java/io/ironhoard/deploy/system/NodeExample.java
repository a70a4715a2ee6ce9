package io.ironhoard.deploy.system;

import io.ironhoard.perf.client.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The Node client of {@code deploy/examples/node}, in a folder of the test's so that nothing is left in the sources. */
final class NodeExample {
    private static final long INSTALL_MAX_S = 90;
    private static final long RUN_MAX_S = 60;

    private final Path folder;
    private final Path sources;

    NodeExample(final Path folder) {
        this.folder = folder;
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("deploy/examples/node"))) {
            root = root.getParent();
        }
        sources = root;
    }

    /**
     * What came of a run.
     *
     * @param status its exit status.
     * @param text   what it printed.
     */
    record Run(int status, String text) {}

    /** Why it cannot be run here; empty where it can, and then its libraries are installed. */
    String missing() throws IOException {
        if (!isOnPath("node") || !isOnPath("npm")) {
            return "node or npm is not installed";
        }
        Files.createDirectories(folder);
        try (Stream<Path> files = Files.list(sources.resolve("deploy/examples/node"))) {
            for (final Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        final Run install = run(INSTALL_MAX_S, List.of("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"));
        return install.status() == 0 ? "" : "npm ci failed: " + install.text();
    }

    /** Runs a script, which plays or watches a match. */
    Run run(final Target target, final String... script) throws IOException {
        final List<String> command = new ArrayList<>(List.of("node"));
        command.addAll(List.of(script));
        command.addAll(List.of("--target", target.toString(), "--protos",
                sources.resolve("proto/src/main/proto").toString()));
        return run(RUN_MAX_S, command);
    }

    private Run run(final long boundS, final List<String> command) throws IOException {
        final Path output = folder.resolve("output.txt");
        final Process process = new ProcessBuilder(command).directory(folder.toFile())
                .redirectErrorStream(true).redirectOutput(output.toFile()).start();
        process.getOutputStream().close();
        try {
            if (!process.waitFor(boundS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                return new Run(-1, "not done within " + boundS + " s: " + Files.readString(output));
            }
        } catch (final InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        return new Run(process.exitValue(), Files.readString(output));
    }

    private static boolean isOnPath(final String program) {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(
                part -> Files.isExecutable(Path.of(part, program)));
    }
}
