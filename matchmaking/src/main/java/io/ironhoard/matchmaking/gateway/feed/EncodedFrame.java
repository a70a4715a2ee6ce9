package io.ironhoard.matchmaking.gateway.feed;

/**
 * A serialized {@code PlayResponse}, or what spectators get in its place. Immutable: nobody writes to the bytes.
 */
public final class EncodedFrame {
    private final byte[] bytes;

    /**
     * @param bytes the message; handed over.
     */
    public EncodedFrame(final byte[] bytes) {
        this.bytes = bytes;
    }

    /** The message; not to be written. */
    public byte[] bytes() {
        return bytes;
    }

    /** Its length in bytes. */
    public int length() {
        return bytes.length;
    }
}
