package io.ironhoard.matchmaking.gateway.feed;

import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.ids.PlayerId;
import io.ironhoard.proto.ipc.StreamIds;
import io.ironhoard.proto.sbe.EventKind;
import io.ironhoard.proto.sbe.MatchCreatedDecoder;
import io.ironhoard.proto.sbe.MatchCreatedEncoder;
import io.ironhoard.proto.sbe.MatchEventDecoder;
import io.ironhoard.proto.sbe.MatchEventEncoder;
import io.ironhoard.proto.sbe.MessageHeaderDecoder;
import io.ironhoard.proto.sbe.MessageHeaderEncoder;
import io.ironhoard.proto.sbe.SigningMode;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;

/** Encoded events for tests of the feed. */
final class Events {
    static final byte[] HEAD = new byte[32];
    static final int HEAD_FILL = 9;
    private static final byte[] NOTHING = {};

    static {
        Arrays.fill(HEAD, (byte) HEAD_FILL);
    }

    private Events() {}

    /** Fields of an event that tests vary. */
    record Event(
            MatchId match,
            int index,
            EventKind kind,
            int seat,
            byte[] payload,
            byte[] publicPart,
            Map<Integer, byte[]> privateParts,
            int clockSeat,
            long clockLeftMs,
            int endReason,
            int standings) {

        static Event move(final MatchId match, final int index, final int seat, final byte... payload) {
            return new Event(match, index, EventKind.MOVE, seat, payload, NOTHING, Map.of(), StreamIds.NO_SEAT, 0, 0,
                    0);
        }

        Event telling(final int who, final byte... part) {
            final Map<Integer, byte[]> parts = new TreeMap<>(privateParts);
            parts.put(who, part);
            return new Event(
                    match, index, kind, seat, payload, publicPart, parts, clockSeat, clockLeftMs, endReason, standings);
        }

        Event tellingAll(final byte... part) {
            return new Event(
                    match, index, kind, seat, payload, part, privateParts, clockSeat, clockLeftMs, endReason,
                    standings);
        }

        Event clock(final int paying, final long leftMs) {
            return new Event(match, index, kind, seat, payload, publicPart, privateParts, paying, leftMs, endReason,
                    standings);
        }

        Event ending(final int reason) {
            return new Event(match, index, kind, seat, payload, publicPart, privateParts, clockSeat, clockLeftMs,
                    reason, 2);
        }

        Event of(final EventKind other) {
            return new Event(match, index, other, seat, payload, publicPart, privateParts, clockSeat, clockLeftMs,
                    endReason,
                    standings);
        }

        MatchEventDecoder decoder() {
            final UnsafeBuffer buffer = new UnsafeBuffer(new byte[4096]);
            final MatchEventEncoder encoder = new MatchEventEncoder()
                    .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                    .correlationId(0)
                    .timeMs(1_700_000_000_000L + index)
                    .matchIdHigh(match.high())
                    .matchIdLow(match.low())
                    .clockLeftMs(clockLeftMs)
                    .index(index)
                    .sequence(0)
                    .epoch(1)
                    .clockDebitMs(0)
                    .gatewayId(StreamIds.NO_GATEWAY)
                    .kind(kind)
                    .seat((short) seat)
                    .clockSeat((short) clockSeat)
                    .endReason((short) endReason)
                    .putHead(HEAD, 0, HEAD.length);
            final MatchEventEncoder.StandingsEncoder group = encoder.standingsCount(standings);
            for (int i = 0; i < standings; i++) {
                group.next().score(-5L * i).placement((short) (i + 1));
            }
            final MatchEventEncoder.PrivatePartsEncoder parts = encoder.privatePartsCount(privateParts.size());
            privateParts.forEach((who, part) -> parts.next().seat(who.shortValue()).putPart(part, 0, part.length));
            encoder.putPayload(payload, 0, payload.length).putPublicPart(publicPart, 0, publicPart.length);
            return new MatchEventDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
        }
    }

    static MatchCreatedDecoder created(final MatchId match, final long clockInitialMs) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[4096]);
        final MatchCreatedEncoder encoder = new MatchCreatedEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .correlationId(0)
                .timeMs(5)
                .matchIdHigh(match.high())
                .matchIdLow(match.low())
                .clockInitialMs(clockInitialMs)
                .clockIncrementMs(2)
                .abandonGraceMs(3)
                .epoch(1)
                .gatewayId(StreamIds.NO_GATEWAY)
                .shardId(0)
                .rulesVersion(3)
                .signing(SigningMode.GATEWAY)
                .putSeed(new byte[32], 0, 32)
                .putInitialHead(HEAD, 0, HEAD.length);
        final MatchCreatedEncoder.SeatsEncoder seats = encoder.seatsCount(2);
        for (int seat = 0; seat < 2; seat++) {
            final PlayerId player = new PlayerId(1, seat);
            seats.next().playerIdHigh(player.high()).playerIdLow(player.low());
        }
        encoder.rules("fake-game").putOptions(new byte[0], 0, 0);
        return new MatchCreatedDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
    }
}
