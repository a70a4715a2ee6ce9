package io.ironhoard.arena;

import io.ironhoard.arena.region.RegionSupplier;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.openhft.chronicle.core.io.AbstractCloseable;
import org.agrona.concurrent.UnsafeBuffer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class ArenaMisuseTest {
    private final UnsafeBuffer view = new UnsafeBuffer();
    private RegionSupplier supplier;
    private NativeArena arena;

    @BeforeEach
    void startArena() {
        AbstractCloseable.enableCloseableTracing();
        supplier = RegionSupplier.start("regions");
        arena = NativeArena.create(Arenas.small(2), supplier);
        arena.start();
    }

    @AfterEach
    void closeArena() {
        arena.close();
        supplier.close();
        AbstractCloseable.disableCloseableTracing();
    }

    @Test
    void shouldBeTheModeThatTestsRunIn() {
        assertThat(ArenaOptions.defaults().isChecked()).isTrue();
    }

    @Test
    void shouldNoticeADoubleFree() {
        final long block = arena.allocate(1_000);
        arena.allocate(1_000);
        arena.free(block);
        assertMisuse(() -> arena.free(block), "freed before");
        final long pages = arena.allocate(300_000);
        arena.free(pages);
        assertMisuse(() -> arena.free(pages), "freed before");
    }

    @Test
    void shouldNoticeAFreeOfWhatIsNoBlock() {
        final long block = arena.allocate(1_000);
        assertMisuse(() -> arena.free(block + 64), "where no block begins");
        assertMisuse(() -> arena.free(block + 1), "where no block begins");
        assertMisuse(() -> arena.free(0), "not in this arena");
        assertMisuse(() -> arena.free(block + 64 * Arenas.REGION_BYTES), "not in this arena");
        assertMisuse(() -> arena.capacity(block + 64), "where no block begins");
        arena.free(block);
    }

    @Test
    void shouldFillFreedMemoryAndNoticeWritesToIt() {
        final long block = arena.allocate(1_000);
        arena.allocate(1_000);
        final int capacity = arena.capacity(block);
        arena.free(block);
        ArenaView.wrap(view, block, capacity);
        assertThat(view.getByte(8)).isEqualTo(CheckedArena.POISON);
        assertThat(view.getByte(capacity - 1)).isEqualTo(CheckedArena.POISON);

        view.putByte(501, (byte) 7);
        assertMisuse(() -> arena.allocate(1_000), "byte 496 or one of the next seven");
    }

    @Test
    void shouldNoticeCallsByAnotherThread() throws Exception {
        final long block = arena.allocate(100);
        final CompletableFuture<Void> other = new CompletableFuture<>();
        final Thread thread = Thread.ofPlatform().name("stranger").start(() -> {
            assertMisuse(() -> arena.allocate(1), "allocate by stranger; the owner is");
            assertMisuse(() -> arena.free(block), "free by stranger");
            assertMisuse(() -> arena.scratch(1), "scratch by stranger");
            assertMisuse(arena::nextCycle, "nextCycle by stranger");
            assertMisuse(arena::close, "closed by stranger while its owner");
            other.complete(null);
        });
        thread.join();
        other.get(1, TimeUnit.SECONDS);
    }

    @Test
    void shouldNoticeCallsBeforeTheStartAndAfterTheEnd() {
        final NativeArena other = NativeArena.create(Arenas.small(1), supplier);
        assertMisuse(() -> other.allocate(1), "allocate on an arena that is INIT");
        other.start();
        final long block = other.allocate(1);
        other.close();
        assertMisuse(() -> other.free(block), "free on an arena that is CLOSED");
        assertMisuse(() -> other.allocate(1), "allocate on an arena that is CLOSED");
    }

    @Test
    void shouldFailATestThatLeaksAnArenaOrASupplier() {
        assertThatThrownBy(AbstractCloseable::assertCloseablesClosed)
                .isInstanceOf(AssertionError.class)
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(2));
        arena.close();
        supplier.close();
        assertThatCode(AbstractCloseable::assertCloseablesClosed).doesNotThrowAnyException();
    }

    private static void assertMisuse(final ThrowingCallable call, final String message) {
        assertThatThrownBy(call).isInstanceOf(ArenaMisuseException.class).hasMessageContaining(message);
    }
}
