package io.ironhoard.arena.region;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

final class RegionSupplierTest {
    private static final int HANDOVERS = 300;
    private static final int LIMIT = 4;
    private static final long DEADLINE_NS = TimeUnit.SECONDS.toNanos(60);

    private final RegionOptions options = RegionOptions.defaults().withBytes(RegionOptions.BYTES_MIN);

    @Test
    void shouldHandRegionsOverAndTakeThemBackWithoutLosingOneOrExceedingTheLimit() {
        final RegionExchange exchange = new RegionExchange(options, LIMIT);
        final Random random = new Random(11);
        final Deque<MappedRegion> held = new ArrayDeque<>();
        final UnsafeBuffer view = new UnsafeBuffer();
        final long deadline = System.nanoTime() + DEADLINE_NS;
        try (RegionSupplier supplier = RegionSupplier.start("regions")) {
            supplier.add(exchange);
            for (int i = 0; i < HANDOVERS; i++) {
                exchange.request();
                while (!exchange.hasDelivered()) {
                    assertThat(System.nanoTime() - deadline).isNegative();
                    Thread.onSpinWait();
                }
                final MappedRegion region = exchange.take();
                view.wrap(region.address(), (int) region.bytes());
                assertThat(view.getLong(0)).as("memory that nobody used").isZero();
                view.putLong(0, i);
                held.add(region);
                assertThat(exchange.mappedBytes()).isLessThanOrEqualTo(LIMIT * options.bytes());
                while (held.size() == LIMIT || !held.isEmpty() && random.nextBoolean()) {
                    exchange.giveBack(held.remove());
                }
            }
            supplier.remove(exchange);
            held.forEach(exchange::giveBack);
            exchange.drain(supplier.mapper());
        }
        assertThat(exchange.mappedBytes()).isZero();
        assertThat(exchange.failures()).isZero();
        assertThat(exchange.mapNsMax()).isGreaterThanOrEqualTo(exchange.mapNsLast()).isPositive();
    }

    @Test
    void shouldServeSeveralArenas() {
        final RegionExchange first = new RegionExchange(options, LIMIT);
        final RegionExchange second = new RegionExchange(options, LIMIT);
        final long deadline = System.nanoTime() + DEADLINE_NS;
        try (RegionSupplier supplier = RegionSupplier.start("regions")) {
            supplier.add(first);
            supplier.add(second);
            second.request();
            first.request();
            while (!first.hasDelivered() || !second.hasDelivered()) {
                assertThat(System.nanoTime() - deadline).isNegative();
                Thread.onSpinWait();
            }
            supplier.remove(first);
            supplier.remove(second);
            first.drain(supplier.mapper());
            second.drain(supplier.mapper());
        }
        assertThat(first.mappedBytes() + second.mappedBytes()).isZero();
    }

    @Test
    void shouldRefuseNewArenasAfterItsEnd() {
        final RegionSupplier supplier = RegionSupplier.start("regions");
        supplier.close();
        assertThatIllegalStateException().isThrownBy(() -> supplier.add(new RegionExchange(options, LIMIT)))
                .withMessage("the supplier is closed");
    }
}
