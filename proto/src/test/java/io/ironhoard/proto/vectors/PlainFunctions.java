package io.ironhoard.proto.vectors;

import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.ids.PlayerId;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** By docs/CLIENTS.md and docs/RECORDS.md alone, with nothing but the JDK, and without a thought for speed. */
final class PlainFunctions implements ClientFunctions {
    private static final int LONGEST = 0x10000;

    @Override
    public byte[] signedBytes(final Submission move) {
        final ByteBuffer out = buffer();
        out.put(label("IHMOVE", 1, 0)).putLong(move.match().high()).putLong(move.match().low());
        out.putInt((int) move.sequence()).put((byte) move.seat()).put((byte) move.action());
        return written(out.putShort((short) move.payload().length).put(move.payload()));
    }

    @Override
    public byte[] tag(final byte[] seatKey, final byte[] signed) {
        try {
            final Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(seatKey, "HmacSHA256"));
            return Arrays.copyOf(mac.doFinal(signed), 16);
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public byte[] commitment(final MatchId match, final byte[] seed) {
        return sha256(
                written(buffer().put(label("IHSEED", 1, 0)).putLong(match.high()).putLong(match.low()).put(seed)));
    }

    @Override
    public byte[] options(final List<Option> options) {
        final ByteBuffer out = buffer();
        for (final Option option : options) {
            switch (option) {
                case Option.Whole whole -> out.putLong(whole.value());
                case Option.Text text -> out.putShort((short) text.value().length()).put(ascii(text.value()));
            }
        }
        return written(out);
    }

    @Override
    public byte[] headPreimage(final Match match) {
        final byte[] options = options(match.options());
        final ByteBuffer out = buffer();
        out.put(label("IHMATCH", 1)).putLong(match.match().high()).putLong(match.match().low());
        out.putLong(match.createdMs());
        out.putLong(match.clockInitialMs()).putLong(match.clockIncrementMs()).putLong(match.abandonGraceMs());
        out.put(commitment(match.match(), match.seed()));
        out.putShort((short) match.rulesVersion()).put((byte) match.signing()).put((byte) match.players().size());
        out.put((byte) match.rules().length()).putShort((short) options.length);
        for (final PlayerId player : match.players()) {
            out.putLong(player.high()).putLong(player.low());
        }
        return written(out.put(ascii(match.rules())).put(options));
    }

    @Override
    public byte[] initialHead(final byte[] preimage) {
        return sha256(preimage);
    }

    @Override
    public byte[] canonicalEvent(final Event event) {
        final ByteBuffer out = buffer();
        out.putInt((int) event.index()).putShort((short) event.payload().length);
        out.put((byte) event.seat()).put((byte) event.kind());
        for (int i = 0; i < 7; i++) {
            out.put((byte) (event.timeMs() >>> 8 * i));
        }
        return written(out.put(event.payload()));
    }

    @Override
    public byte[] nextHead(final byte[] head, final byte[] canonical) {
        return sha256(written(buffer().put(head).put(canonical)));
    }

    @Override
    public byte[] fingerprint(final PublicKey key) {
        return Arrays.copyOf(sha256(key.getEncoded()), 8);
    }

    @Override
    public byte[] record(final Match match, final List<Event> events, final End end) {
        final byte[] preimage = headPreimage(match);
        byte[] head = initialHead(preimage);
        final ByteBuffer out = buffer();
        out.put(ascii("IHRECORD")).putShort((short) 1).putShort((short) preimage.length).put(preimage);
        out.put(match.seed()).put(head).putInt(events.size());
        for (final Event event : events) {
            final byte[] canonical = canonicalEvent(event);
            head = nextHead(head, canonical);
            out.put(canonical).put(head);
        }
        out.put((byte) end.reason()).put((byte) end.placements().size());
        for (int seat = 0; seat < end.placements().size(); seat++) {
            out.put(end.placements().get(seat).byteValue()).putLong(end.scores().get(seat));
        }
        final KeyPair keys = VectorKeys.signer();
        out.put(fingerprint(keys.getPublic()));
        try {
            final Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initSign(keys.getPrivate());
            ed25519.update(written(out));
            return written(out.put(ed25519.sign()));
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String fault(final byte[] file, final PublicKey key) {
        final ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).position(10);
        final byte[] preimage = take(in, in.getShort() & 0xFFFF);
        final byte[] seed = take(in, 32);
        byte[] head = take(in, 32);
        if (!Arrays.equals(head, sha256(preimage))) {
            return "header";
        }
        final ByteBuffer header = ByteBuffer.wrap(preimage).order(ByteOrder.LITTLE_ENDIAN);
        final MatchId match = new MatchId(header.getLong(8), header.getLong(16));
        if (!Arrays.equals(Arrays.copyOfRange(preimage, 56, 88), commitment(match, seed))) {
            return "seed";
        }
        final int events = in.getInt();
        for (int i = 0; i < events; i++) {
            final byte[] canonical = take(in, 15 + (in.getShort(in.position() + 4) & 0xFFFF));
            head = nextHead(head, canonical);
            if (!Arrays.equals(head, take(in, 32))) {
                return "event " + i;
            }
        }
        in.get();
        take(in, 9 * in.get());
        final boolean isNamed = Arrays.equals(take(in, 8), fingerprint(key));
        return isNamed && isSigned(file, in.position(), key) ? "" : "signature";
    }

    private static boolean isSigned(final byte[] file, final int length, final PublicKey key) {
        try {
            final Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(key);
            ed25519.update(file, 0, length);
            return ed25519.verify(Arrays.copyOfRange(file, length, file.length));
        } catch (final GeneralSecurityException e) {
            return false;
        }
    }

    private static byte[] take(final ByteBuffer in, final int length) {
        final byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static ByteBuffer buffer() {
        return ByteBuffer.allocate(LONGEST).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] written(final ByteBuffer out) {
        return Arrays.copyOf(out.array(), out.position());
    }

    private static byte[] label(final String letters, final int... rest) {
        final ByteBuffer out = ByteBuffer.allocate(letters.length() + rest.length).put(ascii(letters));
        for (final int value : rest) {
            out.put((byte) value);
        }
        return out.array();
    }

    private static byte[] ascii(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] sha256(final byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
