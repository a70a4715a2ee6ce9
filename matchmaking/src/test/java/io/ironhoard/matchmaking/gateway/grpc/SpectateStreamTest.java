package io.ironhoard.matchmaking.gateway.grpc;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.ironhoard.matchmaking.gateway.fake.Await;
import io.ironhoard.matchmaking.gateway.fake.FakeShard;
import io.ironhoard.proto.counters.GatewayGauge;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.ids.PlayerId;
import io.ironhoard.v1.GameServiceGrpc;
import io.ironhoard.v1.MatchEvent;
import io.ironhoard.v1.PlayResponse;
import io.ironhoard.v1.Signing;
import io.ironhoard.v1.Snapshot;
import io.ironhoard.v1.SpectateRequest;
import io.ironhoard.v1.SpectateResponse;
import io.ironhoard.v1.Watching;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

final class SpectateStreamTest {
    private static final int MANY = 3_000;

    @TempDir
    private Path folder;

    private GatewayRig rig;

    @AfterEach
    void close() {
        rig.close();
    }

    private MatchId open(final GatewayRig.Limits limits) {
        rig = GatewayRig.open(folder, limits);
        return rig.openMatch(Signing.SIGNING_GATEWAY);
    }

    private MatchId open() {
        return open(GatewayRig.DEFAULTS);
    }

    /** Nothing that happens is seen while a test runs. */
    private static GatewayRig.Limits withoutSeeing() {
        return new GatewayRig.Limits(60_000, 500, 65_536, 60_000, 3_600_000);
    }

    @Test
    void shouldTellWhatTheMatchIsMadeOf() {
        final MatchId match = open();
        final SpectateClient client = rig.watch(match);
        final PlayClient player = rig.join(match, 0, 0);

        final Watching watching = client.frames.getFirst().getWatching();
        assertThat(watching.getMatchId()).isEqualTo(match.toString());
        assertThat(watching.getDelayMs()).isEqualTo(GatewayRig.SPECTATE_DELAY_MS);
        assertThat(watching.getPlayerIdsList()).isEqualTo(player.joined().getPlayerIdsList());
        assertThat(watching.getHeadPreimage()).isEqualTo(player.joined().getHeadPreimage());
        assertThat(watching.getInitialHead()).isEqualTo(player.joined().getInitialHead());
        assertThat(watching.getSettings()).isEqualTo(player.joined().getSettings());
    }

    @Test
    void shouldShowEveryEventOnceInOrderWithoutPrivateParts() {
        final MatchId match = open();
        final PlayClient white = rig.join(match, 0, 0);
        final SpectateClient early = rig.watch(match);
        for (int sequence = 1; sequence <= 20; sequence++) {
            white.move(sequence, FakeShard.SECRET, (byte) sequence);
            white.awaitAnswers(sequence);
        }
        white.awaitEvents(20);
        final SpectateClient late = rig.watch(match);
        final SpectateClient resumed =
                rig.watch(1, GatewayRig.watching(match).toBuilder().setResumeFrom(15).build());
        white.resign(21);
        early.awaitEvents(21);
        late.awaitEvents(21);
        resumed.awaitEvents(6);

        white.awaitEvents(21);
        final List<MatchEvent> publicEvents = white.events().stream()
                .map(event -> event.toBuilder().clearPrivatePart().build())
                .toList();
        assertThat(white.events().getFirst().getPrivatePart()).isNotEmpty();
        assertThat(early.events()).isEqualTo(publicEvents);
        assertThat(late.events()).isEqualTo(publicEvents);
        assertThat(resumed.events()).isEqualTo(publicEvents.subList(15, 21));
        assertThat(early.events().getLast().getEnded().getSeed()).hasSize(32);
        assertThat(early.awaitEnd()).isEqualTo(Status.Code.OK);
        assertThat(rig.counters.get(0, GatewayGauge.EVENTS_SHOWN)).isEqualTo(48);
        assertThat(rig.counters.get(0, GatewayGauge.EVENTS_SENT)).isEqualTo(21);
    }

    @Test
    void shouldShowNothingBeforeTheDelayHasPassed() {
        final MatchId match = open(withoutSeeing());
        final PlayClient white = rig.join(match, 0, 0);
        final PlayClient black = rig.join(match, 1, 0);
        white.move(1, (byte) 9);
        white.awaitEvents(1);
        final SpectateClient client = rig.watch(match);
        final SpectateClient viewer =
                rig.watch(0, GatewayRig.watching(match).toBuilder().setSnapshot(true).build());
        Await.until("the view was taken", () -> rig.shard.views() == 1);
        white.move(2, FakeShard.WIN);
        white.awaitEvents(2);
        white.cancel();
        black.await("going", frame -> frame.hasPresence() && !frame.getPresence().getPresent(), 1);
        final SpectateClient late = rig.watch(match);
        late.await("all three", frame -> frame.getSpectators().getCount() == 3, 1);

        for (final SpectateClient spectator : List.of(client, viewer, late)) {
            assertThat(spectator.frames).allMatch(frame -> frame.hasWatching() || frame.hasSpectators());
        }
    }

    @Test
    void shouldShowWhoLeavesAfterTheEndAndNotBefore() {
        final MatchId match = open();
        final PlayClient white = rig.join(match, 0, 0);
        final SpectateClient client = rig.watch(match);
        client.await("presence", frame -> frame.hasPresence() && frame.getPresence().getPresent(), 1);
        white.move(1, FakeShard.WIN);
        white.awaitEvents(1);
        white.cancel();
        client.await("going", frame -> frame.hasPresence() && !frame.getPresence().getPresent(), 1);

        final List<SpectateResponse> told = client.frames.stream()
                .filter(frame -> frame.hasPresence() || frame.hasEvent())
                .toList();
        assertThat(told).hasSize(3);
        assertThat(told.get(1).getEvent().hasEnded()).isTrue();
    }

    @Test
    void shouldShowAtOnceWhereThereIsNoDelay() {
        final MatchId match = open(new GatewayRig.Limits(60_000, 500, 8 << 20, 60_000, 0));
        final PlayClient white = rig.join(match, 0, 0);
        final SpectateClient client = rig.watch(match);
        white.move(1, (byte) 9);
        client.awaitEvents(1);

        assertThat(client.frames.getFirst().getWatching().getDelayMs()).isZero();
    }

    @Test
    void shouldBeginWithThePublicViewAndThenEveryEvent() {
        final MatchId match = open();
        final PlayClient white = rig.join(match, 0, 0);
        white.move(1, (byte) 9);
        white.awaitEvents(1);
        final SpectateClient client = rig.watch(
                0, GatewayRig.watching(match).toBuilder().setSnapshot(true).setResumeFrom(77).build());
        Await.until("the view was taken", () -> rig.shard.views() == 1);
        white.move(2, (byte) 9);
        client.awaitEvents(1);

        final List<SpectateResponse> told = client.frames.stream()
                .filter(frame -> !frame.hasPresence() && !frame.hasSpectators())
                .toList();
        assertThat(told.get(0).hasWatching()).isTrue();
        final Snapshot snapshot = told.get(1).getSnapshot();
        assertThat(snapshot.getIndex()).isEqualTo(1);
        assertThat(snapshot.getView().toByteArray()).isEqualTo(FakeShard.view(255, 1));
        assertThat(snapshot.getHead()).isEqualTo(white.events().getFirst().getHead());
        assertThat(told.get(2).getEvent().getIndex()).isEqualTo(1);
        assertThat(told).hasSize(3);
    }

    @Test
    void shouldTakeOneViewASecondForAllWhoAskForIt() {
        final MatchId match = open();
        final PlayClient white = rig.join(match, 0, 0);
        rig.shard.execute(() -> rig.shard.holdViews(true));
        final SpectateRequest request =
                GatewayRig.watching(match).toBuilder().setSnapshot(true).build();
        final SpectateClient first = rig.watch(0, request);
        final SpectateClient second = rig.watch(1, request);
        first.awaitWatching();
        second.awaitWatching();
        rig.shard.execute(() -> rig.shard.timerEvents(match, 2));
        white.awaitEvents(2);
        rig.shard.execute(() -> rig.shard.holdViews(false));
        first.awaitEvents(2);
        second.awaitEvents(2);

        assertThat(rig.shard.views()).isEqualTo(1);
        assertThat(second.events()).isEqualTo(first.events()).isEqualTo(white.events());
        first.cancel();
        Await.until("another second", () -> {
            final SpectateClient late = rig.watch(0, request);
            late.await("a snapshot", SpectateResponse::hasSnapshot, 1);
            late.cancel();
            return rig.shard.views() == 2;
        });
    }

    @Test
    void shouldPassOnThatTheRulesHaveNoView() {
        final MatchId match = open();
        rig.shard.failViews(true);

        final SpectateClient viewer =
                rig.watch(0, GatewayRig.watching(match).toBuilder().setSnapshot(true).build());
        assertThat(viewer.awaitProblem()).isEqualTo(902);
        final PlayClient white = rig.openBySnapshot(match, 0);
        assertThat(white.awaitProblem()).isEqualTo(902);
        Await.until("the seat is given up", () -> rig.shard.disconnects() == 1);
    }

    @Test
    void shouldEndCallsThatAskForNothing() {
        open();
        // As a stream of requests, so that the client's own library sends the call before a request.
        final MethodDescriptor<SpectateRequest, SpectateResponse> method =
                GameServiceGrpc.getSpectateMethod().toBuilder()
                        .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
                        .build();
        final ClientCall<SpectateRequest, SpectateResponse> ended = rig.channel().newCall(method, CallOptions.DEFAULT);
        final SpectateClient hurried = new SpectateClient();
        ended.start(hurried.listener(), new Metadata());
        ended.request(1);
        ended.halfClose();
        assertThat(hurried.awaitProblem()).isEqualTo(106);

        final ClientCall<SpectateRequest, SpectateResponse> silent = rig.channel().newCall(method, CallOptions.DEFAULT);
        final SpectateClient late = new SpectateClient();
        silent.start(late.listener(), new Metadata());
        silent.request(1);
        assertThat(late.awaitProblem()).isEqualTo(106);
    }

    @Test
    void shouldWaitForAnIndexThatHasNotCome() {
        final MatchId match = open();
        final PlayClient white = rig.join(match, 0, 0);
        final SpectateClient client =
                rig.watch(0, GatewayRig.watching(match).toBuilder().setResumeFrom(2).build());
        client.awaitWatching();
        rig.shard.execute(() -> rig.shard.timerEvents(match, 3));
        client.awaitEvents(1);
        white.resign(1);

        assertThat(client.awaitEnd()).isEqualTo(Status.Code.OK);
        assertThat(client.events()).extracting(MatchEvent::getIndex).containsExactly(2, 3);
    }

    @Test
    void shouldRefuseWhatCannotBeWatched() {
        final MatchId match = open();

        assertThat(rig.watch(0, GatewayRig.watching(match).toBuilder().setProtocolVersion(2).build()).awaitProblem())
                .isEqualTo(101);
        assertThat(rig.watch(0, GatewayRig.watching(match).toBuilder().setMatchId("none").build()).awaitProblem())
                .isEqualTo(107);
        assertThat(rig.watch(0, GatewayRig.watching(match).toBuilder().setResumeFrom(-1).build()).awaitProblem())
                .isEqualTo(107);
        assertThat(rig.watch(0, GatewayRig.watching(new MatchId(3, 4))).awaitProblem()).isEqualTo(200);
    }

    @Test
    void shouldLimitTheSpectatorsOfAMatchOfAPlayerAndOfTheGateway() {
        final MatchId match = open();
        final MatchId other = rig.openMatch(Signing.SIGNING_GATEWAY);
        for (int i = 0; i < 3; i++) {
            rig.watch(match);
        }
        final SpectateClient fourth = rig.watch(1, GatewayRig.watching(match));
        assertThat(fourth.awaitProblem()).isEqualTo(702);
        assertThat(fourth.problem().getReason()).contains("the match has 3 spectators");

        final SpectateClient last = rig.watch(other);
        final SpectateClient tooMany = rig.watch(0, GatewayRig.watching(other));
        assertThat(tooMany.awaitProblem()).isEqualTo(702);
        assertThat(tooMany.problem().getReason()).contains("the player has 4 open streams");

        rig.watch(1, GatewayRig.watching(other)).awaitWatching();
        final SpectateClient sixth = rig.watch(1, GatewayRig.watching(other));
        sixth.awaitWatching();
        assertThat(rig.watch(1, GatewayRig.watching(other)).awaitProblem()).isEqualTo(702);
        Await.until("six are counted", () -> rig.counters.get(0, GatewayGauge.SPECTATORS) == 6);

        last.cancel();
        sixth.cancel();
        Await.until("four are counted", () -> rig.counters.get(0, GatewayGauge.SPECTATORS) == 4);
        rig.watch(other);
    }

    @Test
    void shouldTellEverybodyHowManyWatch() {
        final MatchId match = open();
        final PlayClient white = rig.join(match, 0, 0);
        final SpectateClient first = rig.watch(match);
        white.await("one", frame -> frame.getSpectators().getCount() == 1, 1);
        final SpectateClient second = rig.watch(match);
        final SpectateClient third = rig.watch(match);
        first.await("three", frame -> frame.getSpectators().getCount() == 3, 1);
        third.await("three", frame -> frame.getSpectators().getCount() == 3, 1);
        final PlayClient black = rig.join(match, 1, 0);
        black.await("three", frame -> frame.getSpectators().getCount() == 3, 1);
        first.cancel();
        second.cancel();
        third.cancel();
        white.await("nobody", frame -> frame.hasSpectators() && frame.getSpectators().getCount() == 0, 1);

        assertThat(first.counts()).containsExactly(1, 3);
        assertThat(white.frames.stream().filter(PlayResponse::hasSpectators).map(f -> f.getSpectators().getCount()))
                .containsExactly(1, 3, 0);
    }

    @Test
    void shouldCutASlowSpectatorOffAndLetItResumeWithoutAGap() {
        final MatchId match = open(new GatewayRig.Limits(2_000, 500, 8 << 20));
        final PlayClient peer = rig.join(match, 0, 0);
        final SpectateClient slow = rig.watch(match);
        final SpectateClient fast = rig.watch(match);
        slow.stopReading();
        rig.shard.execute(() -> rig.shard.timerEvents(match, MANY));
        fast.awaitEvents(MANY);
        Await.until("cut off", () -> rig.counters.get(0, GatewayGauge.SLOW_READERS) == 1);
        peer.awaitEvents(MANY);

        slow.readOn();
        assertThat(slow.awaitProblem()).isEqualTo(705);
        final int seen = slow.events().size();
        assertThat(seen).isBetween(1, MANY - 1);
        final SpectateClient again =
                rig.watch(0, GatewayRig.watching(match).toBuilder().setResumeFrom(seen).build());
        again.awaitEvents(MANY - seen);

        final List<MatchEvent> all = new ArrayList<>(slow.events());
        all.addAll(again.events());
        assertThat(all).isEqualTo(peer.events());
        assertThat(all).extracting(MatchEvent::getIndex)
                .containsExactlyElementsOf(IntStream.range(0, MANY).boxed().toList());
    }

    @Test
    void shouldKeepAFinishedMatchUntilItsSpectatorsHaveSeenTheEnd() {
        final MatchId match = open(new GatewayRig.Limits(60_000, 300, 8 << 20, 0, 1_500));
        final PlayClient white = rig.join(match, 0, 0);
        final SpectateClient client = rig.watch(match);
        white.move(1, (byte) 9);
        white.resign(2);
        white.awaitEvents(2);
        assertThat(white.awaitEnd()).isEqualTo(Status.Code.OK);
        assertThat(client.awaitEnd()).isEqualTo(Status.Code.OK);

        assertThat(client.events()).isEqualTo(white.events()).hasSize(2);
        Await.until("forgotten", () -> rig.counters.get(0, GatewayGauge.MATCHES) == 0);
        assertThat(rig.counters.get(0, GatewayGauge.HISTORY_BYTES)).isZero();
    }

    @Test
    void shouldSayThatTheHistoryIsGoneAndNotHowFarAMatchHasCome() {
        final MatchId match = open(withoutSeeing());
        final MatchId other = rig.openMatch(Signing.SIGNING_GATEWAY);
        final SpectateClient waiting = rig.watch(match);
        final PlayClient filler = rig.join(other, 0, 0);
        rig.shard.execute(() -> rig.shard.timerEvents(match, 7));
        rig.shard.execute(() -> rig.shard.timerEvents(other, 1_500));
        filler.awaitEvents(1_500);

        assertThat(waiting.awaitProblem()).isEqualTo(209);
        assertThat(waiting.problem().getReason()).contains("event 0").contains("snapshot").doesNotContain("7");
        final SpectateClient late = rig.watch(0, GatewayRig.watching(match));
        assertThat(late.awaitProblem()).isEqualTo(209);
        rig.watch(0, GatewayRig.watching(match).toBuilder().setSnapshot(true).build()).awaitWatching();
    }

    @Test
    void shouldTellNobodyElseOfTheEndBeforeSpectatorsSeeIt() {
        final MatchId match = open(withoutSeeing());
        final MatchId unknown = new MatchId(3, 4);
        rig.records.put(match, new byte[1]);
        rig.records.put(unknown, new byte[1]);
        final PlayClient white = rig.join(match, 0, 0);
        white.move(1, FakeShard.WIN);
        white.awaitEvents(1);
        rig.shard.execute(() -> rig.shard.forget(match));
        final SpectateClient viewer =
                rig.watch(0, GatewayRig.watching(match).toBuilder().setSnapshot(true).build());
        final PlayerId stranger = new PlayerId(7, 7);

        assertThat(rig.askForRecord(stranger, match)).isEqualTo(210);
        assertThat(rig.askForRecord(GatewayRig.PLAYERS.get(1), match)).isZero();
        assertThat(rig.askForRecord(stranger, unknown)).isZero();
        viewer.await("the count", SpectateResponse::hasSpectators, 1);
        assertThat(viewer.hasEnded()).isFalse();
    }

    @Test
    void shouldHandTheRecordOutWhenTheDelayHasPassed() {
        final MatchId match = open();
        rig.records.put(match, new byte[1]);
        assertThat(rig.askForRecord(new PlayerId(7, 7), match)).isEqualTo(210);
        final PlayClient white = rig.join(match, 0, 0);
        white.move(1, FakeShard.WIN);
        white.awaitEvents(1);

        Await.until("the record", () -> rig.askForRecord(new PlayerId(7, 7), match) == 0);
    }

    @Test
    void shouldSayThatAFinishedMatchCannotBeViewedAnyMore() {
        final MatchId match = open();
        final PlayClient white = rig.join(match, 0, 0);
        white.move(1, FakeShard.WIN);
        white.awaitEvents(1);
        final SpectateClient viewer =
                rig.watch(0, GatewayRig.watching(match).toBuilder().setSnapshot(true).build());
        assertThat(viewer.awaitEnd()).isEqualTo(Status.Code.OK);
        assertThat(viewer.frames).anyMatch(SpectateResponse::hasSnapshot).noneMatch(SpectateResponse::hasEvent);

        rig.shard.execute(() -> rig.shard.forget(match));
        final SpectateClient late =
                rig.watch(0, GatewayRig.watching(match).toBuilder().setSnapshot(true).build());
        assertThat(late.awaitProblem()).isEqualTo(202);
        rig.watch(match).awaitEvents(1);
    }

    @Test
    void shouldEndSpectatorsWhenTheShardIsLostAndWhenTheServerStops() {
        final MatchId match = open();
        final SpectateClient lost = rig.watch(match);
        rig.shard.execute(rig.shard::restart);
        assertThat(lost.awaitProblem()).isEqualTo(901);
        rig.awaitLinked(true);

        final SpectateClient last = rig.watch(rig.openMatch(Signing.SIGNING_GATEWAY));
        rig.gateway.drain();
        assertThat(last.awaitProblem()).isEqualTo(900);
        assertThat(rig.watch(0, GatewayRig.watching(match)).awaitProblem()).isEqualTo(900);
        assertThat(rig.counters.get(0, GatewayGauge.SPECTATORS)).isZero();
    }
}
