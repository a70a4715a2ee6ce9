package io.ironhoard.perf.attack.shard;

import io.ironhoard.dispatcher.shard.Outlet;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Keeps what the engine writes to one of its streams until it is taken. One thread. */
final class KeptMessages implements Outlet {
    private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(ROOM_FOR_ONE_INPUT));
    private List<DirectBuffer> messages = new ArrayList<>();
    private int length;

    /** The messages since the last call. */
    List<DirectBuffer> take() {
        if (messages.isEmpty()) {
            return List.of();
        }
        final List<DirectBuffer> taken = messages;
        messages = new ArrayList<>();
        return taken;
    }

    @Override
    public boolean hasRoom() {
        return true;
    }

    @Override
    public boolean claim(final int claimed) {
        length = claimed;
        return claimed <= buffer.capacity();
    }

    @Override
    public MutableDirectBuffer buffer() {
        return buffer;
    }

    @Override
    public int offset() {
        return 0;
    }

    @Override
    public void commit() {
        final byte[] copy = new byte[length];
        buffer.getBytes(0, copy);
        messages.add(new UnsafeBuffer(copy));
    }
}
