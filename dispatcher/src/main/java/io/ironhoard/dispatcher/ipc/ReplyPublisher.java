package io.ironhoard.dispatcher.ipc;

import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.ironhoard.dispatcher.shard.Outlet;
import org.agrona.MutableDirectBuffer;

/**
 * The shard's reply stream. What nobody receives is not missed: without a gateway a claim is refused, or what was written is
 * let go, and the shard goes on. No reply can be read before the events that came before it. Owned by the shard's thread.
 */
public final class ReplyPublisher implements Outlet {
    private final MessageBlock block;
    private long discarded;

    /**
     * @param publication the stream; its owner closes it.
     * @param events the same shard's events.
     */
    public ReplyPublisher(final ExclusivePublication publication, final EventPublisher events) {
        block = new MessageBlock(publication, BlockLimits.FLUSH_BYTES, events.block());
    }

    @Override
    public boolean hasRoom() {
        final long room = block.room(BlockLimits.WINDOW_FOR_ONE_INPUT);
        return room >= BlockLimits.WINDOW_FOR_ONE_INPUT || room == Publication.NOT_CONNECTED;
    }

    @Override
    public boolean claim(final int length) {
        return block.claim(length);
    }

    @Override
    public MutableDirectBuffer buffer() {
        return block.buffer();
    }

    @Override
    public int offset() {
        return block.offset();
    }

    @Override
    public void commit() {
        block.commit();
    }

    @Override
    public boolean flush() {
        final boolean isEmpty = block.flush();
        if (!isEmpty && block.isUnread()) {
            discarded += block.discard();
            return true;
        }
        return isEmpty;
    }

    @Override
    public long discarded() {
        return discarded;
    }
}
