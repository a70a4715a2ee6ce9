package io.ironhoard.matchmaking.gateway.grpc;

import io.grpc.Status;
import io.ironhoard.matchmaking.gateway.fake.Await;
import io.ironhoard.matchmaking.gateway.fake.FakeShard;
import io.ironhoard.proto.counters.GatewayGauge;
import io.ironhoard.proto.counters.MoveBook;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.v1.MatchEvent;
import io.ironhoard.v1.Signing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

final class GatewayFaultsTest {
    private static final int MANY = 3_000;

    @TempDir
    private Path folder;

    private GatewayRig rig;

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldCutASlowReaderOffAndLetItResumeWithoutAGap() {
        rig = GatewayRig.open(folder, new GatewayRig.Limits(3_000, 2_000, 8 << 20));
        final MatchId match = rig.openMatch(Signing.SIGNING_GATEWAY);
        final PlayClient slow = rig.join(match, 0, 0);
        final PlayClient peer = rig.join(match, 1, 0);
        slow.stopReading();
        rig.shard.execute(() -> rig.shard.timerEvents(match, MANY));
        peer.awaitEvents(MANY);
        Await.until("cut off", () -> rig.counters.get(0, GatewayGauge.SLOW_READERS) == 1);
        peer.move(1, (byte) 9);
        peer.awaitAnswers(1);

        slow.readOn();
        assertThat(slow.awaitEnd()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(slow.problem().getCode()).isEqualTo(705);
        final int seen = slow.events().size();
        assertThat(seen).isBetween(1, MANY - 1);
        final PlayClient again = rig.join(match, 0, seen);
        again.awaitEvents(MANY + 1 - seen);

        final List<MatchEvent> all = new ArrayList<>(slow.events());
        all.addAll(again.events());
        assertThat(all).isEqualTo(peer.events());
        assertThat(all).extracting(MatchEvent::getIndex)
                .containsExactlyElementsOf(IntStream.rangeClosed(0, MANY).boxed().toList());
    }

    @Test
    void shouldNotTakeMovesInFromWhoDoesNotReadAnswers() {
        rig = GatewayRig.open(folder);
        final MatchId match = rig.openMatch(Signing.SIGNING_GATEWAY);
        final PlayClient deaf = rig.join(match, 0, 0);
        deaf.stopReading();
        final byte[] payload = new byte[FakeShard.MOVE_LENGTH_MAX];
        payload[0] = FakeShard.ILLEGAL;
        final int flood = 4_000;
        for (int i = 0; i < flood; i++) {
            deaf.move(1, payload);
        }
        Await.until(
                () -> "the flood stops, book " + rig.counters.book(0).read(), Await::pause, () -> !deaf.isReady());

        assertThat(rig.counters.book(0).read().received()).isLessThan(flood);
        deaf.readOn();
        deaf.awaitAnswers(flood);
        assertThat(rig.counters.book(0).read()).isEqualTo(new MoveBook.Reading(flood, 0, flood, 0, 0));
    }

    @Test
    void shouldAnswerEveryMoveWhileTheShardStandsStill() {
        rig = GatewayRig.open(folder);
        final MatchId match = rig.openMatch(Signing.SIGNING_GATEWAY);
        final PlayClient white = rig.join(match, 0, 0);
        rig.shard.pause(true);
        final int moves = 2_000;
        for (int i = 0; i < moves; i++) {
            white.move(1, (byte) 9);
        }
        white.awaitAnswers(moves - FakeShard.MOVES_IN_FLIGHT_MAX);
        rig.shard.pause(false);
        white.awaitAnswers(moves);

        final MoveBook.Reading reading = rig.counters.book(0).read();
        assertThat(reading.received()).isEqualTo(moves);
        assertThat(reading.isConserved()).isTrue();
        assertThat(white.answers().stream().filter(answer -> answer.hasAccepted()).count())
                .isEqualTo(reading.accepted())
                .isEqualTo(FakeShard.MOVES_IN_FLIGHT_MAX);
        assertThat(white.events()).hasSize(1);
    }

    @Test
    void shouldGiveUpTheSeatOfAJoinThatWasNotAnsweredInTime() {
        rig = GatewayRig.open(folder);
        final MatchId match = rig.openMatch(Signing.SIGNING_GATEWAY);
        rig.shard.pause(true);
        final PlayClient white = rig.open(0);
        white.join(GatewayRig.join(match.toString(), 0, 0));
        assertThat(white.awaitProblem()).isEqualTo(901);
        rig.shard.pause(false);

        Await.until("one disconnect", () -> rig.shard.disconnects() == 1);
        assertThat(rig.gateway.inspect(match).join().getPresentList()).containsExactly(false, false);
    }

    @Test
    void shouldEndStreamsWhenTheShardBeginsAnotherLifeAndForgetItsMatches() {
        rig = GatewayRig.open(folder);
        final MatchId match = rig.openMatch(Signing.SIGNING_GATEWAY);
        final PlayClient white = rig.join(match, 0, 0);
        white.move(1, FakeShard.SWALLOW);
        Await.until("a move in flight", () -> !rig.gateway.isIdle());
        rig.shard.execute(rig.shard::restart);

        assertThat(white.awaitEnd()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(white.problem().getCode()).isEqualTo(901);
        assertThat(white.answers().getFirst().getRejected().getProblem().getCode()).isEqualTo(901);
        rig.awaitLinked(true);
        Await.until("forgotten", () -> rig.counters.get(0, GatewayGauge.MATCHES) == 0);
        final PlayClient again = rig.open(0);
        again.join(GatewayRig.join(match.toString(), 0, 0));
        assertThat(again.awaitProblem()).isEqualTo(200);
        rig.join(rig.openMatch(Signing.SIGNING_GATEWAY), 0, 0);
    }

    @Test
    void shouldConnectAgainWhenTheDriverIsRestarted() {
        rig = GatewayRig.open(folder);
        final PlayClient white = rig.join(rig.openMatch(Signing.SIGNING_GATEWAY), 0, 0);
        rig.shard.close();
        assertThat(white.awaitEnd()).isEqualTo(Status.Code.UNAVAILABLE);
        rig.awaitLinked(false);

        rig.driver.restart();
        try (FakeShard next = new FakeShard(rig.driver.directory(), 0)) {
            next.startThread();
            rig.awaitLinked(true);

            final PlayClient again = rig.join(rig.openMatch(Signing.SIGNING_GATEWAY), 0, 0);
            again.move(1, (byte) 9);
            again.awaitAnswers(1);
            assertThat(again.answers().getFirst().hasAccepted()).isTrue();
        }
    }

    @Test
    void shouldServeAMatchFromTwoGateways() {
        rig = GatewayRig.open(folder);
        try (GatewayRig second = rig.second()) {
            final MatchId match = rig.openMatch(Signing.SIGNING_GATEWAY);
            final PlayClient white = rig.join(match, 0, 0);
            Await.until("the other gateway knows the match", () -> second.counters.get(0, GatewayGauge.MATCHES) == 1);
            final PlayClient black = second.join(match, 1, 0);
            white.move(1, (byte) 9);
            white.awaitAnswers(1);
            black.move(1, (byte) 8);
            black.awaitAnswers(1);
            white.awaitEvents(2);
            black.awaitEvents(2);
            assertThat(white.events()).isEqualTo(black.events());
            assertThat(rig.counters.book(0).read().accepted()).isEqualTo(1);
            assertThat(second.counters.book(0).read().accepted()).isEqualTo(1);

            final PlayClient taker = second.join(match, 0, 2);
            assertThat(white.awaitEnd()).isEqualTo(Status.Code.ABORTED);
            assertThat(white.problem().getCode()).isEqualTo(204);
            taker.move(2, (byte) 9);
            taker.awaitAnswers(1);
            assertThat(taker.answers().getFirst().hasAccepted()).isTrue();
        }
    }

    @Test
    void shouldSayWhenHistoryIsNoLongerKept() {
        rig = GatewayRig.open(folder, new GatewayRig.Limits(60_000, 400, 65_536));
        final MatchId match = rig.openMatch(Signing.SIGNING_GATEWAY);
        final MatchId other = rig.openMatch(Signing.SIGNING_GATEWAY);
        final PlayClient white = rig.join(match, 0, 0);
        white.move(1, (byte) 9);
        white.awaitEvents(1);
        final PlayClient reader = rig.join(other, 0, 0);
        rig.shard.execute(() -> rig.shard.timerEvents(other, MANY));
        reader.await("many events, or the end", frame -> frame.getEvent().getIndex() >= 0 && frame.hasEvent(), 100);
        Await.until("history dropped", () -> {
            final PlayClient late = rig.open(0);
            late.join(GatewayRig.join(match.toString(), 0, 0));
            Await.until("answer", () -> late.hasEnded() || !late.frames.isEmpty());
            final boolean dropped = late.hasEnded() && late.problem().getCode() == 209;
            late.cancel();
            return dropped;
        });

        final PlayClient live = rig.join(match, 0, 1);
        live.move(2, (byte) 9);
        live.awaitEvents(1);
        assertThat(live.events().getFirst().getIndex()).isEqualTo(1);
    }

    @Test
    void shouldNameTheFirstIndexKeptWhereAnotherMatchNeedsTheRoom() {
        rig = GatewayRig.open(folder, new GatewayRig.Limits(60_000, 2_000, 65_536));
        final MatchId match = rig.openMatch(Signing.SIGNING_GATEWAY);
        final MatchId other = rig.openMatch(Signing.SIGNING_GATEWAY);
        final PlayClient slow = rig.join(match, 0, 0);
        final PlayClient peer = rig.join(match, 1, 0);
        slow.stopReading();
        rig.shard.execute(() -> rig.shard.timerEvents(match, MANY));
        peer.awaitEvents(MANY);
        Await.until("more than the limit", () -> rig.counters.get(0, GatewayGauge.HISTORY_BYTES) > 65_536);
        rig.shard.execute(() -> rig.shard.timerEvents(other, 1));
        Await.until("history dropped", () -> rig.counters.get(0, GatewayGauge.HISTORY_BYTES) < 65_536);

        slow.readOn();

        assertThat(slow.awaitProblem()).isEqualTo(209);
        assertThat(slow.problem().getReason()).startsWith("events before " + MANY + " are no longer kept here");
        rig.join(match, 0, MANY);
    }
}
