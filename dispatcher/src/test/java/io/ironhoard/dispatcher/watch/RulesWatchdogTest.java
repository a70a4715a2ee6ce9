package io.ironhoard.dispatcher.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.SystemNanoClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class RulesWatchdogTest {
    private static final WatchLimits LIMITS = new WatchLimits(50, 500);
    private static final long INTERVAL_MS = 5;

    private final CallWatch first = new CallWatch(List.of("honest", "hostile"));
    private final CallWatch second = new CallWatch(List.of("honest", "hostile"));
    private final Machine machine = new Machine();
    private final List<String> told = new ArrayList<>();
    private final RulesWatchdog watchdog = new RulesWatchdog(
            List.of(first, second), LIMITS, () -> machine.nowNs, machine, new Listener());

    /** A clock and one thread, whatever thread is asked for. */
    private static final class Machine implements ThreadProbe {
        private long nowNs = 77;
        private long cpuNs = 5;
        private boolean isWaiting;
        private boolean isSilent;

        @Override
        public long cpuNs(final Thread thread) {
            return isSilent ? UNKNOWN : cpuNs;
        }

        @Override
        public boolean isWaiting(final Thread thread) {
            return isWaiting;
        }
    }

    private final class Listener implements StuckListener {
        @Override
        public void onStuck(final int shardId, final String rulesId) {
            told.add("shard " + shardId + " in " + rulesId);
        }

        @Override
        public void onReturned(final int shardId) {
            told.add("shard " + shardId + " goes on");
        }
    }

    @BeforeEach
    void attach() {
        first.attach();
        second.attach();
    }

    @Test
    void shouldBlameACallForTheProcessorTimeThatItUses() {
        first.begin(1, RulesCall.APPLY, 1, 2);
        pass(45, true);
        assertThat(first.end()).isFalse();

        first.begin(1, RulesCall.APPLY, 1, 2);
        pass(70, true);
        assertThat(first.end()).isTrue();
    }

    @Test
    void shouldNotBlameACallForTimeInWhichItsThreadDidNotRun() {
        first.begin(1, RulesCall.APPLY, 1, 2);
        pass(10_000, false);
        assertThat(first.end()).isFalse();
    }

    @Test
    void shouldBlameACallThatWaits() {
        machine.isWaiting = true;
        first.begin(1, RulesCall.APPLY, 1, 2);
        pass(70, false);
        assertThat(first.end()).isTrue();
    }

    @Test
    void shouldNotCountAPauseOfTheWholeProcess() {
        machine.isWaiting = true;
        first.begin(1, RulesCall.APPLY, 1, 2);
        pass(10, false);
        machine.nowNs += TimeUnit.SECONDS.toNanos(20);
        pass(10, false);
        assertThat(first.end()).isFalse();
        assertThat(told).isEmpty();
    }

    @Test
    void shouldBlameByTheClockWhereTheSystemDoesNotTellProcessorTimes() {
        machine.isSilent = true;
        first.begin(1, RulesCall.APPLY, 1, 2);
        pass(70, false);
        assertThat(first.end()).isTrue();
    }

    @Test
    void shouldNotTakeManyShortCallsForALongOne() {
        for (int i = 0; i < 1_000; i++) {
            first.begin(1, RulesCall.APPLY, 1, 2);
            pass(INTERVAL_MS, true);
            assertThat(first.end()).isFalse();
        }
    }

    @Test
    void shouldNotBlameTheNextCallForTheOneBefore() {
        first.begin(1, RulesCall.APPLY, 1, 2);
        pass(70, true);
        final long call = first.call();
        assertThat(first.end()).isTrue();
        first.begin(0, RulesCall.APPLY, 3, 4);
        first.overrun(call);
        assertThat(first.end()).isFalse();
    }

    @Test
    void shouldNotBlameOneShardForAnother() {
        second.begin(0, RulesCall.APPLY, 3, 4);
        pass(INTERVAL_MS, true);
        assertThat(second.end()).isFalse();
        first.begin(1, RulesCall.APPLY, 1, 2);
        pass(70, true);
        second.begin(0, RulesCall.APPLY, 3, 4);
        pass(INTERVAL_MS, true);
        assertThat(second.end()).isFalse();
        assertThat(first.end()).isTrue();
    }

    @Test
    void shouldNameACallThatDoesNotReturnOnceAndSayWhenItDoes() {
        second.begin(1, RulesCall.ON_TIMER, 1, 2);
        pass(495, true);
        assertThat(told).isEmpty();
        pass(20, true);
        assertThat(told).containsExactly("shard 1 in hostile");
        pass(60_000, true);
        assertThat(told).hasSize(1);

        assertThat(second.end()).isTrue();
        pass(INTERVAL_MS, true);
        assertThat(told).containsExactly("shard 1 in hostile", "shard 1 goes on");
    }

    @Test
    void shouldNameACallThatNeitherRunsNorWaits() {
        first.begin(1, RulesCall.VIEW, 1, 2);
        pass(520, false);
        assertThat(told).containsExactly("shard 0 in hostile");
        assertThat(first.end()).isFalse();
    }

    @Test
    void shouldSeeTheNextCallWhereItNeverSawThePauseBetween() {
        first.begin(1, RulesCall.APPLY, 1, 2);
        pass(520, true);
        assertThat(first.end()).isTrue();
        first.begin(0, RulesCall.APPLY, 3, 4);
        pass(INTERVAL_MS, true);
        assertThat(told).containsExactly("shard 0 in hostile", "shard 0 goes on");
        assertThat(first.end()).isFalse();
    }

    @Test
    void shouldWatchOnAThreadOfItsOwn() throws InterruptedException {
        final CountDownLatch stuck = new CountDownLatch(1);
        final StuckListener listener = new StuckListener() {
            @Override
            public void onStuck(final int shardId, final String rulesId) {
                stuck.countDown();
            }

            @Override
            public void onReturned(final int shardId) {
                // Nothing waits for it.
            }
        };
        try (RulesWatchdog running = new RulesWatchdog(
                List.of(first), new WatchLimits(20, 100), SystemNanoClock.INSTANCE, ThreadProbe.ofJvm(), listener)) {
            running.start();
            first.begin(1, RulesCall.APPLY, 1, 2);
            final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (stuck.getCount() > 0 && System.nanoTime() < deadlineNs) {
                Thread.onSpinWait();
            }
            assertThat(stuck.await(0, TimeUnit.MILLISECONDS)).isTrue();
            assertThat(first.end()).isTrue();
        }
    }

    private void pass(final long ms, final boolean isRunning) {
        watchdog.sample();
        for (long passed = 0; passed < ms; passed += INTERVAL_MS) {
            machine.nowNs += TimeUnit.MILLISECONDS.toNanos(INTERVAL_MS);
            machine.cpuNs += isRunning ? TimeUnit.MILLISECONDS.toNanos(INTERVAL_MS) : 0;
            watchdog.sample();
        }
    }
}
