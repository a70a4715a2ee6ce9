package io.ironhoard.proto.crypto;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 (FIPS 180-4) without checked exceptions: every JDK has it. */
public final class Sha256 {
    /** Bytes of a digest. */
    public static final int LENGTH = 32;

    private Sha256() {}

    /** A new digest object, owned by the calling thread. */
    public static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }

    /**
     * Finish a digest into an array. Allocates nothing.
     *
     * @param digest with its input; reset afterwards.
     * @param out where to write {@link #LENGTH} bytes.
     * @param offset where to begin.
     */
    public static void finish(final MessageDigest digest, final byte[] out, final int offset) {
        try {
            digest.digest(out, offset, LENGTH);
        } catch (final DigestException e) {
            throw new IllegalArgumentException("no room for a digest at " + offset + " of " + out.length, e);
        }
    }

    /**
     * @param input bytes.
     * @return their SHA-256.
     */
    public static byte[] of(final byte[] input) {
        return newDigest().digest(input);
    }
}
