package io.ironhoard.dispatcher.ipc;

import io.ironhoard.dispatcher.config.IpcLimits;
import io.ironhoard.dispatcher.shard.Outlet;

/** How much a shard's publishers write at once. */
final class BlockLimits {
    /**
     * The window that {@link Outlet#ROOM_FOR_ONE_INPUT} bytes of messages need: with their headers they can take twice
     * their length, and the end of a term may be padded by one more frame of the largest size.
     */
    static final int WINDOW_FOR_ONE_INPUT = IpcLimits.WINDOW_BYTES_FOR_ONE_INPUT;

    /** A block is appended when it is so long, or when the duty cycle ends: some twenty moves, which a core's first cache holds. */
    static final int FLUSH_BYTES = 4 * 1024;

    static {
        if (WINDOW_FOR_ONE_INPUT < 3 * Outlet.ROOM_FOR_ONE_INPUT
                || WINDOW_FOR_ONE_INPUT >= IpcLimits.TERM_BYTES_MIN / 16) {
            throw new AssertionError("the window for one input does not fit streams or inputs");
        }
    }

    private BlockLimits() {}
}
