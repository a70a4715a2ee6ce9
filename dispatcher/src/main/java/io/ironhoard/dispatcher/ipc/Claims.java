package io.ironhoard.dispatcher.ipc;

import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.aeron.logbuffer.BufferClaim;
import io.ironhoard.dispatcher.config.IpcLimits;
import io.ironhoard.dispatcher.shard.Outlet;

/** What both publishers know of claims. Called on the shard's thread. */
final class Claims {
    /**
     * The window that {@link Outlet#ROOM_FOR_ONE_INPUT} bytes of messages need: with their headers they can take twice
     * their length, and the end of a term may be padded by one more frame of the largest size.
     */
    static final int WINDOW_FOR_ONE_INPUT = IpcLimits.WINDOW_BYTES_FOR_ONE_INPUT;

    static {
        if (WINDOW_FOR_ONE_INPUT < 3 * Outlet.ROOM_FOR_ONE_INPUT
                || WINDOW_FOR_ONE_INPUT >= IpcLimits.TERM_BYTES_MIN / 16) {
            throw new AssertionError("the window for one input does not fit streams or inputs");
        }
    }

    /** The term is rotated at most once within one input. */
    private static final int ATTEMPTS = 3;

    private Claims() {}

    /**
     * The bytes that can be claimed.
     *
     * @param publication a stream.
     * @return bytes, or {@link Publication#NOT_CONNECTED}.
     * @throws IllegalStateException where the stream is closed, which is the end of its shard.
     */
    static long window(final ExclusivePublication publication) {
        final long window = publication.availableWindow();
        if (window == Publication.CLOSED) {
            throw closed(publication);
        }
        return window;
    }

    /**
     * Claim room for one message.
     *
     * @param publication a stream.
     * @param length the message's length.
     * @param claim where it is to be written.
     * @return whether there is room.
     * @throws IllegalStateException where the stream is closed or at its end.
     */
    static boolean tryClaim(final ExclusivePublication publication, final int length, final BufferClaim claim) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            final long result = publication.tryClaim(length, claim);
            if (result > 0) {
                return true;
            }
            if (result == Publication.CLOSED || result == Publication.MAX_POSITION_EXCEEDED) {
                throw closed(publication);
            }
            if (result != Publication.ADMIN_ACTION) {
                return false;
            }
        }
        return false;
    }

    private static IllegalStateException closed(final ExclusivePublication publication) {
        return new IllegalStateException("stream " + publication.streamId() + " is closed");
    }
}
