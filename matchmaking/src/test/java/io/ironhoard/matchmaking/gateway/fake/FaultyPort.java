package io.ironhoard.matchmaking.gateway.fake;

import io.aeron.Publication;
import io.aeron.logbuffer.BufferClaim;
import io.ironhoard.matchmaking.gateway.link.ClaimPort;
import java.util.Random;

/** A stream that refuses as a real one may, by a seed. */
public final class FaultyPort implements ClaimPort {
    private static final long[] FAULTS = {
        Publication.BACK_PRESSURED, Publication.ADMIN_ACTION, Publication.NOT_CONNECTED, Publication.CLOSED
    };

    private final Publication publication;
    private final Random random;
    private int faultsPercent;

    public FaultyPort(final Publication publication, final long seed) {
        this.publication = publication;
        this.random = new Random(seed);
    }

    public void faultsPercent(final int percent) {
        faultsPercent = percent;
    }

    @Override
    public long tryClaim(final int length, final BufferClaim claim) {
        return random.nextInt(100) < faultsPercent
                ? FAULTS[random.nextInt(FAULTS.length)]
                : publication.tryClaim(length, claim);
    }

    @Override
    public boolean isConnected() {
        return publication.isConnected();
    }
}
