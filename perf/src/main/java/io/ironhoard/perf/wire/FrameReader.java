package io.ironhoard.perf.wire;

import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import io.grpc.netty.shaded.io.netty.buffer.Unpooled;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.Http2Exception;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.Http2Headers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts a connection's bytes into HTTP/2 frames, in an array of its own: nothing is copied twice or wrapped. Owned by the
 * link's loop.
 */
final class FrameReader {
    private static final int INBOX_LENGTH = 128 * 1024;
    private static final int HEADER_BLOCK_LENGTH_MAX = 64 * 1024;
    private static final int PRIORITY_LENGTH = 5;
    private static final int GOAWAY_LENGTH_MIN = 8;

    private final Frames frames;
    private final DefaultHttp2HeadersDecoder headersDecoder = new DefaultHttp2HeadersDecoder(false);
    private byte[] inbox = new byte[INBOX_LENGTH];
    private int inboxLength;
    /** A header block that goes on in the next frame; empty while none does. */
    private byte[] block = {};
    private int blockStream;
    private boolean blockEndsStream;

    /** What takes the frames. */
    interface Frames {
        /**
         * @param streamId the stream.
         * @param at where the data begins in {@code buffer}.
         * @param length how much it is.
         * @param flowLength what it took of the windows, padding included.
         * @param isEnd whether the stream ends with it.
         */
        void data(int streamId, byte[] buffer, int at, int length, int flowLength, boolean isEnd);

        void headers(int streamId, Http2Headers headers, boolean isEnd);

        void setting(int id, long value);

        void settingsEnd();

        void ping(byte[] buffer, int at);

        void window(int streamId, int increment) throws WireException;

        void reset(int streamId, long errorCode);

        void goAway(int lastStreamId, long errorCode, String why);
    }

    FrameReader(final Frames frames) {
        this.frames = frames;
    }

    /**
     * Take what came.
     *
     * @param in read to its end.
     * @throws WireException where it is not HTTP/2.
     */
    void read(final ByteBuf in) throws WireException {
        final int more = in.readableBytes();
        if (inbox.length - inboxLength < more) {
            inbox = Arrays.copyOf(inbox, inboxLength + more);
        }
        in.readBytes(inbox, inboxLength, more);
        inboxLength += more;
        int at = 0;
        while (inboxLength - at >= Http2.HEADER_LENGTH) {
            final int length = Http2.int24(inbox, at);
            if (length > Http2.PAYLOAD_LENGTH_MAX) {
                throw new WireException("a frame of " + length + " bytes came; at most " + Http2.PAYLOAD_LENGTH_MAX);
            }
            if (inboxLength - at - Http2.HEADER_LENGTH < length) {
                break;
            }
            final int streamId = Http2.int32(inbox, at + 5) & Integer.MAX_VALUE;
            frame(inbox[at + 3] & 0xFF, inbox[at + 4], streamId, at + Http2.HEADER_LENGTH, length);
            at += Http2.HEADER_LENGTH + length;
        }
        System.arraycopy(inbox, at, inbox, 0, inboxLength - at);
        inboxLength -= at;
    }

    private void frame(final int type, final int flags, final int streamId, final int at, final int length)
            throws WireException {
        if (blockStream != 0 && (type != Http2.CONTINUATION || streamId != blockStream)) {
            throw new WireException("frame type " + type + " came within a header block");
        }
        switch (type) {
            case Http2.DATA -> data(flags, streamId, at, length);
            case Http2.HEADERS -> headers(flags, streamId, at, length);
            case Http2.CONTINUATION -> {
                require(blockStream != 0, "a continuation of no header block came");
                block(flags, at, length);
            }
            case Http2.SETTINGS -> settings(flags, at, length);
            case Http2.PING -> {
                require(length == Http2.PING_LENGTH, "a ping of " + length + " bytes came");
                if ((flags & Http2.ACK) == 0) {
                    frames.ping(inbox, at);
                }
            }
            case Http2.WINDOW_UPDATE -> {
                require(length == Integer.BYTES, "a window update of " + length + " bytes came");
                frames.window(streamId, Http2.int32(inbox, at) & Integer.MAX_VALUE);
            }
            case Http2.RST_STREAM -> {
                require(length == Integer.BYTES, "a reset of " + length + " bytes came");
                frames.reset(streamId, Integer.toUnsignedLong(Http2.int32(inbox, at)));
            }
            case Http2.GOAWAY -> {
                require(length >= GOAWAY_LENGTH_MIN, "a GOAWAY of " + length + " bytes came");
                frames.goAway(
                        Http2.int32(inbox, at) & Integer.MAX_VALUE,
                        Integer.toUnsignedLong(Http2.int32(inbox, at + 4)),
                        new String(inbox, at + GOAWAY_LENGTH_MIN, length - GOAWAY_LENGTH_MIN,
                                StandardCharsets.UTF_8));
            }
            case Http2.PUSH_PROMISE -> throw new WireException("the server pushes, though it was told not to");
            default -> {
                // PRIORITY and frames of extensions mean nothing here (RFC 9113, 4.1).
            }
        }
    }

    private void data(final int flags, final int streamId, final int at, final int length) throws WireException {
        final boolean isEnd = (flags & Http2.END_STREAM) != 0;
        if ((flags & Http2.PADDED) == 0) {
            frames.data(streamId, inbox, at, length, length, isEnd);
            return;
        }
        frames.data(streamId, inbox, at + 1, withoutPadding(at, length), length, isEnd);
    }

    private void headers(final int flags, final int streamId, final int at, final int length) throws WireException {
        int start = at;
        int left = length;
        if ((flags & Http2.PADDED) != 0) {
            left = withoutPadding(at, length);
            start++;
        }
        if ((flags & Http2.HAS_PRIORITY) != 0) {
            require(left >= PRIORITY_LENGTH, "headers end early");
            start += PRIORITY_LENGTH;
            left -= PRIORITY_LENGTH;
        }
        blockStream = streamId;
        blockEndsStream = (flags & Http2.END_STREAM) != 0;
        block(flags, start, left);
    }

    private int withoutPadding(final int at, final int length) throws WireException {
        require(length > 0 && (inbox[at] & 0xFF) < length, "a frame is all padding");
        return length - 1 - (inbox[at] & 0xFF);
    }

    private void block(final int flags, final int at, final int length) throws WireException {
        if ((flags & Http2.END_HEADERS) == 0 || block.length > 0) {
            require(block.length + length <= HEADER_BLOCK_LENGTH_MAX, "a header block is too long");
            final int before = block.length;
            block = Arrays.copyOf(block, before + length);
            System.arraycopy(inbox, at, block, before, length);
        }
        if ((flags & Http2.END_HEADERS) == 0) {
            return;
        }
        final ByteBuf whole = block.length > 0 ? Unpooled.wrappedBuffer(block)
                : Unpooled.wrappedBuffer(inbox, at, length);
        block = new byte[0];
        final int streamId = blockStream;
        blockStream = 0;
        try {
            frames.headers(streamId, headersDecoder.decodeHeaders(streamId, whole), blockEndsStream);
        } catch (final Http2Exception e) {
            throw new WireException("a header block cannot be read: " + e.getMessage(), e);
        }
    }

    private void settings(final int flags, final int at, final int length) throws WireException {
        if ((flags & Http2.ACK) != 0) {
            return;
        }
        require(length % Http2.SETTING_LENGTH == 0, "settings of " + length + " bytes came");
        for (int i = 0; i < length; i += Http2.SETTING_LENGTH) {
            frames.setting(
                    Http2.int16(inbox, at + i), Integer.toUnsignedLong(Http2.int32(inbox, at + i + 2)));
        }
        frames.settingsEnd();
    }

    private static void require(final boolean holds, final String otherwise) throws WireException {
        if (!holds) {
            throw new WireException(otherwise);
        }
    }
}
