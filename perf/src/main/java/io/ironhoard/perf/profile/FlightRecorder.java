package io.ironhoard.perf.profile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/**
 * The JDK's own profiler, told by {@code jcmd}. It sees Java alone: what a native function takes stands with the Java that
 * called it.
 */
final class FlightRecorder implements Recorder {
    private static final String EVENT = "jdk.ExecutionSample";
    private static final int INTERVAL_US = 10_000;
    private static final int GRACE_S = 60;
    private static final int ANSWER_S_MAX = 60;
    private static final String SETTINGS = """
            <?xml version="1.0" encoding="UTF-8"?>
            <configuration version="2.0">
              <event name="%s">
                <setting name="enabled">true</setting>
                <setting name="period">%d ms</setting>
              </event>
            </configuration>
            """.formatted(EVENT, INTERVAL_US / 1_000);

    private final long pid;
    private final int timeoutS;
    private final Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    private final Path folder;
    private final String name;
    private boolean isRecording;

    /**
     * @param pid     the process.
     * @param run     the folder of the instance's processes.
     * @param seconds how long it will record, about.
     * @throws IOException where the folder cannot be written.
     */
    FlightRecorder(final long pid, final Path run, final int seconds) throws IOException {
        this.pid = pid;
        timeoutS = seconds + GRACE_S;
        folder = SharedFiles.folder(run);
        name = folder.getFileName().toString();
    }

    @Override
    public void start() throws IOException, InterruptedException {
        if (!Files.isExecutable(jcmd)) {
            throw new RecorderUnavailableException("this Java has no " + jcmd + "; Flight Recorder needs a JDK");
        }
        final Path settings = folder.resolve("settings.jfc");
        Files.writeString(settings, SETTINGS);
        SharedFiles.give(settings, folder);
        order("JFR.start", "name=" + name, "settings=" + settings, "duration=" + timeoutS + "s",
                "filename=" + file());
        isRecording = true;
    }

    @Override
    public Recording stop() throws IOException, InterruptedException {
        order("JFR.stop", "name=" + name);
        isRecording = false;
        if (!Files.exists(file())) {
            throw new IOException("process " + pid + " wrote no recording");
        }
        return new Recording("Flight Recorder of JDK " + Runtime.version().feature(), EVENT, false, INTERVAL_US,
                stacks(file()));
    }

    /** Named at the start already: what has a duration and no name is written into the process's working directory. */
    private Path file() {
        return folder.resolve("recording.jfr");
    }

    @Override
    public void close() throws IOException {
        try {
            if (isRecording) {
                isRecording = false;
                order("JFR.stop", "name=" + name);
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            SharedFiles.remove(folder);
        }
    }

    /** Each sample is a stack of its own: the graph adds them up. */
    private static List<Stack> stacks(final Path file) throws IOException {
        final List<Stack> stacks = new ArrayList<>();
        try (RecordingFile recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                final RecordedEvent event = recording.readEvent();
                final RecordedThread thread =
                        EVENT.equals(event.getEventType().getName()) ? event.getThread("sampledThread") : null;
                if (thread != null && event.getStackTrace() != null) {
                    final List<Frame> frames =
                            event.getStackTrace().getFrames().stream().map(FlightRecorder::frame).toList();
                    stacks.add(new Stack(name(thread), frames.reversed(), 1));
                }
            }
        }
        return stacks;
    }

    private static String name(final RecordedThread thread) {
        return thread.getJavaName() == null ? thread.getOSName() : thread.getJavaName();
    }

    private static Frame frame(final RecordedFrame recorded) {
        final RecordedMethod method = recorded.getMethod();
        return new Frame(
                method.getType().getName().replace('.', '/') + '.' + method.getName(),
                switch (recorded.getType()) {
                    case "Interpreted" -> Frame.Kind.INTERPRETED;
                    case "Inlined" -> Frame.Kind.INLINED;
                    case "Native" -> Frame.Kind.NATIVE;
                    default -> Frame.Kind.COMPILED;
                });
    }

    private void order(final String... words) throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>(List.of(jcmd.toString(), Long.toString(pid)));
        command.addAll(List.of(words));
        final Path answer = folder.resolve("answer");
        final Process process =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(answer.toFile()).start();
        if (!process.waitFor(ANSWER_S_MAX, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("process " + pid + " does not answer jcmd within " + ANSWER_S_MAX + " s");
        }
        final String said = Files.readString(answer, StandardCharsets.UTF_8).strip();
        if (process.exitValue() != 0 || !said.contains(" recording ")) {
            throw new IOException("process " + pid + " refuses " + words[0] + ": " + said);
        }
    }
}
