package io.ironhoard.arena.region;

import io.ironhoard.arena.os.Errno;
import io.ironhoard.arena.os.HostMemory;
import io.ironhoard.arena.os.HostMemory.Mapping;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Maps and unmaps regions. Stateless; any thread may call, and waits for the kernel while it does.
 *
 * <p>In this order, because pages are chosen when they are filled: map, bind to the node, advise, fill, lock.
 */
public final class RegionMapper {
    private static final Path TRANSPARENT_SETTING = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
    private static final long HUGE_PAGE_BYTES = 2L << 20;
    private static final long PAGE_BYTES = 4096;
    private static final int PLACE_ATTEMPTS_MAX = 8;

    private final HostMemory memory;

    private RegionMapper(final HostMemory memory) {
        this.memory = memory;
    }

    /**
     * The host's memory.
     *
     * @throws IllegalStateException where the host is no Linux of 64 bits.
     */
    public static RegionMapper host() {
        return new RegionMapper(HostMemory.host().orElseThrow(
                () -> new IllegalStateException("arenas need Linux on a processor of 64 bits")));
    }

    /**
     * Map memory.
     *
     * @param options what it is wished to be; it begins at a multiple of {@code options.bytes()}.
     * @return the memory with its reports, or why there is none. Memory that cannot be filled is none: better refused
     *     now than missed in the middle of a move.
     */
    public MapResult map(final RegionOptions options) {
        final long begunNs = System.nanoTime();
        final List<FeatureReport> features = new ArrayList<>(RegionFeature.values().length);
        final Mapping huge = options.isHuge() && options.bytes() >= HUGE_PAGE_BYTES
                ? mapHuge(options.bytes())
                : new Mapping(HostMemory.FAILED, 0);
        if (huge.had()) {
            features.add(FeatureReport.had(RegionFeature.HUGE_PAGES, "from the kernel's pool"));
            features.add(FeatureReport.notAsked(RegionFeature.TRANSPARENT_HUGE_PAGES));
            final String failure = complete(huge.address(), options, features);
            if (failure.isEmpty()) {
                return mapped(huge.address(), options, begunNs, features);
            }
            // A pool that cannot give what it promised: do without it.
            memory.unmap(huge.address(), options.bytes());
            features.clear();
            features.add(FeatureReport.refused(RegionFeature.HUGE_PAGES, failure));
        } else {
            features.add(hugeRefused(options, huge));
        }
        return mapPlain(options, begunNs, features);
    }

    /**
     * Give memory back. Nothing may touch it from now on.
     *
     * @param region what {@link #map} gave, once.
     * @throws IllegalStateException where the kernel refuses, which is a fault of ours.
     */
    public void unmap(final MappedRegion region) {
        final int errno = memory.unmap(region.address(), region.bytes());
        if (errno != 0) {
            throw new IllegalStateException("munmap of a region failed, " + Errno.describe(errno));
        }
    }

    private MapResult mapPlain(
            final RegionOptions options, final long begunNs, final List<FeatureReport> features) {
        final Mapping mapping = mapAligned(options.bytes());
        if (!mapping.had()) {
            return MapResult.failed(
                    "mmap of " + options.bytes() + " bytes failed, " + Errno.describe(mapping.errno()));
        }
        features.add(adviseTransparent(mapping.address(), options));
        final String failure = complete(mapping.address(), options, features);
        if (!failure.isEmpty()) {
            memory.unmap(mapping.address(), options.bytes());
            return MapResult.failed(failure);
        }
        return mapped(mapping.address(), options, begunNs, features);
    }

    private static MapResult mapped(
            final long address, final RegionOptions options, final long begunNs, final List<FeatureReport> features) {
        return MapResult.of(new MappedRegion(address, options.bytes(), System.nanoTime() - begunNs, features));
    }

    private static FeatureReport hugeRefused(final RegionOptions options, final Mapping huge) {
        if (!options.isHuge()) {
            return FeatureReport.notAsked(RegionFeature.HUGE_PAGES);
        }
        return FeatureReport.refused(
                RegionFeature.HUGE_PAGES,
                huge.errno() == 0
                        ? "a region of " + options.bytes() + " bytes is shorter than a huge page"
                        : "mmap with MAP_HUGETLB: " + Errno.describe(huge.errno()) + "; see vm.nr_hugepages");
    }

    /** Twice the length, with what lies outside the aligned half given back: nobody else's memory is ever touched. */
    private Mapping mapAligned(final long bytes) {
        final Mapping wide = memory.map(0, 2 * bytes, 0);
        if (!wide.had()) {
            return wide;
        }
        final long address = wide.address() + bytes - 1 & -bytes;
        final long before = address - wide.address();
        if (before > 0) {
            memory.unmap(wide.address(), before);
        }
        memory.unmap(address + bytes, bytes - before);
        return new Mapping(address, 0);
    }

    /** Huge pages are taken from the pool by the mapping itself, so exactly the length is asked for, at a place that was free. */
    private Mapping mapHuge(final long bytes) {
        int errno = 0;
        for (int attempt = 0; attempt < PLACE_ATTEMPTS_MAX; attempt++) {
            final Mapping place = mapAligned(bytes);
            if (!place.had()) {
                return place;
            }
            memory.unmap(place.address(), bytes);
            final Mapping huge = memory.map(
                    place.address(), bytes, HostMemory.MAP_HUGETLB | HostMemory.MAP_FIXED_NOREPLACE);
            if (huge.had() && huge.address() == place.address()) {
                return huge;
            }
            if (huge.had()) {
                // A kernel older than the flag took the address for a wish.
                memory.unmap(huge.address(), bytes);
                errno = Errno.EEXIST;
            } else if (huge.errno() != Errno.EEXIST) {
                return huge;
            } else {
                errno = huge.errno();
            }
        }
        return new Mapping(HostMemory.FAILED, errno);
    }

    private FeatureReport adviseTransparent(final long address, final RegionOptions options) {
        final RegionFeature feature = RegionFeature.TRANSPARENT_HUGE_PAGES;
        if (!options.isTransparentHuge()) {
            return FeatureReport.notAsked(feature);
        }
        final int errno = memory.advise(address, options.bytes(), HostMemory.MADV_HUGEPAGE);
        if (errno != 0) {
            return FeatureReport.refused(feature, "madvise MADV_HUGEPAGE: " + Errno.describe(errno));
        }
        return isTransparentNever()
                ? FeatureReport.refused(feature, TRANSPARENT_SETTING + " says never")
                : FeatureReport.had(feature, "madvise MADV_HUGEPAGE");
    }

    private static boolean isTransparentNever() {
        try {
            return Files.readString(TRANSPARENT_SETTING).contains("[never]");
        } catch (final IOException e) {
            return true;
        }
    }

    /** Bind, fill, lock. Answers why the memory is none, or nothing. */
    private String complete(final long address, final RegionOptions options, final List<FeatureReport> features) {
        final FeatureReport bound = bind(address, options);
        String failure = "";
        FeatureReport filled = FeatureReport.notAsked(RegionFeature.PREFAULTED);
        if (options.isPrefaulted()) {
            final int errno = memory.advise(address, options.bytes(), HostMemory.MADV_POPULATE_WRITE);
            if (errno == 0) {
                filled = FeatureReport.had(RegionFeature.PREFAULTED, "madvise MADV_POPULATE_WRITE");
            } else if (errno == Errno.EINVAL) {
                touch(address, options.bytes());
                filled = FeatureReport.had(RegionFeature.PREFAULTED, "every page touched");
            } else {
                failure = "madvise MADV_POPULATE_WRITE of " + options.bytes() + " bytes failed, "
                        + Errno.describe(errno);
            }
        }
        features.add(filled);
        features.add(failure.isEmpty() ? lock(address, options) : FeatureReport.notAsked(RegionFeature.LOCKED));
        features.add(bound);
        return failure;
    }

    private FeatureReport bind(final long address, final RegionOptions options) {
        if (options.numaNode() == RegionOptions.ANY_NODE) {
            return FeatureReport.notAsked(RegionFeature.NUMA_BOUND);
        }
        final int errno = memory.bind(address, options.bytes(), options.numaNode());
        return errno == 0
                ? FeatureReport.had(RegionFeature.NUMA_BOUND, "mbind to node " + options.numaNode())
                : FeatureReport.refused(
                        RegionFeature.NUMA_BOUND,
                        "mbind to node " + options.numaNode() + ": " + Errno.describe(errno));
    }

    private FeatureReport lock(final long address, final RegionOptions options) {
        if (!options.isLocked()) {
            return FeatureReport.notAsked(RegionFeature.LOCKED);
        }
        final int errno = memory.lock(address, options.bytes());
        return errno == 0
                ? FeatureReport.had(RegionFeature.LOCKED, "mlock")
                : FeatureReport.refused(
                        RegionFeature.LOCKED, "mlock: " + Errno.describe(errno) + "; see RLIMIT_MEMLOCK");
    }

    @SuppressWarnings("restricted")
    private static void touch(final long address, final long bytes) {
        final MemorySegment range = MemorySegment.ofAddress(address).reinterpret(bytes);
        for (long offset = 0; offset < bytes; offset += PAGE_BYTES) {
            range.set(ValueLayout.JAVA_BYTE, offset, (byte) 0);
        }
    }
}
