package io.ironhoard.proto.chain;

import io.ironhoard.proto.crypto.Sha256;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The bytes whose SHA-256 is head₀: everything that makes this match this match.
 *
 * <pre>
 *     0   label, the 8 bytes "IHMATCH", 0x01
 *     8   match id: upper half, lower half; 8 bytes each
 *    24   time of creation, int64, milliseconds since the Unix epoch
 *    32   clock: initial, increment; grace of absence; int64 each, milliseconds
 *    56   commitment to the seed, 32 bytes: SHA-256("IHSEED", 0x01, 0x00 | match id, 16 | seed, 32)
 *    88   rule set's version, uint16
 *    90   signing: 1 gateway, 2 player; one byte
 *    91   seats, one byte
 *    92   length of the rule set's id, one byte
 *    93   length of the options, uint16
 *    95   players' ids in seat order, 16 bytes each
 *     …   rule set's id, ASCII
 *     …   options, as OptionsCodec encodes them
 * </pre>
 *
 * <p>All numbers are little-endian. Owned by one thread; {@link #hash} and the putters allocate nothing.
 */
public final class HeadPreimage {
    /** {@code "IHMATCH"}, version 1, as a little-endian number. */
    public static final long LABEL = 0x0148_4354_414D_4849L;
    /** {@code "IHSEED"}, version 1, as a little-endian number. */
    public static final long SEED_LABEL = 0x0001_4445_4553_4849L;
    /** Bytes of a match's seed. */
    public static final int SEED_LENGTH = 32;
    /** Bytes before the players' ids. */
    public static final int HEADER_LENGTH = 95;

    /** Bytes of a player's id. */
    static final int PLAYER_LENGTH = 16;
    /** Offset of the match id's upper half; the lower one follows. */
    static final int MATCH_ID = 8;
    /** Offset of the time of creation. */
    static final int CREATED = 24;
    /** Offset of the clock's initial time, followed by increment and grace. */
    static final int CLOCK_INITIAL = 32;
    /** Offset of the clock's increment. */
    static final int CLOCK_INCREMENT = 40;
    /** Offset of the grace of absence. */
    static final int GRACE = 48;
    /** Offset of the commitment to the seed. */
    static final int COMMITMENT = 56;
    /** Offset of the rule set's version. */
    static final int RULES_VERSION = 88;
    /** Offset of the signing mode. */
    static final int SIGNING = 90;
    /** Offset of the number of seats. */
    static final int SEATS = 91;
    /** Offset of the length of the rule set's id. */
    static final int RULES_LENGTH = 92;
    /** Offset of the length of the options. */
    static final int OPTIONS_LENGTH = 93;

    private final byte[] bytes;
    private final UnsafeBuffer buffer;
    private final byte[] seedInput = new byte[2 * SEED_LENGTH - Long.BYTES];
    private final UnsafeBuffer seedBuffer = new UnsafeBuffer(seedInput);
    private final MessageDigest digest = Sha256.newDigest();
    private int length;

    /**
     * @param seatsMax the most seats that will come.
     * @param textsLengthMax the longest rule set id and options together, in bytes.
     */
    public HeadPreimage(final int seatsMax, final int textsLengthMax) {
        bytes = new byte[HEADER_LENGTH + seatsMax * PLAYER_LENGTH + textsLengthMax];
        buffer = new UnsafeBuffer(bytes);
        buffer.putLong(0, LABEL, ByteOrder.LITTLE_ENDIAN);
        seedBuffer.putLong(0, SEED_LABEL, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Begin with the match's identity and its secret seed, of which only the commitment is kept.
     *
     * @param matchIdHigh the upper half of the match's id.
     * @param matchIdLow the lower half.
     * @param createdMs the shard's time at creation.
     * @param seed where the seed's {@link #SEED_LENGTH} bytes are.
     * @param seedOffset where they begin.
     * @return this.
     */
    public HeadPreimage match(
            final long matchIdHigh,
            final long matchIdLow,
            final long createdMs,
            final DirectBuffer seed,
            final int seedOffset) {
        putLong(MATCH_ID, matchIdHigh);
        putLong(MATCH_ID + Long.BYTES, matchIdLow);
        putLong(CREATED, createdMs);
        seedBuffer.putLong(8, matchIdHigh, ByteOrder.LITTLE_ENDIAN);
        seedBuffer.putLong(16, matchIdLow, ByteOrder.LITTLE_ENDIAN);
        seed.getBytes(seedOffset, seedInput, 24, SEED_LENGTH);
        digest.update(seedInput, 0, seedInput.length);
        Sha256.finish(digest, bytes, COMMITMENT);
        return this;
    }

    /**
     * @param initialMs each seat's time, 0 without clocks.
     * @param incrementMs what a turn adds.
     * @param graceMs how long a seat may stay away.
     * @return this.
     */
    public HeadPreimage clock(final long initialMs, final long incrementMs, final long graceMs) {
        putLong(CLOCK_INITIAL, initialMs);
        putLong(CLOCK_INCREMENT, incrementMs);
        putLong(GRACE, graceMs);
        return this;
    }

    /**
     * @param version the rule set's version.
     * @param signing 1 gateway, 2 player.
     * @param seats how many seats; {@link #player} follows for each.
     * @return this.
     */
    public HeadPreimage rules(final int version, final int signing, final int seats) {
        buffer.putShort(RULES_VERSION, (short) version, ByteOrder.LITTLE_ENDIAN);
        buffer.putByte(SIGNING, (byte) signing);
        buffer.putByte(SEATS, (byte) seats);
        length = HEADER_LENGTH + seats * PLAYER_LENGTH;
        return this;
    }

    /**
     * @param seat from 0.
     * @param playerIdHigh the upper half of its player's id.
     * @param playerIdLow the lower half.
     */
    public void player(final int seat, final long playerIdHigh, final long playerIdLow) {
        putLong(HEADER_LENGTH + seat * PLAYER_LENGTH, playerIdHigh);
        putLong(HEADER_LENGTH + seat * PLAYER_LENGTH + Long.BYTES, playerIdLow);
    }

    /**
     * @param source where the rule set's id is, in ASCII.
     * @param offset where it begins.
     * @param idLength its length; {@link #options} comes next.
     */
    public void rulesId(final DirectBuffer source, final int offset, final int idLength) {
        buffer.putByte(RULES_LENGTH, (byte) idLength);
        source.getBytes(offset, bytes, length, idLength);
        length += idLength;
    }

    /**
     * @param source where the encoded options are.
     * @param offset where they begin.
     * @param optionsLength their length.
     */
    public void options(final DirectBuffer source, final int offset, final int optionsLength) {
        buffer.putShort(OPTIONS_LENGTH, (short) optionsLength, ByteOrder.LITTLE_ENDIAN);
        source.getBytes(offset, bytes, length, optionsLength);
        length += optionsLength;
    }

    /**
     * Compute head₀ of what was put.
     *
     * @param out where to write {@link ChainHasher#HEAD_LENGTH} bytes.
     * @param outOffset where to begin.
     */
    public void hash(final byte[] out, final int outOffset) {
        digest.update(bytes, 0, length);
        Sha256.finish(digest, out, outOffset);
    }

    /** A copy of the bytes that were put. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    private void putLong(final int offset, final long value) {
        buffer.putLong(offset, value, ByteOrder.LITTLE_ENDIAN);
    }
}
