package io.ironhoard.dispatcher.hash;

import io.ironhoard.arena.Memory;
import io.ironhoard.dispatcher.hash.block.BlockFunction;
import io.ironhoard.dispatcher.hash.block.BlockFunctions;
import io.ironhoard.proto.chain.ChainHasher;
import io.ironhoard.proto.crypto.MoveSigning;
import io.ironhoard.proto.crypto.Sha256;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import io.ironhoard.proto.sbe.EventKind;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The hashes of a move from mid-states: three blocks for a move whose payload has at most 8 bytes, which is as few as there can
 * be, and those of many moves together.
 *
 * <pre>
 *   a prepared key
 *     0   state after key XOR 0x36…, 32 bytes (RFC 2104)
 *    32   state after key XOR 0x5C…, 32 bytes
 *
 *   a lane
 *     0   block of signed bytes              64   block of their digest
 *   128   block of the chain's link         192   tag, 32 bytes           224   head after the link, 32 bytes
 * </pre>
 *
 * <p>Owned by one thread; allocates nothing after construction.
 */
public final class NativeMoveHash implements MoveHash {
    private static final int BLOCK = BlockFunction.BLOCK;
    private static final int LENGTH_BYTES = Long.BYTES;
    private static final int STATE_LENGTH = 32;
    private static final long END_OF_MESSAGE = 0x80;
    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5C;

    /** FIPS 180-4, 5.3.3. */
    private static final int[] INITIAL = {
        0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
    };

    private static final int LANE_OUTER = BLOCK;
    private static final int LANE_LINK = 2 * BLOCK;
    private static final int LANE_TAG = 3 * BLOCK;
    private static final int LANE_HEAD = LANE_TAG + STATE_LENGTH;
    private static final int LANE = 4 * BLOCK;
    /** Behind the lanes: what is computed by itself. */
    private static final int ALONE = LANES;

    private static final int INDEX = ChainHasher.HEAD_LENGTH;
    private static final int TIME = INDEX + ChainHasher.TIME;
    private static final int PAYLOAD = INDEX + ChainHasher.HEADER_LENGTH;
    private static final int TIME_BITS = (PAYLOAD - TIME) * Byte.SIZE;
    /** The longest payload of a link of one block. */
    private static final int SHORT_PAYLOAD = BLOCK - LENGTH_BYTES - 1 - PAYLOAD;

    private static final int MESSAGE_LENGTH_MAX =
            Math.max(SIGNED_LENGTH_MAX, PAYLOAD + RuleSetDescriptor.MOVE_LENGTH_LIMIT);
    private static final int MESSAGE_BLOCKS_LENGTH = (MESSAGE_LENGTH_MAX / BLOCK + 2) * BLOCK;

    private final BlockFunction blocks;
    private final long initial = allocate(STATE_LENGTH);
    private final long state = allocate(STATE_LENGTH);
    private final long message = allocate(MESSAGE_BLOCKS_LENGTH);
    private final long lanes = allocate((LANES + 1) * LANE);
    /** Two jobs a lane: signed bytes and link. */
    private final long firstJobs = allocate(2 * LANES * BlockFunction.JOB_LENGTH);
    /** One job a lane: the digest of the signed bytes. */
    private final long secondJobs = allocate(LANES * BlockFunction.JOB_LENGTH);
    /** One job by itself. */
    private final long job = allocate(BlockFunction.JOB_LENGTH);
    /** How many signed bytes a lane's block is padded for. */
    private final int[] laneLengths = new int[LANES];
    /** The lane whose tag was looked at last: the link in it may be the one that comes next. */
    private int lastLane = ALONE;

    private NativeMoveHash(final BlockFunction blocks) {
        this.blocks = blocks;
        for (int i = 0; i < INITIAL.length; i++) {
            Memory.putInt(initial + i * Integer.BYTES, Integer.reverseBytes(INITIAL[i]));
        }
        layOutJobs();
    }

    private void layOutJobs() {
        Memory.fill(lanes, (LANES + 1) * LANE, (byte) 0);
        for (int lane = 0; lane < LANES; lane++) {
            final long at = lane(lane);
            pad(at + LANE_OUTER, STATE_LENGTH, BLOCK + STATE_LENGTH);
            putJob(signedJob(lane), initial, at, at + LANE_OUTER);
            putJob(signedJob(lane) + BlockFunction.JOB_LENGTH, initial, at + LANE_LINK, at + LANE_HEAD);
            putJob(digestJob(lane), initial, at + LANE_OUTER, at + LANE_TAG);
        }
        // No link is in this lane: an empty block is none's, because a short payload has an end.
        pad(lane(ALONE) + LANE_OUTER, STATE_LENGTH, BLOCK + STATE_LENGTH);
    }

    private static long allocate(final int bytes) {
        return Arena.global().allocate(bytes, BLOCK).address();
    }

    private long lane(final int lane) {
        return lanes + (long) lane * LANE;
    }

    private long signedJob(final int lane) {
        return firstJobs + 2L * lane * BlockFunction.JOB_LENGTH;
    }

    private long digestJob(final int lane) {
        return secondJobs + (long) lane * BlockFunction.JOB_LENGTH;
    }

    private static void putJob(final long at, final long before, final long block, final long after) {
        Memory.putLong(at + BlockFunction.JOB_STATE, before);
        Memory.putLong(at + BlockFunction.JOB_BLOCK, block);
        Memory.putLong(at + BlockFunction.JOB_OUT, after);
    }

    /** By the fastest block function of this machine that computes what the JDK computes. */
    public static Optional<MoveHash> create() {
        return sound().findFirst();
    }

    /** By each block function of this machine that computes what the JDK computes, the fastest first. */
    public static List<MoveHash> createAll() {
        return sound().toList();
    }

    private static Stream<MoveHash> sound() {
        return BlockFunctions.ofThisMachine().stream()
                .map(NativeMoveHash::new)
                .filter(NativeMoveHash::isSound)
                .map(hash -> hash);
    }

    @Override
    public String name() {
        return "native";
    }

    @Override
    public void prepare(final byte[] key, final int offset, final long out) {
        prepare(key, offset, INNER, out);
        prepare(key, offset, OUTER, out + STATE_LENGTH);
        Memory.fill(message, BLOCK, (byte) 0);
    }

    private void prepare(final byte[] key, final int offset, final byte pad, final long out) {
        for (int i = 0; i < BLOCK; i++) {
            Memory.putByte(message + i, pad ^ (i < STATE_LENGTH ? key[offset + i] : 0));
        }
        compress(initial, message, message + BLOCK, out);
    }

    @Override
    public boolean isTag(final long key, final long signed, final int length, final long tag) {
        final long alone = lane(ALONE);
        final long end = pad(message, length, BLOCK + length);
        Memory.copy(signed, message, length);
        compress(key, message, end, alone + LANE_OUTER);
        compress(key + STATE_LENGTH, alone + LANE_OUTER, alone + LANE_OUTER + BLOCK, alone + LANE_TAG);
        return isTag(ALONE, tag);
    }

    @Override
    public void layOutTag(final int lane, final long key, final long signed, final int length) {
        final long block = lane(lane);
        lastLane = ALONE;
        if (laneLengths[lane] != length) {
            laneLengths[lane] = length;
            pad(block, length, BLOCK + length);
        }
        Memory.copy32(signed, block);
        for (int at = MoveSigning.HEADER_LENGTH; at < length; at++) {
            Memory.putByte(block + at, Memory.getByte(signed + at));
        }
        Memory.putLong(signedJob(lane) + BlockFunction.JOB_STATE, key);
        Memory.putLong(digestJob(lane) + BlockFunction.JOB_STATE, key + STATE_LENGTH);
    }

    @Override
    public void layOutLink(
            final int lane,
            final long head,
            final int index,
            final int seat,
            final long timeMs,
            final long payload,
            final int payloadLength) {
        if (payloadLength <= SHORT_PAYLOAD) {
            final long word = shortPayload(payload, payloadLength);
            putLink(lane(lane) + LANE_LINK, head,
                    ChainHasher.firstWord(index, EventKind.MOVE.value(), seat, payloadLength),
                    timeWord(timeMs, word), payloadWord(word, payloadLength), payloadLength);
        }
    }

    @Override
    public void computeLanes(final int count) {
        if (count > 0) {
            blocks.compress(firstJobs, 2 * count);
            blocks.compress(secondJobs, count);
        }
    }

    @Override
    public boolean isTag(final int lane, final long tag) {
        lastLane = lane;
        final long computed = lane(lane) + LANE_TAG;
        final long difference = Memory.getLong(computed) ^ Memory.getLong(tag)
                | Memory.getLong(computed + Long.BYTES) ^ Memory.getLong(tag + Long.BYTES);
        return difference == 0;
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
        final long what = ChainHasher.firstWord(index, kind, seat, payloadLength);
        if (payloadLength > SHORT_PAYLOAD) {
            extendByLong(head, what, timeMs, payload, payloadLength);
            return;
        }
        final long word = shortPayload(payload, payloadLength);
        final long time = timeWord(timeMs, word);
        final long rest = payloadWord(word, payloadLength);
        final long lane = lane(lastLane);
        if (isLink(lane + LANE_LINK, head, what, time, rest)) {
            Memory.copy32(lane + LANE_HEAD, head);
        } else {
            putLink(message, head, what, time, rest, payloadLength);
            compress(initial, message, message + BLOCK, head);
        }
    }

    private void extendByLong(
            final long head, final long what, final long timeMs, final long payload, final int payloadLength) {
        final int length = PAYLOAD + payloadLength;
        final long end = pad(message, length, length);
        Memory.copy32(head, message);
        Memory.putLong(message + INDEX, what);
        // The time's last byte lies where the payload begins.
        Memory.putLong(message + TIME, timeMs);
        Memory.copy(payload, message + PAYLOAD, payloadLength);
        compress(initial, message, end, head);
    }

    /** The bytes of a short payload, and the end of the message where there is room for it in the word. */
    private static long shortPayload(final long payload, final int length) {
        long word = length == SHORT_PAYLOAD ? 0 : END_OF_MESSAGE << length * Byte.SIZE;
        for (int i = 0; i < length; i++) {
            word |= (Memory.getByte(payload + i) & 0xFFL) << i * Byte.SIZE;
        }
        return word;
    }

    private static long timeWord(final long timeMs, final long shortPayload) {
        return timeMs & (1L << TIME_BITS) - 1 | shortPayload << TIME_BITS;
    }

    private static long payloadWord(final long shortPayload, final int payloadLength) {
        final long end = payloadLength == SHORT_PAYLOAD ? END_OF_MESSAGE << TIME_BITS : 0;
        return shortPayload >>> Byte.SIZE | end;
    }

    private static void putLink(
            final long block, final long head, final long what, final long time, final long rest,
            final int payloadLength) {
        Memory.copy32(head, block);
        Memory.putLong(block + INDEX, what);
        Memory.putLong(block + TIME, time);
        Memory.putLong(block + TIME + Long.BYTES, rest);
        putBitLength(block, PAYLOAD + payloadLength);
    }

    /** Whether a block is a link's, whose length the words tell. */
    private static boolean isLink(
            final long block, final long head, final long what, final long time, final long rest) {
        final long difference = Memory.getLong(block) ^ Memory.getLong(head)
                | Memory.getLong(block + 8) ^ Memory.getLong(head + 8)
                | Memory.getLong(block + 16) ^ Memory.getLong(head + 16)
                | Memory.getLong(block + 24) ^ Memory.getLong(head + 24)
                | Memory.getLong(block + INDEX) ^ what
                | Memory.getLong(block + TIME) ^ time
                | Memory.getLong(block + TIME + Long.BYTES) ^ rest;
        return difference == 0;
    }

    /** Pad a message (FIPS 180-4, 5.1.1) before its bytes are put; where its last block ends. */
    private static long pad(final long message, final int length, final int hashedLength) {
        final long end = message + (length + LENGTH_BYTES) / BLOCK * BLOCK + BLOCK;
        final long tail = message + (length & -Long.BYTES);
        Memory.putLong(tail, END_OF_MESSAGE << (length & Long.BYTES - 1) * Byte.SIZE);
        for (long word = tail + Long.BYTES; word < end - LENGTH_BYTES; word += Long.BYTES) {
            Memory.putLong(word, 0);
        }
        putBitLength(end - BLOCK, hashedLength);
        return end;
    }

    private static void putBitLength(final long lastBlock, final int hashedLength) {
        Memory.putLong(lastBlock + BLOCK - LENGTH_BYTES, Long.reverseBytes((long) hashedLength * Byte.SIZE));
    }

    /** Blocks that follow each other. */
    private void compress(final long before, final long from, final long end, final long after) {
        long current = before;
        for (long block = from; block < end; block += BLOCK) {
            final long next = block + BLOCK < end ? state : after;
            putJob(job, current, block, next);
            blocks.compress(job, 1);
            current = next;
        }
    }

    /** Whether this function is the one that it should be: for messages by themselves, and for jobs done together. */
    private boolean isSound() {
        final byte[] text =
                "an authoritative move server for multiplayer games: IronHoard".getBytes(StandardCharsets.US_ASCII);
        boolean isSound = true;
        for (int length = 0; length <= text.length; length++) {
            final long end = pad(message, length, length);
            Memory.put(text, 0, message, length);
            compress(initial, message, end, state);
            isSound &= isDigest(state, text, length);
        }
        final int jobs = 2 * LANES - 1;
        for (int i = 0; i < jobs; i++) {
            final long block = message + (long) i % 2 * BLOCK;
            pad(block, i % 2 + 1, i % 2 + 1);
            Memory.put(text, 0, block, i % 2 + 1);
            putJob(firstJobs + (long) i * BlockFunction.JOB_LENGTH, initial, block, lanes + (long) i * STATE_LENGTH);
        }
        blocks.compress(firstJobs, jobs);
        for (int i = 0; i < jobs; i++) {
            isSound &= isDigest(lanes + (long) i * STATE_LENGTH, text, i % 2 + 1);
        }
        layOutJobs();
        return isSound;
    }

    private static boolean isDigest(final long computed, final byte[] text, final int length) {
        final byte[] digest = new byte[STATE_LENGTH];
        Memory.get(computed, digest, 0, STATE_LENGTH);
        return Arrays.equals(digest, Sha256.of(Arrays.copyOf(text, length)));
    }

    static {
        if (MoveSigning.HEADER_LENGTH != 32
                || MoveSigning.TAG_LENGTH != 2 * Long.BYTES
                || SHORT_PAYLOAD != Long.BYTES || TIME_BITS != Long.SIZE - Byte.SIZE) {
            throw new AssertionError("what is written by words does not fit");
        }
    }
}
