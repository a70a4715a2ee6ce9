package io.ironhoard.matchmaking.gateway.link;

import com.google.protobuf.ByteString;
import io.aeron.Publication;
import io.aeron.logbuffer.BufferClaim;
import io.ironhoard.matchmaking.gateway.MatchPlan;
import io.ironhoard.proto.crypto.MoveSigning;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.ids.PlayerId;
import io.ironhoard.proto.ipc.StreamIds;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import io.ironhoard.proto.sbe.ConnectSeatEncoder;
import io.ironhoard.proto.sbe.CreateMatchEncoder;
import io.ironhoard.proto.sbe.DisconnectSeatEncoder;
import io.ironhoard.proto.sbe.GatewayHelloEncoder;
import io.ironhoard.proto.sbe.InspectMatchEncoder;
import io.ironhoard.proto.sbe.MessageHeaderEncoder;
import io.ironhoard.proto.sbe.SigningMode;
import io.ironhoard.proto.sbe.SubmitMoveEncoder;
import io.ironhoard.proto.sbe.ViewMatchEncoder;
import io.ironhoard.v1.Signing;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes one gateway's frames to one shard: claim, encode in place, commit.
 *
 * <p>A refused claim is returned, never waited for: the thread that writes here also drains the shard's events, and a
 * shard with a full event stream stops reading. Whatever fails between claim and commit aborts the claim, so the stream
 * never stands still.
 *
 * <p>Owned by the gateway's event loop. Moves allocate nothing.
 */
public final class IngressPublisher {
    /** How often a claim is tried while the stream turns to its next term. */
    private static final int CLAIM_ATTEMPTS_MAX = 3;

    private static final int SIGNED_OFFSET =
            MessageHeaderEncoder.ENCODED_LENGTH + SubmitMoveEncoder.labelEncodingOffset();
    private static final int TAG_OFFSET = MessageHeaderEncoder.ENCODED_LENGTH + SubmitMoveEncoder.tagEncodingOffset();

    private final ClaimPort port;
    private final int gatewayId;
    private final BufferClaim claim = new BufferClaim();
    private final MoveSigning signing = new MoveSigning(RuleSetDescriptor.MOVE_LENGTH_LIMIT);
    private final byte[] payloadBytes = new byte[RuleSetDescriptor.MOVE_LENGTH_LIMIT];
    private final UnsafeBuffer payloadBuffer = new UnsafeBuffer(payloadBytes);
    private final byte[] tagBytes = new byte[MoveSigning.TAG_LENGTH];
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final SubmitMoveEncoder submitMove = new SubmitMoveEncoder();
    private final CreateMatchEncoder createMatch = new CreateMatchEncoder();
    private final ConnectSeatEncoder connectSeat = new ConnectSeatEncoder();
    private final DisconnectSeatEncoder disconnectSeat = new DisconnectSeatEncoder();
    private final InspectMatchEncoder inspectMatch = new InspectMatchEncoder();
    private final ViewMatchEncoder viewMatch = new ViewMatchEncoder();
    private final GatewayHelloEncoder hello = new GatewayHelloEncoder();
    private int epoch;

    /**
     * @param port the ingress stream of this gateway to the shard.
     * @param gatewayId this gateway.
     */
    public IngressPublisher(final ClaimPort port, final int gatewayId) {
        this.port = port;
        this.gatewayId = gatewayId;
    }

    /**
     * @param shardEpoch what frames carry from now on.
     */
    public void epoch(final int shardEpoch) {
        epoch = shardEpoch;
    }

    /**
     * Write a move or a resignation. In a match whose moves the gateway signs the tag is computed over the frame itself.
     *
     * @param seat where it comes from.
     * @param correlationId what its answer will carry.
     * @param action {@link MoveSigning#ACTION_MOVE} or {@link MoveSigning#ACTION_RESIGN}.
     * @param sequence the client's number, as uint32.
     * @param deadlineMs refuse it from then on, milliseconds since the Unix epoch; 0 for no deadline.
     * @param payload at most {@link RuleSetDescriptor#MOVE_LENGTH_LIMIT} bytes.
     * @param tag {@link MoveSigning#TAG_LENGTH} bytes where the player signs; not looked at otherwise.
     * @return what became of it.
     */
    public Offer submitMove(
            final SeatBinding seat,
            final long correlationId,
            final int action,
            final int sequence,
            final long deadlineMs,
            final ByteString payload,
            final ByteString tag) {
        final int payloadLength = payload.size();
        final int blockLength = MessageHeaderEncoder.ENCODED_LENGTH + SubmitMoveEncoder.BLOCK_LENGTH;
        final Offer offer = tryClaim(blockLength + SubmitMoveEncoder.payloadHeaderLength() + payloadLength);
        if (offer != Offer.SENT) {
            return offer;
        }
        boolean encoded = false;
        try {
            final MutableDirectBuffer buffer = claim.buffer();
            final int offset = claim.offset();
            payload.copyTo(payloadBytes, 0);
            submitMove
                    .wrapAndApplyHeader(buffer, offset, header)
                    .correlationId(correlationId)
                    .deadlineMs(deadlineMs)
                    .epoch(epoch)
                    .gatewayId(gatewayId)
                    .reserved(0)
                    .label(MoveSigning.LABEL)
                    .matchIdHigh(seat.matchIdHigh())
                    .matchIdLow(seat.matchIdLow())
                    .sequence(sequence & 0xFFFF_FFFFL)
                    .seat((short) seat.seat())
                    .action((short) action)
                    .putPayload(payloadBuffer, 0, payloadLength);
            if (seat.gatewaySigns()) {
                signing.sign(
                        seat.signingKey(),
                        0,
                        buffer,
                        offset + SIGNED_OFFSET,
                        MoveSigning.HEADER_LENGTH + payloadLength,
                        buffer,
                        offset + TAG_OFFSET);
            } else {
                tag.copyTo(tagBytes, 0);
                buffer.putBytes(offset + TAG_OFFSET, tagBytes);
            }
            encoded = true;
        } finally {
            settle(encoded);
        }
        return Offer.SENT;
    }

    /**
     * Ask for a match.
     *
     * @param correlationId what the answer will carry.
     * @param matchId the new match.
     * @param plan what it is made of.
     * @param seed {@code 32} secret random bytes.
     * @return what became of it.
     */
    public Offer createMatch(
            final long correlationId, final MatchId matchId, final MatchPlan plan, final byte[] seed) {
        return write(createMatchLength(plan), () -> {
            createMatch
                    .wrapAndApplyHeader(claim.buffer(), claim.offset(), header)
                    .correlationId(correlationId)
                    .matchIdHigh(matchId.high())
                    .matchIdLow(matchId.low())
                    .clockInitialMs(plan.clockInitialMs())
                    .clockIncrementMs(plan.clockIncrementMs())
                    .abandonGraceMs(plan.abandonGraceMs())
                    .epoch(epoch)
                    .gatewayId(gatewayId)
                    .rulesVersion(plan.version())
                    .signing(plan.signing() == Signing.SIGNING_PLAYER ? SigningMode.PLAYER : SigningMode.GATEWAY)
                    .putSeed(seed, 0, seed.length);
            final CreateMatchEncoder.SeatsEncoder seats =
                    createMatch.seatsCount(plan.seats().size());
            for (final PlayerId player : plan.seats()) {
                seats.next().playerIdHigh(player.high()).playerIdLow(player.low());
            }
            createMatch.rules(plan.rules()).putOptions(plan.optionsEncoded(), 0, plan.optionsEncoded().length);
        });
    }

    /**
     * @param plan what a match is made of.
     * @return the length in bytes of the frame that asks for it; at most {@link StreamIds#MESSAGE_LENGTH_MAX} can be sent.
     */
    public static int createMatchLength(final MatchPlan plan) {
        return MessageHeaderEncoder.ENCODED_LENGTH
                + CreateMatchEncoder.BLOCK_LENGTH
                + CreateMatchEncoder.SeatsEncoder.sbeHeaderSize()
                + plan.seats().size() * CreateMatchEncoder.SeatsEncoder.sbeBlockLength()
                + CreateMatchEncoder.rulesHeaderLength()
                + plan.rules().length()
                + CreateMatchEncoder.optionsHeaderLength()
                + plan.optionsEncoded().length;
    }

    /**
     * Take a seat for a stream.
     *
     * @param correlationId what the answer will carry.
     * @param seat the seat and the stream's connection id.
     * @param player whose stream it is.
     * @return what became of it.
     */
    public Offer connectSeat(final long correlationId, final SeatBinding seat, final PlayerId player) {
        return write(MessageHeaderEncoder.ENCODED_LENGTH + ConnectSeatEncoder.BLOCK_LENGTH, () -> {
            connectSeat
                    .wrapAndApplyHeader(claim.buffer(), claim.offset(), header)
                    .correlationId(correlationId)
                    .matchIdHigh(seat.matchIdHigh())
                    .matchIdLow(seat.matchIdLow())
                    .playerIdHigh(player.high())
                    .playerIdLow(player.low())
                    .connectionId(seat.connectionId())
                    .epoch(epoch)
                    .gatewayId(gatewayId)
                    .seat((short) seat.seat());
        });
    }

    /**
     * Tell that a stream has ended.
     *
     * @param seat its seat and connection id.
     * @return what became of it.
     */
    public Offer disconnectSeat(final SeatBinding seat) {
        return write(MessageHeaderEncoder.ENCODED_LENGTH + DisconnectSeatEncoder.BLOCK_LENGTH, () -> {
            disconnectSeat
                    .wrapAndApplyHeader(claim.buffer(), claim.offset(), header)
                    .matchIdHigh(seat.matchIdHigh())
                    .matchIdLow(seat.matchIdLow())
                    .connectionId(seat.connectionId())
                    .epoch(epoch)
                    .gatewayId(gatewayId)
                    .seat((short) seat.seat());
        });
    }

    /**
     * Ask what the shard holds of a match.
     *
     * @param correlationId what the answer will carry.
     * @param matchId the match.
     * @return what became of it.
     */
    public Offer inspectMatch(final long correlationId, final MatchId matchId) {
        return write(MessageHeaderEncoder.ENCODED_LENGTH + InspectMatchEncoder.BLOCK_LENGTH, () -> {
            inspectMatch
                    .wrapAndApplyHeader(claim.buffer(), claim.offset(), header)
                    .correlationId(correlationId)
                    .matchIdHigh(matchId.high())
                    .matchIdLow(matchId.low())
                    .epoch(epoch)
                    .gatewayId(gatewayId);
        });
    }

    /**
     * Ask what may be seen of a match now.
     *
     * @param correlationId what the answer will carry.
     * @param matchId the match.
     * @param seat by whom, or {@link StreamIds#NO_SEAT} for the public.
     * @return what became of it.
     */
    public Offer viewMatch(final long correlationId, final MatchId matchId, final int seat) {
        return write(MessageHeaderEncoder.ENCODED_LENGTH + ViewMatchEncoder.BLOCK_LENGTH, () -> {
            viewMatch
                    .wrapAndApplyHeader(claim.buffer(), claim.offset(), header)
                    .correlationId(correlationId)
                    .matchIdHigh(matchId.high())
                    .matchIdLow(matchId.low())
                    .epoch(epoch)
                    .gatewayId(gatewayId)
                    .seat((short) seat);
        });
    }

    /**
     * Announce this gateway.
     *
     * @param correlationId what the answers will carry.
     * @return what became of it.
     */
    public Offer hello(final long correlationId) {
        return write(MessageHeaderEncoder.ENCODED_LENGTH + GatewayHelloEncoder.BLOCK_LENGTH, () -> {
            hello.wrapAndApplyHeader(claim.buffer(), claim.offset(), header)
                    .correlationId(correlationId)
                    .gatewayId(gatewayId)
                    .protocolVersion(StreamIds.PROTOCOL_VERSION);
        });
    }

    /** Claim, encode, commit, for all that is not a move: what encodes may allocate. */
    private Offer write(final int length, final Runnable encoding) {
        final Offer offer = tryClaim(length);
        if (offer == Offer.SENT) {
            boolean encoded = false;
            try {
                encoding.run();
                encoded = true;
            } finally {
                settle(encoded);
            }
        }
        return offer;
    }

    private Offer tryClaim(final int length) {
        for (int attempt = 0; attempt < CLAIM_ATTEMPTS_MAX; attempt++) {
            final long position = port.tryClaim(length, claim);
            if (position > 0) {
                return Offer.SENT;
            }
            if (position != Publication.ADMIN_ACTION) {
                return position == Publication.BACK_PRESSURED ? Offer.OVERLOADED : Offer.UNAVAILABLE;
            }
        }
        return Offer.OVERLOADED;
    }

    private void settle(final boolean encoded) {
        if (encoded) {
            claim.commit();
        } else {
            claim.abort();
        }
    }
}
