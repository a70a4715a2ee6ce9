package io.ironhoard.arena.region;

import java.util.Optional;

/**
 * What a wish for memory came to.
 *
 * @param region the memory; nothing where there is none.
 * @param reason why there is none; empty where there is.
 */
public record MapResult(Optional<MappedRegion> region, String reason) {
    static MapResult of(final MappedRegion region) {
        return new MapResult(Optional.of(region), "");
    }

    static MapResult failed(final String reason) {
        return new MapResult(Optional.empty(), reason);
    }
}
