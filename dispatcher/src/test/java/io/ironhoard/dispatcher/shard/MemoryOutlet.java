package io.ironhoard.dispatcher.shard;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Keeps what the engine writes. */
final class MemoryOutlet implements Outlet {
    private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(ROOM_FOR_ONE_INPUT));
    private final List<DirectBuffer> messages = new ArrayList<>();
    private long committed;
    private int length;

    /** Takes the messages written since the last call. */
    List<DirectBuffer> take() {
        final List<DirectBuffer> taken = List.copyOf(messages);
        messages.clear();
        return taken;
    }

    long committed() {
        return committed;
    }

    @Override
    public boolean hasRoom() {
        return true;
    }

    @Override
    public boolean claim(final int claimed) {
        length = claimed;
        return true;
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
        committed++;
        final byte[] copy = new byte[length];
        buffer.getBytes(0, copy);
        messages.add(new UnsafeBuffer(copy));
    }
}
