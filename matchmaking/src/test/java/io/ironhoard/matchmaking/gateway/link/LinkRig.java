package io.ironhoard.matchmaking.gateway.link;

import io.aeron.Aeron;
import io.ironhoard.matchmaking.gateway.MatchPlan;
import io.ironhoard.matchmaking.gateway.fake.Await;
import io.ironhoard.matchmaking.gateway.fake.FakeShard;
import io.ironhoard.matchmaking.gateway.fake.FaultyPort;
import io.ironhoard.matchmaking.gateway.fake.TestDriver;
import io.ironhoard.proto.counters.CountersFile;
import io.ironhoard.proto.counters.GatewayGauge;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.ids.PlayerId;
import io.ironhoard.proto.ipc.StreamIds;
import io.ironhoard.proto.sbe.MatchCreatedDecoder;
import io.ironhoard.proto.sbe.MatchEventDecoder;
import io.ironhoard.proto.sbe.MatchInspectedDecoder;
import io.ironhoard.proto.sbe.MatchViewedDecoder;
import io.ironhoard.proto.sbe.MoveReceiptDecoder;
import io.ironhoard.proto.sbe.RuleSetAnnouncedDecoder;
import io.ironhoard.proto.sbe.SeatConnectedDecoder;
import io.ironhoard.proto.sbe.SeatPresenceDecoder;
import io.ironhoard.proto.sbe.ShardInfoDecoder;
import io.ironhoard.v1.Signing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One link to a fake shard over real Aeron IPC, stepped by the test on one thread. */
final class LinkRig implements ShardListener, AutoCloseable {
    static final int GATEWAY = 2;
    static final int ANSWER_TIMEOUT_MS = 1_000;
    static final int SILENCE_MS = 400;
    static final PlayerId PLAYER = new PlayerId(5, 6);

    final TestDriver driver = TestDriver.launchTight();
    final FakeShard shard = new FakeShard(driver.directory(), GATEWAY);
    final ShardDirectory directory = new ShardDirectory();
    final CountersFile counters;
    final MoveExchange moves;
    final RequestExchange requests;
    final FaultyPort port;
    final ShardLink link;
    final List<ShardLink.Change> changes = new ArrayList<>();
    final List<MatchId> created = new ArrayList<>();
    final List<Integer> eventIndexes = new ArrayList<>();
    long nowMs;

    private final Aeron aeron;

    LinkRig(final Path folder, final int movesPendingMax, final long seed) {
        counters = CountersFile.create(folder.resolve("counters"), GATEWAY, 1, GatewayGauge.values().length);
        final LinkConfig config = new LinkConfig(
                GATEWAY, driver.directory(), 64, movesPendingMax, 64, ANSWER_TIMEOUT_MS, SILENCE_MS, 10_000, 10, 10,
                33);
        final CorrelationIds ids = CorrelationIds.ofRequests(1);
        moves = new MoveExchange(config, directory, ids, counters);
        requests = new RequestExchange(config, directory, ids);
        aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(driver.directory().toString()));
        port = new FaultyPort(aeron.addPublication("aeron:ipc", StreamIds.ingress(GATEWAY, 0)), seed);
        final ShardStreams streams = new ShardStreams(
                0,
                port,
                aeron.addSubscription("aeron:ipc?tether=false", StreamIds.events(0)),
                aeron.addSubscription("aeron:ipc?tether=false", StreamIds.replies(0)));
        link = new ShardLink(config, streams, DeliveryLimit.NONE, ids, this);
        directory.add(link);
    }

    /** One step of everything. */
    void step() {
        shard.doWork();
        stepGateway();
    }

    void stepGateway() {
        nowMs++;
        final boolean drained = directory.pollEvents(64) & directory.pollReplies(64);
        final ShardLink.Change change = link.tick(nowMs);
        onChange(change);
        moves.tick(nowMs, drained);
        requests.tick(nowMs, drained);
    }

    private void onChange(final ShardLink.Change change) {
        if (change != ShardLink.Change.NONE) {
            changes.add(change);
            directory.refresh();
        }
        if (change == ShardLink.Change.LOST) {
            moves.onShardLost(0);
            requests.onShardLost(0);
        }
    }

    void awaitReady() {
        Await.until(() -> "link is " + link.state(), this::step, () -> directory.isReady(0));
    }

    SeatBinding openSeat(final Signing signing) {
        final MatchId id = new MatchId(77, created.size() + 1);
        final MatchPlan plan = new MatchPlan(
                FakeShard.RULES.id(), FakeShard.RULES.version(), new byte[] {1, 2}, signing, 0, 0, 1, List.of(PLAYER));
        final int before = created.size();
        requests.createMatch(0, id, plan, new byte[32], new RequestWaiter.Creation() {
            @Override
            public void onCreated(final MatchCreatedDecoder event) {
                created.add(id);
            }

            @Override
            public void onRefused(final int code, final int retryAfterMs) {
                throw new AssertionError("creation refused: " + code);
            }
        });
        Await.until(() -> "creation", this::step, () -> created.size() > before);
        final SeatBinding seat = new SeatBinding(0, id.high(), id.low(), 0, 9, SeatBinding.NO_KEY);
        final List<SeatBinding> connected = new ArrayList<>();
        requests.connectSeat(seat, PLAYER, new RequestWaiter.Seat() {
            @Override
            public void onConnected(final SeatConnectedDecoder reply) {
                final byte[] key = new byte[32];
                reply.getSeatKey(key, 0, key.length);
                connected.add(seat.withSigningKey(key));
            }

            @Override
            public void onRefused(final int code, final int retryAfterMs) {
                throw new AssertionError("seat refused: " + code);
            }
        });
        Await.until(() -> "seat", this::step, () -> !connected.isEmpty());
        return connected.getFirst();
    }

    @Override
    public void onMatchEvent(final int shardId, final MatchEventDecoder event) {
        eventIndexes.add((int) event.index());
        moves.onMatchEvent(event);
    }

    @Override
    public void onMatchCreated(final int shardId, final MatchCreatedDecoder event) {
        requests.onMatchCreated(event);
    }

    @Override
    public void onShardStarted(final int shardId, final int epoch) {
        onChange(link.onShardStarted(epoch));
    }

    @Override
    public void onMoveRejected(
            final int shardId, final long correlationId, final int code, final int retryAfterMs) {
        moves.onRejected(correlationId, code, retryAfterMs);
    }

    @Override
    public void onMoveReceipt(final int shardId, final MoveReceiptDecoder reply) {
        moves.onReceipt(reply);
    }

    @Override
    public void onRequestRefused(
            final int shardId, final long correlationId, final int code, final int retryAfterMs) {
        requests.onRefused(correlationId, code, retryAfterMs);
    }

    @Override
    public void onSeatConnected(final int shardId, final SeatConnectedDecoder reply) {
        requests.onSeatConnected(reply);
    }

    @Override
    public void onSeatPresence(final int shardId, final SeatPresenceDecoder reply) {}

    @Override
    public void onMatchViewed(final int shardId, final MatchViewedDecoder reply) {
        requests.onMatchViewed(reply);
    }

    @Override
    public void onMatchInspected(final int shardId, final MatchInspectedDecoder reply) {
        requests.onMatchInspected(reply);
    }

    @Override
    public void onShardInfo(final int shardId, final ShardInfoDecoder reply) {
        link.onShardInfo(reply);
    }

    @Override
    public void onRuleSetAnnounced(final int shardId, final RuleSetAnnouncedDecoder reply) {
        link.onRuleSetAnnounced(reply);
    }

    @Override
    public void close() {
        aeron.close();
        shard.close();
        driver.close();
        counters.close();
    }
}
