package io.ironhoard.dispatcher.ipc;

import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.sbe.CreateMatchDecoder;
import io.ironhoard.proto.sbe.MessageHeaderDecoder;
import io.ironhoard.proto.sbe.SubmitMoveDecoder;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class FrameBoundsTest {
    private static final int MALFORMED = ResultCode.MALFORMED_FRAME.code();
    private static final int UNSUPPORTED = ResultCode.UNSUPPORTED_VERSION.code();

    private final Map<String, byte[]> frames =
            new TestFrames(new byte[32], 0, 1).oneOfEach(new MatchId(0x0123_4567_89AB_CDEFL, 42));

    /** A buffer of exactly these bytes, so that a look beyond them throws. */
    private static int check(final byte[] frame) {
        return FrameBounds.check(new UnsafeBuffer(frame), 0, frame.length);
    }

    @Test
    void shouldTakeOneOfEachTemplate() {
        frames.forEach((name, frame) -> assertThat(check(frame)).as(name).isEqualTo(FrameBounds.READABLE));
    }

    @Test
    void shouldTakeNoTruncationOfAnyTemplateAndLookAtNothingBeyondIt() {
        frames.forEach((name, frame) -> {
            for (int length = 0; length < frame.length; length++) {
                final int code = check(Arrays.copyOf(frame, length));
                final boolean hasCorrelationId = length >= MessageHeaderDecoder.ENCODED_LENGTH + Long.BYTES;
                assertThat(code)
                        .as("%s cut to %d bytes", name, length)
                        .isEqualTo(hasCorrelationId ? MALFORMED : FrameBounds.UNREADABLE);
            }
        });
    }

    @Test
    void shouldTakeNoFrameWithBytesBehindItsEnd() {
        frames.forEach((name, frame) -> assertThat(check(Arrays.copyOf(frame, frame.length + 1))).as(name)
                .isEqualTo(MALFORMED));
    }

    @Test
    void shouldTellForeignSchemasTemplatesAndVersionsApart() {
        frames.forEach((name, frame) -> {
            assertThat(check(with(frame, 4, (byte) 1))).as(name + ", schema").isEqualTo(FrameBounds.UNREADABLE);
            assertThat(check(with(frame, 2, (byte) 99))).as(name + ", template").isEqualTo(FrameBounds.UNREADABLE);
            assertThat(check(with(frame, 6, (byte) 2))).as(name + ", version").isEqualTo(UNSUPPORTED);
            assertThat(check(with(frame, 0, (byte) 1))).as(name + ", block").isEqualTo(MALFORMED);
        });
    }

    @Test
    void shouldTakeNoLengthThatPointsBeyondTheFrame() {
        final byte[] move = frames.get("SubmitMove");
        final int payloadLength = MessageHeaderDecoder.ENCODED_LENGTH + SubmitMoveDecoder.BLOCK_LENGTH;
        assertThat(check(with(with(move, payloadLength, (byte) 0xFF), payloadLength + 1, (byte) 0xFF)))
                .isEqualTo(MALFORMED);
        final byte[] create = frames.get("CreateMatch");
        final int seats = MessageHeaderDecoder.ENCODED_LENGTH + CreateMatchDecoder.BLOCK_LENGTH;
        assertThat(check(with(with(create, seats + 2, (byte) 0xFF), seats + 3, (byte) 0xFF))).isEqualTo(MALFORMED);
        assertThat(check(with(create, seats, (byte) 0))).isEqualTo(MALFORMED);
    }

    @Test
    void shouldNeverThrowWhateverTheBytesAre() {
        final long seed = 20_261_121L;
        final Random random = new Random(seed);
        for (int i = 0; i < 200_000; i++) {
            final byte[] frame = frames.values().stream().skip(i % frames.size()).findFirst().orElseThrow().clone();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                frame[random.nextInt(frame.length)] ^= (byte) (1 << random.nextInt(8));
            }
            final byte[] cut = Arrays.copyOf(frame, 1 + random.nextInt(frame.length));
            assertThat(check(cut)).as("seed %d, round %d", seed, i).isBetween(-1, 199);
        }
    }

    private static byte[] with(final byte[] frame, final int offset, final byte value) {
        final byte[] changed = frame.clone();
        changed[offset] = value;
        return changed;
    }
}
