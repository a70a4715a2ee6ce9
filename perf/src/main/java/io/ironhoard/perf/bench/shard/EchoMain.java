package io.ironhoard.perf.bench.shard;

import io.aeron.Aeron;
import io.aeron.CommonContext;
import io.ironhoard.arena.os.CoreAffinity;
import io.ironhoard.dispatcher.config.DispatcherConfiguration;
import io.ironhoard.dispatcher.config.DispatcherSettings;
import io.ironhoard.dispatcher.config.ShardProfile;
import io.ironhoard.dispatcher.driver.EmbeddedDriver;
import io.ironhoard.proto.config.SettingGroup;
import io.ironhoard.proto.config.Settings;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/**
 * The floor that {@code bench shard} measures beside the shard: a process with the dispatcher's media driver and one thread that
 * is pinned and waits as the shard's does, which sends back each message that comes. Takes the dispatcher's settings and the
 * length of what it sends; ends with its standard input.
 */
public final class EchoMain {
    /** The stream to it. */
    static final int THERE = 500;
    /** The stream from it. */
    static final int BACK = 501;
    /** What it prints when it is ready, followed by the driver's folder. */
    static final String READY = "READY ";

    private static final int SPINS = 20;
    private static final int YIELDS = 50;
    private static final long PARK_NS_MIN = TimeUnit.MICROSECONDS.toNanos(1);

    private EchoMain() {}

    /**
     * Run.
     *
     * @param arguments the length of each answer in bytes.
     * @throws IOException where the standard input fails.
     */
    public static void main(final String[] arguments) throws IOException {
        final int length = Integer.parseInt(arguments[0]);
        final DispatcherConfiguration configuration = DispatcherConfiguration.conclude(
                Settings.ofProcess(SettingGroup.Reader.DISPATCHER, DispatcherSettings.all()));
        try (EmbeddedDriver driver = EmbeddedDriver.launch(configuration, Throwable::printStackTrace);
                Aeron aeron = Aeron.connect(new Aeron.Context()
                        .aeronDirectoryName(driver.aeronDirectory().toString())
                        .preTouchMappedMemory(true))) {
            final EchoAgent agent = new EchoAgent(
                    aeron.addSubscription(CommonContext.IPC_CHANNEL, THERE),
                    aeron.addExclusivePublication(CommonContext.IPC_CHANNEL, BACK),
                    length,
                    () -> pin(configuration));
            try (AgentRunner runner = new AgentRunner(
                    idle(configuration), Throwable::printStackTrace, null, agent)) {
                AgentRunner.startOnThread(runner);
                System.out.println(READY + driver.aeronDirectory());
                // Blocks until whoever started this process closes its end, or ends.
                System.in.readAllBytes();
            }
        }
    }

    private static void pin(final DispatcherConfiguration configuration) {
        if (configuration.profile() == ShardProfile.DEDICATED) {
            CoreAffinity.host()
                    .ifPresent(affinity -> affinity.pinCurrentThread(configuration.cores().core(0)));
        }
    }

    private static IdleStrategy idle(final DispatcherConfiguration configuration) {
        return configuration.profile() == ShardProfile.DEDICATED
                ? new BusySpinIdleStrategy()
                : new BackoffIdleStrategy(
                        SPINS, YIELDS, PARK_NS_MIN, TimeUnit.MICROSECONDS.toNanos(configuration.idleUsMax()));
    }
}
