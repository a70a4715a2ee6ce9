package io.ironhoard.perf.replay;

import io.ironhoard.dispatcher.rules.RuleSetRegistry;
import io.ironhoard.perf.verify.RecordCheck;
import io.ironhoard.proto.record.RecordFormat;
import io.ironhoard.v1.Signing;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Reads games ahead of those who play them, a bounded number. One thread runs it; any may {@link #take}. */
final class PlanQueue implements Runnable {
    private final List<Path> files;
    private final Signing signing;
    private final RecordCheck check;
    private final RuleSetRegistry registry;
    private final ReplayBook book;
    private final BlockingQueue<Optional<GamePlan>> queue;
    private volatile PlanSource current;
    private volatile long bytesOfFilesDone;
    private volatile long gamesRead;
    private volatile boolean isStopped;

    PlanQueue(
            final ReplayOptions options,
            final RecordCheck check,
            final RuleSetRegistry registry,
            final ReplayBook book) {
        files = options.files();
        signing = options.signing();
        this.check = check;
        this.registry = registry;
        this.book = book;
        queue = new ArrayBlockingQueue<>(2 * options.concurrency());
    }

    /**
     * Look at the files before anything is played.
     *
     * @param files what to replay.
     * @return their size, in bytes.
     * @throws UnsupportedSourceException where one is of a kind that cannot be replayed yet.
     * @throws IOException where one cannot be read.
     */
    static long sizeOf(final List<Path> files) throws UnsupportedSourceException, IOException {
        long size = 0;
        for (final Path file : files) {
            if (Files.isDirectory(file)) {
                throw new UnsupportedSourceException(
                        file + " is a folder: replaying a journal directory is not in this build yet");
            }
            if (!Files.isReadable(file)) {
                throw new IOException(file + " cannot be read");
            }
            size += Files.size(file);
        }
        return size;
    }

    /** The next game, or empty where there is none left. Blocks while the reader is behind. */
    Optional<GamePlan> take() throws InterruptedException {
        final Optional<GamePlan> plan = queue.take();
        if (plan.isEmpty()) {
            queue.put(plan);
        }
        return plan;
    }

    /** Read no further. What was read is still to be taken. */
    void stop() {
        isStopped = true;
    }

    /**
     * How far a replay is, in bytes of its files: of those read so far, the part whose games are over.
     *
     * @param games how many are.
     */
    long bytesDone(final long games) {
        final PlanSource source = current;
        final long bytesRead = bytesOfFilesDone + (source == null ? 0 : source.bytesRead());
        final long read = gamesRead;
        return read == 0 ? 0 : (long) (bytesRead * Math.min(1, (double) games / read));
    }

    @Override
    public void run() {
        try {
            for (final Path file : files) {
                read(file);
            }
            queue.put(Optional.empty());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(final Path file) throws InterruptedException {
        final long gamesBefore = gamesRead;
        try (PlanSource source = open(file)) {
            current = source;
            for (var plan = source.next(); plan.isPresent() && !isStopped; plan = source.next()) {
                gamesRead = gamesRead + 1;
                queue.put(plan);
            }
            if (gamesRead == gamesBefore && !isStopped) {
                book.failed(file, "holds no game");
            }
        } catch (final InterruptedIOException e) {
            Thread.currentThread().interrupt();
        } catch (final IOException | RuntimeException e) {
            book.failed(file, "cannot be read any further: " + e.getMessage());
        } finally {
            current = null;
            bytesOfFilesDone += file.toFile().length();
        }
    }

    private PlanSource open(final Path file) throws IOException {
        return file.getFileName().toString().endsWith(RecordFormat.EXTENSION)
                ? new RecordPlans(file, check, registry)
                : new ChessPlans(file, signing);
    }
}
