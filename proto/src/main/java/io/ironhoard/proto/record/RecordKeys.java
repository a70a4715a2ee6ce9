package io.ironhoard.proto.record;

import io.ironhoard.proto.crypto.Sha256;
import io.ironhoard.proto.instance.SecretFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/** The server's Ed25519 key pair in PEM files (PKCS #8, X.509), made at the first start. */
public final class RecordKeys {
    /** The signature algorithm's name. */
    static final String ALGORITHM = "Ed25519";

    private static final int KEY_FILE_LENGTH_MAX = 64 * 1024;

    private RecordKeys() {}

    /**
     * Read the pair, or make it where there is none yet.
     *
     * @param privateFile the private key, mode 0600.
     * @param publicFile the public key.
     * @return the pair.
     * @throws IOException where a file cannot be read or written, or is no key.
     */
    public static KeyPair loadOrCreate(final Path privateFile, final Path publicFile) throws IOException {
        if (Files.exists(privateFile)) {
            if (!Files.exists(publicFile)) {
                throw new IOException(privateFile + " is there but " + publicFile
                        + " is not: restore it, or move the private key away to make a new pair");
            }
            return new KeyPair(readPublic(publicFile), readPrivate(privateFile));
        }
        final KeyPair pair = generate();
        SecretFiles.write(
                privateFile,
                pem("PRIVATE KEY", pair.getPrivate().getEncoded()).getBytes(StandardCharsets.US_ASCII));
        Files.writeString(publicFile, pem("PUBLIC KEY", pair.getPublic().getEncoded()), StandardCharsets.US_ASCII);
        return pair;
    }

    /** A new pair. */
    public static KeyPair generate() {
        try {
            return KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no " + ALGORITHM, e);
        }
    }

    /**
     * @param file a PEM file, {@code BEGIN PUBLIC KEY}.
     * @return the key.
     * @throws IOException where the file cannot be read or is no Ed25519 public key.
     */
    public static PublicKey readPublic(final Path file) throws IOException {
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(der(file, "PUBLIC KEY")));
        } catch (final GeneralSecurityException e) {
            throw new IOException(file + " is not an " + ALGORITHM + " public key", e);
        }
    }

    /**
     * @param key a public key.
     * @return the first 8 bytes of SHA-256 over its X.509 encoding.
     */
    public static byte[] fingerprint(final PublicKey key) {
        return Arrays.copyOf(Sha256.of(key.getEncoded()), RecordFormat.FINGERPRINT_LENGTH);
    }

    private static PrivateKey readPrivate(final Path file) throws IOException {
        try {
            return KeyFactory.getInstance(ALGORITHM)
                    .generatePrivate(new PKCS8EncodedKeySpec(der(file, "PRIVATE KEY")));
        } catch (final GeneralSecurityException e) {
            throw new IOException(file + " is not an " + ALGORITHM + " private key", e);
        }
    }

    private static byte[] der(final Path file, final String type) throws IOException {
        if (Files.size(file) > KEY_FILE_LENGTH_MAX) {
            throw new IOException(file + " is too long for a key");
        }
        final String text = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        final String begin = "-----BEGIN " + type + "-----";
        final String end = "-----END " + type + "-----";
        if (!text.startsWith(begin) || !text.endsWith(end)) {
            throw new IOException(file + " is not a PEM file with one " + type);
        }
        try {
            return Base64.getMimeDecoder().decode(text.substring(begin.length(), text.length() - end.length()));
        } catch (final IllegalArgumentException e) {
            throw new IOException(file + " is not a PEM file with one " + type, e);
        }
    }

    private static String pem(final String type, final byte[] der) {
        final String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n";
    }
}
