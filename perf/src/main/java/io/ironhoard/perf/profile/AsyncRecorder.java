package io.ironhoard.perf.profile;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * async-profiler, loaded into the process through the JVM's attach mechanism. With the kernel's performance events where they
 * are allowed, which show the kernel's functions too; else with a timer of each thread's processor time.
 */
final class AsyncRecorder implements Recorder {
    private static final int INTERVAL_US = 1_000;
    /** Where nobody comes back to end it, the profiler ends by itself this much later. */
    private static final int GRACE_S = 60;

    private static final String COLLAPSED = "threads,ann,collapsed,file=";
    private static final String NO_KERNEL_SYMBOLS = "Kernel symbols are unavailable";
    private static final String BUSY = "already started";

    private final long pid;
    private final int timeoutS;
    private final Path library;
    private final Path folder;
    private Engine engine;
    private boolean hasKernel;

    /** What takes samples, the best first. */
    private enum Engine {
        PERF_EVENTS("cpu-clock", "cpu"),
        THREAD_TIMER("ctimer", "ctimer"),
        PROCESS_TIMER("itimer", "itimer");

        private final String event;
        private final String text;

        Engine(final String event, final String text) {
            this.event = event;
            this.text = text;
        }
    }

    /**
     * @param pid     the process.
     * @param run     the folder of the instance's processes.
     * @param seconds how long it will record, about.
     * @throws RecorderUnavailableException where this build has no library for the platform.
     * @throws IOException where the folder cannot be written.
     */
    AsyncRecorder(final long pid, final Path run, final int seconds) throws IOException {
        this.pid = pid;
        timeoutS = seconds + GRACE_S;
        library = ProfilerLibrary.install(run);
        folder = SharedFiles.folder(run);
    }

    @Override
    public void start() throws IOException {
        final StringBuilder refusals = new StringBuilder();
        for (final Engine candidate : Engine.values()) {
            final Answer answer = command("start,event=" + candidate.event + ",interval=" + INTERVAL_US
                    + "us,timeout=" + timeoutS + "," + COLLAPSED + folder.resolve("unclaimed"));
            if (answer.isDone()) {
                engine = candidate;
                hasKernel = candidate == Engine.PERF_EVENTS && !answer.text().contains(NO_KERNEL_SYMBOLS);
                return;
            }
            if (answer.text().contains(BUSY)) {
                throw new IOException("process " + pid + " is being profiled already");
            }
            refusals.append(' ').append(answer.text().strip());
        }
        throw new RecorderUnavailableException("async-profiler does not start in process " + pid + ":" + refusals);
    }

    @Override
    public Recording stop() throws IOException {
        final Path collapsed = folder.resolve("collapsed");
        final Answer answer = command("stop," + COLLAPSED + collapsed);
        if (!answer.isDone() || !Files.exists(collapsed)) {
            throw new IOException("async-profiler does not end in process " + pid + ": " + answer.text().strip());
        }
        final Engine used = engine;
        engine = null;
        final List<Stack> stacks = Stack.read(collapsed);
        return new Recording("async-profiler " + ProfilerLibrary.version(), used.text, hasKernel, INTERVAL_US, stacks);
    }

    @Override
    public void close() throws IOException {
        try {
            if (engine != null) {
                engine = null;
                command("stop");
            }
        } finally {
            SharedFiles.remove(folder);
        }
    }

    /** Gives the library a command inside the process. */
    private Answer command(final String words) throws IOException {
        final Path log = folder.resolve("log");
        Files.deleteIfExists(log);
        final VirtualMachine machine = attach();
        try {
            machine.loadAgentPath(library.toString(), words + ",log=" + log);
            return new Answer(true, said(log));
        } catch (final AgentInitializationException e) {
            return new Answer(false, said(log));
        } catch (final AgentLoadException e) {
            throw new RecorderUnavailableException(
                    "process " + pid + " cannot load " + library + ": " + e.getMessage(), e);
        } finally {
            machine.detach();
        }
    }

    private VirtualMachine attach() throws IOException {
        try {
            return VirtualMachine.attach(Long.toString(pid));
        } catch (final AttachNotSupportedException | IOException e) {
            throw new IOException("process " + pid + " cannot be attached to, which takes the user that runs it: "
                    + e.getMessage(), e);
        }
    }

    private static String said(final Path log) throws IOException {
        return Files.exists(log) ? Files.readString(log, StandardCharsets.UTF_8) : "it does not say why";
    }

    /**
     * What became of a command.
     *
     * @param isDone whether it was carried out.
     * @param text   what the profiler said.
     */
    private record Answer(boolean isDone, String text) {}
}
