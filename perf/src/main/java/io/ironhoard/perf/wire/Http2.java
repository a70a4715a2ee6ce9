package io.ironhoard.perf.wire;

import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** The frames of HTTP/2 (RFC 9113, sections 4 and 6) that a gRPC client needs. Stateless. */
final class Http2 {
    /** Bytes of a frame's header: length, 3; type; flags; stream, 4. */
    static final int HEADER_LENGTH = 9;
    /** The longest payload that either side sends here, which is the least that a server must take. */
    static final int PAYLOAD_LENGTH_MAX = 16_384;
    /** The most that a window can hold. */
    static final int WINDOW_MAX = Integer.MAX_VALUE;
    /** What a window holds before anybody says otherwise. */
    static final int WINDOW_DEFAULT = 65_535;

    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int PRIORITY = 2;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PUSH_PROMISE = 5;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;

    static final int END_STREAM = 0x1;
    static final int ACK = 0x1;
    static final int END_HEADERS = 0x4;
    static final int PADDED = 0x8;
    static final int HAS_PRIORITY = 0x20;

    static final int SETTINGS_HEADER_TABLE_SIZE = 1;
    static final int SETTINGS_ENABLE_PUSH = 2;
    static final int SETTINGS_MAX_CONCURRENT_STREAMS = 3;
    static final int SETTINGS_INITIAL_WINDOW_SIZE = 4;
    static final int SETTINGS_MAX_FRAME_SIZE = 5;
    static final int SETTING_LENGTH = 6;

    static final int PING_LENGTH = 8;
    static final int CANCEL = 0x8;

    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private Http2() {}

    /** What a client begins with: no pushes, the largest windows for each stream and for the connection. */
    static void preface(final ByteBuf out) {
        out.writeBytes(PREFACE);
        header(out, 2 * SETTING_LENGTH, SETTINGS, 0, 0);
        out.writeShort(SETTINGS_ENABLE_PUSH).writeInt(0);
        out.writeShort(SETTINGS_INITIAL_WINDOW_SIZE).writeInt(WINDOW_MAX);
        windowUpdate(out, 0, WINDOW_MAX - WINDOW_DEFAULT);
    }

    static void settingsAck(final ByteBuf out) {
        header(out, 0, SETTINGS, ACK, 0);
    }

    static void pingAck(final ByteBuf out, final byte[] source, final int offset) {
        header(out, PING_LENGTH, PING, ACK, 0);
        out.writeBytes(source, offset, PING_LENGTH);
    }

    static void windowUpdate(final ByteBuf out, final int streamId, final int increment) {
        header(out, Integer.BYTES, WINDOW_UPDATE, 0, streamId);
        out.writeInt(increment);
    }

    static void reset(final ByteBuf out, final int streamId, final int errorCode) {
        header(out, Integer.BYTES, RST_STREAM, 0, streamId);
        out.writeInt(errorCode);
    }

    /** A gRPC message in a DATA frame of its own. */
    static void message(final ByteBuf out, final int streamId, final byte[] message, final int length) {
        header(out, WireCall.PREFIX_LENGTH + length, DATA, 0, streamId);
        out.writeByte(0).writeInt(length).writeBytes(message, 0, length);
    }

    static void halfClose(final ByteBuf out, final int streamId) {
        header(out, 0, DATA, END_STREAM, streamId);
    }

    static void header(final ByteBuf out, final int length, final int type, final int flags, final int streamId) {
        out.writeMedium(length).writeByte(type).writeByte(flags).writeInt(streamId);
    }

    static int int32(final byte[] buffer, final int at) {
        return buffer[at] << 24 | (buffer[at + 1] & 0xFF) << 16 | (buffer[at + 2] & 0xFF) << 8 | buffer[at + 3] & 0xFF;
    }

    static int int16(final byte[] buffer, final int at) {
        return (buffer[at] & 0xFF) << 8 | buffer[at + 1] & 0xFF;
    }

    static int int24(final byte[] buffer, final int at) {
        return (buffer[at] & 0xFF) << 16 | (buffer[at + 1] & 0xFF) << 8 | buffer[at + 2] & 0xFF;
    }
}
