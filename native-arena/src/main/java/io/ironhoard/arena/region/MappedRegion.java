package io.ironhoard.arena.region;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Memory that was mapped. Immutable; whoever holds the object owns the memory, and gives it back by
 * {@link RegionMapper#unmap} once.
 *
 * @param address where it begins.
 * @param bytes how long it is.
 * @param mapNs how long it took to map and to fill, in nanoseconds.
 * @param features what it got of what was wished for, one report for each {@link RegionFeature} in its order.
 */
public record MappedRegion(long address, long bytes, long mapNs, List<FeatureReport> features) {
    /** The list is copied. */
    public MappedRegion {
        features = List.copyOf(features);
    }

    /** What was had of what, for people: each feature with its reason. */
    public String describe() {
        return features.stream().map(FeatureReport::describe).collect(Collectors.joining(", "));
    }

    /** The report on one feature. */
    public FeatureReport feature(final RegionFeature feature) {
        return features.get(feature.ordinal());
    }
}
