package io.ironhoard.dispatcher.match;

import io.ironhoard.arena.Memory;

/**
 * The receipts of the last K moves of each seat, by which a move that is sent again finds its first answer; a flyweight over
 * the match's slot.
 *
 * <pre>
 *     0   sequence, uint32            4   index, uint32
 *     8   time, int64, milliseconds
 *    16   tag of the submitted bytes, 16 bytes
 *    32   head, 32 bytes
 * </pre>
 *
 * <p>Owned by the shard's thread; allocates nothing after construction.
 */
public final class Receipts {
    /** Bytes of a receipt. */
    static final int LENGTH = 64;

    private static final int INDEX = 4;
    private static final int TIME = 8;
    private static final int TAG = 16;
    private static final int HEAD = 32;

    private long base;
    private long end;
    private int perSeat;

    void layOut(final long receiptsAddress, final int seats, final int receiptsPerSeat) {
        base = receiptsAddress;
        perSeat = receiptsPerSeat;
        end = receiptsAddress + (long) seats * receiptsPerSeat * LENGTH;
    }

    /**
     * Keep a receipt; the seat's oldest goes.
     *
     * @param seat from 0.
     * @param sequence the move's number.
     * @param index its place in the match.
     * @param timeMs the shard's time.
     * @param tag the address of its tag.
     * @param head the address of the head after it.
     */
    public void add(
            final int seat,
            final int sequence,
            final int index,
            final long timeMs,
            final long tag,
            final long head) {
        final long at = at(seat, sequence);
        Memory.putInt(at, sequence);
        Memory.putInt(at + INDEX, index);
        Memory.putLong(at + TIME, timeMs);
        Memory.copy16(tag, at + TAG);
        Memory.copy32(head, at + HEAD);
    }

    /** Whether the receipt of a seat's move is kept. */
    public boolean has(final int seat, final int sequence) {
        return sequence != 0 && Memory.getInt(at(seat, sequence)) == sequence;
    }

    /** Whether the kept move was submitted with this tag, which is with the same bytes. */
    public boolean isTag(final int seat, final int sequence, final long tag) {
        final long at = at(seat, sequence) + TAG;
        return Memory.getLong(at) == Memory.getLong(tag)
                && Memory.getLong(at + Long.BYTES) == Memory.getLong(tag + Long.BYTES);
    }

    /** The kept move's place in the match. */
    public int index(final int seat, final int sequence) {
        return Memory.getInt(at(seat, sequence) + INDEX);
    }

    /** The shard's time of the kept move. */
    public long timeMs(final int seat, final int sequence) {
        return Memory.getLong(at(seat, sequence) + TIME);
    }

    /** The address of the head after the kept move. */
    public long head(final int seat, final int sequence) {
        return at(seat, sequence) + HEAD;
    }

    /** The address at which the receipts begin. */
    public long begin() {
        return base;
    }

    /** The address at which they end. */
    public long end() {
        return end;
    }

    private long at(final int seat, final int sequence) {
        return address(base, perSeat, seat, sequence);
    }

    /** Where the receipt of a seat's move lies, of those that begin at an address. */
    static long address(final long receipts, final int perSeat, final int seat, final int sequence) {
        return receipts + (long) (seat * perSeat + (sequence & perSeat - 1)) * LENGTH;
    }
}
