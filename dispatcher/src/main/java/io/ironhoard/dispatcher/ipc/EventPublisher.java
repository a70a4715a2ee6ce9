package io.ironhoard.dispatcher.ipc;

import io.aeron.ExclusivePublication;
import io.aeron.logbuffer.BufferClaim;
import io.ironhoard.dispatcher.shard.Outlet;
import org.agrona.MutableDirectBuffer;

/**
 * The shard's event stream. It must be received: while nobody reads it, there is no room in it. Owned by the shard's
 * thread.
 */
public final class EventPublisher implements Outlet {
    private final ExclusivePublication publication;
    private final BufferClaim claim = new BufferClaim();

    /**
     * @param publication the stream; its owner closes it.
     */
    public EventPublisher(final ExclusivePublication publication) {
        this.publication = publication;
    }

    @Override
    public boolean hasRoom() {
        return Claims.window(publication) >= Claims.WINDOW_FOR_ONE_INPUT;
    }

    @Override
    public boolean claim(final int length) {
        return Claims.tryClaim(publication, length, claim);
    }

    @Override
    public MutableDirectBuffer buffer() {
        return claim.buffer();
    }

    @Override
    public int offset() {
        return claim.offset();
    }

    @Override
    public void commit() {
        claim.commit();
    }
}
