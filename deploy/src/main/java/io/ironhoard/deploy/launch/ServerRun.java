package io.ironhoard.deploy.launch;

import io.ironhoard.deploy.exit.ExitCode;
import io.ironhoard.deploy.instance.InstanceLock;
import io.ironhoard.deploy.instance.RunningUp;
import io.ironhoard.deploy.instance.UpFiles;
import io.ironhoard.deploy.supervise.LineSink;
import io.ironhoard.deploy.supervise.Outcome;
import io.ironhoard.deploy.supervise.Supervisor;
import io.ironhoard.deploy.supervise.SupervisorObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A server on this machine from start to end: takes the instance's lock, supervises its processes, and describes itself
 * in the data folder for as long as they are ready. {@link #run} once, on a thread of its own; {@link #requestStop} from
 * any thread.
 */
public final class ServerRun {
    /** What the description of a running supervisor names, so that {@code down} recognises it. */
    public static final String MAIN_CLASS = "io.ironhoard.deploy.IronHoard";

    private final ServerPlan plan;
    private final Supervisor supervisor;

    /**
     * @param plan     what to run.
     * @param sink     takes their lines.
     * @param ready    hears, once, that the server is ready; on the running thread.
     * @param said     takes sentences that people should see.
     */
    public ServerRun(
            final ServerPlan plan,
            final LineSink sink,
            final Consumer<ReadyServer> ready,
            final Consumer<String> said) {
        this.plan = plan;
        this.supervisor = new Supervisor(plan.children(), plan.limits(), sink, new SupervisorObserver() {
            @Override
            public void ready(final List<ReadyChild> readyChildren) {
                final ReadyServer server = ReadyServer.of(plan.layout().data(), readyChildren);
                describe(server, said);
                ready.accept(server);
            }

            @Override
            public void said(final String sentence) {
                said.accept(sentence);
            }
        });
    }

    /** Asks for an orderly stop. */
    public void requestStop() {
        supervisor.requestStop();
    }

    /**
     * Runs the whole server as the one supervisor of its data folder.
     *
     * @return how it ended.
     * @throws InterruptedException where this thread is interrupted; the processes are stopped first.
     */
    public Outcome run() throws InterruptedException {
        final UpFiles files = plan.files();
        try {
            files.create();
            final Optional<InstanceLock> lock = InstanceLock.take(files.lock());
            if (lock.isEmpty()) {
                return new Outcome(ExitCode.UNREACHABLE, "a server runs already on " + files.dataDir()
                        + RunningUp.read(files.description()).map(up -> " (pid " + up.pid() + ")").orElse("")
                        + "; 'ironhoard down --data " + files.dataDir() + "' stops it");
            }
            try (InstanceLock held = lock.get()) {
                return supervise(held, files);
            }
        } catch (final IOException e) {
            return cannotUseTheFolder(e);
        }
    }

    private Outcome supervise(final InstanceLock held, final UpFiles files) throws IOException, InterruptedException {
        // What an earlier supervisor left when it was killed describes nobody now.
        Files.deleteIfExists(files.description());
        try {
            return supervisor.run();
        } finally {
            Files.deleteIfExists(files.description());
        }
    }

    private void describe(final ReadyServer server, final Consumer<String> said) {
        try {
            RunningUp.ofThisProcess(MAIN_CLASS, plan.layout().data(), server.grpc(), server.ops(), server.pids())
                    .write(plan.files().description());
        } catch (final IOException e) {
            said.accept("the server runs, but 'down' will not find it: " + e);
        }
    }

    private Outcome cannotUseTheFolder(final IOException e) {
        return new Outcome(ExitCode.UNREACHABLE, "the data folder " + plan.layout().data() + " cannot be used: " + e);
    }
}
