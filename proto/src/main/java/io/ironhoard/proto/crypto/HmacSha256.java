package io.ironhoard.proto.crypto;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * HMAC-SHA-256 (RFC 2104) from two digests, because {@link javax.crypto.Mac#doFinal} allocates at each call.
 *
 * <p>Owned by one thread. Allocates nothing after construction.
 */
public final class HmacSha256 {
    /** Bytes of a whole HMAC. */
    public static final int LENGTH = Sha256.LENGTH;

    private static final int BLOCK = 64;
    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5C;

    private final MessageDigest digest = Sha256.newDigest();
    private final byte[] innerPad = new byte[BLOCK];
    private final byte[] outerPad = new byte[BLOCK];
    private final byte[] innerHash = new byte[LENGTH];

    /**
     * Take a key for what follows.
     *
     * @param key where the key is.
     * @param offset where it begins.
     * @param length its length, at most 64 bytes.
     */
    public void key(final byte[] key, final int offset, final int length) {
        if (length > BLOCK) {
            throw new IllegalArgumentException("key of " + length + " bytes; at most " + BLOCK);
        }
        Arrays.fill(innerPad, INNER);
        Arrays.fill(outerPad, OUTER);
        for (int i = 0; i < length; i++) {
            innerPad[i] ^= key[offset + i];
            outerPad[i] ^= key[offset + i];
        }
    }

    /**
     * Compute the HMAC of some bytes under the present key.
     *
     * @param input where they are.
     * @param offset where they begin.
     * @param length how many.
     * @param out where to write {@link #LENGTH} bytes.
     * @param outOffset where to begin.
     */
    public void compute(
            final byte[] input, final int offset, final int length, final byte[] out, final int outOffset) {
        digest.update(innerPad, 0, BLOCK);
        digest.update(input, offset, length);
        Sha256.finish(digest, innerHash, 0);
        digest.update(outerPad, 0, BLOCK);
        digest.update(innerHash, 0, LENGTH);
        Sha256.finish(digest, out, outOffset);
    }
}
