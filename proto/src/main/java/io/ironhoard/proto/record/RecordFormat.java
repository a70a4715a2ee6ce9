package io.ironhoard.proto.record;

/**
 * The layout of a record's file, all numbers little-endian.
 *
 * <pre>
 *   magic, the 8 bytes "IHRECORD"
 *   format version, uint16 = 1
 *   length of the match header, uint16
 *   match header: the preimage of head₀, see HeadPreimage
 *   seed, 32 bytes, revealed
 *   head₀, 32 bytes
 *   events, uint32: how many follow, each
 *       canonical event, 15 bytes and its payload, see ChainHasher
 *       head after it, 32 bytes
 *   end reason, one byte
 *   seats, one byte: how many standings follow, each
 *       placement, one byte
 *       score, int64
 *   fingerprint of the server's public key, 8 bytes
 *   signature, 64 bytes: Ed25519 (RFC 8032) over everything before it
 * </pre>
 *
 * <p>It holds no key but that fingerprint: the public key comes from outside.
 */
public final class RecordFormat {
    /** {@code "IHRECORD"} as a little-endian number. */
    public static final long MAGIC = 0x4452_4F43_4552_4849L;
    /** The version written here. */
    public static final int VERSION = 1;
    /** How record files end. */
    public static final String EXTENSION = ".ihr";
    /** Bytes of a fingerprint. */
    public static final int FINGERPRINT_LENGTH = 8;
    /** Bytes of a signature. */
    public static final int SIGNATURE_LENGTH = 64;
    /** The longest record that is read, in bytes. */
    public static final int LENGTH_MAX = 64 * 1024 * 1024;

    private RecordFormat() {}
}
