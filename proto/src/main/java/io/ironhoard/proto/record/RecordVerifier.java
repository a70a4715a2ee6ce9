package io.ironhoard.proto.record;

import io.ironhoard.proto.chain.ChainHasher;
import io.ironhoard.proto.crypto.Sha256;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Checks a record's bytes against a public key from outside it: header, seed, every link of the chain, signature. What
 * the rules say of its moves is checked elsewhere. Thread-safe.
 */
public final class RecordVerifier {
    private static final int PAYLOAD_LENGTH_MAX = 0xFFFF;

    private final PublicKey key;
    private final byte[] fingerprint;

    /**
     * @param key the server's public key.
     */
    public RecordVerifier(final PublicKey key) {
        this.key = key;
        fingerprint = RecordKeys.fingerprint(key);
    }

    /**
     * Check a record.
     *
     * @param file its bytes.
     * @return the record, when all of it holds.
     * @throws RecordException naming the first place that does not hold.
     */
    public MatchRecord verify(final byte[] file) throws RecordException {
        final MatchRecord record = verifyWithoutKey(file);
        if (!Arrays.equals(fingerprint, record.fingerprint())) {
            throw new RecordException("signature: the record was signed by key "
                    + HexFormat.of().formatHex(record.fingerprint()) + ", not by "
                    + HexFormat.of().formatHex(fingerprint));
        }
        if (!isSignature(file, record)) {
            throw new RecordException("signature: it is not the key's for these bytes");
        }
        return record;
    }

    /**
     * Check all of a record that needs no key: that it holds together, but not who made it.
     *
     * @param file its bytes.
     * @return the record.
     * @throws RecordException naming the first place that does not hold.
     */
    public static MatchRecord verifyWithoutKey(final byte[] file) throws RecordException {
        if (file.length > RecordFormat.LENGTH_MAX) {
            throw new RecordException("the file is longer than " + RecordFormat.LENGTH_MAX + " bytes");
        }
        final MatchRecord record = MatchRecord.parse(file);
        if (!Arrays.equals(Sha256.of(record.preimage()), record.initialHead())) {
            throw new RecordException("header: it does not hash to head 0");
        }
        if (!record.header().isSeed(record.seed())) {
            throw new RecordException("seed: it does not fit the commitment in the header");
        }
        checkChain(record);
        return record;
    }

    private static void checkChain(final MatchRecord record) throws RecordException {
        final ChainHasher chain = new ChainHasher(PAYLOAD_LENGTH_MAX);
        final byte[] head = record.initialHead().clone();
        for (final RecordedEvent event : record.events()) {
            chain.wrap(event.canonical(), 0, event.canonical().length);
            chain.extend(head, 0, event.canonical().length, head, 0);
            if (!Arrays.equals(head, event.head())) {
                throw new RecordException("event " + event.index() + ": the chain breaks here");
            }
        }
    }

    private boolean isSignature(final byte[] file, final MatchRecord record) {
        try {
            final Signature signature = Signature.getInstance(RecordKeys.ALGORITHM);
            signature.initVerify(key);
            signature.update(file, 0, record.signedLength());
            return signature.verify(record.signature());
        } catch (final GeneralSecurityException e) {
            return false;
        }
    }
}
