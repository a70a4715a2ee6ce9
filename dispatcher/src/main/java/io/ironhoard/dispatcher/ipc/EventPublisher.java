package io.ironhoard.dispatcher.ipc;

import io.aeron.ExclusivePublication;
import io.ironhoard.dispatcher.shard.Outlet;
import org.agrona.MutableDirectBuffer;

/**
 * The shard's event stream. It must be received: where nobody reads it, what was written waits, and there is no room for more.
 * Owned by the shard's thread.
 */
public final class EventPublisher implements Outlet {
    private final MessageBlock block;

    /**
     * @param publication the stream; its owner closes it.
     */
    public EventPublisher(final ExclusivePublication publication) {
        block = new MessageBlock(publication, BlockLimits.FLUSH_BYTES, null);
    }

    MessageBlock block() {
        return block;
    }

    @Override
    public boolean hasRoom() {
        return block.room(BlockLimits.WINDOW_FOR_ONE_INPUT) >= BlockLimits.WINDOW_FOR_ONE_INPUT;
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
        return block.flush();
    }
}
