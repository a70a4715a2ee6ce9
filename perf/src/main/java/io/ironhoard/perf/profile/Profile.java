package io.ironhoard.perf.profile;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * A recording of a dispatcher: begun, and ended at will. Used by one thread.
 *
 * <pre>{@code
 *     try (Profile profile = Profile.start(options, said)) {
 *         …
 *         report = profile.finish();
 *     }
 * }</pre>
 */
public final class Profile implements AutoCloseable {
    private static final double NS_PER_MS = 1e6;
    private static final double MS_PER_S = 1e3;

    private final ProfileOptions options;
    private final FlameGraphFile file;
    private final Recorder recorder;
    private final long startNs = System.nanoTime();

    private Profile(final ProfileOptions options, final FlameGraphFile file, final Recorder recorder) {
        this.options = options;
        this.file = file;
        this.recorder = recorder;
    }

    /**
     * Begin.
     *
     * @param options what to record.
     * @param said takes a sentence where async-profiler cannot be had and Flight Recorder does it.
     * @return the recording, to be closed.
     * @throws UnwritableFileException where the picture cannot be written.
     * @throws IOException where the process cannot be recorded; its message says why.
     * @throws InterruptedException where the thread is interrupted.
     */
    public static Profile start(final ProfileOptions options, final Consumer<String> said)
            throws IOException, InterruptedException {
        final FlameGraphFile file;
        try {
            file = new FlameGraphFile(options.out());
        } catch (final IOException e) {
            throw new UnwritableFileException(options.out(), e);
        }
        try {
            return new Profile(options, file, recorder(options, said));
        } catch (final IOException | InterruptedException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /**
     * End, and write the picture.
     *
     * @return what was seen.
     * @throws IOException where the process has gone, or the picture cannot be written.
     * @throws InterruptedException where the thread is interrupted.
     */
    public ProfileReport finish() throws IOException, InterruptedException {
        final double seconds = Math.round((System.nanoTime() - startNs) / NS_PER_MS) / MS_PER_S;
        final Recording recording = recorder.stop();
        final List<Stack> shards = options.shards(recording.stacks());
        final List<Stack> shown = options.all() ? recording.stacks() : shards;
        file.write("IronHoard dispatcher " + options.pid() + ": " + options.threads() + ", " + recording.event()
                + (recording.kernelStacks() ? " with the kernel, " : " without the kernel, ")
                + recording.recorder(), shown);
        return new ProfileReport(
                options, recording.recorder(), recording.event(), recording.kernelStacks(), recording.intervalUs(),
                seconds,
                shown.stream().mapToLong(Stack::samples).sum(), Shares.of(shards));
    }

    /** Ends what was not finished. */
    @Override
    public void close() throws IOException {
        try {
            recorder.close();
        } finally {
            file.close();
        }
    }

    private static Recorder recorder(final ProfileOptions options, final Consumer<String> said)
            throws IOException, InterruptedException {
        if (!options.jfr()) {
            try {
                return started(new AsyncRecorder(options.pid(), options.run(), options.seconds()));
            } catch (final RecorderUnavailableException e) {
                said.accept(e.getMessage() + "; Flight Recorder is used instead");
            }
        }
        return started(new FlightRecorder(options.pid(), options.run(), options.seconds()));
    }

    private static Recorder started(final Recorder recorder) throws IOException, InterruptedException {
        try {
            recorder.start();
            return recorder;
        } catch (final IOException | InterruptedException | RuntimeException e) {
            recorder.close();
            throw e;
        }
    }
}
