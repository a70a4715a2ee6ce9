package io.ironhoard.deploy.command;

import io.ironhoard.deploy.exit.OrderlyExit;
import io.ironhoard.deploy.launch.ServerPlan;
import io.ironhoard.deploy.supervise.ChildSpec;
import io.ironhoard.deploy.supervise.Outcome;
import io.ironhoard.deploy.supervise.PrefixedLines;
import io.ironhoard.deploy.supervise.Supervisor;
import io.ironhoard.deploy.supervise.SupervisorObserver;
import java.io.PrintWriter;
import java.util.List;

/** One of the two processes alone, for operators who supervise by means of their own. */
final class ForegroundProcess {
    private ForegroundProcess() {}

    /**
     * Runs it until it ends or a signal comes.
     *
     * @param plan  the instance.
     * @param child the process.
     * @param out   takes {@code ready} and what the process said of itself, as JSON.
     * @return the exit status.
     * @throws Exception where the data folder cannot be used.
     */
    static int run(final ServerPlan plan, final ChildSpec child, final PrintWriter out) throws Exception {
        plan.files().create();
        final PrefixedLines lines = new PrefixedLines(System.err);
        final Supervisor supervisor =
                new Supervisor(List.of(child), plan.limits(), lines, new SupervisorObserver() {
                    @Override
                    public void ready(final List<ReadyChild> children) {
                        out.println("ready  " + children.getFirst().name() + "  " + children.getFirst().json());
                        out.flush();
                    }

                    @Override
                    public void said(final String sentence) {
                        lines.line("ironhoard", sentence);
                    }
                });
        return OrderlyExit.run(() -> {
            final Outcome outcome = supervisor.run();
            outcome.sentence().lines().forEach(line -> lines.line("ironhoard", line));
            return outcome.status();
        }, supervisor::requestStop, plan.limits().stop().plusSeconds(15));
    }
}
