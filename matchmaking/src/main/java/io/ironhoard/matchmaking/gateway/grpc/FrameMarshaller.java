package io.ironhoard.matchmaking.gateway.grpc;

import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import io.ironhoard.matchmaking.gateway.feed.EncodedFrame;
import io.ironhoard.v1.PlayResponse;
import io.ironhoard.v1.SpectateResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Hands bytes that are serialized already to gRPC, which asks for their length and lets them be written straight into
 * its own frame. Stateless.
 *
 * <p>A {@code SpectateResponse} is a {@code PlayResponse} under another field number: both hold one message, and their
 * numbers are below 16, so they differ in their first byte alone. That byte is changed on the way out, and players and
 * spectators share an event's bytes.
 */
final class FrameMarshaller implements MethodDescriptor.Marshaller<EncodedFrame> {
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIELD_SHIFT = 3;

    private final byte[] fields;

    /** @param fields the field number under which each of {@code PlayResponse} leaves; 0 where it must not. */
    private FrameMarshaller(final byte[] fields) {
        this.fields = fields;
    }

    /** For players: every frame as it is. */
    static FrameMarshaller play() {
        final byte[] fields = new byte[16];
        for (byte field = 1; field < fields.length; field++) {
            fields[field] = field;
        }
        return new FrameMarshaller(fields);
    }

    /** For spectators: {@code Watching} as it is, and of a player's frames those that everybody may see. */
    static FrameMarshaller spectate() {
        final byte[] fields = new byte[16];
        fields[SpectateResponse.WATCHING_FIELD_NUMBER] = SpectateResponse.WATCHING_FIELD_NUMBER;
        fields[PlayResponse.SNAPSHOT_FIELD_NUMBER] = SpectateResponse.SNAPSHOT_FIELD_NUMBER;
        fields[PlayResponse.EVENT_FIELD_NUMBER] = SpectateResponse.EVENT_FIELD_NUMBER;
        fields[PlayResponse.PRESENCE_FIELD_NUMBER] = SpectateResponse.PRESENCE_FIELD_NUMBER;
        fields[PlayResponse.SPECTATORS_FIELD_NUMBER] = SpectateResponse.SPECTATORS_FIELD_NUMBER;
        return new FrameMarshaller(fields);
    }

    @Override
    public InputStream stream(final EncodedFrame frame) {
        final int field = frame.bytes()[0] >>> FIELD_SHIFT;
        if (fields[field] == 0) {
            throw new IllegalArgumentException("field " + field + " is not for this reader");
        }
        return new FrameStream(frame.bytes(), (byte) (fields[field] << FIELD_SHIFT | LENGTH_DELIMITED));
    }

    @Override
    public EncodedFrame parse(final InputStream stream) {
        try {
            return new EncodedFrame(stream.readAllBytes());
        } catch (final IOException e) {
            throw new IllegalArgumentException("a frame cannot be read", e);
        }
    }

    private static final class FrameStream extends InputStream implements KnownLength, Drainable {
        private final byte[] bytes;
        private final byte first;
        private int position;

        private FrameStream(final byte[] bytes, final byte first) {
            this.bytes = bytes;
            this.first = first;
        }

        @Override
        public int available() {
            return bytes.length - position;
        }

        @Override
        public int read() {
            if (position == bytes.length) {
                return -1;
            }
            final byte next = position == 0 ? first : bytes[position];
            position++;
            return next & 0xFF;
        }

        @Override
        public int drainTo(final OutputStream target) throws IOException {
            final int length = available();
            if (position == 0 && first != bytes[0]) {
                // A byte alone costs the framer an array: only where it has to be.
                target.write(first);
                position++;
            }
            target.write(bytes, position, bytes.length - position);
            position = bytes.length;
            return length;
        }
    }
}
