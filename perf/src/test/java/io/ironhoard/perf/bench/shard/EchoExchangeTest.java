package io.ironhoard.perf.bench.shard;

import io.aeron.Aeron;
import io.aeron.CommonContext;
import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Through a media driver: every echo is counted, and a fault in a handler ends the measurement. */
final class EchoExchangeTest {
    private static final int REQUEST_LENGTH = 81;
    private static final int ANSWER_LENGTH = 140;

    private final Loops loops = new Loops(64, TimeUnit.SECONDS.toNanos(20));

    @TempDir
    private Path folder;

    @Test
    void shouldGetEveryMessageBack() {
        try (MediaDriver driver = driver();
                Aeron aeron = BenchClient.connect(Path.of(driver.aeronDirectoryName()));
                AgentRunner runner = new AgentRunner(
                        new BackoffIdleStrategy(), Throwable::printStackTrace, null, new EchoAgent(
                                aeron.addSubscription(CommonContext.IPC_CHANNEL, EchoMain.THERE),
                                aeron.addExclusivePublication(CommonContext.IPC_CHANNEL, EchoMain.BACK),
                                ANSWER_LENGTH,
                                () -> {}))) {
            AgentRunner.startOnThread(runner);
            try (EchoExchange exchange = new EchoExchange(Path.of(driver.aeronDirectoryName()), REQUEST_LENGTH)) {
                exchange.begin(10_000);
                assertThat(loops.closed(exchange)).isPositive();
                assertThat(exchange.answered()).isEqualTo(10_000);
            }
        }
    }

    @Test
    void shouldFailWhereAMessageIsLost() {
        try (MediaDriver driver = driver();
                Aeron aeron = BenchClient.connect(Path.of(driver.aeronDirectoryName()));
                Subscription there = aeron.addSubscription(CommonContext.IPC_CHANNEL, EchoMain.THERE);
                ExclusivePublication back =
                        aeron.addExclusivePublication(CommonContext.IPC_CHANNEL, EchoMain.BACK);
                EchoExchange exchange = new EchoExchange(Path.of(driver.aeronDirectoryName()), REQUEST_LENGTH)) {
            exchange.begin(2);
            final UnsafeBuffer second = new UnsafeBuffer(new byte[ANSWER_LENGTH]);
            second.putLong(0, 1);
            while (back.offer(second, 0, ANSWER_LENGTH) < 0) {
                Thread.onSpinWait();
            }
            assertThatThrownBy(() -> loops.closed(exchange)).isInstanceOf(BenchFault.class)
                    .hasMessageContaining("answers 1 where 0 was due");
            assertThat(there.isClosed()).isFalse();
        }
    }

    private MediaDriver driver() {
        return MediaDriver.launch(new MediaDriver.Context()
                .aeronDirectoryName(folder.resolve("aeron").toString())
                .threadingMode(ThreadingMode.SHARED)
                .dirDeleteOnShutdown(true)
                .termBufferSparseFile(true)
                .ipcTermBufferLength(64 * 1024));
    }
}
