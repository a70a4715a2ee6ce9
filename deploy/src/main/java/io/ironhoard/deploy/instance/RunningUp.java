package io.ironhoard.deploy.instance;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What a supervisor writes about itself, as JSON, once its server is ready.
 *
 * @param pid          the supervisor's process id.
 * @param startedAtMs  when that process started, milliseconds since the Unix epoch.
 * @param mainClass    what its command line contains.
 * @param data         the data folder.
 * @param grpc         host and port for players.
 * @param ops          host and port for operators.
 * @param children     the server's process ids by name.
 */
public record RunningUp(
        long pid, long startedAtMs, String mainClass, String data, String grpc, String ops,
        Map<String, Long> children) {
    /** A process id is used again, a start time is not; the kernel counts it in ticks and the wall clock may be set. */
    private static final Duration START_TOLERANCE = Duration.ofSeconds(2);

    /** Keeps a copy of the children. */
    public RunningUp {
        children = Map.copyOf(children);
    }

    /**
     * @param mainClass the main class of this process.
     * @param data      the data folder.
     * @param grpc      host and port for players.
     * @param ops       host and port for operators.
     * @param children  the server's process ids by name.
     * @return a description of this process.
     */
    public static RunningUp ofThisProcess(
            final String mainClass, final Path data, final String grpc, final String ops,
            final Map<String, Long> children) {
        final ProcessHandle self = ProcessHandle.current();
        final long startedAtMs = self.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        return new RunningUp(self.pid(), startedAtMs, mainClass, data.toString(), grpc, ops, children);
    }

    /**
     * @param file where it may stand.
     * @return what stands there, or nothing where there is no such file.
     * @throws IOException where the file cannot be read.
     */
    public static Optional<RunningUp> read(final Path file) throws IOException {
        try {
            return Optional.of(Json.MAPPER.readValue(Files.readAllBytes(file), RunningUp.class));
        } catch (final NoSuchFileException e) {
            return Optional.empty();
        } catch (final JsonProcessingException e) {
            throw new IOException(file + " is not a supervisor's description: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Writes it in one piece: a reader sees all of it or nothing.
     *
     * @param file where to.
     * @throws IOException where that fails.
     */
    public void write(final Path file) throws IOException {
        final Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.write(part, Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** @return the process, where it still runs and is provably the one that wrote this. */
    public Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isTheWriter);
    }

    private boolean isTheWriter(final ProcessHandle handle) {
        final boolean sameStart = handle.info().startInstant()
                .map(start -> Duration.between(Instant.ofEpochMilli(startedAtMs), start).abs())
                .filter(difference -> difference.compareTo(START_TOLERANCE) <= 0)
                .isPresent();
        return sameStart && commandLine().contains(mainClass);
    }

    /** From the kernel, for {@link ProcessHandle.Info#commandLine} is cut where a class path is long. */
    private String commandLine() {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"), StandardCharsets.ISO_8859_1);
        } catch (final IOException e) {
            return "";
        }
    }
}
