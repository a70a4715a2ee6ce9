package io.ironhoard.arena.region;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

final class RegionMapperTest {
    private final RegionMapper mapper = RegionMapper.host();

    @ParameterizedTest
    @ValueSource(longs = {RegionOptions.BYTES_MIN, 2 << 20, RegionOptions.BYTES_DEFAULT})
    void shouldMapZeroedMemoryAtAMultipleOfItsLength(final long bytes) {
        final MappedRegion region = map(RegionOptions.defaults().withBytes(bytes));

        assertThat(region.address() % bytes).isZero();
        assertThat(region.bytes()).isEqualTo(bytes);
        final UnsafeBuffer view = new UnsafeBuffer(region.address(), (int) bytes);
        assertThat(view.getLong(0)).isZero();
        assertThat(view.getLong((int) bytes - 8)).isZero();
        view.putLong((int) bytes - 8, 42);
        assertThat(view.getLong((int) bytes - 8)).isEqualTo(42);
        mapper.unmap(region);
    }

    @Test
    void shouldReportEachWishAsHadOrNotWithTheReason() {
        final MappedRegion region =
                map(RegionOptions.defaults().withBytes(4 << 20).withLock(true).withNumaNode(0));

        assertThat(region.features()).extracting(FeatureReport::feature).containsExactly(RegionFeature.values());
        for (final FeatureReport report : region.features()) {
            // Explicit huge pages make the question of transparent ones idle; all others are asked.
            if (report.asked()) {
                assertThat(report.reason()).as(report.toString()).isNotEmpty();
            } else {
                assertThat(report.feature()).isEqualTo(RegionFeature.TRANSPARENT_HUGE_PAGES);
                assertThat(region.feature(RegionFeature.HUGE_PAGES).had()).isTrue();
            }
        }
        assertThat(region.feature(RegionFeature.PREFAULTED).had()).isTrue();
        mapper.unmap(region);
    }

    @Test
    void shouldReportWhatWasNotAskedForAsSuch() {
        final MappedRegion region =
                map(RegionOptions.defaults().withBytes(1 << 20).withPages(false, false, false));
        assertThat(region.features()).allSatisfy(report -> {
            assertThat(report.asked()).isFalse();
            assertThat(report.had()).isFalse();
        });
        assertThat(region.describe()).startsWith("huge pages: not asked, ").endsWith(", NUMA-bound: not asked");
        mapper.unmap(region);
    }

    @Test
    void shouldSayWhyANodeThatDoesNotExistIsNotHad() {
        final MappedRegion region =
                map(RegionOptions.defaults().withBytes(1 << 20).withNumaNode(RegionOptions.NODE_LIMIT - 1));
        final FeatureReport bound = region.feature(RegionFeature.NUMA_BOUND);
        assertThat(bound.had()).isFalse();
        assertThat(bound.reason()).containsPattern("mbind to node 1023: E(INVAL|NOSYS|PERM)");
        mapper.unmap(region);
    }

    @Test
    void shouldSayThatAShortRegionHasNoHugePage() {
        final MappedRegion region = map(RegionOptions.defaults().withBytes(1 << 20));
        assertThat(region.feature(RegionFeature.HUGE_PAGES))
                .isEqualTo(new FeatureReport(
                        RegionFeature.HUGE_PAGES, true, false,
                        "a region of 1048576 bytes is shorter than a huge page"));
        mapper.unmap(region);
    }

    @Test
    void shouldRefuseLengthsThatNoRegionHas() {
        assertThatIllegalArgumentException().isThrownBy(() -> RegionOptions.defaults().withBytes(3 << 20));
        assertThatIllegalArgumentException().isThrownBy(() -> RegionOptions.defaults().withBytes(1 << 19));
        assertThatIllegalArgumentException().isThrownBy(() -> RegionOptions.defaults().withNumaNode(-2));
    }

    private MappedRegion map(final RegionOptions options) {
        final MapResult result = mapper.map(options);
        assertThat(result.reason()).isEmpty();
        return result.region().orElseThrow();
    }
}
