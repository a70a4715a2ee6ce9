package io.ironhoard.matchmaking.gateway.fake;

import io.aeron.Aeron;
import io.aeron.Subscription;
import io.aeron.logbuffer.Header;
import io.ironhoard.proto.chain.ChainHasher;
import io.ironhoard.proto.chain.HeadPreimage;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.crypto.MoveSigning;
import io.ironhoard.proto.crypto.SeatKeys;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.ids.PlayerId;
import io.ironhoard.proto.ipc.RuleSetDescriptorCodec;
import io.ironhoard.proto.ipc.StreamIds;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import io.ironhoard.proto.rules.RuleSetDescriptor.Meaning;
import io.ironhoard.proto.sbe.BooleanType;
import io.ironhoard.proto.sbe.ConnectSeatDecoder;
import io.ironhoard.proto.sbe.CreateMatchDecoder;
import io.ironhoard.proto.sbe.DisconnectSeatDecoder;
import io.ironhoard.proto.sbe.EventKind;
import io.ironhoard.proto.sbe.GatewayHelloDecoder;
import io.ironhoard.proto.sbe.InspectMatchDecoder;
import io.ironhoard.proto.sbe.MatchCreatedEncoder;
import io.ironhoard.proto.sbe.MatchEventEncoder;
import io.ironhoard.proto.sbe.MatchInspectedEncoder;
import io.ironhoard.proto.sbe.MessageHeaderDecoder;
import io.ironhoard.proto.sbe.MessageHeaderEncoder;
import io.ironhoard.proto.sbe.MoveReceiptEncoder;
import io.ironhoard.proto.sbe.MoveRejectedEncoder;
import io.ironhoard.proto.sbe.RequestRefusedEncoder;
import io.ironhoard.proto.sbe.RuleSetAnnouncedEncoder;
import io.ironhoard.proto.sbe.SeatConnectedEncoder;
import io.ironhoard.proto.sbe.SeatPresenceEncoder;
import io.ironhoard.proto.sbe.ShardInfoEncoder;
import io.ironhoard.proto.sbe.ShardStartedEncoder;
import io.ironhoard.proto.sbe.SubmitMoveDecoder;
import io.ironhoard.proto.sbe.ViewMatchDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A shard with the plainest of rules, over real Aeron IPC. It checks tags and sequences as a shard must; what else a
 * move does is said by its first payload byte.
 *
 * <p>One thread at a time: either {@link #doWork} is called by the test, or {@link #startThread} runs it.
 */
public final class FakeShard implements AutoCloseable {
    /** The move is refused by the rules with code 600. */
    public static final byte ILLEGAL = 1;
    /** The move is never answered. */
    public static final byte SWALLOW = 2;
    /** The move ends the match. */
    public static final byte WIN = 3;
    /** The mover alone is told the payload once more, as its private part. */
    public static final byte SECRET = 4;
    /** The shard says that it is overloaded. */
    public static final byte OVERLOAD = 5;

    public static final int ILLEGAL_CODE = 600;
    public static final int WON = 64;
    public static final int MOVE_LENGTH_MAX = 64;
    public static final int MOVES_IN_FLIGHT_MAX = 8;
    public static final RuleSetDescriptor RULES = new RuleSetDescriptor(
            "fake-game", 3, "A fake game", 1, 4, MOVE_LENGTH_MAX, false, List.of(),
            List.of(new Meaning(ILLEGAL_CODE, "NOT_ALLOWED", "the fake rules do not allow it")),
            List.of(new Meaning(WON, "WON", "somebody won")));

    private static final byte[] NODE_SECRET = new byte[32];

    private final int shardId;
    private final int shardCount;
    private final Aeron aeron;
    private final List<Subscription> ingress;
    private final FakeOutlet events;
    private final FakeOutlet replies;
    /** Tethered readers that keep up, as a recording would: beside them a gateway that does not is let go. */
    private final List<Subscription> recordings;

    private final Map<MatchId, FakeMatch> matches = new HashMap<>();
    private final SeatKeys seatKeys = new SeatKeys(NODE_SECRET);
    private final MoveSigning signing = new MoveSigning(RuleSetDescriptor.MOVE_LENGTH_LIMIT);
    private final ChainHasher hasher = new ChainHasher(RuleSetDescriptor.MOVE_LENGTH_LIMIT);
    private final UnsafeBuffer out = new UnsafeBuffer(new byte[StreamIds.MESSAGE_LENGTH_MAX]);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final MessageHeaderEncoder outHeader = new MessageHeaderEncoder();
    private final AtomicInteger disconnects = new AtomicInteger();
    private final AtomicInteger views = new AtomicInteger();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private volatile int epoch = 1;
    private volatile boolean paused;
    private volatile boolean refuseCreations;
    private volatile boolean holdEvents;
    private volatile boolean holdViews;
    private volatile boolean failViews;
    private volatile boolean running;
    private Thread thread;

    /** Listens to this gateway and the next. */
    public FakeShard(final Path aeronDirectory, final int gatewayId) {
        this(aeronDirectory, gatewayId, 0, 1);
    }

    public FakeShard(final Path aeronDirectory, final int gatewayId, final int shardId, final int shardCount) {
        this.shardId = shardId;
        this.shardCount = shardCount;
        aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(aeronDirectory.toString()));
        ingress = List.of(
                aeron.addSubscription("aeron:ipc", StreamIds.ingress(gatewayId, shardId)),
                aeron.addSubscription("aeron:ipc", StreamIds.ingress(gatewayId + 1, shardId)));
        events = new FakeOutlet(aeron.addExclusivePublication("aeron:ipc", StreamIds.events(shardId)), this::waiting);
        replies = new FakeOutlet(aeron.addExclusivePublication("aeron:ipc", StreamIds.replies(shardId)), this::waiting);
        recordings = List.of(
                aeron.addSubscription("aeron:ipc", StreamIds.events(shardId)),
                aeron.addSubscription("aeron:ipc", StreamIds.replies(shardId)));
    }

    // What tests ask of it

    public void startThread() {
        running = true;
        thread = new Thread(() -> {
            while (running) {
                if (doWork() == 0) {
                    Thread.yield();
                }
            }
        }, "fake-shard-" + shardId);
        thread.start();
    }

    /** While paused it reads nothing: its ingress fills up. */
    public void pause(final boolean yes) {
        paused = yes;
    }

    public void refuseCreations(final boolean yes) {
        refuseCreations = yes;
    }

    /** While held, matches' events are not sent; then all of them are. On the shard's own thread. */
    public void holdEvents(final boolean yes) {
        holdEvents = yes;
        if (!yes) {
            events.release();
        }
    }

    /** While held, views are taken, and not sent; then all of them are. On the shard's own thread. */
    public void holdViews(final boolean yes) {
        holdViews = yes;
        if (!yes) {
            replies.release();
        }
    }

    /** While failing, no view can be taken. */
    public void failViews(final boolean yes) {
        failViews = yes;
    }

    /** What a seat, or 255 for the public, sees of a match whose next event has that index. */
    public static byte[] view(final int seat, final int nextIndex) {
        return new byte[] {(byte) seat, (byte) (nextIndex >>> 8), (byte) nextIndex};
    }

    /** How many DisconnectSeat frames came. */
    public int disconnects() {
        return disconnects.get();
    }

    /** How many views of matches were taken. */
    public int views() {
        return views.get();
    }

    /** Run something on the thread that owns the shard. */
    public void execute(final Runnable task) {
        tasks.add(task);
    }

    public int doWork() {
        record();
        final Runnable task = tasks.poll();
        if (task != null) {
            task.run();
        }
        int work = 0;
        for (final Subscription gateway : ingress) {
            work += paused ? 0 : gateway.poll(this::onFragment, 64);
        }
        return work;
    }

    private void record() {
        for (final Subscription recording : recordings) {
            while (recording.poll((buffer, offset, length, ignored) -> {}, 64) > 0) {
                // All that is there.
            }
        }
    }

    /** Another life, without any match of the former one. On the shard's own thread. */
    public void restart() {
        matches.clear();
        epoch++;
        events.send(out, MessageHeaderEncoder.ENCODED_LENGTH
                + new ShardStartedEncoder().wrapAndApplyHeader(out, 0, outHeader)
                        .timeMs(1)
                        .epoch(epoch)
                        .shardId(shardId)
                        .encodedLength());
    }

    /** Let go of a match that has ended. On the shard's own thread. */
    public void forget(final MatchId id) {
        matches.remove(id);
    }

    /** Make events that no gateway asked for. On the shard's own thread. */
    public void timerEvents(final MatchId id, final int count) {
        final FakeMatch match = matches.get(id);
        for (int i = 0; i < count; i++) {
            event(match, new EventSource(0, StreamIds.NO_GATEWAY, StreamIds.NO_SEAT, 0), EventKind.TIMER, new byte[0],
                    0);
        }
    }

    // Frames

    private void onFragment(final DirectBuffer buffer, final int offset, final int length, final Header ignored) {
        header.wrap(buffer, offset);
        switch (header.templateId()) {
            case SubmitMoveDecoder.TEMPLATE_ID ->
                    submit(new SubmitMoveDecoder().wrapAndApplyHeader(buffer, offset, header), buffer, offset);
            case ConnectSeatDecoder.TEMPLATE_ID ->
                    connect(new ConnectSeatDecoder().wrapAndApplyHeader(buffer, offset, header));
            case DisconnectSeatDecoder.TEMPLATE_ID ->
                    disconnect(new DisconnectSeatDecoder().wrapAndApplyHeader(buffer, offset, header));
            case CreateMatchDecoder.TEMPLATE_ID ->
                    create(new CreateMatchDecoder().wrapAndApplyHeader(buffer, offset, header));
            case InspectMatchDecoder.TEMPLATE_ID ->
                    inspect(new InspectMatchDecoder().wrapAndApplyHeader(buffer, offset, header));
            case ViewMatchDecoder.TEMPLATE_ID ->
                    view(new ViewMatchDecoder().wrapAndApplyHeader(buffer, offset, header));
            case GatewayHelloDecoder.TEMPLATE_ID ->
                    hello(new GatewayHelloDecoder().wrapAndApplyHeader(buffer, offset, header));
            default -> throw new IllegalStateException("template " + header.templateId());
        }
    }

    private record EventSource(long correlationId, int gatewayId, int seat, int sequence) {}

    private void submit(final SubmitMoveDecoder frame, final DirectBuffer buffer, final int offset) {
        final byte[] payload = new byte[frame.payloadLength()];
        frame.getPayload(payload, 0, payload.length);
        final FakeMatch match = matches.get(new MatchId(frame.matchIdHigh(), frame.matchIdLow()));
        final int code = check(frame, match, buffer, offset, payload);
        if (code != 0) {
            reject(frame, code);
            return;
        }
        final int seat = frame.seat();
        final int sequence = (int) frame.sequence();
        if (sequence <= match.lastSequence[seat]) {
            receipt(frame, match);
            return;
        }
        final byte act = payload.length == 0 ? 0 : payload[0];
        if (act == SWALLOW) {
            return;
        }
        if (act == ILLEGAL || act == OVERLOAD) {
            reject(frame, act == ILLEGAL ? ILLEGAL_CODE : ResultCode.OVERLOADED.code());
            return;
        }
        match.lastSequence[seat] = sequence;
        final EventSource source = new EventSource(frame.correlationId(), frame.gatewayId(), seat, sequence);
        if (frame.action() == MoveSigning.ACTION_RESIGN) {
            event(match, source, EventKind.FORFEIT, new byte[] {1}, 1);
        } else {
            event(match, source, EventKind.MOVE, payload, act == WIN ? WON : 0);
        }
        match.receipts.add(new FakeMatch.Receipt(seat, sequence, match.nextIndex - 1, match.head));
    }

    private int check(
            final SubmitMoveDecoder frame,
            final FakeMatch match,
            final DirectBuffer buffer,
            final int offset,
            final byte[] payload) {
        final int at = offset + MessageHeaderDecoder.ENCODED_LENGTH;
        if (frame.epoch() != epoch) {
            return ResultCode.STALE_EPOCH.code();
        }
        if (frame.deadlineMs() != 0 && frame.deadlineMs() <= System.currentTimeMillis()) {
            return ResultCode.DEADLINE_PASSED.code();
        }
        if (match == null) {
            return ResultCode.MATCH_NOT_FOUND.code();
        }
        if (!signing.verify(
                match.seatKeys,
                frame.seat() * SeatKeys.LENGTH,
                buffer,
                at + SubmitMoveDecoder.labelEncodingOffset(),
                MoveSigning.HEADER_LENGTH + payload.length,
                at + SubmitMoveDecoder.tagEncodingOffset())) {
            return ResultCode.TAG_FORGED.code();
        }
        if ((int) frame.sequence() > match.lastSequence[frame.seat()] + 1) {
            return ResultCode.SEQUENCE_GAP.code();
        }
        return match.ended && (int) frame.sequence() > match.lastSequence[frame.seat()]
                ? ResultCode.MATCH_ENDED.code()
                : 0;
    }

    private void reject(final SubmitMoveDecoder frame, final int code) {
        replies.send(out, MessageHeaderEncoder.ENCODED_LENGTH
                + new MoveRejectedEncoder().wrapAndApplyHeader(out, 0, outHeader)
                        .correlationId(frame.correlationId())
                        .retryAfterMs(0)
                        .gatewayId(frame.gatewayId())
                        .code(code)
                        .encodedLength());
    }

    private void receipt(final SubmitMoveDecoder frame, final FakeMatch match) {
        for (final FakeMatch.Receipt receipt : match.receipts) {
            if (receipt.seat() == frame.seat() && receipt.sequence() == (int) frame.sequence()) {
                replies.send(out, MessageHeaderEncoder.ENCODED_LENGTH
                        + new MoveReceiptEncoder().wrapAndApplyHeader(out, 0, outHeader)
                                .correlationId(frame.correlationId())
                                .timeMs(timeMs(receipt.index()))
                                .index(receipt.index())
                                .sequence(frame.sequence())
                                .gatewayId(frame.gatewayId())
                                .putHead(receipt.head(), 0, receipt.head().length)
                                .encodedLength());
            }
        }
    }

    private void event(
            final FakeMatch match, final EventSource source, final EventKind kind, final byte[] payload,
            final int end) {
        final int index = match.nextIndex;
        match.extend(hasher, hasher.encode(
                index, kind.value(), source.seat(), timeMs(index), new UnsafeBuffer(payload), 0, payload.length));
        match.ended |= end != 0;
        final boolean secret = payload.length > 0 && payload[0] == SECRET;
        final boolean clock = match.clockInitialMs > 0 && source.seat() != StreamIds.NO_SEAT;
        final MatchEventEncoder encoder = new MatchEventEncoder().wrapAndApplyHeader(out, 0, outHeader)
                .correlationId(source.correlationId())
                .timeMs(timeMs(index))
                .matchIdHigh(match.id.high())
                .matchIdLow(match.id.low())
                .clockLeftMs(clock ? match.clockInitialMs - index : 0)
                .index(index)
                .sequence(source.sequence())
                .epoch(epoch)
                .clockDebitMs(0)
                .gatewayId(source.gatewayId())
                .kind(kind)
                .seat((short) source.seat())
                .clockSeat((short) (clock ? source.seat() : StreamIds.NO_SEAT))
                .endReason((short) end)
                .putHead(match.head, 0, match.head.length)
                .putSubmittedTag(new byte[MoveSigning.TAG_LENGTH], 0, MoveSigning.TAG_LENGTH);
        final MatchEventEncoder.StandingsEncoder standings =
                encoder.standingsCount(end == 0 ? 0 : match.players.size());
        for (int seat = 0; end != 0 && seat < match.players.size(); seat++) {
            standings.next().score(10 - seat).placement((short) (seat + 1));
        }
        final MatchEventEncoder.PrivatePartsEncoder parts = encoder.privatePartsCount(secret ? 1 : 0);
        if (secret) {
            parts.next().seat((short) source.seat()).putPart(payload, 0, payload.length);
        }
        encoder.putPayload(payload, 0, payload.length).putPublicPart(payload, 0, 0);
        final int length = MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
        if (holdEvents) {
            events.hold(out, length);
        } else {
            events.send(out, length);
        }
    }

    /** The time that the fake clock shows at an event. */
    public static long timeMs(final int index) {
        return 1_000_000L + index;
    }

    private void create(final CreateMatchDecoder frame) {
        final MatchId id = new MatchId(frame.matchIdHigh(), frame.matchIdLow());
        final byte[] seed = new byte[HeadPreimage.SEED_LENGTH];
        frame.getSeed(seed, 0, seed.length);
        final List<PlayerId> players = new ArrayList<>();
        for (final CreateMatchDecoder.SeatsDecoder seat : frame.seats()) {
            players.add(new PlayerId(seat.playerIdHigh(), seat.playerIdLow()));
        }
        final String rules = frame.rules();
        final byte[] options = new byte[frame.optionsLength()];
        frame.getOptions(options, 0, options.length);
        if (refuseCreations) {
            refuse(frame.correlationId(), frame.gatewayId(), ResultCode.MATCHES_FULL);
            return;
        }
        final byte[] keys = new byte[players.size() * SeatKeys.LENGTH];
        seatKeys.derive(id.high(), id.low(), players.size(), keys);
        final byte[] rulesBytes = rules.getBytes(StandardCharsets.US_ASCII);
        final HeadPreimage preimage = new HeadPreimage(players.size(), 4096)
                .match(id.high(), id.low(), 5, new UnsafeBuffer(seed), 0)
                .clock(frame.clockInitialMs(), frame.clockIncrementMs(), frame.abandonGraceMs())
                .rules(frame.rulesVersion(), frame.signing().value(), players.size());
        for (int seat = 0; seat < players.size(); seat++) {
            preimage.player(seat, players.get(seat).high(), players.get(seat).low());
        }
        preimage.rulesId(new UnsafeBuffer(rulesBytes), 0, rulesBytes.length);
        preimage.options(new UnsafeBuffer(options), 0, options.length);
        final byte[] head = new byte[ChainHasher.HEAD_LENGTH];
        preimage.hash(head, 0);
        matches.put(id, new FakeMatch(id, players, frame.signing(), keys, frame.clockInitialMs(), head));
        final MatchCreatedEncoder encoder = new MatchCreatedEncoder().wrapAndApplyHeader(out, 0, outHeader)
                .correlationId(frame.correlationId())
                .timeMs(5)
                .matchIdHigh(id.high())
                .matchIdLow(id.low())
                .clockInitialMs(frame.clockInitialMs())
                .clockIncrementMs(frame.clockIncrementMs())
                .abandonGraceMs(frame.abandonGraceMs())
                .epoch(epoch)
                .gatewayId(frame.gatewayId())
                .shardId(shardId)
                .rulesVersion(frame.rulesVersion())
                .signing(frame.signing())
                .putSeed(seed, 0, seed.length)
                .putInitialHead(head, 0, head.length);
        final MatchCreatedEncoder.SeatsEncoder seats = encoder.seatsCount(players.size());
        for (final PlayerId player : players) {
            seats.next().playerIdHigh(player.high()).playerIdLow(player.low());
        }
        encoder.rules(rules).putOptions(options, 0, options.length);
        events.send(out, MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength());
    }

    private void connect(final ConnectSeatDecoder frame) {
        final FakeMatch match = matches.get(new MatchId(frame.matchIdHigh(), frame.matchIdLow()));
        final int seat = frame.seat();
        if (match == null) {
            refuse(frame.correlationId(), frame.gatewayId(), ResultCode.MATCH_NOT_FOUND);
            return;
        }
        if (!match.players.get(seat).equals(new PlayerId(frame.playerIdHigh(), frame.playerIdLow()))) {
            refuse(frame.correlationId(), frame.gatewayId(), ResultCode.SEAT_NOT_YOURS);
            return;
        }
        match.connections[seat] = frame.connectionId();
        match.gateways[seat] = frame.gatewayId();
        replies.send(out, MessageHeaderEncoder.ENCODED_LENGTH
                + new SeatConnectedEncoder().wrapAndApplyHeader(out, 0, outHeader)
                        .correlationId(frame.correlationId())
                        .matchIdHigh(match.id.high())
                        .matchIdLow(match.id.low())
                        .nextIndex(match.nextIndex)
                        .lastSequence(match.lastSequence[seat])
                        .epoch(epoch)
                        .gatewayId(frame.gatewayId())
                        .seat((short) seat)
                        .putSeatKey(match.seatKeys, seat * SeatKeys.LENGTH, SeatKeys.LENGTH)
                        .encodedLength());
        presence(match, seat);
    }

    private void disconnect(final DisconnectSeatDecoder frame) {
        disconnects.incrementAndGet();
        final FakeMatch match = matches.get(new MatchId(frame.matchIdHigh(), frame.matchIdLow()));
        if (match != null && match.connections[frame.seat()] == frame.connectionId()) {
            match.connections[frame.seat()] = 0;
            presence(match, frame.seat());
        }
    }

    private void presence(final FakeMatch match, final int seat) {
        replies.send(out, MessageHeaderEncoder.ENCODED_LENGTH
                + new SeatPresenceEncoder().wrapAndApplyHeader(out, 0, outHeader)
                        .matchIdHigh(match.id.high())
                        .matchIdLow(match.id.low())
                        .connectionId(match.connections[seat])
                        .forfeitsAtMs(match.connections[seat] == 0 ? 77 : 0)
                        .seat((short) seat)
                        .present(match.connections[seat] == 0 ? BooleanType.NO : BooleanType.YES)
                        .encodedLength());
    }

    private void inspect(final InspectMatchDecoder frame) {
        final FakeMatch match = matches.get(new MatchId(frame.matchIdHigh(), frame.matchIdLow()));
        if (match == null) {
            refuse(frame.correlationId(), frame.gatewayId(), ResultCode.MATCH_NOT_FOUND);
            return;
        }
        final MatchInspectedEncoder encoder = new MatchInspectedEncoder().wrapAndApplyHeader(out, 0, outHeader)
                .correlationId(frame.correlationId())
                .matchIdHigh(match.id.high())
                .matchIdLow(match.id.low())
                .nextIndex(match.nextIndex)
                .epoch(epoch)
                .gatewayId(frame.gatewayId())
                .shardId(shardId)
                .putHead(match.head, 0, match.head.length)
                .putStateHash(match.head, 0, match.head.length);
        final MatchInspectedEncoder.SeatsEncoder seats = encoder.seatsCount(match.players.size());
        for (int seat = 0; seat < match.players.size(); seat++) {
            seats.next()
                    .lastSequence(match.lastSequence[seat])
                    .present(match.connections[seat] == 0 ? BooleanType.NO : BooleanType.YES);
        }
        replies.send(out, MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength());
    }

    private void view(final ViewMatchDecoder frame) {
        final FakeMatch match = matches.get(new MatchId(frame.matchIdHigh(), frame.matchIdLow()));
        if (match == null) {
            refuse(frame.correlationId(), frame.gatewayId(), ResultCode.MATCH_NOT_FOUND);
            return;
        }
        if (failViews) {
            refuse(frame.correlationId(), frame.gatewayId(), ResultCode.RULES_FAULT);
            return;
        }
        views.incrementAndGet();
        final int length = match.encodeView(frame, epoch, out);
        if (holdViews) {
            replies.hold(out, length);
        } else {
            replies.send(out, length);
        }
    }

    private void hello(final GatewayHelloDecoder frame) {
        replies.send(out, MessageHeaderEncoder.ENCODED_LENGTH
                + new ShardInfoEncoder().wrapAndApplyHeader(out, 0, outHeader)
                        .correlationId(frame.correlationId())
                        .epoch(epoch)
                        .gatewayId(frame.gatewayId())
                        .shardId(shardId)
                        .shardCount(shardCount)
                        .ruleSetCount(1)
                        .movesInFlightMax(MOVES_IN_FLIGHT_MAX)
                        .durability("memory")
                        .encodedLength());
        final int length = RuleSetDescriptorCodec.encode(RULES, out);
        new RuleSetAnnouncedEncoder().wrap(out, MessageHeaderEncoder.ENCODED_LENGTH)
                .correlationId(frame.correlationId())
                .gatewayId(frame.gatewayId());
        replies.send(out, length);
    }

    private void refuse(final long correlationId, final int gatewayId, final ResultCode code) {
        replies.send(out, MessageHeaderEncoder.ENCODED_LENGTH
                + new RequestRefusedEncoder().wrapAndApplyHeader(out, 0, outHeader)
                        .correlationId(correlationId)
                        .retryAfterMs(0)
                        .gatewayId(gatewayId)
                        .code(code.code())
                        .encodedLength());
    }

    private boolean waiting() {
        record();
        return running || thread == null;
    }

    @Override
    public void close() {
        running = false;
        if (thread != null) {
            try {
                thread.join(5_000);
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        aeron.close();
    }
}
