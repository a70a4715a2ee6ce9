package io.ironhoard.proto.chain;

import io.ironhoard.proto.crypto.Sha256;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.ids.PlayerId;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A match as its head₀ binds it, read from a {@link HeadPreimage}'s bytes. For gateways, tools and records; immutable
 * by convention: its arrays are not to be written.
 *
 * @param matchId the match.
 * @param createdMs the shard's time at creation, milliseconds since the Unix epoch.
 * @param clockInitialMs each seat's time, 0 without clocks.
 * @param clockIncrementMs what a turn adds.
 * @param abandonGraceMs how long a seat may stay away.
 * @param seedCommitment 32 bytes, see {@link HeadPreimage}.
 * @param rulesId the rule set.
 * @param rulesVersion its version.
 * @param signing 1 gateway, 2 player.
 * @param seats the players in seat order.
 * @param options as {@link io.ironhoard.proto.rules.OptionsCodec} encodes them.
 */
public record MatchHeader(
        MatchId matchId,
        long createdMs,
        long clockInitialMs,
        long clockIncrementMs,
        long abandonGraceMs,
        byte[] seedCommitment,
        String rulesId,
        int rulesVersion,
        int signing,
        List<PlayerId> seats,
        byte[] options) {

    /**
     * Read a preimage.
     *
     * @param preimage its bytes, exactly.
     * @return the match.
     * @throws IllegalArgumentException where the bytes are no preimage.
     */
    public static MatchHeader parse(final byte[] preimage) {
        final ByteBuffer in = ByteBuffer.wrap(preimage).order(ByteOrder.LITTLE_ENDIAN);
        try {
            if (in.getLong() != HeadPreimage.LABEL) {
                throw new IllegalArgumentException("these bytes do not begin like a match header of version 1");
            }
            return read(in);
        } catch (final BufferUnderflowException e) {
            throw new IllegalArgumentException("the match header ends early, after " + preimage.length + " bytes", e);
        }
    }

    private static MatchHeader read(final ByteBuffer in) {
        final MatchId matchId = new MatchId(in.getLong(), in.getLong());
        final long createdMs = in.getLong();
        final long clockInitialMs = in.getLong();
        final long clockIncrementMs = in.getLong();
        final long abandonGraceMs = in.getLong();
        final byte[] commitment = take(in, Sha256.LENGTH);
        final int rulesVersion = in.getShort() & 0xFFFF;
        final int signing = in.get();
        final int seatCount = in.get() & 0xFF;
        final int rulesLength = in.get() & 0xFF;
        final int optionsLength = in.getShort() & 0xFFFF;
        final List<PlayerId> seats = new ArrayList<>(seatCount);
        for (int seat = 0; seat < seatCount; seat++) {
            seats.add(new PlayerId(in.getLong(), in.getLong()));
        }
        final String rulesId = new String(take(in, rulesLength), StandardCharsets.US_ASCII);
        final byte[] options = take(in, optionsLength);
        if (in.hasRemaining()) {
            throw new IllegalArgumentException(in.remaining() + " bytes follow the match header");
        }
        return new MatchHeader(
                matchId,
                createdMs,
                clockInitialMs,
                clockIncrementMs,
                abandonGraceMs,
                commitment,
                rulesId,
                rulesVersion,
                signing,
                List.copyOf(seats),
                options);
    }

    /**
     * Whether a seed is the one that the match was created with.
     *
     * @param seed 32 bytes, revealed after the end.
     * @return whether it fits the commitment.
     */
    public boolean isSeed(final byte[] seed) {
        return seed.length == HeadPreimage.SEED_LENGTH && Arrays.equals(seedCommitment, commit(seed));
    }

    private byte[] commit(final byte[] seed) {
        final HeadPreimage preimage = new HeadPreimage(0, 0);
        preimage.match(matchId.high(), matchId.low(), createdMs, new UnsafeBuffer(seed), 0)
                .rules(rulesVersion, signing, 0);
        return Arrays.copyOfRange(
                preimage.toByteArray(), HeadPreimage.COMMITMENT, HeadPreimage.COMMITMENT + Sha256.LENGTH);
    }

    private static byte[] take(final ByteBuffer in, final int length) {
        final byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}
