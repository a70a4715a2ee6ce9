package io.ironhoard.dispatcher.shard;

import io.ironhoard.dispatcher.match.Match;
import io.ironhoard.dispatcher.match.Seats;
import io.ironhoard.dispatcher.rules.InstalledRules;
import io.ironhoard.dispatcher.validation.MoveFrame;
import io.ironhoard.proto.chain.ChainHasher;
import io.ironhoard.proto.crypto.SeatKeys;
import io.ironhoard.proto.sbe.BooleanType;
import io.ironhoard.proto.sbe.ConnectSeatDecoder;
import io.ironhoard.proto.sbe.GatewayHelloDecoder;
import io.ironhoard.proto.sbe.InspectMatchDecoder;
import io.ironhoard.proto.sbe.MatchInspectedEncoder;
import io.ironhoard.proto.sbe.MatchViewedEncoder;
import io.ironhoard.proto.sbe.MessageHeaderEncoder;
import io.ironhoard.proto.sbe.MoveReceiptEncoder;
import io.ironhoard.proto.sbe.MoveRejectedEncoder;
import io.ironhoard.proto.sbe.RequestRefusedEncoder;
import io.ironhoard.proto.sbe.RuleSetAnnouncedEncoder;
import io.ironhoard.proto.sbe.SeatConnectedEncoder;
import io.ironhoard.proto.sbe.SeatPresenceEncoder;
import io.ironhoard.proto.sbe.ShardInfoEncoder;
import io.ironhoard.proto.sbe.ViewMatchDecoder;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Encodes replies in place. A reply that nobody can receive is let go: its gateway has gone, and asks again when it
 * comes back. Owned by the shard's thread; allocates nothing after construction.
 */
final class ShardReplyEncoder {
    private static final int DATA_LENGTH_BYTES = 2;

    private final Outlet outlet;
    private final ShardSettings settings;
    private final byte[] durability;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MoveRejectedEncoder rejected = new MoveRejectedEncoder();
    private final MoveReceiptEncoder receipt = new MoveReceiptEncoder();
    private final RequestRefusedEncoder refused = new RequestRefusedEncoder();
    private final SeatConnectedEncoder connected = new SeatConnectedEncoder();
    private final SeatPresenceEncoder presence = new SeatPresenceEncoder();
    private final MatchInspectedEncoder inspected = new MatchInspectedEncoder();
    private final MatchViewedEncoder viewed = new MatchViewedEncoder();
    private final ShardInfoEncoder info = new ShardInfoEncoder();
    private final RuleSetAnnouncedEncoder announced = new RuleSetAnnouncedEncoder();
    private final UnsafeBuffer head = new UnsafeBuffer(0, 0);
    private long dropped;

    ShardReplyEncoder(final Outlet outlet, final ShardSettings settings) {
        this.outlet = outlet;
        this.settings = settings;
        durability = settings.durability().getBytes(StandardCharsets.US_ASCII);
    }

    /** How many replies nobody could receive. */
    long dropped() {
        return dropped;
    }

    void moveRejected(final int gatewayId, final long correlationId, final int code, final long retryAfterMs) {
        if (claim(MoveRejectedEncoder.BLOCK_LENGTH)) {
            rejected.wrapAndApplyHeader(outlet.buffer(), outlet.offset(), header)
                    .correlationId(correlationId)
                    .retryAfterMs((int) retryAfterMs)
                    .gatewayId(gatewayId)
                    .code(code);
            outlet.commit();
        }
    }

    void moveReceipt(final MoveFrame frame, final Match match) {
        if (claim(MoveReceiptEncoder.BLOCK_LENGTH)) {
            final int seat = frame.seat();
            final int sequence = frame.sequence();
            receipt.wrapAndApplyHeader(outlet.buffer(), outlet.offset(), header)
                    .correlationId(frame.correlationId())
                    .timeMs(match.receipts().timeMs(seat, sequence))
                    .index(Integer.toUnsignedLong(match.receipts().index(seat, sequence)))
                    .sequence(Integer.toUnsignedLong(sequence))
                    .gatewayId(frame.gatewayId())
                    .putHead(head(match.receipts().head(seat, sequence)), 0, ChainHasher.HEAD_LENGTH);
            outlet.commit();
        }
    }

    void requestRefused(final int gatewayId, final long correlationId, final int code) {
        if (claim(RequestRefusedEncoder.BLOCK_LENGTH)) {
            refused.wrapAndApplyHeader(outlet.buffer(), outlet.offset(), header)
                    .correlationId(correlationId)
                    .retryAfterMs(0)
                    .gatewayId(gatewayId)
                    .code(code);
            outlet.commit();
        }
    }

    void seatConnected(final ConnectSeatDecoder frame, final Match match, final byte[] seatKey) {
        if (claim(SeatConnectedEncoder.BLOCK_LENGTH)) {
            final int seat = frame.seat();
            connected
                    .wrapAndApplyHeader(outlet.buffer(), outlet.offset(), header)
                    .correlationId(frame.correlationId())
                    .matchIdHigh(match.idHigh())
                    .matchIdLow(match.idLow())
                    .nextIndex(Integer.toUnsignedLong(match.nextIndex()))
                    .lastSequence(Integer.toUnsignedLong(match.seats().lastSequence(seat)))
                    .epoch(settings.epoch())
                    .gatewayId(frame.gatewayId())
                    .seat(frame.seat())
                    .putSeatKey(seatKey, 0, SeatKeys.LENGTH);
            outlet.commit();
        }
    }

    void seatPresence(final Match match, final int seat) {
        if (claim(SeatPresenceEncoder.BLOCK_LENGTH)) {
            final boolean isPresent = match.seats().connectionId(seat) != Seats.NOBODY;
            final long forfeitsAtMs = match.seats().forfeitsAtMs(seat);
            presence.wrapAndApplyHeader(outlet.buffer(), outlet.offset(), header)
                    .matchIdHigh(match.idHigh())
                    .matchIdLow(match.idLow())
                    .connectionId(match.seats().connectionId(seat))
                    .forfeitsAtMs(forfeitsAtMs == Long.MAX_VALUE ? 0 : forfeitsAtMs)
                    .seat((short) seat)
                    .present(isPresent ? BooleanType.YES : BooleanType.NO);
            outlet.commit();
        }
    }

    void matchInspected(final InspectMatchDecoder frame, final Match match, final byte[] stateHash) {
        final int seats = match.seats().count();
        if (claim(MatchInspectedEncoder.BLOCK_LENGTH
                + MatchInspectedEncoder.SeatsEncoder.sbeHeaderSize()
                + seats * MatchInspectedEncoder.SeatsEncoder.sbeBlockLength())) {
            inspected
                    .wrapAndApplyHeader(outlet.buffer(), outlet.offset(), header)
                    .correlationId(frame.correlationId())
                    .matchIdHigh(match.idHigh())
                    .matchIdLow(match.idLow())
                    .nextIndex(Integer.toUnsignedLong(match.nextIndex()))
                    .epoch(settings.epoch())
                    .gatewayId(frame.gatewayId())
                    .shardId(settings.shardId())
                    .putHead(head(match.head()), 0, ChainHasher.HEAD_LENGTH)
                    .putStateHash(stateHash, 0, stateHash.length);
            final MatchInspectedEncoder.SeatsEncoder out = inspected.seatsCount(seats);
            for (int seat = 0; seat < seats; seat++) {
                final boolean isPresent = match.seats().connectionId(seat) != Seats.NOBODY;
                out.next()
                        .lastSequence(Integer.toUnsignedLong(match.seats().lastSequence(seat)))
                        .present(isPresent ? BooleanType.YES : BooleanType.NO);
            }
            outlet.commit();
        }
    }

    void matchViewed(
            final ViewMatchDecoder frame,
            final Match match,
            final DirectBuffer view,
            final int viewLength,
            final long nowMs) {
        final int clocks = match.clock().isUsed() ? match.seats().count() : 0;
        if (claim(MatchViewedEncoder.BLOCK_LENGTH
                + MatchViewedEncoder.ClocksEncoder.sbeHeaderSize()
                + clocks * MatchViewedEncoder.ClocksEncoder.sbeBlockLength()
                + DATA_LENGTH_BYTES
                + viewLength)) {
            viewed.wrapAndApplyHeader(outlet.buffer(), outlet.offset(), header)
                    .correlationId(frame.correlationId())
                    .matchIdHigh(match.idHigh())
                    .matchIdLow(match.idLow())
                    .timeMs(nowMs)
                    .nextIndex(Integer.toUnsignedLong(match.nextIndex()))
                    .epoch(settings.epoch())
                    .gatewayId(frame.gatewayId())
                    .seat(frame.seat())
                    .putHead(head(match.head()), 0, ChainHasher.HEAD_LENGTH);
            final MatchViewedEncoder.ClocksEncoder out = viewed.clocksCount(clocks);
            for (int seat = 0; seat < clocks; seat++) {
                out.next().leftMs(match.clock().leftMs(seat, nowMs));
            }
            viewed.putView(view, 0, viewLength);
            outlet.commit();
        }
    }

    void shardInfo(final GatewayHelloDecoder frame, final int ruleSetCount) {
        if (claim(ShardInfoEncoder.BLOCK_LENGTH + DATA_LENGTH_BYTES + durability.length)) {
            info.wrapAndApplyHeader(outlet.buffer(), outlet.offset(), header)
                    .correlationId(frame.correlationId())
                    .epoch(settings.epoch())
                    .gatewayId(frame.gatewayId())
                    .shardId(settings.shardId())
                    .shardCount(settings.shardCount())
                    .ruleSetCount(ruleSetCount)
                    .movesInFlightMax(settings.receiptsPerSeat())
                    .putDurability(durability, 0, durability.length);
            outlet.commit();
        }
    }

    void ruleSetAnnounced(final GatewayHelloDecoder frame, final InstalledRules.Installed installed) {
        final DirectBuffer message = installed.announcement();
        if (outlet.claim(message.capacity())) {
            outlet.buffer().putBytes(outlet.offset(), message, 0, message.capacity());
            announced
                    .wrap(outlet.buffer(), outlet.offset() + MessageHeaderEncoder.ENCODED_LENGTH)
                    .correlationId(frame.correlationId())
                    .gatewayId(frame.gatewayId());
            outlet.commit();
        } else {
            dropped++;
        }
    }

    private DirectBuffer head(final long address) {
        head.wrap(address, ChainHasher.HEAD_LENGTH);
        return head;
    }

    private boolean claim(final int bodyLength) {
        if (outlet.claim(MessageHeaderEncoder.ENCODED_LENGTH + bodyLength)) {
            return true;
        }
        dropped++;
        return false;
    }
}
