package io.ironhoard.dispatcher.shard;

import io.ironhoard.dispatcher.match.Match;
import io.ironhoard.dispatcher.rules.spi.EffectsBuffer;
import io.ironhoard.dispatcher.rules.spi.RuleSet;
import io.ironhoard.dispatcher.validation.MoveFrame;
import io.ironhoard.proto.chain.ChainHasher;
import io.ironhoard.proto.chain.HeadPreimage;
import io.ironhoard.proto.ipc.StreamIds;
import io.ironhoard.proto.sbe.CreateMatchDecoder;
import io.ironhoard.proto.sbe.EventKind;
import io.ironhoard.proto.sbe.MatchCreatedEncoder;
import io.ironhoard.proto.sbe.MessageHeaderEncoder;
import io.ironhoard.proto.sbe.ShardStartedEncoder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Encodes events in place. Owned by the shard's thread; allocates nothing after construction. */
public final class ShardEventEncoder {
    private static final int DATA_LENGTH_BYTES = 2;

    private final Outlet outlet;
    private final int shardId;
    private final int epoch;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MatchCreatedEncoder created = new MatchCreatedEncoder();
    private final ShardStartedEncoder started = new ShardStartedEncoder();
    private final UnsafeBuffer seed = new UnsafeBuffer(0, 0);
    private final UnsafeBuffer head = new UnsafeBuffer(0, 0);

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
        head.wrap(match.head(), ChainHasher.HEAD_LENGTH);
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
                .putInitialHead(head, 0, ChainHasher.HEAD_LENGTH);
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
     * The one message of each move, laid out by hand at the schema's own offsets: as its encoder would, without asking at
     * each field whether there is room.
     *
     * @param match after the event, its head and clock included, its index not yet advanced.
     * @param frame who asked, or {@code null} where nobody did.
     * @param kind what happened.
     * @param seat whose doing it is.
     * @param payload the address of the event's payload.
     * @param payloadLength its length.
     * @param clockSeat whose clock paid, or {@link RuleSet#NO_TURN}.
     * @param debitMs what it paid.
     * @param outcome the state's outcome.
     * @param effects what the rules make known beside it.
     * @param nowMs the shard's time.
     */
    public void matchEvent(
            final Match match,
            final MoveFrame frame,
            final EventKind kind,
            final int seat,
            final long payload,
            final int payloadLength,
            final int clockSeat,
            final long debitMs,
            final Outcome outcome,
            final EffectsBuffer effects,
            final long nowMs) {
        final int standings = outcome.endReason() == 0 ? 0 : match.seats().count();
        claim(MatchEventFields.lengthOf(standings, effects.privateCount(), effects.length() + payloadLength));
        final long out = outlet.buffer().addressOffset() + outlet.offset();
        final boolean hasClock = clockSeat != RuleSet.NO_TURN;
        MatchEventFields.begin(out, match.idHigh(), match.idLow(), match.nextIndex(), nowMs, epoch);
        if (frame == null) {
            MatchEventFields.noFrame(out);
        } else {
            MatchEventFields.frame(out, frame);
        }
        MatchEventFields.clock(
                out,
                hasClock ? clockSeat : StreamIds.NO_SEAT,
                hasClock ? match.clock().leftMs(clockSeat) : 0,
                debitMs);
        MatchEventFields.what(out, kind, seat, outcome.endReason(), match.head());
        long at = MatchEventFields.standings(out, standings);
        for (int s = 0; s < standings; s++) {
            at = MatchEventFields.standing(at, outcome.score(s), outcome.placement(s));
        }
        at = MatchEventFields.privateParts(at, effects.privateCount());
        for (int s = 0; effects.privateCount() > 0 && s < match.seats().count(); s++) {
            if (effects.privateLength(s) > 0) {
                at = MatchEventFields.privatePart(at, s);
                at = MatchEventFields.data(at, effects.bytes().byteArray(), effects.privateOffset(s),
                        effects.privateLength(s));
            }
        }
        at = MatchEventFields.data(at, payload, payloadLength);
        MatchEventFields.data(at, effects.bytes().byteArray(), effects.publicOffset(), effects.publicLength());
        outlet.commit();
    }

    private void claim(final int length) {
        if (!outlet.claim(length)) {
            throw new IllegalStateException("the event stream refused " + length + " bytes after it had room");
        }
    }
}
