package io.ironhoard.proto.hash;

import io.ironhoard.proto.chain.ChainHasher;
import io.ironhoard.proto.crypto.MoveSigning;
import io.ironhoard.proto.crypto.Sha256;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import java.lang.foreign.Arena;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

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

    /** FIPS 180-4, 5.3.3. */
    private static final int[] INITIAL = {
        0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
    };

    private static final int INDEX = ChainHasher.HEAD_LENGTH;
    private static final int PAYLOAD_LENGTH = INDEX + 4;
    private static final int TIME = INDEX + 8;
    private static final int PAYLOAD = INDEX + ChainHasher.HEADER_LENGTH;
    private static final int MESSAGE_LENGTH_MAX =
            Math.max(MoveSigning.HEADER_LENGTH, PAYLOAD) + RuleSetDescriptor.MOVE_LENGTH_LIMIT;

    /** Room for a SHA256_CTX, of which only the first 32 bytes are used. */
    private static final int STATE = 0;

    private static final int OUTER_BLOCK = 2 * BLOCK;
    private static final int EVENT_BLOCKS = 3 * BLOCK;
    private static final int BLOCKS_LENGTH = (MESSAGE_LENGTH_MAX / BLOCK + 2) * BLOCK;
    private static final int SIGNED_BLOCKS = EVENT_BLOCKS + BLOCKS_LENGTH;
    private static final int SCRATCH_LENGTH = SIGNED_BLOCKS + BLOCKS_LENGTH;

    private final UnsafeBuffer scratch;
    private final long stateAddress;
    private long eventTimeMs;
    private int eventIndex;
    private int eventSeatAndKind;

    private LibcryptoMoveHash() {
        final long address = Arena.global().allocate(SCRATCH_LENGTH, BLOCK).address();
        scratch = new UnsafeBuffer(address, SCRATCH_LENGTH);
        stateAddress = address + STATE;
        scratch.putByte(OUTER_BLOCK + STATE_LENGTH, END_OF_MESSAGE);
        putBitLength(OUTER_BLOCK, BLOCK + STATE_LENGTH);
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
    public void prepare(final byte[] key, final int offset, final MutableDirectBuffer out, final int outOffset) {
        prepare(key, offset, INNER, out, outOffset);
        prepare(key, offset, OUTER, out, outOffset + STATE_LENGTH);
        scratch.setMemory(SIGNED_BLOCKS, BLOCK, (byte) 0);
    }

    private void prepare(
            final byte[] key, final int offset, final byte pad, final MutableDirectBuffer out, final int outOffset) {
        for (int i = 0; i < BLOCK; i++) {
            scratch.putByte(SIGNED_BLOCKS + i, (byte) (pad ^ (i < STATE_LENGTH ? key[offset + i] : 0)));
        }
        start();
        compress(SIGNED_BLOCKS);
        out.putBytes(outOffset, scratch, STATE, STATE_LENGTH);
    }

    @Override
    public boolean isTag(
            final DirectBuffer keys,
            final int keyOffset,
            final DirectBuffer signed,
            final int offset,
            final int length,
            final int tagOffset) {
        final int end = pad(SIGNED_BLOCKS, length, BLOCK + length);
        scratch.putBytes(SIGNED_BLOCKS, signed, offset, length);
        load(keys, keyOffset);
        for (int at = SIGNED_BLOCKS; at < end; at += BLOCK) {
            compress(at);
        }
        for (int at = 0; at < STATE_LENGTH; at += Long.BYTES) {
            scratch.putLong(OUTER_BLOCK + at, digestBytes(at));
        }
        load(keys, keyOffset + STATE_LENGTH);
        compress(OUTER_BLOCK);
        final long difference = digestBytes(0) ^ signed.getLong(tagOffset)
                | digestBytes(Long.BYTES) ^ signed.getLong(tagOffset + Long.BYTES);
        return difference == 0;
    }

    @Override
    public void event(final int index, final int kind, final int seat, final long timeMs) {
        eventTimeMs = timeMs;
        eventIndex = index;
        eventSeatAndKind = seat & 0xFF | kind << Byte.SIZE;
    }

    @Override
    public void extend(
            final MutableDirectBuffer head,
            final int headOffset,
            final DirectBuffer payload,
            final int payloadOffset,
            final int payloadLength) {
        final int length = PAYLOAD + payloadLength;
        final int end = pad(EVENT_BLOCKS, length, length);
        scratch.putBytes(EVENT_BLOCKS, head, headOffset, STATE_LENGTH);
        scratch.putInt(EVENT_BLOCKS + INDEX, eventIndex);
        scratch.putInt(EVENT_BLOCKS + PAYLOAD_LENGTH, payloadLength | eventSeatAndKind << Short.SIZE);
        scratch.putLong(EVENT_BLOCKS + TIME, eventTimeMs);
        scratch.putByte(EVENT_BLOCKS + PAYLOAD, payloadLength == 0 ? END_OF_MESSAGE : 0);
        scratch.putBytes(EVENT_BLOCKS + PAYLOAD, payload, payloadOffset, payloadLength);
        start();
        for (int at = EVENT_BLOCKS; at < end; at += BLOCK) {
            compress(at);
        }
        for (int at = 0; at < STATE_LENGTH; at += Long.BYTES) {
            head.putLong(headOffset + at, digestBytes(at));
        }
    }

    /** Pad a message (FIPS 180-4, 5.1.1) before its bytes are put; where its last block ends. */
    private int pad(final int at, final int length, final int hashedLength) {
        final int blocks = (length + LENGTH_BYTES) / BLOCK + 1;
        final int end = at + blocks * BLOCK;
        // From the last whole word of the message on: the message's own bytes are put after this.
        for (int word = at + (length & -Long.BYTES); word < end - LENGTH_BYTES; word += Long.BYTES) {
            scratch.putLong(word, 0);
        }
        scratch.putByte(at + length, END_OF_MESSAGE);
        putBitLength(end - BLOCK, hashedLength);
        return end;
    }

    private void putBitLength(final int lastBlock, final int hashedLength) {
        scratch.putLong(lastBlock + BLOCK - LENGTH_BYTES, Long.reverseBytes((long) hashedLength * Byte.SIZE));
    }

    private void start() {
        for (int i = 0; i < INITIAL.length; i++) {
            scratch.putInt(STATE + i * Integer.BYTES, INITIAL[i]);
        }
    }

    private void load(final DirectBuffer state, final int offset) {
        scratch.putLong(STATE, state.getLong(offset));
        scratch.putLong(STATE + 8, state.getLong(offset + 8));
        scratch.putLong(STATE + 16, state.getLong(offset + 16));
        scratch.putLong(STATE + 24, state.getLong(offset + 24));
    }

    /** Eight bytes of the digest that stands in the state: its words are big-endian there. */
    private long digestBytes(final int at) {
        return Long.rotateLeft(Long.reverseBytes(scratch.getLong(STATE + at)), Integer.SIZE);
    }

    private void compress(final int block) {
        Libcrypto.transform(stateAddress, stateAddress + block - STATE);
    }

    /** Whether this library's function is the one that it should be. */
    private boolean isSound() {
        final byte[] message = "IronHoard".getBytes(StandardCharsets.US_ASCII);
        final int end = pad(SIGNED_BLOCKS, message.length, message.length);
        scratch.putBytes(SIGNED_BLOCKS, message);
        start();
        compress(end - BLOCK);
        final UnsafeBuffer digest = new UnsafeBuffer(new byte[STATE_LENGTH]);
        for (int at = 0; at < STATE_LENGTH; at += Long.BYTES) {
            digest.putLong(at, digestBytes(at));
        }
        return Arrays.equals(digest.byteArray(), Sha256.of(message));
    }
}
