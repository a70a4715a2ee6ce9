package io.ironhoard.dispatcher.shard;

import io.ironhoard.dispatcher.match.Match;
import io.ironhoard.dispatcher.rules.spi.EffectsBuffer;
import io.ironhoard.dispatcher.rules.spi.RuleSet;
import io.ironhoard.proto.chain.ChainHasher;
import io.ironhoard.proto.chain.HeadPreimage;
import io.ironhoard.proto.crypto.MoveSigning;
import io.ironhoard.proto.ipc.StreamIds;
import io.ironhoard.proto.sbe.CreateMatchDecoder;
import io.ironhoard.proto.sbe.EventKind;
import io.ironhoard.proto.sbe.MatchCreatedEncoder;
import io.ironhoard.proto.sbe.MatchEventEncoder;
import io.ironhoard.proto.sbe.MessageHeaderEncoder;
import io.ironhoard.proto.sbe.ShardStartedEncoder;
import io.ironhoard.proto.sbe.SubmitMoveDecoder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Encodes events in place. Owned by the shard's thread; allocates nothing after construction. */
public final class ShardEventEncoder {
    private static final byte[] NO_TAG = new byte[MoveSigning.TAG_LENGTH];
    private static final int DATA_LENGTH_BYTES = 2;

    private final Outlet outlet;
    private final int shardId;
    private final int epoch;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MatchEventEncoder event = new MatchEventEncoder();
    private final MatchCreatedEncoder created = new MatchCreatedEncoder();
    private final ShardStartedEncoder started = new ShardStartedEncoder();
    private final UnsafeBuffer seed = new UnsafeBuffer(0, 0);

    /**
     * @param outlet the stream of events.
     * @param shardId the shard.
     * @param epoch its epoch.
     */
    public ShardEventEncoder(final Outlet outlet, final int shardId, final int epoch) {
        this.outlet = outlet;
        this.shardId = shardId;
        this.epoch = epoch;
    }

    void shardStarted(final long nowMs) {
        claim(MessageHeaderEncoder.ENCODED_LENGTH + ShardStartedEncoder.BLOCK_LENGTH);
        started.wrapAndApplyHeader(outlet.buffer(), outlet.offset(), header)
                .timeMs(nowMs)
                .epoch(epoch)
                .shardId(shardId);
        outlet.commit();
    }

    /** The frame's seats have been read; rules and options are given because a decoder reads them only once. */
    void matchCreated(
            final CreateMatchDecoder frame,
            final Match match,
            final DirectBuffer rules,
            final DirectBuffer options,
            final long nowMs) {
        final int seats = match.seats().count();
        claim(MessageHeaderEncoder.ENCODED_LENGTH
                + MatchCreatedEncoder.BLOCK_LENGTH
                + MatchCreatedEncoder.SeatsEncoder.sbeHeaderSize()
                + seats * MatchCreatedEncoder.SeatsEncoder.sbeBlockLength()
                + 2 * DATA_LENGTH_BYTES
                + rules.capacity()
                + options.capacity());
        frame.wrapSeed(seed);
        created.wrapAndApplyHeader(outlet.buffer(), outlet.offset(), header)
                .correlationId(frame.correlationId())
                .timeMs(nowMs)
                .matchIdHigh(match.idHigh())
                .matchIdLow(match.idLow())
                .clockInitialMs(frame.clockInitialMs())
                .clockIncrementMs(frame.clockIncrementMs())
                .abandonGraceMs(match.seats().graceMs())
                .epoch(epoch)
                .gatewayId(frame.gatewayId())
                .shardId(shardId)
                .rulesVersion(frame.rulesVersion())
                .signing(frame.signing())
                .putSeed(seed, 0, HeadPreimage.SEED_LENGTH)
                .putInitialHead(match.slot(), match.headOffset(), ChainHasher.HEAD_LENGTH);
        final MatchCreatedEncoder.SeatsEncoder out = created.seatsCount(seats);
        for (int seat = 0; seat < seats; seat++) {
            out.next()
                    .playerIdHigh(match.seats().playerIdHigh(seat))
                    .playerIdLow(match.seats().playerIdLow(seat));
        }
        created.putRules(rules, 0, rules.capacity()).putOptions(options, 0, options.capacity());
        outlet.commit();
    }

    /**
     * Write what became of a match.
     *
     * @param match after the event, its head and clock included, its index not yet advanced.
     * @param frame who asked, or {@code null} where nobody did.
     * @param kind what happened.
     * @param seat whose doing it is.
     * @param payload the event's payload.
     * @param payloadLength its length.
     * @param clockSeat whose clock paid, or {@link RuleSet#NO_TURN}.
     * @param debitMs what it paid.
     * @param outcome the state's outcome.
     * @param effects what the rules make known beside it.
     * @param nowMs the shard's time.
     */
    public void matchEvent(
            final Match match,
            final SubmitMoveDecoder frame,
            final EventKind kind,
            final int seat,
            final DirectBuffer payload,
            final int payloadLength,
            final int clockSeat,
            final long debitMs,
            final Outcome outcome,
            final EffectsBuffer effects,
            final long nowMs) {
        final int standings = outcome.endReason() == 0 ? 0 : match.seats().count();
        claim(MessageHeaderEncoder.ENCODED_LENGTH
                + MatchEventEncoder.BLOCK_LENGTH
                + MatchEventEncoder.StandingsEncoder.sbeHeaderSize()
                + standings * MatchEventEncoder.StandingsEncoder.sbeBlockLength()
                + MatchEventEncoder.PrivatePartsEncoder.sbeHeaderSize()
                + effects.privateCount()
                        * (MatchEventEncoder.PrivatePartsEncoder.sbeBlockLength() + DATA_LENGTH_BYTES)
                + effects.length()
                + 2 * DATA_LENGTH_BYTES
                + payloadLength);
        final boolean hasClock = clockSeat != RuleSet.NO_TURN;
        event.wrapAndApplyHeader(outlet.buffer(), outlet.offset(), header)
                .correlationId(frame == null ? 0 : frame.correlationId())
                .timeMs(nowMs)
                .matchIdHigh(match.idHigh())
                .matchIdLow(match.idLow())
                .clockLeftMs(hasClock ? match.clock().leftMs(clockSeat) : 0)
                .index(Integer.toUnsignedLong(match.nextIndex()))
                .sequence(frame == null ? 0 : frame.sequence())
                .epoch(epoch)
                .clockDebitMs(debitMs)
                .gatewayId(frame == null ? StreamIds.NO_GATEWAY : frame.gatewayId())
                .kind(kind)
                .seat((short) seat)
                .clockSeat((short) (hasClock ? clockSeat : StreamIds.NO_SEAT))
                .endReason((short) outcome.endReason())
                .putHead(match.slot(), match.headOffset(), ChainHasher.HEAD_LENGTH);
        if (frame == null) {
            event.putSubmittedTag(NO_TAG, 0, MoveSigning.TAG_LENGTH);
        } else {
            event.putSubmittedTag(
                    frame.buffer(),
                    frame.offset() + SubmitMoveDecoder.tagEncodingOffset(),
                    MoveSigning.TAG_LENGTH);
        }
        final MatchEventEncoder.StandingsEncoder out = event.standingsCount(standings);
        for (int s = 0; s < standings; s++) {
            out.next().score(outcome.score(s)).placement((short) outcome.placement(s));
        }
        privateParts(effects, match.seats().count());
        event.putPayload(payload, 0, payloadLength)
                .putPublicPart(effects.bytes(), effects.publicOffset(), effects.publicLength());
        outlet.commit();
    }

    private void privateParts(final EffectsBuffer effects, final int seats) {
        final MatchEventEncoder.PrivatePartsEncoder out = event.privatePartsCount(effects.privateCount());
        for (int seat = 0; effects.privateCount() > 0 && seat < seats; seat++) {
            if (effects.privateLength(seat) > 0) {
                out.next()
                        .seat((short) seat)
                        .putPart(effects.bytes(), effects.privateOffset(seat), effects.privateLength(seat));
            }
        }
    }

    private void claim(final int length) {
        if (!outlet.claim(length)) {
            throw new IllegalStateException("the event stream refused " + length + " bytes after it had room");
        }
    }
}
