package io.ironhoard.arena.os;

import java.util.BitSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

final class CoreAffinityTest {
    private CoreAffinity affinity;

    @BeforeEach
    void findFunction() {
        assumeTrue(CoreAffinity.host().isPresent(), "the host has no sched_setaffinity");
        affinity = CoreAffinity.host().orElseThrow();
    }

    @Test
    void shouldNameCoresThatAreThere() {
        final BitSet allowed = affinity.allowed();
        assertThat(allowed.cardinality()).isPositive();
        allowed.andNot(affinity.present());
        assertThat(allowed.isEmpty()).isTrue();
    }

    @Test
    void shouldPinTheCallingThreadAlone() throws Exception {
        final BitSet before = affinity.allowed();
        final int core = before.previousSetBit(before.length());
        final CompletableFuture<BitSet> pinned = new CompletableFuture<>();

        final Thread thread = Thread.ofPlatform().start(() -> {
            final CoreAffinity.Pinning pinning = affinity.pinCurrentThread(core);
            assertThat(pinning).isEqualTo(new CoreAffinity.Pinning(core, true, ""));
            pinned.complete(affinity.allowed());
        });

        final BitSet only = new BitSet();
        only.set(core);
        assertThat(pinned.get(10, TimeUnit.SECONDS)).isEqualTo(only);
        thread.join();
        assertThat(affinity.allowed()).isEqualTo(before);
    }

    @Test
    void shouldSayWhyACoreWasNotHad() {
        final CoreAffinity.Pinning beyond = affinity.pinCurrentThread(CoreMap.CORE_LIMIT - 1);

        assertThat(beyond.had()).isFalse();
        assertThat(beyond.reason()).contains("errno 22");
        assertThat(affinity.pinCurrentThread(9999).had()).isFalse();
    }

    @Test
    void shouldStayWhereNoOtherCoreWouldBeLeft() {
        final BitSet before = affinity.allowed();

        assertThat(affinity.leave(affinity.present())).isFalse();

        assertThat(affinity.allowed()).isEqualTo(before);
    }
}
