package io.ironhoard.dispatcher.hash;

import io.ironhoard.arena.Memory;
import io.ironhoard.proto.chain.ChainHasher;
import io.ironhoard.proto.crypto.Sha256;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import java.lang.foreign.Arena;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The hashes of a move from mid-states, by libcrypto's compression function: three blocks for a move whose payload has at
 * most 8 bytes, which is as few as there can be.
 *
 * <p>A prepared key is two states of eight words in the machine's byte order, after the inner and the outer pad of RFC 2104:
 *
 * <pre>
 *    0   state after key XOR 0x36…, 32 bytes
 *   32   state after key XOR 0x5C…, 32 bytes
 * </pre>
 *
 * <p>Owned by one thread; allocates nothing after construction.
 */
public final class LibcryptoMoveHash implements MoveHash {
    private static final int BLOCK = 64;
    private static final int LENGTH_BYTES = Long.BYTES;
    private static final int STATE_LENGTH = 32;
    private static final byte END_OF_MESSAGE = (byte) 0x80;
    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5C;

    /** FIPS 180-4, 5.3.3: two words in each, the first in the lower half. */
    private static final long[] INITIAL = {
        0xbb67ae85_6a09e667L, 0xa54ff53a_3c6ef372L, 0x9b05688c_510e527fL, 0x5be0cd19_1f83d9abL
    };

    private static final long LANE_INNER = 2 * BLOCK;
    private static final long LANE_OUTER = 3 * BLOCK;
    private static final long LANE = 4 * BLOCK;

    private static final int INDEX = ChainHasher.HEAD_LENGTH;
    private static final int PAYLOAD_LENGTH = INDEX + 4;
    private static final int TIME = INDEX + 8;
    private static final int PAYLOAD = INDEX + ChainHasher.HEADER_LENGTH;
    private static final int MESSAGE_LENGTH_MAX =
            Math.max(SIGNED_LENGTH_MAX, PAYLOAD + RuleSetDescriptor.MOVE_LENGTH_LIMIT);
    private static final int BLOCKS_LENGTH = (MESSAGE_LENGTH_MAX / BLOCK + 2) * BLOCK;

    /** Room for a SHA256_CTX, of which only the first 32 bytes are used; then the three kinds of messages. */
    private final long state = Arena.global()
            .allocate(3 * BLOCK + 2 * BLOCKS_LENGTH, BLOCK)
            .address();

    private final long outer = state + 2 * BLOCK;
    private final long event = state + 3 * BLOCK;
    private final long inner = event + BLOCKS_LENGTH;

    /** Tags that are computed together: a state, a block of signed bytes and a block of their digest each. */
    private final long lanes = Arena.global().allocate(LANES * LANE, BLOCK).address();
    /** The addresses of each lane's outer mid-state. */
    private final long[] laneKeys = new long[LANES];

    private LibcryptoMoveHash() {
        endOuter(outer);
        for (int lane = 0; lane < LANES; lane++) {
            endOuter(lanes + lane * LANE + LANE_OUTER);
        }
    }

    private static void endOuter(final long block) {
        Memory.putByte(block + STATE_LENGTH, END_OF_MESSAGE);
        putBitLength(block, BLOCK + STATE_LENGTH);
    }

    /** A new one, where this machine's libcrypto computes what the JDK computes; otherwise none. */
    public static Optional<MoveHash> create() {
        if (!Libcrypto.isThere() || ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
            return Optional.empty();
        }
        final LibcryptoMoveHash hash = new LibcryptoMoveHash();
        return hash.isSound() ? Optional.of(hash) : Optional.empty();
    }

    @Override
    public String name() {
        return "native";
    }

    @Override
    public void prepare(final byte[] key, final int offset, final long out) {
        prepare(key, offset, INNER, out);
        prepare(key, offset, OUTER, out + STATE_LENGTH);
        Memory.fill(inner, BLOCK, (byte) 0);
    }

    private void prepare(final byte[] key, final int offset, final byte pad, final long out) {
        for (int i = 0; i < BLOCK; i++) {
            Memory.putByte(inner + i, pad ^ (i < STATE_LENGTH ? key[offset + i] : 0));
        }
        start();
        Libcrypto.transform(state, inner);
        Memory.copy(state, out, STATE_LENGTH);
    }

    @Override
    public boolean isTag(final long key, final long signed, final int length, final long tag) {
        final long end = pad(inner, length, BLOCK + length);
        Memory.copy(signed, inner, length);
        Memory.copy(key, state, STATE_LENGTH);
        compress(inner, end);
        putDigest(state, outer);
        Memory.copy(key + STATE_LENGTH, state, STATE_LENGTH);
        Libcrypto.transform(state, outer);
        return isTag(state, tag);
    }

    private static boolean isTag(final long state, final long tag) {
        final long difference = digestBytes(state) ^ Memory.getLong(tag)
                | digestBytes(state + Long.BYTES) ^ Memory.getLong(tag + Long.BYTES);
        return difference == 0;
    }

    @Override
    public void layOutTag(final int lane, final long key, final long signed, final int length) {
        final long at = lanes + lane * LANE;
        pad(at + LANE_INNER, length, BLOCK + length);
        Memory.copy(signed, at + LANE_INNER, length);
        Memory.copy(key, at, STATE_LENGTH);
        laneKeys[lane] = key;
    }

    /** Two calls in a row whose states differ overlap in the core; two of the same state wait for each other. */
    @Override
    public void computeTags(final int count) {
        for (int lane = 0; lane < count; lane++) {
            final long at = lanes + lane * LANE;
            Libcrypto.transform(at, at + LANE_INNER);
        }
        for (int lane = 0; lane < count; lane++) {
            final long at = lanes + lane * LANE;
            putDigest(at, at + LANE_OUTER);
            Memory.copy(laneKeys[lane] + STATE_LENGTH, at, STATE_LENGTH);
        }
        for (int lane = 0; lane < count; lane++) {
            final long at = lanes + lane * LANE;
            Libcrypto.transform(at, at + LANE_OUTER);
        }
    }

    @Override
    public boolean isTag(final int lane, final long tag) {
        return isTag(lanes + lane * LANE, tag);
    }

    @Override
    public void extend(
            final long head,
            final int index,
            final int kind,
            final int seat,
            final long timeMs,
            final long payload,
            final int payloadLength) {
        final int length = PAYLOAD + payloadLength;
        final long end = pad(event, length, length);
        Memory.copy(head, event, STATE_LENGTH);
        Memory.putInt(event + INDEX, index);
        Memory.putInt(event + PAYLOAD_LENGTH, payloadLength | (seat & 0xFF | kind << Byte.SIZE) << Short.SIZE);
        Memory.putLong(event + TIME, timeMs);
        // The time's last byte lies where the payload begins, or else the end.
        Memory.putByte(event + PAYLOAD, END_OF_MESSAGE);
        Memory.copy(payload, event + PAYLOAD, payloadLength);
        start();
        compress(event, end);
        putDigest(state, head);
    }

    /** Pad a message (FIPS 180-4, 5.1.1) before its bytes are put; where its last block ends. */
    private static long pad(final long message, final int length, final int hashedLength) {
        final long end = message + (length + LENGTH_BYTES) / BLOCK * BLOCK + BLOCK;
        final long tail = message + (length & -Long.BYTES);
        Memory.putLong(tail, (END_OF_MESSAGE & 0xFFL) << (length & Long.BYTES - 1) * Byte.SIZE);
        for (long word = tail + Long.BYTES; word < end - LENGTH_BYTES; word += Long.BYTES) {
            Memory.putLong(word, 0);
        }
        putBitLength(end - BLOCK, hashedLength);
        return end;
    }

    private static void putBitLength(final long lastBlock, final int hashedLength) {
        Memory.putLong(lastBlock + BLOCK - LENGTH_BYTES, Long.reverseBytes((long) hashedLength * Byte.SIZE));
    }

    private void start() {
        for (int i = 0; i < INITIAL.length; i++) {
            Memory.putLong(state + i * Long.BYTES, INITIAL[i]);
        }
    }

    private void compress(final long message, final long end) {
        for (long block = message; block < end; block += BLOCK) {
            Libcrypto.transform(state, block);
        }
    }

    private static void putDigest(final long state, final long to) {
        for (int at = 0; at < STATE_LENGTH; at += Long.BYTES) {
            Memory.putLong(to + at, digestBytes(state + at));
        }
    }

    /** Eight bytes of the digest from two words of a state, of which each is big-endian there. */
    private static long digestBytes(final long words) {
        return Long.rotateLeft(Long.reverseBytes(Memory.getLong(words)), Integer.SIZE);
    }

    /** Whether this library's function is the one that it should be. */
    private boolean isSound() {
        final byte[] message = "IronHoard".getBytes(StandardCharsets.US_ASCII);
        final long end = pad(inner, message.length, message.length);
        Memory.put(message, 0, inner, message.length);
        start();
        compress(inner, end);
        putDigest(state, outer);
        final byte[] digest = new byte[STATE_LENGTH];
        Memory.get(outer, digest, 0, STATE_LENGTH);
        return Arrays.equals(digest, Sha256.of(message));
    }
}
