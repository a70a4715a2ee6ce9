package io.ironhoard.matchmaking.gateway.grpc;

import io.grpc.Status;
import io.ironhoard.matchmaking.gateway.fake.Await;
import io.ironhoard.matchmaking.gateway.fake.FakeShard;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.v1.MatchEvent;
import io.ironhoard.v1.PlayResponse;
import io.ironhoard.v1.Signing;
import io.ironhoard.v1.Snapshot;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

final class SnapshotJoinTest {
    private static final int HISTORY_BYTES_MAX = 65_536;

    @TempDir
    private Path folder;

    private GatewayRig rig;
    private MatchId match;

    @BeforeEach
    void open() {
        rig = GatewayRig.open(folder, new GatewayRig.Limits(60_000, 2_000, HISTORY_BYTES_MAX));
        match = rig.openMatch(Signing.SIGNING_GATEWAY, 5_000);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldBeginWithWhatTheSeatSeesNow() {
        final PlayClient white = rig.join(match, 0, 0);
        white.move(1, (byte) 9);
        white.move(2, (byte) 9);
        white.awaitEvents(2);

        final PlayClient black = rig.joinBySnapshot(match, 1);
        white.move(3, (byte) 9);
        black.awaitEvents(1);

        assertThat(black.joined().getNextIndex()).isEqualTo(2);
        final Snapshot snapshot = black.frames.get(1).getSnapshot();
        assertThat(snapshot.getIndex()).isEqualTo(2);
        assertThat(snapshot.getView().toByteArray()).isEqualTo(FakeShard.view(1, 2));
        assertThat(snapshot.getHead()).isEqualTo(white.events().get(1).getHead());
        assertThat(snapshot.getTimeMs()).isEqualTo(FakeShard.timeMs(2));
        assertThat(snapshot.getClocksMsList()).containsExactly(5_000L, 4_999L);
        assertThat(black.events()).isEqualTo(white.events().subList(2, 3));
    }

    @Test
    void shouldNotReadTheIndexToResumeFrom() {
        final PlayClient white = rig.open(0);
        white.join(GatewayRig.join(match.toString(), 0, -1).toBuilder().setSnapshot(true).build());
        white.awaitFrames(2);

        assertThat(white.frames.get(1).getSnapshot().getIndex()).isZero();
    }

    @Test
    void shouldSkipEventsThatTheFeedReadsAfterTheSnapshot() {
        rig.shard.execute(() -> rig.shard.holdEvents(true));
        rig.shard.execute(() -> rig.shard.timerEvents(match, 3));
        final PlayClient white = rig.joinBySnapshot(match, 0);
        assertThat(white.joined().getNextIndex()).isEqualTo(3);
        rig.shard.execute(() -> rig.shard.timerEvents(match, 2));
        rig.shard.execute(() -> rig.shard.holdEvents(false));
        white.awaitEvents(2);

        white.move(1, (byte) 9);
        white.awaitEvents(3);
        assertThat(white.events()).extracting(MatchEvent::getIndex).containsExactly(3, 4, 5);
    }

    @Test
    void shouldGiveTheEventsThatTheFeedReadBeforeTheSnapshot() {
        final PlayClient black = rig.join(match, 1, 0);
        rig.shard.execute(() -> rig.shard.timerEvents(match, 1));
        black.awaitEvents(1);
        rig.shard.execute(() -> rig.shard.holdViews(true));
        final PlayClient white = rig.openBySnapshot(match, 0);
        Await.until("the view was taken", () -> rig.shard.views() == 1);
        rig.shard.execute(() -> rig.shard.timerEvents(match, 4));
        black.awaitEvents(5);
        assertThat(white.frames).isEmpty();
        rig.shard.execute(() -> rig.shard.holdViews(false));
        white.awaitEvents(4);

        assertThat(white.frames.get(1).getSnapshot().getIndex()).isEqualTo(1);
        assertThat(white.events()).isEqualTo(black.events().subList(1, 5));
    }

    @Test
    void shouldAskForANewerSnapshotWhereTheHistoryWasDroppedMeanwhile() {
        final MatchId other = rig.openMatch(Signing.SIGNING_GATEWAY);
        rig.shard.execute(() -> rig.shard.holdViews(true));
        final PlayClient white = rig.openBySnapshot(match, 0);
        Await.until("the view was taken", () -> rig.shard.views() == 1);
        dropHistoryOf(match, other, 3);
        rig.shard.execute(() -> rig.shard.holdViews(false));
        white.awaitFrames(2);
        rig.shard.execute(() -> rig.shard.timerEvents(match, 1));
        white.awaitEvents(1);

        assertThat(rig.shard.views()).isEqualTo(2);
        assertThat(white.frames.get(1).getSnapshot().getIndex()).isEqualTo(3);
        assertThat(white.events().getFirst().getIndex()).isEqualTo(3);
    }

    @Test
    void shouldJoinWhereTheHistoryWasDroppedLongAgo() {
        final MatchId other = rig.openMatch(Signing.SIGNING_GATEWAY);
        dropHistoryOf(match, other, 7);
        final PlayClient late = rig.open(0);
        late.join(GatewayRig.join(match.toString(), 0, 0));
        assertThat(late.awaitProblem()).isEqualTo(209);

        final PlayClient white = rig.joinBySnapshot(match, 0);
        white.move(1, (byte) 9);
        white.awaitEvents(1);

        assertThat(white.frames.get(1).getSnapshot().getIndex()).isEqualTo(7);
        assertThat(white.events().getFirst().getIndex()).isEqualTo(7);
    }

    @Test
    void shouldShowAFinishedMatchAsLongAsItsShardHasIt() {
        final PlayClient white = rig.join(match, 0, 0);
        white.move(1, FakeShard.WIN);
        white.awaitEvents(1);
        white.halfClose();
        assertThat(white.awaitEnd()).isEqualTo(Status.Code.OK);

        final PlayClient again = rig.joinBySnapshot(match, 0);
        assertThat(again.awaitEnd()).isEqualTo(Status.Code.OK);
        assertThat(again.frames.get(1).getSnapshot().getIndex()).isEqualTo(1);
        assertThat(again.events()).isEmpty();

        rig.shard.execute(() -> rig.shard.forget(match));
        final PlayClient late = rig.openBySnapshot(match, 0);
        assertThat(late.awaitProblem()).isEqualTo(202);
        assertThat(late.problem().getReason()).contains("ask for its events instead");
        rig.join(match, 0, 0).awaitEvents(1);
    }

    @Test
    void shouldEndAStreamWhoseSeatIsTakenWhileItsSnapshotIsUnderWay() {
        rig.shard.execute(() -> rig.shard.holdViews(true));
        final PlayClient first = rig.openBySnapshot(match, 0);
        Await.until("the view was taken", () -> rig.shard.views() == 1);
        final PlayClient second = rig.join(match, 0, 0);

        assertThat(first.awaitProblem()).isEqualTo(204);
        rig.shard.execute(() -> rig.shard.holdViews(false));
        second.move(1, (byte) 9);
        second.awaitAnswers(1);
        assertThat(first.frames).isEmpty();
        assertThat(rig.shard.disconnects()).isZero();
    }

    @Test
    void shouldGiveTheSeatUpWhereTheClientLeavesBeforeItsSnapshot() {
        rig.shard.execute(() -> rig.shard.holdViews(true));
        final PlayClient white = rig.openBySnapshot(match, 0);
        Await.until("the view was taken", () -> rig.shard.views() == 1);
        white.cancel();
        Await.until("one disconnect", () -> rig.shard.disconnects() == 1);
        rig.shard.execute(() -> rig.shard.holdViews(false));

        assertThat(rig.join(match, 0, 0).joined().getSeat()).isZero();
    }

    @Test
    void shouldEndAStreamThatWaitsForItsSnapshotWhenItsShardIsLost() {
        rig.shard.execute(() -> rig.shard.holdViews(true));
        final PlayClient white = rig.openBySnapshot(match, 0);
        Await.until("the view was taken", () -> rig.shard.views() == 1);
        rig.shard.execute(rig.shard::restart);

        assertThat(white.awaitProblem()).isEqualTo(901);
    }

    @Test
    void shouldTakeOneSnapshotASecondOfASeat() {
        rig.joinBySnapshot(match, 0);
        final PlayClient hurried = rig.openBySnapshot(match, 0);
        assertThat(hurried.awaitProblem()).isEqualTo(500);
        assertThat(hurried.problem().getRetryAfterMs()).isBetween(1L, 1_000L);
        assertThat(hurried.problem().getRetry()).isTrue();
        assertThat(rig.shard.views()).isEqualTo(1);

        rig.joinBySnapshot(match, 1);
        Await.until("another second", () -> {
            final PlayClient again = rig.openBySnapshot(match, 0);
            Await.until("answered", () -> again.frames.size() >= 2 || again.hasEnded());
            return again.frames.size() >= 2;
        });
        assertThat(rig.shard.views()).isEqualTo(3);
    }

    @Test
    void shouldShowNobodyAnothersSeat() {
        final PlayClient white = rig.join(match, 0, 0);
        white.move(1, FakeShard.SECRET, (byte) 1);
        white.awaitEvents(1);

        final PlayClient stranger = rig.openBySnapshot(match, 0, 1);
        final PlayClient reader = rig.open(1);
        reader.join(GatewayRig.join(match.toString(), 0, 0));

        assertThat(stranger.awaitProblem()).isEqualTo(203);
        assertThat(reader.awaitProblem()).isEqualTo(203);
        assertThat(stranger.frames).isEmpty();
        assertThat(reader.frames).isEmpty();
        assertThat(rig.shard.views()).isZero();

        white.resign(2);
        white.awaitEvents(2);
        rig.shard.execute(() -> rig.shard.forget(match));
        final PlayClient late = rig.open(1);
        late.join(GatewayRig.join(match.toString(), 0, 0));
        assertThat(late.awaitProblem()).isEqualTo(200);
        assertThat(late.frames).isEmpty();
    }

    @Test
    void shouldTellAStreamThatWasTakenOverNothingMore() {
        final PlayClient first = rig.join(match, 0, 0);
        final PlayClient second = rig.join(match, 0, 0);
        assertThat(first.awaitProblem()).isEqualTo(204);
        second.move(1, FakeShard.SECRET, (byte) 1);
        second.awaitEvents(1);

        assertThat(second.events().getFirst().getPrivatePart()).isNotEmpty();
        assertThat(first.frames).noneMatch(PlayResponse::hasEvent);
    }

    @Test
    void shouldTellAStreamThatWasTakenOverAtAnotherGatewayNothingMore() {
        try (GatewayRig second = rig.second()) {
            final MatchId shared = rig.openMatch(Signing.SIGNING_GATEWAY);
            final PlayClient former = rig.join(shared, 0, 0);
            final PlayClient taker = second.join(shared, 0, 0);
            assertThat(former.awaitProblem()).isEqualTo(204);
            taker.move(1, FakeShard.SECRET, (byte) 1);
            taker.awaitEvents(1);

            assertThat(taker.events().getFirst().getPrivatePart()).isNotEmpty();
            assertThat(former.frames).noneMatch(PlayResponse::hasEvent);
        }
    }

    /** Fill the history with another match's events until it has no room for the first one's. */
    private void dropHistoryOf(final MatchId dropped, final MatchId other, final int events) {
        rig.shard.execute(() -> rig.shard.timerEvents(dropped, events));
        final PlayClient filler = rig.join(other, 1, 0);
        rig.shard.execute(() -> rig.shard.timerEvents(other, 1_500));
        filler.awaitEvents(1_500);
    }
}
