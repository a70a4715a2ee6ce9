package io.ironhoard.proto.crypto;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Derives the keys of a match's seats from the node's secret with HKDF-SHA256 (RFC 5869).
 *
 * <pre>
 *   pseudo-random key = HMAC(salt = "ironhoard node 1", node secret)                      once
 *   match secret      = HMAC(pseudo-random key, "ironhoard match 1" | match id, 16 | 0x01)
 *   seat key          = HMAC(match secret, "ironhoard seat 1" | seat, 1 | 0x01)
 * </pre>
 *
 * <p>The second and third line are HKDF-Expand for one block of output. The match id is written high half first, each
 * little-endian. Owned by one thread; allocates nothing after construction.
 */
public final class SeatKeys {
    /** Bytes of a seat key, and of every secret above it. */
    public static final int LENGTH = HmacSha256.LENGTH;

    private static final byte[] SALT = "ironhoard node 1".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MATCH_INFO = "ironhoard match 1".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SEAT_INFO = "ironhoard seat 1".getBytes(StandardCharsets.US_ASCII);

    private final HmacSha256 hmac = new HmacSha256();
    private final byte[] nodeKey = new byte[LENGTH];
    private final byte[] matchSecret = new byte[LENGTH];
    private final byte[] matchInput = new byte[MATCH_INFO.length + 2 * Long.BYTES + 1];
    private final ByteBuffer matchId = ByteBuffer.wrap(matchInput).order(ByteOrder.LITTLE_ENDIAN);
    private final byte[] seatInput = new byte[SEAT_INFO.length + 2];

    /**
     * @param nodeSecret at least 32 secret bytes; copied in derived form only.
     */
    public SeatKeys(final byte[] nodeSecret) {
        if (nodeSecret.length < LENGTH) {
            throw new IllegalArgumentException("node secret of " + nodeSecret.length + " bytes; at least " + LENGTH);
        }
        hmac.key(SALT, 0, SALT.length);
        hmac.compute(nodeSecret, 0, nodeSecret.length, nodeKey, 0);
        System.arraycopy(MATCH_INFO, 0, matchInput, 0, MATCH_INFO.length);
        matchInput[matchInput.length - 1] = 1;
        System.arraycopy(SEAT_INFO, 0, seatInput, 0, SEAT_INFO.length);
        seatInput[seatInput.length - 1] = 1;
    }

    /**
     * Derive the keys of all seats of a match.
     *
     * @param matchIdHigh the upper half of the match's id.
     * @param matchIdLow the lower half.
     * @param seats how many seats.
     * @param out where to write {@code seats} keys of {@link #LENGTH} bytes, one after another from 0.
     */
    public void derive(final long matchIdHigh, final long matchIdLow, final int seats, final byte[] out) {
        matchId.putLong(MATCH_INFO.length, matchIdHigh).putLong(MATCH_INFO.length + Long.BYTES, matchIdLow);
        hmac.key(nodeKey, 0, LENGTH);
        hmac.compute(matchInput, 0, matchInput.length, matchSecret, 0);
        hmac.key(matchSecret, 0, LENGTH);
        for (int seat = 0; seat < seats; seat++) {
            seatInput[SEAT_INFO.length] = (byte) seat;
            hmac.compute(seatInput, 0, seatInput.length, out, seat * LENGTH);
        }
        Arrays.fill(matchSecret, (byte) 0);
    }
}
