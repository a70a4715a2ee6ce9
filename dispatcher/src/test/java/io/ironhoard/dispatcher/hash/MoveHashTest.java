package io.ironhoard.dispatcher.hash;

import com.sun.management.ThreadMXBean;
import io.ironhoard.proto.chain.ChainHasher;
import io.ironhoard.proto.crypto.MoveSigning;
import io.ironhoard.proto.crypto.SeatKeys;
import io.ironhoard.proto.sbe.EventKind;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Every way to hash moves against the plain classes, for every length. */
final class MoveHashTest {
    private static final int LENGTH_MAX = 512;
    private static final int KEY_AT = 24;
    private static final int SIGNED_AT = 40;

    private final Random random = new Random(740);
    private final byte[] key = new byte[SeatKeys.LENGTH];
    private final UnsafeBuffer keys = direct(KEY_AT + MoveHash.PREPARED_KEY_LENGTH);
    private final UnsafeBuffer frame =
            direct(SIGNED_AT + MoveSigning.HEADER_LENGTH + LENGTH_MAX + 8);
    private final MoveSigning signing = new MoveSigning(LENGTH_MAX);
    private final ChainHasher chain = new ChainHasher(LENGTH_MAX);

    /** All that this machine has: the JDK's always, and one for each native block function. */
    static List<MoveHash> hashes() {
        return Stream.concat(Stream.of(new JdkMoveHash()), NativeMoveHash.createAll().stream()).toList();
    }

    @ParameterizedTest
    @MethodSource("hashes")
    void shouldKnowATagOfAnyLengthAndNoOther(final MoveHash hash) {
        for (int payload = 0; payload <= LENGTH_MAX; payload++) {
            random.nextBytes(key);
            hash.prepare(key, 0, keys.addressOffset() + KEY_AT);
            final int length = sign(payload);
            assertThat(isTag(hash, length)).as("%d bytes", length).isTrue();

            final int bit = random.nextInt(8 * MoveSigning.TAG_LENGTH);
            flip(bit);
            assertThat(isTag(hash, length)).as("tag bit %d", bit).isFalse();
            flip(bit);
            final int signedBit = 8 * SIGNED_AT + random.nextInt(8 * length);
            flip(signedBit);
            assertThat(isTag(hash, length)).as("bit %d", signedBit).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("hashes")
    void shouldComputeTheTagsOfManyMovesTogether(final MoveHash hash) {
        final UnsafeBuffer moves = direct(MoveHash.LANES * frame.capacity());
        final UnsafeBuffer prepared = direct(MoveHash.LANES * MoveHash.PREPARED_KEY_LENGTH);
        for (int round = 0; round < 100; round++) {
            final int lanes = 1 + random.nextInt(MoveHash.LANES);
            for (int lane = 0; lane < lanes; lane++) {
                random.nextBytes(key);
                final long keyAt = prepared.addressOffset() + lane * MoveHash.PREPARED_KEY_LENGTH;
                hash.prepare(key, 0, keyAt);
                final int payloadMax = MoveHash.LANE_LENGTH_MAX - MoveSigning.HEADER_LENGTH;
                final int length = sign(random.nextInt(payloadMax + 1));
                final int at = lane * frame.capacity();
                moves.putBytes(at, frame, 0, frame.capacity());
                hash.layOutTag(lane, keyAt, moves.addressOffset() + at + SIGNED_AT, length);
            }
            hash.computeLanes(lanes);

            for (int lane = 0; lane < lanes; lane++) {
                final int at = lane * frame.capacity();
                assertThat(hash.isTag(lane, moves.addressOffset() + at)).as("lane %d", lane).isTrue();
                final int forged = at + random.nextInt(MoveSigning.TAG_LENGTH);
                moves.putByte(forged, (byte) (moves.getByte(forged) ^ 1 << random.nextInt(8)));
                assertThat(hash.isTag(lane, moves.addressOffset() + at)).as("lane %d", lane).isFalse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("hashes")
    void shouldExtendAChainByPayloadsOfAnyLength(final MoveHash hash) {
        final UnsafeBuffer head = direct(16 + ChainHasher.HEAD_LENGTH);
        final byte[] expected = new byte[ChainHasher.HEAD_LENGTH];
        for (int index = 0; index <= 2 * LENGTH_MAX; index++) {
            final int payload = index <= LENGTH_MAX ? index : random.nextInt(12);
            final long timeMs = random.nextLong() >>> random.nextInt(20);
            final int seat = random.nextInt(256);
            final int kind = random.nextInt(256);
            randomise();
            hash.extend(head.addressOffset() + 16, index, kind, seat, timeMs, frame.addressOffset() + 3, payload);
            chain.extend(
                    expected, 0, chain.encode(index, kind, seat, timeMs, frame, 3, payload), expected, 0);

            final byte[] actual = new byte[ChainHasher.HEAD_LENGTH];
            head.getBytes(16, actual);
            assertThat(actual).as("payload of %d bytes", payload).isEqualTo(expected);
        }
    }

    /** What is laid out is a guess: it may be right, or wrong in any one thing, and the head is right each time. */
    @ParameterizedTest
    @MethodSource("hashes")
    void shouldExtendAChainByTheRightLinkWhateverWasLaidOut(final MoveHash hash) {
        final UnsafeBuffer head = direct(ChainHasher.HEAD_LENGTH);
        final byte[] expected = new byte[ChainHasher.HEAD_LENGTH];
        hash.prepare(key, 0, keys.addressOffset() + KEY_AT);
        for (int round = 0; round < 20_000; round++) {
            final int payload = random.nextInt(12);
            final int length = sign(payload);
            final int index = random.nextInt();
            final int seat = random.nextInt(256);
            final long timeMs = random.nextLong() >>> random.nextInt(20);
            final int wrong = random.nextInt(12);
            final int lane = random.nextInt(MoveHash.LANES);
            final long payloadAt = frame.addressOffset() + SIGNED_AT + MoveSigning.HEADER_LENGTH;
            hash.layOutTag(lane, keys.addressOffset() + KEY_AT, frame.addressOffset() + SIGNED_AT, length);
            hash.layOutLink(lane, head.addressOffset(), index ^ (wrong == 0 ? 1 << random.nextInt(32) : 0),
                    seat ^ (wrong == 1 ? 1 << random.nextInt(8) : 0),
                    timeMs ^ (wrong == 2 ? 1L << random.nextInt(56) : 0),
                    payloadAt, wrong == 3 ? Math.max(0, payload - 1) : payload);
            hash.computeLanes(lane + 1);
            assertThat(hash.isTag(lane, frame.addressOffset())).isTrue();
            if (wrong == 4) {
                final int at = random.nextInt(ChainHasher.HEAD_LENGTH);
                head.putByte(at, (byte) (head.getByte(at) + 1));
            } else if (wrong == 5 && payload > 0) {
                final int at = SIGNED_AT + MoveSigning.HEADER_LENGTH + random.nextInt(payload);
                frame.putByte(at, (byte) (frame.getByte(at) + 1));
            }
            final int kind = wrong == 6 ? EventKind.FORFEIT.value() : EventKind.MOVE.value();
            head.getBytes(0, expected);
            hash.extend(head.addressOffset(), index, kind, seat, timeMs, payloadAt, payload);
            chain.extend(
                    expected, 0,
                    chain.encode(index, kind, seat, timeMs, frame, SIGNED_AT + MoveSigning.HEADER_LENGTH, payload),
                    expected, 0);

            final byte[] actual = new byte[ChainHasher.HEAD_LENGTH];
            head.getBytes(0, actual);
            assertThat(actual).as("round %d, wrong %d", round, wrong).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("hashes")
    void shouldAllocateNothing(final MoveHash hash) {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final UnsafeBuffer head = direct(ChainHasher.HEAD_LENGTH);
        hash.prepare(key, 0, keys.addressOffset() + KEY_AT);
        final int length = sign(8);
        long allocated = Long.MAX_VALUE;
        for (int round = 0; round < 10 && allocated > 0; round++) {
            final long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 20_000; i++) {
                isTag(hash, length);
                hash.layOutTag(0, keys.addressOffset() + KEY_AT, frame.addressOffset() + SIGNED_AT, length);
                hash.layOutLink(0, head.addressOffset(), i, 0, i, frame.addressOffset(), 8);
                hash.computeLanes(1);
                hash.isTag(0, frame.addressOffset());
                hash.extend(head.addressOffset(), i, 1, 0, i, frame.addressOffset(), 8);
            }
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
        }
        assertThat(allocated).as("bytes allocated by %s", hash.name()).isZero();
    }

    private int sign(final int payload) {
        randomise();
        final int length = MoveSigning.HEADER_LENGTH + payload;
        signing.sign(key, 0, frame, SIGNED_AT, length, frame, 0);
        return length;
    }

    private boolean isTag(final MoveHash hash, final int length) {
        return hash.isTag(
                keys.addressOffset() + KEY_AT, frame.addressOffset() + SIGNED_AT, length, frame.addressOffset());
    }

    private void randomise() {
        final byte[] bytes = new byte[frame.capacity()];
        random.nextBytes(bytes);
        frame.putBytes(0, bytes);
    }

    private static UnsafeBuffer direct(final int length) {
        return new UnsafeBuffer(ByteBuffer.allocateDirect(length));
    }

    private void flip(final int bit) {
        frame.putByte(bit / 8, (byte) (frame.getByte(bit / 8) ^ 1 << bit % 8));
    }
}
