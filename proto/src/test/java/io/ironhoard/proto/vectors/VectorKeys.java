package io.ironhoard.proto.vectors;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/** The key pairs that the vectors' records are signed with. They are known to everybody: no server has them. */
final class VectorKeys {
    private static final String PRIVATE_PREFIX = "302e020100300506032b657004220420";

    private VectorKeys() {}

    /** The pair whose private key is 32 times {@code 42}. */
    static KeyPair signer() {
        return pair("42".repeat(32), "302a300506032b6570032100"
                + "2152f8d19b791d24453242e15f2eab6cb7cffa7b6a5ed30097960e069881db12");
    }

    private static KeyPair pair(final String secret, final String publicDer) {
        try {
            final KeyFactory factory = KeyFactory.getInstance("Ed25519");
            final PrivateKey signing = factory.generatePrivate(new PKCS8EncodedKeySpec(bytes(PRIVATE_PREFIX + secret)));
            final PublicKey checking = factory.generatePublic(new X509EncodedKeySpec(bytes(publicDer)));
            return new KeyPair(checking, signing);
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException("these are no Ed25519 keys", e);
        }
    }

    private static byte[] bytes(final String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
