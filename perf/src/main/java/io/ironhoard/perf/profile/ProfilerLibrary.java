package io.ironhoard.perf.profile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.Properties;

/** async-profiler's library, out of its jar and into a file that another process can load. Stateless; any thread. */
final class ProfilerLibrary {
    private static final String FACTS = "/META-INF/maven/tools.profiler/async-profiler/pom.properties";

    private ProfilerLibrary() {}

    /**
     * Write the library where it is not there yet. It stays: a process that loads it a second time finds the same file, and
     * so the same profiler.
     *
     * @param run the folder of the instance's processes.
     * @return the library.
     * @throws RecorderUnavailableException where this build has none for the platform.
     * @throws IOException where it cannot be written.
     */
    static Path install(final Path run) throws IOException {
        final byte[] library = resource(run);
        final Path file = run.resolve("libasyncProfiler-" + version() + ".so");
        if (!Files.isReadable(file) || !Arrays.equals(Files.readAllBytes(file), library)) {
            final Path part = Files.createTempFile(run, "libasyncProfiler-", ".part");
            Files.write(part, library);
            SharedFiles.give(part, run);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }

    /** The library's release. */
    static String version() throws IOException {
        final Properties facts = new Properties();
        try (InputStream in = ProfilerLibrary.class.getResourceAsStream(FACTS)) {
            if (in != null) {
                facts.load(in);
            }
        }
        return facts.getProperty("version", "unknown");
    }

    private static byte[] resource(final Path run) throws IOException {
        final String platform = platform(System.getProperty("os.name"), System.getProperty("os.arch"));
        try (InputStream in = ProfilerLibrary.class.getResourceAsStream("/" + platform + "/libasyncProfiler.so")) {
            if (in == null) {
                throw new RecorderUnavailableException("there is no async-profiler for " + platform);
            }
            if (!Files.isDirectory(run)) {
                throw new IOException("there is no folder " + run);
            }
            return in.readAllBytes();
        }
    }

    /** As the jar names its folders. */
    static String platform(final String system, final String processor) {
        if (system.toLowerCase(Locale.ROOT).contains("mac")) {
            return "macos";
        }
        return system.toLowerCase(Locale.ROOT) + "-" + switch (processor) {
            case "amd64", "x86_64" -> "x64";
            case "aarch64" -> "arm64";
            default -> processor;
        };
    }
}
