package io.ironhoard.deploy.supervise;

import io.ironhoard.deploy.exit.ExitCode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Starts the children one after the other, each once the one before is ready, watches them, and stops them in the
 * opposite order. It restarts nothing: a child that dies ends the whole server, and the outcome says which one and why.
 *
 * <p>{@link #run} is called once, and its thread takes every decision; {@link #requestStop} may be called from any
 * thread.
 */
public final class Supervisor {
    private static final int LAST_LINES_TOLD = 10;
    /** A process that a signal ended has 128 plus the signal's number as its status. */
    private static final int SIGNAL = 128;
    private static final int SIGKILL = 9;
    private static final int SIGTERM = 15;
    private static final Duration KILL_MAX = Duration.ofSeconds(5);

    private final List<ChildSpec> specs;
    private final SupervisorLimits limits;
    private final LineSink sink;
    private final SupervisorObserver observer;
    // Few events for each child and one for each request to stop: never full in practice, and bounded all the same.
    private final LinkedBlockingQueue<ChildEvent> events = new LinkedBlockingQueue<>(1_000);
    private final List<Child> children = new ArrayList<>();

    /**
     * @param specs    the children in the order of their start.
     * @param limits   how long to wait.
     * @param sink     takes their lines.
     * @param observer hears of readiness and of what people should know.
     */
    public Supervisor(
            final List<ChildSpec> specs,
            final SupervisorLimits limits,
            final LineSink sink,
            final SupervisorObserver observer) {
        this.specs = List.copyOf(specs);
        this.limits = limits;
        this.sink = sink;
        this.observer = observer;
    }

    /** Asks for an orderly stop. Any thread; more than once does no harm. */
    public void requestStop() {
        events.offer(new ChildEvent.StopRequested());
    }

    /**
     * Runs the server until it is asked to stop or ends by itself; when this returns no child is alive.
     *
     * @return how it ended.
     * @throws InterruptedException where this thread is interrupted; the children are stopped first.
     */
    public Outcome run() throws InterruptedException {
        final Outcome outcome;
        boolean inOrder = false;
        try {
            outcome = startAndWatch();
        } finally {
            inOrder = stopAll();
        }
        return outcome.status() == ExitCode.DONE && !inOrder
                ? new Outcome(ExitCode.CHECK_FAILED, "the server did not stop in order")
                : outcome;
    }

    private Outcome startAndWatch() throws InterruptedException {
        final List<SupervisorObserver.ReadyChild> ready = new ArrayList<>();
        for (final ChildSpec spec : specs) {
            final Child child;
            try {
                child = Child.start(spec, sink, events::offer);
            } catch (final IOException e) {
                return new Outcome(ExitCode.UNREACHABLE, spec.name() + " cannot be started: " + e.getMessage());
            }
            children.add(child);
            final ChildEvent event = events.poll(limits.start().toNanos(), TimeUnit.NANOSECONDS);
            switch (event) {
                case ChildEvent.Ready(Child readyChild, String json) ->
                        ready.add(new SupervisorObserver.ReadyChild(readyChild.name(), readyChild.pid(), json));
                case ChildEvent.Exited exited -> {
                    return neverReady(exited.child());
                }
                case ChildEvent.StopRequested _ -> {
                    return new Outcome(ExitCode.DONE, "");
                }
                case null -> {
                    return new Outcome(ExitCode.UNREACHABLE,
                            spec.name() + " was not ready within " + limits.start().toSeconds() + " s; it said last: "
                                    + child.sentence());
                }
            }
        }
        observer.ready(List.copyOf(ready));
        return watch();
    }

    private Outcome watch() throws InterruptedException {
        while (true) {
            switch (events.take()) {
                case ChildEvent.Exited exited -> {
                    return died(exited.child());
                }
                case ChildEvent.StopRequested _ -> {
                    return new Outcome(ExitCode.DONE, "");
                }
                case ChildEvent.Ready(Child child, String _) ->
                        observer.said(child.name() + " said again that it is ready");
            }
        }
    }

    /** A child that refuses its settings ends with 2, and so do we; anything else is a server that cannot be started. */
    private static Outcome neverReady(final Child child) {
        final int status = child.exitStatus();
        return status == ExitCode.USAGE
                ? new Outcome(ExitCode.USAGE, child.sentence())
                : new Outcome(ExitCode.UNREACHABLE,
                        child.name() + " stopped before it was ready (" + describe(status) + "): " + child.sentence());
    }

    private static Outcome died(final Child child) {
        final StringBuilder text = new StringBuilder(child.name())
                .append(" (pid ").append(child.pid()).append(") stopped by itself: ")
                .append(describe(child.exitStatus()));
        final List<String> last = child.lastLines(LAST_LINES_TOLD);
        text.append(last.isEmpty() ? "; it said nothing" : "; it said last:");
        last.forEach(line -> text.append("\n    ").append(line));
        return new Outcome(ExitCode.CHECK_FAILED, text.toString());
    }

    private static String describe(final int status) {
        if (status == SIGNAL + SIGKILL) {
            return "killed by signal 9, by somebody or by the kernel for want of memory";
        }
        return status > SIGNAL ? "killed by signal " + (status - SIGNAL) : "exit status " + status;
    }

    /** @return whether every child that was alive ended by itself after SIGTERM, and well. */
    private boolean stopAll() {
        boolean inOrder = true;
        for (final Child child : children.reversed()) {
            if (child.isAlive()) {
                inOrder &= stop(child);
            }
        }
        return inOrder;
    }

    private boolean stop(final Child child) {
        child.terminate();
        try {
            if (!child.awaitExit(limits.stop())) {
                observer.said(child.name() + " (pid " + child.pid() + ") did not stop within "
                        + limits.stop().toSeconds() + " s and is killed");
                child.kill();
                child.awaitExit(KILL_MAX);
                return false;
            }
        } catch (final InterruptedException e) {
            child.kill();
            Thread.currentThread().interrupt();
            return false;
        }
        final int status = child.exitStatus();
        if (status != 0 && status != SIGNAL + SIGTERM) {
            observer.said(child.name() + " ended with " + describe(status));
            return false;
        }
        return true;
    }
}
