package io.ironhoard.perf.wire;

import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import io.grpc.netty.shaded.io.netty.buffer.Unpooled;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.Http2Exception;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.Http2Headers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Frames are told the same, however the bytes come. */
final class FrameReaderTest {
    private final List<String> told = new ArrayList<>();
    private final FrameReader reader = new FrameReader(new Told());

    @Test
    void shouldTellEveryFrameHoweverTheBytesAreCut() throws Exception {
        final ByteBuf all = everything();
        reader.read(all.duplicate());
        final List<String> whole = List.copyOf(told);
        assertThat(whole).containsExactly(
                "setting 3 100", "setting 4 2000000000", "settings end", "headers 1 200 false", "data 1 abc 3 false",
                "data 1 de 9 false", "window 0 77", "ping 01020304", "headers 1 7 true", "data 3  0 true", "reset 5 8",
                "goAway 9 11 why");

        for (int piece = 1; piece < 12; piece++) {
            told.clear();
            final FrameReader other = new FrameReader(new Told());
            for (int at = 0; at < all.readableBytes(); at += piece) {
                other.read(all.slice(at, Math.min(piece, all.readableBytes() - at)));
            }
            assertThat(told).isEqualTo(whole);
        }
    }

    @Test
    void shouldRefuseWhatIsNoHttp2() {
        assertRefused("at most", 16_385, Http2.DATA, 0, 1);
        assertRefused("padding", 1, Http2.DATA, Http2.PADDED, 1, 1);
        assertRefused("padding", 0, Http2.DATA, Http2.PADDED, 1);
        assertRefused("ping", 1, Http2.PING, 0, 0, 1);
        assertRefused("settings", 1, Http2.SETTINGS, 0, 0, 1);
        assertRefused("window", 1, Http2.WINDOW_UPDATE, 0, 0, 1);
        assertRefused("GOAWAY", 1, Http2.GOAWAY, 0, 0, 1);
        assertRefused("reset", 1, Http2.RST_STREAM, 0, 1, 1);
        assertRefused("pushes", 0, Http2.PUSH_PROMISE, 0, 1);
        assertRefused("continuation", 0, Http2.CONTINUATION, Http2.END_HEADERS, 1);
    }

    @Test
    void shouldRefuseAnotherFrameWithinAHeaderBlock() throws WireException {
        reader.read(frame(0, Http2.HEADERS, 0, 1));
        assertThatThrownBy(() -> reader.read(frame(0, Http2.DATA, 0, 1))).isInstanceOf(WireException.class)
                .hasMessageContaining("within a header block");
    }

    private void assertRefused(final String why, final int length, final int type, final int flags, final int stream,
            final int... payload) {
        final FrameReader other = new FrameReader(new Told());
        assertThatThrownBy(() -> other.read(frame(length, type, flags, stream, payload)))
                .isInstanceOf(WireException.class).hasMessageContaining(why);
    }

    private static ByteBuf frame(
            final int length, final int type, final int flags, final int stream, final int... payload) {
        final ByteBuf out = Unpooled.buffer();
        Http2.header(out, length, type, flags, stream);
        for (final int next : payload) {
            out.writeByte(next);
        }
        return out;
    }

    private static ByteBuf everything() throws Http2Exception {
        final ByteBuf out = Unpooled.buffer();
        final DefaultHttp2HeadersEncoder headers = new DefaultHttp2HeadersEncoder();
        Http2.header(out, 12, Http2.SETTINGS, 0, 0);
        out.writeShort(3).writeInt(100).writeShort(4).writeInt(2_000_000_000);
        Http2.settingsAck(out);
        final ByteBuf block = Unpooled.buffer();
        headers.encodeHeaders(1, new DefaultHttp2Headers().status("200"), block);
        Http2.header(out, block.readableBytes() + 5, Http2.HEADERS, Http2.END_HEADERS | Http2.HAS_PRIORITY, 1);
        out.writeInt(0).writeByte(16).writeBytes(block);
        Http2.header(out, 3, Http2.DATA, 0, 1);
        out.writeCharSequence("abc", StandardCharsets.US_ASCII);
        Http2.header(out, 9, Http2.DATA, Http2.PADDED, 1);
        out.writeByte(6).writeCharSequence("de", StandardCharsets.US_ASCII);
        out.writeZero(6);
        Http2.header(out, 5, Http2.PRIORITY, 0, 1);
        out.writeZero(5);
        Http2.windowUpdate(out, 0, 77);
        Http2.header(out, 8, Http2.PING, 0, 0);
        out.writeInt(0x01020304).writeInt(5);
        // Trailers in two pieces.
        final ByteBuf trailers = Unpooled.buffer();
        headers.encodeHeaders(1, new DefaultHttp2Headers().add("grpc-status", "7"), trailers);
        Http2.header(out, 2, Http2.HEADERS, Http2.END_STREAM, 1);
        out.writeBytes(trailers, 2);
        Http2.header(out, trailers.readableBytes(), Http2.CONTINUATION, Http2.END_HEADERS, 1);
        out.writeBytes(trailers);
        Http2.header(out, 0, Http2.DATA, Http2.END_STREAM, 3);
        Http2.reset(out, 5, Http2.CANCEL);
        Http2.header(out, 11, Http2.GOAWAY, 0, 0);
        out.writeInt(9).writeInt(11).writeCharSequence("why", StandardCharsets.US_ASCII);
        Http2.header(out, 2, 0x42, 0, 0);
        out.writeShort(1);
        return out;
    }

    private final class Told implements FrameReader.Frames {
        @Override
        public void data(
                final int streamId, final byte[] buffer, final int at, final int length, final int flowLength,
                final boolean isEnd) {
            told.add("data " + streamId + " " + new String(buffer, at, length, StandardCharsets.US_ASCII) + " "
                    + flowLength + " " + isEnd);
        }

        @Override
        public void headers(final int streamId, final Http2Headers headers, final boolean isEnd) {
            told.add("headers " + streamId + " " + headers.iterator().next().getValue() + " " + isEnd);
        }

        @Override
        public void setting(final int id, final long value) {
            told.add("setting " + id + " " + value);
        }

        @Override
        public void settingsEnd() {
            told.add("settings end");
        }

        @Override
        public void ping(final byte[] buffer, final int at) {
            told.add(String.format("ping %08x", Http2.int32(buffer, at)));
        }

        @Override
        public void window(final int streamId, final int increment) {
            told.add("window " + streamId + " " + increment);
        }

        @Override
        public void reset(final int streamId, final long errorCode) {
            told.add("reset " + streamId + " " + errorCode);
        }

        @Override
        public void goAway(final int lastStreamId, final long errorCode, final String why) {
            told.add("goAway " + lastStreamId + " " + errorCode + " " + why);
        }
    }
}
