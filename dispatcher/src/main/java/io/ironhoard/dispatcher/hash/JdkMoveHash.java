package io.ironhoard.dispatcher.hash;

import io.ironhoard.arena.Memory;
import io.ironhoard.proto.chain.ChainHasher;
import io.ironhoard.proto.crypto.MoveSigning;
import io.ironhoard.proto.crypto.SeatKeys;
import io.ironhoard.proto.crypto.Sha256;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import java.security.MessageDigest;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The hashes of a move by the JDK's digest: five blocks for a short move, because a digest cannot begin at a mid-state. Whole
 * messages lie in arrays of the heap, ready but for what changes, and are handed over in one call each.
 *
 * <p>Owned by one thread; allocates nothing after construction.
 */
public final class JdkMoveHash implements MoveHash {
    private static final int BLOCK = 64;
    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5C;
    private static final long INNER_WORD = 0x3636_3636_3636_3636L;
    private static final long OUTER_WORD = 0x5C5C_5C5C_5C5C_5C5CL;
    private static final int TIME = ChainHasher.HEAD_LENGTH + ChainHasher.TIME;
    private static final int PAYLOAD = ChainHasher.HEAD_LENGTH + ChainHasher.HEADER_LENGTH;

    private final MessageDigest digest = Sha256.newDigest();
    /** Key with inner pad, signed bytes. */
    private final byte[] inner = new byte[BLOCK + SIGNED_LENGTH_MAX];
    private final UnsafeBuffer innerWords = new UnsafeBuffer(inner);
    /** Key with outer pad, digest of the inner bytes. */
    private final byte[] outer = new byte[BLOCK + Sha256.LENGTH];
    private final UnsafeBuffer outerWords = new UnsafeBuffer(outer);
    /** Head, canonical event. */
    private final byte[] link = new byte[PAYLOAD + Math.max(1, RuleSetDescriptor.MOVE_LENGTH_LIMIT)];
    private final UnsafeBuffer linkWords = new UnsafeBuffer(link);
    private final byte[] tags = new byte[(LANES + 1) * Sha256.LENGTH];
    private final UnsafeBuffer tagWords = new UnsafeBuffer(tags);

    /** One without a key. */
    public JdkMoveHash() {
        Arrays.fill(inner, 0, BLOCK, INNER);
        Arrays.fill(outer, 0, BLOCK, OUTER);
    }

    @Override
    public String name() {
        return "jdk";
    }

    @Override
    public void prepare(final byte[] seatKey, final int offset, final long out) {
        Memory.put(seatKey, offset, out, SeatKeys.LENGTH);
        Memory.fill(out + SeatKeys.LENGTH, PREPARED_KEY_LENGTH - SeatKeys.LENGTH, (byte) 0);
    }

    @Override
    public boolean isTag(final long preparedKey, final long signed, final int length, final long tag) {
        layOutTag(LANES, preparedKey, signed, length);
        return isTag(LANES, tag);
    }

    @Override
    public void layOutTag(final int lane, final long preparedKey, final long signed, final int length) {
        for (int at = 0; at < SeatKeys.LENGTH; at += Long.BYTES) {
            final long word = Memory.getLong(preparedKey + at);
            innerWords.putLong(at, word ^ INNER_WORD);
            outerWords.putLong(at, word ^ OUTER_WORD);
        }
        copy(signed, innerWords, BLOCK, length);
        digest.update(inner, 0, BLOCK + length);
        Sha256.finish(digest, outer, BLOCK);
        digest.update(outer, 0, outer.length);
        Sha256.finish(digest, tags, lane * Sha256.LENGTH);
    }

    /** A digest has one state: a link is computed when it is due. */
    @Override
    public void layOutLink(
            final int lane,
            final long head,
            final int index,
            final int seat,
            final long timeMs,
            final long payload,
            final int payloadLength) {}

    /** Each tag was computed when it was laid out. */
    @Override
    public void computeLanes(final int lanes) {}

    @Override
    public boolean isTag(final int lane, final long tag) {
        final int at = lane * Sha256.LENGTH;
        final long difference = tagWords.getLong(at) ^ Memory.getLong(tag)
                | tagWords.getLong(at + Long.BYTES) ^ Memory.getLong(tag + Long.BYTES);
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
        copy(head, linkWords, 0, ChainHasher.HEAD_LENGTH);
        linkWords.putLong(ChainHasher.HEAD_LENGTH, ChainHasher.firstWord(index, kind, seat, payloadLength));
        // The time's last byte lies where the payload begins.
        linkWords.putLong(TIME, timeMs);
        copy(payload, linkWords, PAYLOAD, payloadLength);
        digest.update(link, 0, PAYLOAD + payloadLength);
        Sha256.finish(digest, link, 0);
        for (int at = 0; at < ChainHasher.HEAD_LENGTH; at += Long.BYTES) {
            Memory.putLong(head + at, linkWords.getLong(at));
        }
    }

    private static void copy(final long from, final UnsafeBuffer to, final int offset, final int length) {
        int at = 0;
        for (; at <= length - Long.BYTES; at += Long.BYTES) {
            to.putLong(offset + at, Memory.getLong(from + at));
        }
        for (; at < length; at++) {
            to.putByte(offset + at, Memory.getByte(from + at));
        }
    }

    static {
        if (TIME + Long.BYTES > PAYLOAD + 1 || MoveSigning.TAG_LENGTH != 2 * Long.BYTES) {
            throw new AssertionError("what is written by words does not fit");
        }
    }
}
