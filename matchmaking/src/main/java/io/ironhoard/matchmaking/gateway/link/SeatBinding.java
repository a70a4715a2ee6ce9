package io.ironhoard.matchmaking.gateway.link;

/**
 * What stays the same in all frames of one stream: its seat, and the key that its moves are signed with. Made once a
 * stream; nobody writes to the key.
 *
 * @param shardId the shard that has the match.
 * @param matchIdHigh the upper half of the match's id.
 * @param matchIdLow the lower half.
 * @param seat the seat, from 0.
 * @param connectionId the stream's own id, not 0.
 * @param signingKey the seat's key where the gateway signs, or {@link #NO_KEY} where the player does. Secret.
 */
public record SeatBinding(
        int shardId, long matchIdHigh, long matchIdLow, int seat, long connectionId, byte[] signingKey) {
    /** The signing key of a stream whose player signs, or whose seat is not connected yet. */
    public static final byte[] NO_KEY = {};

    /** Whether the gateway signs the moves. */
    public boolean gatewaySigns() {
        return signingKey.length != 0;
    }

    /**
     * @param key the seat's key, for a match in which the gateway signs.
     * @return the same seat with the key.
     */
    public SeatBinding withSigningKey(final byte[] key) {
        return new SeatBinding(shardId, matchIdHigh, matchIdLow, seat, connectionId, key);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "SeatBinding[shard=" + shardId + ", match=" + Long.toHexString(matchIdHigh) + ":"
                + Long.toHexString(matchIdLow) + ", seat=" + seat + ", connection=" + connectionId + "]";
    }
}
