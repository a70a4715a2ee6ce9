package io.ironhoard.dispatcher.shard;

import io.ironhoard.dispatcher.config.HashChoice;
import io.ironhoard.dispatcher.hash.MoveHash;
import io.ironhoard.dispatcher.match.MatchMemory;
import io.ironhoard.dispatcher.match.SegmentMemory;
import io.ironhoard.dispatcher.rules.InstalledRules;
import io.ironhoard.dispatcher.rules.spi.RuleSet;
import io.ironhoard.dispatcher.validation.MoveFrame;
import io.ironhoard.proto.counters.MoveBook;
import io.ironhoard.proto.crypto.MoveSigning;
import io.ironhoard.proto.crypto.SeatKeys;
import io.ironhoard.proto.sbe.BooleanType;
import io.ironhoard.proto.sbe.ConnectSeatDecoder;
import io.ironhoard.proto.sbe.ConnectSeatEncoder;
import io.ironhoard.proto.sbe.CreateMatchDecoder;
import io.ironhoard.proto.sbe.CreateMatchEncoder;
import io.ironhoard.proto.sbe.DisconnectSeatDecoder;
import io.ironhoard.proto.sbe.DisconnectSeatEncoder;
import io.ironhoard.proto.sbe.InspectMatchDecoder;
import io.ironhoard.proto.sbe.InspectMatchEncoder;
import io.ironhoard.proto.sbe.MatchEventDecoder;
import io.ironhoard.proto.sbe.MatchInspectedDecoder;
import io.ironhoard.proto.sbe.MessageHeaderDecoder;
import io.ironhoard.proto.sbe.MessageHeaderEncoder;
import io.ironhoard.proto.sbe.MoveReceiptDecoder;
import io.ironhoard.proto.sbe.MoveRejectedDecoder;
import io.ironhoard.proto.sbe.RequestRefusedDecoder;
import io.ironhoard.proto.sbe.SeatPresenceDecoder;
import io.ironhoard.proto.sbe.SigningMode;
import io.ironhoard.proto.sbe.SubmitMoveDecoder;
import io.ironhoard.proto.sbe.SubmitMoveEncoder;
import io.ironhoard.proto.sbe.ViewMatchDecoder;
import io.ironhoard.proto.sbe.ViewMatchEncoder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageDecoderFlyweight;

import static org.assertj.core.api.Assertions.assertThat;

/** An engine on a stepped clock, with frames made as a gateway makes them. */
final class EngineFixture {
    static final int EPOCH = 7;
    static final int GATEWAY = 3;
    private static final long BYTES_MAX = 64L * 1024 * 1024;
    static final long T0 = 1_700_000_000_000L;

    final MemoryOutlet events = new MemoryOutlet();
    final MemoryOutlet replies = new MemoryOutlet();
    final MoveBook book = new MoveBook(new UnsafeBuffer(new byte[MoveBook.LENGTH]), 0);
    final List<Throwable> faults = new ArrayList<>();
    final InstalledRules installedRules;
    final ShardEngine engine;
    final UnsafeBuffer frame = new UnsafeBuffer(ByteBuffer.allocateDirect(4096));
    long nowMs = T0;

    private final byte[] nodeSecret = "0123456789abcdef0123456789abcdef".getBytes();
    private final byte[] keys = new byte[64 * SeatKeys.LENGTH];
    private final SeatKeys seatKeys = new SeatKeys(nodeSecret);
    private final MoveSigning signing = new MoveSigning(1024);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MessageHeaderDecoder headerDecoder = new MessageHeaderDecoder();
    private final SubmitMoveEncoder moveEncoder = new SubmitMoveEncoder();
    private final SubmitMoveDecoder moveDecoder = new SubmitMoveDecoder();
    private final MoveFrame move = new MoveFrame();
    private long correlationId;

    EngineFixture(final RuleSet... rules) {
        this(settings(), rules);
    }

    EngineFixture(final ShardSettings settings, final RuleSet... rules) {
        this(settings, new SegmentMemory(BYTES_MAX), rules);
    }

    EngineFixture(final ShardSettings settings, final MatchMemory memory, final RuleSet... rules) {
        installedRules = new InstalledRules(List.of(rules));
        engine = new ShardEngine(
                settings,
                installedRules,
                new ShardResources(memory, hash(), nodeSecret),
                book,
                events,
                replies,
                (rulesId, fault) -> faults.add(fault));
        engine.start(nowMs);
        events.take();
    }

    /** The fastest hash of this machine. */
    private static MoveHash hash() {
        return HashChoice.AUTO.create();
    }

    static ShardSettings settings() {
        return new ShardSettings(0, 1, EPOCH, "memory", 1000, 1000, 30_000, 60_000, 600_000, 16, 1000,
                100_000);
    }

    /** A match as a creator describes it. */
    record Plan(String rules, int version, int seats, long clockMs, long incrementMs, long graceMs, byte[] options) {
        static Plan of(final String rules, final byte... options) {
            return new Plan(rules, 1, 2, 0, 0, 0, options);
        }

        Plan clock(final long initialMs, final long increment) {
            return new Plan(rules, version, seats, initialMs, increment, graceMs, options);
        }

        Plan grace(final long grace) {
            return new Plan(rules, version, seats, clockMs, incrementMs, grace, options);
        }

        Plan seats(final int count) {
            return new Plan(rules, version, count, clockMs, incrementMs, graceMs, options);
        }

        Plan version(final int number) {
            return new Plan(rules, number, seats, clockMs, incrementMs, graceMs, options);
        }
    }

    void create(final long matchId, final Plan plan) {
        final CreateMatchEncoder encoder = new CreateMatchEncoder();
        encoder.wrapAndApplyHeader(frame, 0, header)
                .correlationId(++correlationId)
                .matchIdHigh(matchId)
                .matchIdLow(~matchId)
                .clockInitialMs(plan.clockMs)
                .clockIncrementMs(plan.incrementMs)
                .abandonGraceMs(plan.graceMs)
                .epoch(EPOCH)
                .gatewayId(GATEWAY)
                .rulesVersion(plan.version)
                .signing(SigningMode.GATEWAY)
                .putSeed(new byte[32], 0, 32);
        final CreateMatchEncoder.SeatsEncoder seats = encoder.seatsCount(plan.seats);
        for (int seat = 0; seat < plan.seats; seat++) {
            seats.next().playerIdHigh(100 + seat).playerIdLow(seat);
        }
        encoder.rules(plan.rules).putOptions(plan.options, 0, plan.options.length);
        final CreateMatchDecoder decoder = wrap(new CreateMatchDecoder());
        engine.createMatch(decoder, nowMs);
        seatKeys.derive(matchId, ~matchId, plan.seats, keys);
    }

    /** Make a move's frame in {@link #frame}, signed by its seat; returns its length. */
    int encodeMove(final long matchId, final int seat, final long sequence, final int action, final byte... payload) {
        moveEncoder
                .wrapAndApplyHeader(frame, 0, header)
                .correlationId(++correlationId)
                .deadlineMs(0)
                .epoch(EPOCH)
                .gatewayId(GATEWAY)
                .reserved(0)
                .label(MoveSigning.LABEL)
                .matchIdHigh(matchId)
                .matchIdLow(~matchId)
                .sequence(sequence)
                .seat((short) seat)
                .action((short) action)
                .putPayload(payload, 0, payload.length);
        sign(matchId, seat, payload.length);
        return MessageHeaderEncoder.ENCODED_LENGTH + moveEncoder.encodedLength();
    }

    void sign(final long matchId, final int seat, final int payloadLength) {
        seatKeys.derive(matchId, ~matchId, seat + 1, keys);
        final int body = MessageHeaderEncoder.ENCODED_LENGTH;
        signing.sign(
                keys,
                seat * SeatKeys.LENGTH,
                frame,
                body + SubmitMoveEncoder.labelEncodingOffset(),
                MoveSigning.HEADER_LENGTH + payloadLength,
                frame,
                body + SubmitMoveEncoder.tagEncodingOffset());
    }

    /** Hand the frame to the engine. */
    void submit() {
        headerDecoder.wrap(frame, 0);
        moveDecoder.wrap(
                frame, MessageHeaderDecoder.ENCODED_LENGTH, headerDecoder.blockLength(), headerDecoder.version());
        final int length = MessageHeaderDecoder.ENCODED_LENGTH
                + headerDecoder.blockLength()
                + SubmitMoveDecoder.payloadHeaderLength()
                + moveDecoder.payloadLength();
        if (!move.wrap(frame, 0, length)) {
            throw new AssertionError("a move's frame is not one");
        }
        engine.submitMove(move, nowMs);
        engine.publishBook();
    }

    void move(final long matchId, final int seat, final long sequence, final byte... payload) {
        encodeMove(matchId, seat, sequence, MoveSigning.ACTION_MOVE, payload);
        submit();
    }

    void resign(final long matchId, final int seat, final long sequence) {
        encodeMove(matchId, seat, sequence, MoveSigning.ACTION_RESIGN);
        submit();
    }

    void connect(final long matchId, final int seat, final long connectionId) {
        connect(matchId, seat, connectionId, 100 + seat, EPOCH);
    }

    void connect(
            final long matchId, final int seat, final long connectionId, final long playerHigh, final int epoch) {
        new ConnectSeatEncoder()
                .wrapAndApplyHeader(frame, 0, header)
                .correlationId(++correlationId)
                .matchIdHigh(matchId)
                .matchIdLow(~matchId)
                .playerIdHigh(playerHigh)
                .playerIdLow(seat)
                .connectionId(connectionId)
                .epoch(epoch)
                .gatewayId(GATEWAY)
                .seat((short) seat);
        final ConnectSeatDecoder decoder = wrap(new ConnectSeatDecoder());
        engine.connectSeat(decoder, nowMs);
    }

    void disconnect(final long matchId, final int seat, final long connectionId) {
        new DisconnectSeatEncoder()
                .wrapAndApplyHeader(frame, 0, header)
                .matchIdHigh(matchId)
                .matchIdLow(~matchId)
                .connectionId(connectionId)
                .epoch(EPOCH)
                .gatewayId(GATEWAY)
                .seat((short) seat);
        final DisconnectSeatDecoder decoder = wrap(new DisconnectSeatDecoder());
        engine.disconnectSeat(decoder, nowMs);
    }

    void view(final long matchId, final int seat) {
        new ViewMatchEncoder()
                .wrapAndApplyHeader(frame, 0, header)
                .correlationId(++correlationId)
                .matchIdHigh(matchId)
                .matchIdLow(~matchId)
                .epoch(EPOCH)
                .gatewayId(GATEWAY)
                .seat((short) seat);
        final ViewMatchDecoder decoder = wrap(new ViewMatchDecoder());
        engine.viewMatch(decoder, nowMs);
    }

    /** Let time pass, with every timer on its way. */
    void advance(final long ms) {
        final long end = nowMs + ms;
        while (nowMs < end) {
            nowMs = Math.min(end, nowMs + 4);
            engine.releaseSeats(nowMs);
            while (engine.expireTimer(nowMs)) {
                assertThat(nowMs).isLessThanOrEqualTo(end);
            }
        }
    }

    /** The state hash that the shard shows for a match. */
    String stateHash(final long matchId) {
        replies.take();
        new InspectMatchEncoder()
                .wrapAndApplyHeader(frame, 0, header)
                .correlationId(++correlationId)
                .matchIdHigh(matchId)
                .matchIdLow(~matchId)
                .epoch(EPOCH)
                .gatewayId(GATEWAY);
        engine.inspectMatch(wrap(new InspectMatchDecoder()));
        final MatchInspectedDecoder inspected = decode(replies.take().getFirst(), new MatchInspectedDecoder());
        final byte[] hash = new byte[32];
        inspected.getStateHash(hash, 0, 32);
        return HexFormat.of().formatHex(hash);
    }

    /** The code of the only reply since the last look, which is a rejected move. */
    int takeRejection() {
        final List<DirectBuffer> taken = replies.take();
        assertThat(taken).hasSize(1);
        return decode(taken.getFirst(), new MoveRejectedDecoder()).code();
    }

    /** The code of the only reply since the last look, which is a refused request. */
    int takeRefusal() {
        final List<DirectBuffer> taken = replies.take();
        assertThat(taken).hasSize(1);
        return decode(taken.getFirst(), new RequestRefusedDecoder()).code();
    }

    MoveReceiptDecoder takeReceipt() {
        final List<DirectBuffer> taken = replies.take();
        assertThat(taken).hasSize(1);
        return decode(taken.getFirst(), new MoveReceiptDecoder());
    }

    MatchEventDecoder takeEvent() {
        final List<DirectBuffer> taken = events.take();
        assertThat(taken).hasSize(1);
        return decode(taken.getFirst(), new MatchEventDecoder());
    }

    /** The presence of a seat in the last reply. */
    boolean takePresence(final int seat) {
        final SeatPresenceDecoder presence = decode(replies.take().getLast(), new SeatPresenceDecoder());
        assertThat(presence.seat()).isEqualTo((short) seat);
        return presence.present() == BooleanType.YES;
    }

    <D extends MessageDecoderFlyweight> D decode(final DirectBuffer message, final D decoder) {
        headerDecoder.wrap(message, 0);
        assertThat(headerDecoder.templateId()).isEqualTo(decoder.sbeTemplateId());
        decoder.wrap(
                message, MessageHeaderDecoder.ENCODED_LENGTH, headerDecoder.blockLength(), headerDecoder.version());
        return decoder;
    }

    private <D extends MessageDecoderFlyweight> D wrap(final D decoder) {
        return decode(frame, decoder);
    }
}
