package io.ironhoard.perf.wire;

import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.Http2Exception;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.Http2Headers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * One HTTP/2 connection and its calls. What is sent gathers in one buffer until {@link #flush}; what the server's windows
 * have no room for waits in the order in which it was sent. Owned by the link's loop.
 */
public final class WireConnection extends ChannelInboundHandlerAdapter {
    private static final int OUT_LENGTH = 16 * 1024;
    private static final long RETURN_BYTES = 1 << 29;
    /** How many frames, and how many calls, may wait for the server's room; more is a server that has stopped reading. */
    private static final int WAITING_MAX = 65_536;

    private final WireLink link;
    private final int number;
    private final FrameReader reader = new FrameReader(new Incoming());
    private final DefaultHttp2HeadersEncoder headersEncoder =
            new DefaultHttp2HeadersEncoder((name, value) -> "authorization".contentEquals(name));
    private final Int2ObjectHashMap<WireCall> calls = new Int2ObjectHashMap<>();
    private final ArrayDeque<Opening> openings = new ArrayDeque<>();
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private final CompletableFuture<WireConnection> ready = new CompletableFuture<>();

    private Channel channel;
    private ByteBuf out;
    private long nowNs;
    private int nextStreamId = 1;
    private long callsMax = Long.MAX_VALUE;
    private long sendWindow = Http2.WINDOW_DEFAULT;
    private long initialWindow = Http2.WINDOW_DEFAULT;
    private long unreturned;
    private String lost = "";

    private record Opening(WireCall call, String path, String authorization, byte[] first) {}

    private record Waiting(WireCall call, byte[] message) {}

    WireConnection(final WireLink link, final int number) {
        this.link = link;
        this.number = number;
    }

    /** Complete once the server has sent its settings. */
    CompletableFuture<WireConnection> ready() {
        return ready;
    }

    /**
     * Open a call; it waits where the server takes no more at once.
     *
     * @param call not opened before.
     * @param path {@code /service/method}.
     * @param authorization the header's value.
     * @param first the first message, sent as soon as the call is open.
     */
    public void open(final WireCall call, final String path, final String authorization, final byte[] first) {
        call.connection = this;
        openings.addLast(new Opening(call, path, authorization, first));
        openWhatFits();
    }

    private void openWhatFits() {
        while (!openings.isEmpty() && calls.size() < callsMax && lost.isEmpty()) {
            final Opening opening = openings.removeFirst();
            final WireCall call = opening.call;
            if (call.connection == null) {
                continue; // cancelled while it waited
            }
            call.streamId = nextStreamId;
            call.sendWindow = initialWindow;
            nextStreamId += 2;
            calls.put(call.streamId, call);
            sendHeaders(opening);
            send(call, opening.first, opening.first.length);
        }
        if (!lost.isEmpty()) {
            fail(lost);
        }
    }

    private void sendHeaders(final Opening opening) {
        final Http2Headers headers = new DefaultHttp2Headers(false)
                .method("POST")
                .scheme(link.scheme())
                .path(opening.path)
                .authority(link.authority());
        headers.add("te", "trailers");
        headers.add("content-type", "application/grpc");
        headers.add("user-agent", "ironhoard-bots");
        headers.add("authorization", opening.authorization);
        final ByteBuf buffer = out();
        final int start = buffer.writerIndex();
        Http2.header(buffer, 0, Http2.HEADERS, Http2.END_HEADERS, opening.call.streamId);
        try {
            headersEncoder.encodeHeaders(opening.call.streamId, headers, buffer);
        } catch (final Http2Exception e) {
            throw new IllegalStateException("the headers cannot be encoded", e);
        }
        // A token and a dozen short words: far below what a frame takes.
        buffer.setMedium(start, buffer.writerIndex() - start - Http2.HEADER_LENGTH);
    }

    void send(final WireCall call, final byte[] message, final int length) {
        final int flowLength = WireCall.PREFIX_LENGTH + length;
        if (call.streamId == 0) {
            throw new IllegalStateException("the call is not open");
        }
        if (waiting.isEmpty() && sendWindow >= flowLength && call.sendWindow >= flowLength) {
            write(call, message, length);
        } else if (waiting.size() < WAITING_MAX) {
            final byte[] copy = new byte[length];
            System.arraycopy(message, 0, copy, 0, length);
            waiting.addLast(new Waiting(call, copy));
        } else {
            fail("the server takes nothing any more: " + WAITING_MAX + " messages wait");
        }
    }

    private void write(final WireCall call, final byte[] message, final int length) {
        sendWindow -= WireCall.PREFIX_LENGTH + length;
        call.sendWindow -= WireCall.PREFIX_LENGTH + length;
        Http2.message(out(), call.streamId, message, length);
    }

    private void sendWaiting() {
        while (!waiting.isEmpty()) {
            final Waiting next = waiting.peekFirst();
            final int flowLength = WireCall.PREFIX_LENGTH + next.message.length;
            final boolean isGone = next.call.connection == null;
            if (!isGone && (sendWindow < flowLength || next.call.sendWindow < flowLength)) {
                return;
            }
            waiting.removeFirst();
            if (!isGone) {
                write(next.call, next.message, next.message.length);
            }
        }
    }

    void halfClose(final WireCall call) {
        if (call.streamId != 0) {
            Http2.halfClose(out(), call.streamId);
        }
    }

    void cancel(final WireCall call) {
        if (call.streamId != 0) {
            Http2.reset(out(), call.streamId, Http2.CANCEL);
            forget(call);
        }
        call.connection = null;
    }

    private void forget(final WireCall call) {
        calls.remove(call.streamId);
        call.streamId = 0;
        call.connection = null;
        openWhatFits();
    }

    private void end(final WireCall call, final CallEnd end) {
        forget(call);
        call.onEnd(end);
    }

    private ByteBuf out() {
        if (out == null) {
            out = channel.alloc().directBuffer(OUT_LENGTH);
            link.hasOutput(this);
        }
        return out;
    }

    /** Hand to the system what was sent so far. */
    void flush() {
        if (out != null) {
            final ByteBuf full = out;
            out = null;
            channel.writeAndFlush(full, channel.voidPromise());
            if (!channel.isWritable()) {
                fail("the server reads nothing any more");
            }
        }
    }

    /** End everything on it. */
    void fail(final String why) {
        if (lost.isEmpty()) {
            lost = "connection " + number + ": " + why;
            ready.completeExceptionally(new WireException(lost));
            if (channel != null) {
                channel.close();
            }
        }
        final List<WireCall> all = new ArrayList<>(calls.values());
        calls.clear();
        openings.stream().map(Opening::call).filter(call -> call.connection != null).forEach(all::add);
        openings.clear();
        waiting.clear();
        for (final WireCall call : all) {
            call.streamId = 0;
            call.connection = null;
            call.onEnd(CallEnd.connectionLost(lost));
        }
    }

    @Override
    public void channelActive(final ChannelHandlerContext context) {
        channel = context.channel();
        Http2.preface(out());
        flush();
    }

    @Override
    public void channelRead(final ChannelHandlerContext context, final Object message) {
        final ByteBuf in = (ByteBuf) message;
        nowNs = System.nanoTime();
        try {
            reader.read(in);
        } catch (final WireException e) {
            fail("the server broke the protocol: " + e.getMessage());
        } finally {
            in.release();
        }
    }

    @Override
    public void channelReadComplete(final ChannelHandlerContext context) {
        link.flush();
    }

    @Override
    public void channelInactive(final ChannelHandlerContext context) {
        fail("the server closed it");
    }

    @Override
    public void exceptionCaught(final ChannelHandlerContext context, final Throwable cause) {
        fail(cause.toString());
    }

    /** What the frames do. */
    private final class Incoming implements FrameReader.Frames {
        @Override
        public void data(
                final int streamId, final byte[] buffer, final int at, final int length, final int flowLength,
                final boolean isEnd) {
            unreturned += flowLength;
            if (unreturned >= RETURN_BYTES) {
                Http2.windowUpdate(out(), 0, (int) unreturned);
                unreturned = 0;
            }
            final WireCall call = calls.get(streamId);
            if (call == null) {
                return; // cancelled while this was on its way
            }
            call.unreturned += flowLength;
            if (call.unreturned >= RETURN_BYTES) {
                Http2.windowUpdate(out(), streamId, call.unreturned);
                call.unreturned = 0;
            }
            try {
                call.onData(buffer, at, length, nowNs);
            } catch (final WireException e) {
                cancel(call);
                call.onEnd(new CallEnd(
                        io.grpc.Status.Code.INTERNAL, "the server broke the protocol: " + e.getMessage(),
                        Optional.empty()));
                return;
            }
            if (isEnd && call.streamId != 0) {
                end(call, CallEnd.of(new DefaultHttp2Headers(false)));
            }
        }

        @Override
        public void headers(final int streamId, final Http2Headers headers, final boolean isEnd) {
            final WireCall call = calls.get(streamId);
            if (call != null && isEnd) {
                end(call, CallEnd.of(headers));
            }
        }

        @Override
        public void setting(final int id, final long value) {
            switch (id) {
                case Http2.SETTINGS_MAX_CONCURRENT_STREAMS -> callsMax = value;
                case Http2.SETTINGS_INITIAL_WINDOW_SIZE -> {
                    final long change = value - initialWindow;
                    initialWindow = value;
                    calls.values().forEach(call -> call.sendWindow += change);
                }
                case Http2.SETTINGS_HEADER_TABLE_SIZE -> {
                    try {
                        headersEncoder.maxHeaderTableSize(value);
                    } catch (final Http2Exception e) {
                        throw new IllegalStateException("a header table of " + value + " bytes", e);
                    }
                }
                default -> {
                    // A longer frame may be taken than any that is sent here; the rest is for others.
                }
            }
        }

        @Override
        public void settingsEnd() {
            Http2.settingsAck(out());
            ready.complete(WireConnection.this);
            openWhatFits();
            sendWaiting();
        }

        @Override
        public void ping(final byte[] buffer, final int at) {
            Http2.pingAck(out(), buffer, at);
        }

        @Override
        public void window(final int streamId, final int increment) throws WireException {
            if (increment == 0) {
                throw new WireException("a window update of nothing came");
            }
            if (streamId == 0) {
                sendWindow += increment;
            } else {
                final WireCall call = calls.get(streamId);
                if (call != null) {
                    call.sendWindow += increment;
                }
            }
            sendWaiting();
        }

        @Override
        public void reset(final int streamId, final long errorCode) {
            final WireCall call = calls.get(streamId);
            if (call != null) {
                end(call, CallEnd.reset(errorCode));
            }
        }

        @Override
        public void goAway(final int lastStreamId, final long errorCode, final String why) {
            fail("the server sent GOAWAY, HTTP/2 error " + errorCode + (why.isEmpty() ? "" : ", " + why));
        }
    }
}
