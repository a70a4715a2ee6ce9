package io.ironhoard.dispatcher.ipc;

import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.aeron.logbuffer.BufferClaim;
import io.ironhoard.dispatcher.shard.Outlet;
import org.agrona.MutableDirectBuffer;

/**
 * The shard's reply stream. What nobody receives is not missed: without a gateway a claim is refused and the shard goes
 * on. Owned by the shard's thread.
 */
public final class ReplyPublisher implements Outlet {
    private final ExclusivePublication publication;
    private final BufferClaim claim = new BufferClaim();

    /**
     * @param publication the stream; its owner closes it.
     */
    public ReplyPublisher(final ExclusivePublication publication) {
        this.publication = publication;
    }

    @Override
    public boolean hasRoom() {
        final long window = Claims.window(publication);
        return window >= Claims.WINDOW_FOR_ONE_INPUT || window == Publication.NOT_CONNECTED;
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
