package io.ironhoard.matchmaking.gateway.link;

import io.aeron.Publication;
import io.aeron.logbuffer.BufferClaim;

/**
 * Where a frame's place in a stream is claimed: a publication, with its results. An interface, so that a simulated link
 * can refuse as a real one does.
 */
public interface ClaimPort {
    /**
     * Claim a place.
     *
     * @param length the frame's length in bytes.
     * @param claim set to the place on success; then commit or abort it without delay.
     * @return the new position, or one of the negative results of {@link Publication}.
     */
    long tryClaim(int length, BufferClaim claim);

    /** Whether somebody reads the stream. */
    boolean isConnected();

    /**
     * @param publication a stream.
     * @return its port.
     */
    static ClaimPort of(final Publication publication) {
        return new ClaimPort() {
            @Override
            public long tryClaim(final int length, final BufferClaim claim) {
                return publication.tryClaim(length, claim);
            }

            @Override
            public boolean isConnected() {
                return publication.isConnected();
            }
        };
    }
}
