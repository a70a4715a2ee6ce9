package io.ironhoard.matchmaking.session;

import io.ironhoard.matchmaking.refusal.RefusedException;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.ids.PlayerId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;

/** Names that players sign in with, and the ids that follow from them. Stateless; from any thread. */
public final class PlayerNames {
    /** The longest name, in characters. */
    public static final int LENGTH_MAX = 32;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1," + LENGTH_MAX + "}");
    private static final byte[] LABEL = "ironhoard player by name, 1\0".getBytes(StandardCharsets.US_ASCII);

    private PlayerNames() {}

    /**
     * @param name what a caller sent.
     * @return the same.
     * @throws RefusedException INVALID_ARGUMENT where it is no name.
     */
    public static String check(final String name) {
        if (!isName(name)) {
            throw new RefusedException(
                    ResultCode.INVALID_ARGUMENT,
                    "name takes 1 to " + LENGTH_MAX + " letters, digits, '-', '_' or '.'; this one has "
                            + name.length() + " characters");
        }
        return name;
    }

    /**
     * @param name any text.
     * @return whether it is a name.
     */
    static boolean isName(final String name) {
        return name.length() <= LENGTH_MAX && NAME.matcher(name).matches();
    }

    /**
     * The id of whoever signs in by this name: the first 16 bytes of SHA-256 of a label and the name, so that every
     * gateway comes to the same one.
     *
     * @param name a name.
     * @return the id.
     */
    public static PlayerId playerId(final String name) {
        try {
            final MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(LABEL);
            final ByteBuffer hash = ByteBuffer.wrap(digest.digest(name.getBytes(StandardCharsets.US_ASCII)));
            return new PlayerId(hash.getLong(), hash.getLong());
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
