package io.ironhoard.matchmaking.gateway.link;

import io.aeron.logbuffer.BufferClaim;

/**
 * Where a frame's place in a stream is claimed: a publication's {@code tryClaim}, with its results. An interface, so that
 * a simulated link can refuse as a real one does.
 */
@FunctionalInterface
public interface ClaimPort {
    /**
     * Claim a place.
     *
     * @param length the frame's length in bytes.
     * @param claim set to the place on success; then commit or abort it without delay.
     * @return the new position, or one of the negative results of {@link io.aeron.Publication}.
     */
    long tryClaim(int length, BufferClaim claim);
}
