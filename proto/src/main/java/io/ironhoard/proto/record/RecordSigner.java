package io.ironhoard.proto.record;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;

/** Signs records with the server's Ed25519 key (RFC 8032). Owned by one thread, which is never a shard's. */
public final class RecordSigner {
    private final KeyPair keys;
    private final byte[] fingerprint;

    /**
     * @param keys an Ed25519 key pair.
     */
    public RecordSigner(final KeyPair keys) {
        this.keys = keys;
        fingerprint = RecordKeys.fingerprint(keys.getPublic());
    }

    /** The first 8 bytes of SHA-256 over the public key's X.509 encoding. */
    public byte[] fingerprint() {
        return fingerprint.clone();
    }

    /**
     * @param bytes what to sign.
     * @param length how many of them, from 0.
     * @return the signature, 64 bytes.
     */
    public byte[] sign(final byte[] bytes, final int length) {
        try {
            final Signature signature = Signature.getInstance(RecordKeys.ALGORITHM);
            signature.initSign(keys.getPrivate());
            signature.update(bytes, 0, length);
            return signature.sign();
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot sign with " + RecordKeys.ALGORITHM, e);
        }
    }
}
