package io.ironhoard.perf.wire;

import java.util.Arrays;

/**
 * One call, told of its messages as they stand in the connection's buffer. All of it on the link's loop.
 */
public abstract class WireCall {
    /** The longest message taken, in bytes. */
    static final int MESSAGE_LENGTH_MAX = 1 << 20;

    /** Bytes before a message: whether it is compressed, and its length. */
    static final int PREFIX_LENGTH = 5;

    private static final byte[] NOTHING = {};

    private byte[] partial = NOTHING;
    private int partialLength;

    /** The connection, from {@link WireConnection#open} on. */
    WireConnection connection;
    /** The stream, from the request's headers on; 0 before, and after the end. */
    int streamId;
    /** How many bytes the server takes of this call now. */
    long sendWindow;
    /** Bytes that came since the server was last given room for them. */
    int unreturned;

    /**
     * A message came.
     *
     * @param buffer where it is: valid during the call, not to be written.
     * @param offset where it begins.
     * @param length its length.
     * @param nowNs when its bytes were read, by {@link System#nanoTime}.
     * @throws WireException where it is none; the call is cancelled, and ends with that.
     */
    protected abstract void onMessage(byte[] buffer, int offset, int length, long nowNs) throws WireException;

    /**
     * The call is over. Nothing follows. Not called after {@link #cancel}.
     *
     * @param end how.
     */
    protected abstract void onEnd(CallEnd end);

    /**
     * Send a message, while {@link #isOpen} and before it was half-closed.
     *
     * @param message where it is; copied.
     * @param length its length, from 0.
     */
    protected final void send(final byte[] message, final int length) {
        connection.send(this, message, length);
    }

    /** Whether the call has its stream. */
    protected final boolean isOpen() {
        return streamId != 0;
    }

    /** Say that no more messages will be sent. */
    protected final void halfClose() {
        connection.halfClose(this);
    }

    /** End it from here, without a word to {@link #onEnd}. */
    protected final void cancel() {
        if (connection != null) {
            connection.cancel(this);
        }
    }

    /** Take the bytes of a DATA frame: messages, or pieces of them. */
    final void onData(final byte[] buffer, final int offset, final int length, final long nowNs) throws WireException {
        if (partialLength == 0) {
            final int used = messages(buffer, offset, length, nowNs);
            if (used < length) {
                keep(buffer, offset + used, length - used);
            }
            return;
        }
        keep(buffer, offset, length);
        final int used = messages(partial, 0, partialLength, nowNs);
        System.arraycopy(partial, used, partial, 0, partialLength - used);
        partialLength -= used;
        if (partialLength == 0) {
            partial = NOTHING;
        }
    }

    private int messages(final byte[] buffer, final int offset, final int length, final long nowNs)
            throws WireException {
        int at = offset;
        final int end = offset + length;
        while (end - at >= PREFIX_LENGTH) {
            final int messageLength = Http2.int32(buffer, at + 1);
            if (buffer[at] != 0) {
                throw new WireException("a compressed message came");
            }
            if (messageLength < 0 || messageLength > MESSAGE_LENGTH_MAX) {
                throw new WireException("a message of " + Integer.toUnsignedString(messageLength) + " bytes came");
            }
            if (end - at - PREFIX_LENGTH < messageLength) {
                break;
            }
            onMessage(buffer, at + PREFIX_LENGTH, messageLength, nowNs);
            at += PREFIX_LENGTH + messageLength;
            if (streamId == 0) {
                return length; // cancelled by what it was told
            }
        }
        return at - offset;
    }

    private void keep(final byte[] buffer, final int offset, final int length) {
        if (partial.length - partialLength < length) {
            partial = Arrays.copyOf(partial, Math.max(2 * partial.length, partialLength + length));
        }
        System.arraycopy(buffer, offset, partial, partialLength, length);
        partialLength += length;
    }
}
