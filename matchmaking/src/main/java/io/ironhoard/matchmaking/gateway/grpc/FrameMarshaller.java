package io.ironhoard.matchmaking.gateway.grpc;

import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import io.ironhoard.matchmaking.gateway.feed.EncodedFrame;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Hands bytes that are serialized already to gRPC, which asks for their length and lets them be written straight into
 * its own frame. Stateless.
 */
final class FrameMarshaller implements MethodDescriptor.Marshaller<EncodedFrame> {
    @Override
    public InputStream stream(final EncodedFrame frame) {
        return new FrameStream(frame.bytes());
    }

    @Override
    public EncodedFrame parse(final InputStream stream) {
        try {
            return new EncodedFrame(stream.readAllBytes());
        } catch (final IOException e) {
            throw new IllegalArgumentException("a frame cannot be read", e);
        }
    }

    private static final class FrameStream extends ByteArrayInputStream implements KnownLength, Drainable {
        private FrameStream(final byte[] bytes) {
            super(bytes);
        }

        @Override
        public int drainTo(final OutputStream target) throws IOException {
            final int length = available();
            target.write(buf, pos, length);
            pos += length;
            return length;
        }
    }
}
