package io.ironhoard.perf.attack.gateway;

import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import io.grpc.netty.shaded.io.netty.buffer.Unpooled;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.Http2Exception;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.Http2Headers;
import io.ironhoard.perf.client.Target;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A connection on which anything can be written: HTTP/2 frames (RFC 9113) as they should be, or not. Reads until the
 * server has had enough. One thread; blocks, within its time-outs.
 */
final class RawConnection implements AutoCloseable {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;

    static final int END_STREAM = 1;
    static final int ACK = 1;
    static final int END_HEADERS = 4;

    static final String PLAY = "/ironhoard.v1.GameService/Play";

    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int FRAME_HEADER = 9;
    private static final int CONNECT_MS_MAX = 5_000;
    private static final int FRAME_LENGTH_MAX = 1 << 20;

    private final Socket socket;
    private final OutputStream out;
    private final DataInputStream in;
    private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false);
    private final DefaultHttp2HeadersEncoder encoder = new DefaultHttp2HeadersEncoder();

    /** How a connection, or a stream of it, came to its end. */
    enum End {
        /** The server sent trailers with a status other than OK. */
        REFUSED,
        /** The server sent trailers with status OK. */
        OK,
        /** The server reset the stream. */
        RESET,
        /** The server said that it goes away. */
        GOAWAY,
        /** The server closed the connection. */
        CLOSED,
        /** The time was over and the server had not ended anything. */
        OPEN
    }

    private RawConnection(final Socket socket) throws IOException {
        this.socket = socket;
        out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
        in = new DataInputStream(socket.getInputStream());
    }

    /** Connect, and say nothing. */
    static RawConnection open(final Target target) throws IOException {
        final Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(target.host(), target.port()), CONNECT_MS_MAX);
            return new RawConnection(socket);
        } catch (final IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Connect, and begin as a client should. */
    static RawConnection begin(final Target target) throws IOException {
        final RawConnection connection = open(target);
        connection.write(PREFACE).frame(SETTINGS, 0, 0, new byte[0]).flush();
        return connection;
    }

    /** The bytes with which a client begins. */
    static byte[] preface() {
        return PREFACE.clone();
    }

    RawConnection write(final byte[] bytes) throws IOException {
        out.write(bytes);
        return this;
    }

    RawConnection frame(final int type, final int flags, final int stream, final byte[] payload) throws IOException {
        final ByteBuffer header = ByteBuffer.allocate(FRAME_HEADER);
        header.putInt(payload.length << 8 | type).put((byte) flags).putInt(stream);
        out.write(header.array());
        out.write(payload);
        return this;
    }

    RawConnection flush() throws IOException {
        out.flush();
        return this;
    }

    /** The header block of a call of a player. */
    byte[] callHeaders(final int stream, final String path, final String token, final int paddingLength) {
        final Http2Headers headers = new DefaultHttp2Headers(false)
                .method("POST")
                .scheme("http")
                .path(path)
                .authority("localhost")
                .add("te", "trailers")
                .add("content-type", "application/grpc");
        if (!token.isEmpty()) {
            headers.add("authorization", "Bearer " + token);
        }
        if (paddingLength > 0) {
            headers.add("x-padding", "p".repeat(paddingLength));
        }
        final ByteBuf block = Unpooled.buffer();
        try {
            encoder.encodeHeaders(stream, headers, block);
            final byte[] bytes = new byte[block.readableBytes()];
            block.readBytes(bytes);
            return bytes;
        } catch (final Http2Exception e) {
            throw new IllegalStateException(e);
        } finally {
            block.release();
        }
    }

    /** A message as gRPC frames it. */
    static byte[] message(final byte[] body) {
        return message(body, body.length);
    }

    /** A message whose length is not told truly. */
    static byte[] message(final byte[] body, final int toldLength) {
        return ByteBuffer.allocate(5 + body.length).put((byte) 0).putInt(toldLength).put(body).array();
    }

    /** Open a {@code Play} call. */
    RawConnection play(final int stream, final String token) throws IOException {
        return frame(HEADERS, END_HEADERS, stream, callHeaders(stream, PLAY, token, 0));
    }

    /**
     * Read until the server ends a stream or the connection.
     *
     * @param waitMsMax how long, in milliseconds.
     */
    End awaitEnd(final int waitMsMax) throws IOException {
        final long deadlineNs = System.nanoTime() + waitMsMax * 1_000_000L;
        while (true) {
            final long leftMs = (deadlineNs - System.nanoTime()) / 1_000_000L;
            if (leftMs <= 0) {
                return End.OPEN;
            }
            socket.setSoTimeout((int) leftMs);
            try {
                final End end = readFrame();
                if (end != End.OPEN) {
                    return end;
                }
            } catch (final SocketTimeoutException e) {
                return End.OPEN;
            } catch (final EOFException e) {
                return End.CLOSED;
            } catch (final IOException e) {
                // Reset by the peer: it has closed with bytes of ours unread.
                return End.CLOSED;
            }
        }
    }

    private End readFrame() throws IOException {
        final int lengthAndType = in.readInt();
        final int length = lengthAndType >>> 8;
        final int type = lengthAndType & 0xFF;
        final int flags = in.readUnsignedByte();
        final int stream = in.readInt();
        if (length > FRAME_LENGTH_MAX) {
            throw new IOException("a frame of " + length + " bytes");
        }
        final byte[] payload = new byte[length];
        in.readFully(payload);
        return switch (type) {
            case HEADERS -> status(stream, payload, (flags & END_STREAM) != 0);
            case RST_STREAM -> End.RESET;
            case GOAWAY -> End.GOAWAY;
            case SETTINGS -> {
                if ((flags & ACK) == 0) {
                    acknowledge();
                }
                yield End.OPEN;
            }
            default -> End.OPEN;
        };
    }

    private void acknowledge() throws IOException {
        try {
            frame(SETTINGS, ACK, 0, new byte[0]).flush();
        } catch (final IOException e) {
            // The server reads no more; what it has written is still to be read.
        }
    }

    private End status(final int stream, final byte[] block, final boolean isEnd) throws IOException {
        try {
            final CharSequence status =
                    decoder.decodeHeaders(stream, Unpooled.wrappedBuffer(block)).get("grpc-status");
            if (!isEnd) {
                return End.OPEN;
            }
            return "0".contentEquals(status == null ? "" : status) ? End.OK : End.REFUSED;
        } catch (final Http2Exception e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
