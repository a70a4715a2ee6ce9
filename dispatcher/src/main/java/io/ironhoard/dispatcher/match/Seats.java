package io.ironhoard.dispatcher.match;

import io.ironhoard.proto.crypto.SeatKeys;
import java.util.Arrays;

/** What a match knows of each of its seats. Owned by the shard's thread; allocates nothing after construction. */
public final class Seats {
    /** {@link #connectionId} of a seat that nobody holds. */
    public static final long NOBODY = 0;

    private final long graceMs;
    private final long[] playerIdHigh;
    private final long[] playerIdLow;
    private final byte[] keys;
    private final int[] lastSequence;
    private final long[] connectionId;
    private final int[] connectionOwner;
    private final long[] forfeitsAtMs;
    private final long[] rateMicros;
    private final boolean[] hasForfeited;
    private final boolean[] hasConnected;

    /**
     * Seats that nobody holds yet.
     *
     * @param count how many seats.
     * @param graceMs how long one may stay away.
     * @param nowMs the shard's time, from which absence counts.
     */
    public Seats(final int count, final long graceMs, final long nowMs) {
        this.graceMs = graceMs;
        playerIdHigh = new long[count];
        playerIdLow = new long[count];
        keys = new byte[count * SeatKeys.LENGTH];
        lastSequence = new int[count];
        connectionId = new long[count];
        connectionOwner = new int[count];
        forfeitsAtMs = new long[count];
        rateMicros = new long[count];
        hasForfeited = new boolean[count];
        hasConnected = new boolean[count];
        Arrays.fill(forfeitsAtMs, nowMs + graceMs);
    }

    /** How long a seat may stay away, in milliseconds. */
    public long graceMs() {
        return graceMs;
    }

    /** How many seats. */
    public int count() {
        return lastSequence.length;
    }

    /**
     * Give a seat to a player.
     *
     * @param seat from 0.
     * @param high the upper half of the player's id.
     * @param low the lower half.
     */
    public void player(final int seat, final long high, final long low) {
        playerIdHigh[seat] = high;
        playerIdLow[seat] = low;
    }

    /** The upper half of a seat's player's id. */
    public long playerIdHigh(final int seat) {
        return playerIdHigh[seat];
    }

    /** The lower half of a seat's player's id. */
    public long playerIdLow(final int seat) {
        return playerIdLow[seat];
    }

    /** Whether the seat is this player's. */
    public boolean isPlayer(final int seat, final long high, final long low) {
        return playerIdHigh[seat] == high && playerIdLow[seat] == low;
    }

    /** All seats' keys, one after another. */
    public byte[] keys() {
        return keys;
    }

    /** Where a seat's key begins in {@link #keys}. */
    public int keyOffset(final int seat) {
        return seat * SeatKeys.LENGTH;
    }

    /** The last sequence number accepted from a seat, as uint32; 0 before the first. */
    public int lastSequence(final int seat) {
        return lastSequence[seat];
    }

    /** Set {@link #lastSequence(int)}. */
    public void lastSequence(final int seat, final int sequence) {
        lastSequence[seat] = sequence;
    }

    /** The stream that holds a seat, or {@link #NOBODY}. */
    public long connectionId(final int seat) {
        return connectionId[seat];
    }

    /** What {@link #connect} was told of the gateway whose stream holds a seat. */
    public int connectionOwner(final int seat) {
        return connectionOwner[seat];
    }

    /**
     * A stream takes a seat, from whoever held it.
     *
     * @param seat from 0.
     * @param connection the stream.
     * @param owner its gateway, in the present life of that.
     */
    public void connect(final int seat, final long connection, final int owner) {
        connectionId[seat] = connection;
        connectionOwner[seat] = owner;
        forfeitsAtMs[seat] = Long.MAX_VALUE;
        hasConnected[seat] = true;
    }

    /**
     * Nobody holds a seat any more.
     *
     * @param seat from 0.
     * @param nowMs the shard's time, from which its absence counts.
     */
    public void disconnect(final int seat, final long nowMs) {
        connectionId[seat] = NOBODY;
        if (!hasForfeited[seat]) {
            forfeitsAtMs[seat] = nowMs + graceMs;
        }
    }

    /** When an absent seat forfeits, milliseconds since the Unix epoch; {@link Long#MAX_VALUE} where it does not. */
    public long forfeitsAtMs(final int seat) {
        return forfeitsAtMs[seat];
    }

    /** Whether every seat has been held by a stream at some time. */
    public boolean haveAllConnected() {
        for (final boolean connected : hasConnected) {
            if (!connected) {
                return false;
            }
        }
        return true;
    }

    /** Whether a seat has given up. */
    public boolean hasForfeited(final int seat) {
        return hasForfeited[seat];
    }

    /** A seat gives up, once and for all. */
    public void forfeit(final int seat) {
        hasForfeited[seat] = true;
        forfeitsAtMs[seat] = Long.MAX_VALUE;
    }

    /** The rate limiter's theoretical arrival time, microseconds since the Unix epoch. */
    public long rateMicros(final int seat) {
        return rateMicros[seat];
    }

    /** Set {@link #rateMicros(int)}. */
    public void rateMicros(final int seat, final long micros) {
        rateMicros[seat] = micros;
    }
}
