package io.ironhoard.dispatcher.match;

import io.ironhoard.arena.Memory;
import io.ironhoard.dispatcher.hash.MoveHash;

/**
 * What a match knows of each of its seats, as a flyweight over its slot.
 *
 * <pre>
 *     0   key as the shard's hash prepared it, 64 bytes
 *    64   last sequence number, uint32     68   flags, int32: 1 has given up, 2 was held once
 *    72   rate: arrival time, microseconds 80   stream that holds the seat, 0 for nobody
 *    88   that stream's gateway, int32
 *    96   when an absent seat forfeits    104   player's id, upper half
 *   112   player's id, lower half         120   time left on the clock
 * </pre>
 *
 * <p>Owned by the shard's thread; allocates nothing after construction.
 */
public final class Seats {
    /** {@link #connectionId} of a seat that nobody holds. */
    public static final long NOBODY = 0;

    /** Bytes of a seat. */
    static final int LENGTH = 128;

    private static final int LAST_SEQUENCE = 64;
    private static final int FLAGS = 68;
    private static final int RATE = 72;
    private static final int CONNECTION = 80;
    private static final int OWNER = 88;
    private static final int FORFEITS = 96;
    private static final int PLAYER_HIGH = 104;
    private static final int PLAYER_LOW = 112;
    private static final int CLOCK_LEFT = 120;
    private static final int FORFEITED = 1;
    private static final int CONNECTED = 2;
    private static final int GRACE = 144;
    private static final int FIRST_FORFEIT = 56;

    static {
        if (MoveHash.PREPARED_KEY_LENGTH > LAST_SEQUENCE) {
            throw new AssertionError("a prepared key does not fit");
        }
    }

    private long slot;
    private long base;
    private int count;

    void layOut(final long slotAddress, final long seatsAddress, final int seatCount) {
        slot = slotAddress;
        base = seatsAddress;
        count = seatCount;
    }

    /** Where the seats end. */
    long end() {
        return at(count);
    }

    /**
     * Say from when absence counts, in a match that was just created.
     *
     * @param graceMs how long a seat may stay away.
     * @param nowMs the shard's time.
     */
    public void open(final long graceMs, final long nowMs) {
        Memory.putLong(slot + GRACE, graceMs);
        for (int seat = 0; seat < count; seat++) {
            Memory.putLong(at(seat) + FORFEITS, nowMs + graceMs);
        }
        findFirstForfeit();
    }

    /** When the first of the absent seats forfeits; {@link Long#MAX_VALUE} where none does. */
    public long firstForfeitMs() {
        return Memory.getLong(slot + FIRST_FORFEIT);
    }

    private void findFirstForfeit() {
        long first = Long.MAX_VALUE;
        for (int seat = 0; seat < count; seat++) {
            first = Math.min(first, forfeitsAtMs(seat));
        }
        Memory.putLong(slot + FIRST_FORFEIT, first);
    }

    /** How long a seat may stay away, in milliseconds. */
    public long graceMs() {
        return Memory.getLong(slot + GRACE);
    }

    /** How many seats. */
    public int count() {
        return count;
    }

    /**
     * Give a seat to a player.
     *
     * @param seat from 0.
     * @param high the upper half of the player's id.
     * @param low the lower half.
     */
    public void player(final int seat, final long high, final long low) {
        Memory.putLong(at(seat) + PLAYER_HIGH, high);
        Memory.putLong(at(seat) + PLAYER_LOW, low);
    }

    /** The upper half of a seat's player's id. */
    public long playerIdHigh(final int seat) {
        return Memory.getLong(at(seat) + PLAYER_HIGH);
    }

    /** The lower half of a seat's player's id. */
    public long playerIdLow(final int seat) {
        return Memory.getLong(at(seat) + PLAYER_LOW);
    }

    /** Whether the seat is this player's. */
    public boolean isPlayer(final int seat, final long high, final long low) {
        return playerIdHigh(seat) == high && playerIdLow(seat) == low;
    }

    /** The address of a seat's prepared key. */
    public long key(final int seat) {
        return at(seat);
    }

    /** The last sequence number accepted from a seat, as uint32; 0 before the first. */
    public int lastSequence(final int seat) {
        return Memory.getInt(at(seat) + LAST_SEQUENCE);
    }

    /** Set {@link #lastSequence(int)}. */
    public void lastSequence(final int seat, final int sequence) {
        Memory.putInt(at(seat) + LAST_SEQUENCE, sequence);
    }

    /** The stream that holds a seat, or {@link #NOBODY}. */
    public long connectionId(final int seat) {
        return Memory.getLong(at(seat) + CONNECTION);
    }

    /** What {@link #connect} was told of the gateway whose stream holds a seat. */
    public int connectionOwner(final int seat) {
        return Memory.getInt(at(seat) + OWNER);
    }

    /**
     * A stream takes a seat, from whoever held it.
     *
     * @param seat from 0.
     * @param connection the stream.
     * @param owner its gateway, in the present life of that.
     */
    public void connect(final int seat, final long connection, final int owner) {
        Memory.putLong(at(seat) + CONNECTION, connection);
        Memory.putInt(at(seat) + OWNER, owner);
        Memory.putLong(at(seat) + FORFEITS, Long.MAX_VALUE);
        raise(seat, CONNECTED);
        findFirstForfeit();
    }

    /**
     * Nobody holds a seat any more.
     *
     * @param seat from 0.
     * @param nowMs the shard's time, from which its absence counts.
     */
    public void disconnect(final int seat, final long nowMs) {
        Memory.putLong(at(seat) + CONNECTION, NOBODY);
        if (!hasForfeited(seat)) {
            Memory.putLong(at(seat) + FORFEITS, nowMs + graceMs());
            findFirstForfeit();
        }
    }

    /** When an absent seat forfeits, milliseconds since the Unix epoch; {@link Long#MAX_VALUE} where it does not. */
    public long forfeitsAtMs(final int seat) {
        return Memory.getLong(at(seat) + FORFEITS);
    }

    /** Whether every seat has been held by a stream at some time. */
    public boolean haveAllConnected() {
        for (int seat = 0; seat < count; seat++) {
            if (!has(seat, CONNECTED)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a seat has given up. */
    public boolean hasForfeited(final int seat) {
        return has(seat, FORFEITED);
    }

    /** A seat gives up, once and for all. */
    public void forfeit(final int seat) {
        raise(seat, FORFEITED);
        Memory.putLong(at(seat) + FORFEITS, Long.MAX_VALUE);
        findFirstForfeit();
    }

    /** The rate limiter's theoretical arrival time, microseconds since the Unix epoch. */
    public long rateMicros(final int seat) {
        return Memory.getLong(at(seat) + RATE);
    }

    /** Set {@link #rateMicros(int)}. */
    public void rateMicros(final int seat, final long micros) {
        Memory.putLong(at(seat) + RATE, micros);
    }

    /** What a seat's clock has left, in milliseconds, as of the last event. */
    long clockLeftMs(final int seat) {
        return Memory.getLong(at(seat) + CLOCK_LEFT);
    }

    /** Set {@link #clockLeftMs(int)}. */
    void clockLeftMs(final int seat, final long leftMs) {
        Memory.putLong(at(seat) + CLOCK_LEFT, leftMs);
    }

    private boolean has(final int seat, final int flag) {
        return (Memory.getInt(at(seat) + FLAGS) & flag) != 0;
    }

    private void raise(final int seat, final int flag) {
        Memory.putInt(at(seat) + FLAGS, Memory.getInt(at(seat) + FLAGS) | flag);
    }

    private long at(final int seat) {
        return address(base, seat);
    }

    /** Where a seat lies, of those that begin at an address. */
    static long address(final long seats, final int seat) {
        return seats + (long) seat * LENGTH;
    }
}
