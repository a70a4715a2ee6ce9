package io.ironhoard.perf.bench.shard;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Both ways to drive an exchange send everything, and do not wait for ever. */
final class LoopsTest {
    private static final long SILENCE_NS_MAX = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int IN_FLIGHT_MAX = 8;

    private final Loops loops = new Loops(IN_FLIGHT_MAX, SILENCE_NS_MAX);
    private final Histogram latencyNs = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);

    @Test
    void shouldSendEverythingWithABoundedNumberUnanswered() {
        final Pipe pipe = new Pipe(1_000, Integer.MAX_VALUE);
        assertThat(loops.closed(pipe)).isPositive();
        assertThat(pipe.answered()).isEqualTo(1_000);
        assertThat(pipe.inFlightMax).isEqualTo(IN_FLIGHT_MAX);
    }

    @Test
    void shouldRecordATimeForEachMessage() {
        loops.open(new Pipe(1_000, Integer.MAX_VALUE), 1e6, latencyNs);
        assertThat(latencyNs.getTotalCount()).isEqualTo(1_000);
    }

    @Test
    void shouldFailWhereAnAnswerDoesNotCome() {
        assertThatThrownBy(() -> loops.closed(new Pipe(1_000, 500))).isInstanceOf(BenchFault.class)
                .hasMessageContaining("number 500 is the first");
        assertThatThrownBy(() -> loops.open(new Pipe(1_000, 500), 1e6, latencyNs)).isInstanceOf(BenchFault.class)
                .hasMessageContaining("have no answer; number 500 is the first");
    }

    /** Answers everything that was sent at the next poll, up to a number. */
    private static final class Pipe implements Exchange {
        private final int count;
        private final int answersMax;
        private int sent;
        private int answered;
        private int inFlightMax;

        Pipe(final int count, final int answersMax) {
            this.count = count;
            this.answersMax = answersMax;
        }

        @Override
        public int count() {
            return count;
        }

        @Override
        public boolean send(final int number) {
            assertThat(number).isEqualTo(sent);
            sent++;
            inFlightMax = Math.max(inFlightMax, sent - answered);
            return true;
        }

        @Override
        public int poll() {
            final int before = answered;
            answered = Math.min(sent, answersMax);
            return answered - before;
        }

        @Override
        public int answered() {
            return answered;
        }
    }
}
