package io.ironhoard.matchmaking.gateway.feed;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.ironhoard.matchmaking.gateway.fake.FakeShard;
import io.ironhoard.proto.counters.CountersFile;
import io.ironhoard.proto.counters.GatewayGauge;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.v1.MatchEvent;
import io.ironhoard.v1.PlayResponse;
import io.ironhoard.v1.Presence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

final class FeedStoreTest {
    private static final int LINGER_MS = 100;
    private static final int DELAY_MS = 500;
    private static final int END_LINGER_MS = 50;
    private static final int HISTORY_BYTES_MAX = 4_000;
    private static final MatchId MATCH = new MatchId(1, 1);

    @TempDir
    private Path folder;

    private CountersFile counters;
    private FeedStore store;
    private long nowMs;

    @BeforeEach
    void open() {
        counters = CountersFile.create(folder.resolve("c"), 0, 1, GatewayGauge.values().length);
        store = new FeedStore(
                new FeedConfig(HISTORY_BYTES_MAX, LINGER_MS, DELAY_MS, END_LINGER_MS),
                (id, version) -> Optional.of(FakeShard.RULES),
                counters);
    }

    @AfterEach
    void close() {
        counters.close();
    }

    @Test
    void shouldServeEventsFromAnyIndexInOrder() {
        final MatchFeed feed = open(MATCH, 0);
        for (int index = 0; index < 40; index++) {
            play(Events.Event.move(MATCH, index, index % 2, (byte) index));
        }

        for (int index = 0; index < 40; index++) {
            assertThat(event(feed, index, 0).getIndex()).isEqualTo(index);
            assertThat(event(feed, index, 0).getMove().getPayload().byteAt(0)).isEqualTo((byte) index);
        }
    }

    @Test
    void shouldShowAPrivatePartOnlyToItsSeat() {
        final MatchFeed feed = open(MATCH, 0);
        play(Events.Event.move(MATCH, 0, 0, (byte) 1));
        play(Events.Event.move(MATCH, 1, 0, (byte) 2).tellingAll((byte) 9).telling(1, (byte) 7));
        for (int index = 2; index < 20; index++) {
            play(Events.Event.move(MATCH, index, 1, (byte) 3).telling(0, (byte) index).telling(1, (byte) -index));
        }

        assertThat(privateParts(feed, 0)).startsWith(0, 0, 2, 3).endsWith(19);
        assertThat(privateParts(feed, 1)).startsWith(0, 7, -2, -3).endsWith(-19);
        assertThat(event(feed, 1, 0).getPublicPart())
                .isEqualTo(event(feed, 1, 1).getPublicPart())
                .isEqualTo(ByteString.copyFrom(new byte[] {9}));
        for (int index = 0; index < 20; index++) {
            assertThat(parse(feed.frame(index)))
                    .isEqualTo(event(feed, index, 0).toBuilder().clearPrivatePart().build());
        }
    }

    @Test
    void shouldKeepEachSeatsClockWhileAnotherRuns() {
        final MatchFeed feed = open(MATCH, 600);
        play(Events.Event.move(MATCH, 0, 0));
        play(Events.Event.move(MATCH, 1, 0).clock(0, 590));
        play(Events.Event.move(MATCH, 2, 1).clock(1, 580));

        assertThat(event(feed, 0, 0).getClocksMsList()).containsExactly(600L, 600L);
        assertThat(event(feed, 1, 0).getClocksMsList()).containsExactly(590L, 600L);
        assertThat(event(feed, 2, 0).getClocksMsList()).containsExactly(590L, 580L);
    }

    @Test
    void shouldShowNoClocksAfterAGapUntilEachIsKnown() {
        final MatchFeed feed = open(MATCH, 600);
        play(Events.Event.move(MATCH, 0, 0).clock(0, 590));
        play(Events.Event.move(MATCH, 4, 0).clock(0, 500));
        play(Events.Event.move(MATCH, 5, 0));
        play(Events.Event.move(MATCH, 6, 1).clock(1, 400));

        assertThat(event(feed, 4, 0).getClocksMsList()).isEmpty();
        assertThat(event(feed, 5, 0).getClocksMsList()).isEmpty();
        assertThat(event(feed, 6, 0).getClocksMsList()).containsExactly(500L, 400L);
        store.onShardLost(0, lost -> {});
        store.resync(feed, 9);
        play(Events.Event.move(MATCH, 9, 1).clock(1, 300));
        assertThat(event(feed, 9, 0).getClocksMsList()).isEmpty();
    }

    @Test
    void shouldPassOverEventsThatAreKnown() {
        final MatchFeed feed = open(MATCH, 0);
        play(Events.Event.move(MATCH, 0, 0, (byte) 1));

        assertThat(store.onMatchEvent(Events.Event.move(MATCH, 0, 0, (byte) 9).decoder(), nowMs)).isEmpty();
        assertThat(feed.nextIndex()).isEqualTo(1);
        assertThat(event(feed, 0, 0).getMove().getPayload().byteAt(0)).isEqualTo((byte) 1);
    }

    @Test
    void shouldCutReadersOffAtAGapAndBeginAnew() {
        final MatchFeed feed = open(MATCH, 0);
        final Reader reader = new Reader(7);
        play(Events.Event.move(MATCH, 0, 0));
        feed.attach(0, reader);

        play(Events.Event.move(MATCH, 5, 0));

        assertThat(reader.told).containsExactly("gap");
        assertThat(feed.base()).isEqualTo(5);
        assertThat(feed.nextIndex()).isEqualTo(6);
    }

    @Test
    void shouldKeepTheHistoryWhereTheShardSaysThatNothingWasMissed() {
        final MatchFeed feed = open(MATCH, 0);
        play(Events.Event.move(MATCH, 0, 0));
        final List<MatchFeed> suspects = new ArrayList<>();

        store.onShardLost(0, suspects::add);
        store.resync(feed, 1);

        assertThat(suspects).containsExactly(feed);
        assertThat(feed.base()).isZero();
        store.onShardLost(0, suspects::add);
        store.resync(feed, 3);
        assertThat(feed.base()).isEqualTo(3);
    }

    @Test
    void shouldEndTheFirstStreamOfASeatThatIsTakenOver() {
        final MatchFeed feed = open(MATCH, 0);
        final Reader first = new Reader(7);
        final Reader second = new Reader(8);
        feed.attach(0, first);

        feed.attach(0, second);
        feed.onPresence(0, 8, true, 0, nowMs);

        assertThat(first.told).containsExactly("taken over");
        assertThat(second.told).isEmpty();
        feed.onPresence(0, 99, true, 0, nowMs);
        assertThat(second.told).containsExactly("taken over");
    }

    @Test
    void shouldAllowSoManyJoinsOfASeatInASecond() {
        final MatchFeed feed = open(MATCH, 0);
        for (int i = 0; i < JoinAllowance.JOINS_PER_S; i++) {
            assertThat(feed.takeJoin(0, false, 1_000 + i)).isZero();
        }
        assertThat(feed.takeJoin(0, false, 1_100)).isEqualTo(900);
        assertThat(feed.takeJoin(0, true, 1_999)).isEqualTo(1);
        assertThat(feed.takeJoin(1, true, 1_100)).isZero();
        assertThat(feed.takeJoin(0, true, 2_000)).isZero();
        assertThat(feed.takeJoin(0, true, 2_001)).isEqualTo(999);
        assertThat(feed.takeJoin(0, false, 2_001)).isZero();
        assertThat(feed.takeJoin(0, true, 3_000)).isZero();
    }

    @Test
    void shouldForgetFinishedMatchesAfterAWhile() {
        open(MATCH, 0);
        tick(1_000);
        play(Events.Event.move(MATCH, 0, 0).ending(FakeShard.WON));

        // Longer than the linger: newcomers have the delay to wait, and some time to see the end.
        tick(1_000 + DELAY_MS + END_LINGER_MS - 1);
        assertThat(store.find(MATCH)).isPresent();
        tick(1_000 + DELAY_MS + END_LINGER_MS);

        assertThat(store.find(MATCH)).isEmpty();
        assertThat(counters.get(0, GatewayGauge.HISTORY_BYTES)).isZero();
        assertThat(counters.get(0, GatewayGauge.MATCHES)).isZero();
    }

    @Test
    void shouldKeepFinishedMatchesForTheLingerWhereThatIsLonger() {
        final FeedConfig longer =
                new FeedConfig(HISTORY_BYTES_MAX, DELAY_MS + END_LINGER_MS + 1, DELAY_MS, END_LINGER_MS);
        assertThat(longer.keptMs()).isEqualTo(longer.lingerMs());
    }

    @Test
    void shouldHoldNothingOfFinishedMatchesBehindALongOne() {
        open(MATCH, 0);
        for (int i = 0; i < 50; i++) {
            final MatchId brief = new MatchId(2, i);
            open(brief, 0);
            play(Events.Event.move(brief, 0, 0).ending(FakeShard.WON));
            tick(1_000L + i * 2L * LINGER_MS);
        }
        final MatchFeed lost = open(new MatchId(3, 3), 0);

        assertThat(store.openCount()).isEqualTo(2);
        store.forget(lost);
        assertThat(store.openCount()).isEqualTo(1);
    }

    @Test
    void shouldCountTheHistoryOfAMatchThatIsCreatedTwiceOnce() {
        final MatchFeed former = open(MATCH, 0);
        play(Events.Event.move(MATCH, 0, 0).ending(FakeShard.WON));
        final Reader spectator = new Reader(0);
        store.watch(former, spectator);
        final MatchFeed feed = open(MATCH, 0);

        assertThat(spectator.told).containsExactly("gap");
        assertThat(former.historyBytes()).isZero();
        assertThat(store.openCount()).isEqualTo(1);
        play(Events.Event.move(MATCH, 0, 0));
        tick(1_000_000);
        assertThat(store.find(MATCH)).containsSame(feed);
        assertThat(counters.get(0, GatewayGauge.HISTORY_BYTES)).isEqualTo(feed.historyBytes());

        play(Events.Event.move(MATCH, 1, 0).ending(FakeShard.WON));
        open(MATCH, 0);
        tick(2_000_000);
        assertThat(counters.get(0, GatewayGauge.HISTORY_BYTES)).isZero();
    }

    @Test
    void shouldDropHistoriesOfFinishedMatchesBeforeThoseOfOpenOnes() {
        final MatchId finished = new MatchId(2, 2);
        final MatchFeed open = open(MATCH, 0);
        final MatchFeed done = open(finished, 0);
        play(Events.Event.move(MATCH, 0, 0));
        play(Events.Event.move(finished, 0, 0).ending(FakeShard.WON));

        int index = 1;
        while (done.base() == 0) {
            play(Events.Event.move(MATCH, index++, 0));
        }
        assertThat(open.base()).isZero();
        assertThat(done.base()).isEqualTo(done.nextIndex());

        final MatchId third = new MatchId(3, 3);
        open(third, 0);
        for (int i = 0; i < index; i++) {
            play(Events.Event.move(third, i, 0));
        }
        assertThat(open.base()).isEqualTo(open.nextIndex());
        tick(0);
        assertThat(counters.get(0, GatewayGauge.HISTORY_BYTES)).isBetween(1L, (long) HISTORY_BYTES_MAX);
    }

    @Test
    void shouldShowSpectatorsAnEventWhenTheDelayHasPassedSinceItCame() {
        final MatchFeed feed = open(MATCH, 0);
        final Reader spectator = new Reader(0);
        tick(1_000);
        play(Events.Event.move(MATCH, 0, 0));
        tick(1_010);
        play(Events.Event.move(MATCH, 1, 0));
        store.watch(feed, spectator);

        tick(1_000 + DELAY_MS - 1);
        assertThat(feed.releasedIndex()).isZero();
        assertThat(spectator.told).containsExactly("spectators");
        tick(1_000 + DELAY_MS);
        assertThat(feed.releasedIndex()).isEqualTo(1);
        tick(1_010 + DELAY_MS - 1);
        assertThat(feed.releasedIndex()).isEqualTo(1);
        tick(1_010 + DELAY_MS);
        assertThat(feed.releasedIndex()).isEqualTo(2);
        assertThat(spectator.told).containsExactly("spectators", "events", "events");

        final Reader late = new Reader(0);
        store.unwatch(feed, spectator);
        tick(9_000);
        store.watch(feed, late);
        assertThat(feed.releasedIndex()).isEqualTo(2);
    }

    @Test
    void shouldShowSpectatorsWhoIsThereWhenTheDelayHasPassed() {
        final MatchFeed feed = open(MATCH, 0);
        final Reader player = new Reader(8);
        final Reader spectator = new Reader(0);
        final Reader late = new Reader(0);
        feed.attach(1, player);
        tick(1_000);
        feed.onPresence(0, 7, true, 0, nowMs);
        assertThat(player.told).containsExactly("presence 0");
        assertThat(presence(feed.presenceFrame(0)).getPresent()).isTrue();
        assertThat(feed.presenceFrame(0)).isSameAs(feed.presenceFrame(0));
        store.watch(feed, spectator);
        tick(1_000 + DELAY_MS - 1);
        assertThat(feed.isPresenceShown(0)).isFalse();
        tick(1_000 + DELAY_MS);
        assertThat(spectator.told).containsExactly("spectators", "presence 0");
        assertThat(feed.shownPresenceFrame(0)).isSameAs(feed.shownPresenceFrame(0));

        tick(9_000);
        play(Events.Event.move(MATCH, 0, 0).ending(FakeShard.WON));
        feed.onPresence(0, 7, false, 77, nowMs);
        store.unwatch(feed, spectator);
        tick(9_000 + DELAY_MS - 1);
        store.watch(feed, late);
        assertThat(presence(feed.presenceFrame(0)).getPresent()).isFalse();
        assertThat(presence(feed.shownPresenceFrame(0)).getPresent()).isTrue();
        tick(9_000 + DELAY_MS);
        assertThat(late.told.stream().filter(what -> !what.equals("spectators"))).containsExactly("events",
                "presence 0");
        assertThat(presence(feed.shownPresenceFrame(0)).getForfeitsAtMs()).isEqualTo(77);
    }

    @Test
    void shouldShowSpectatorsTheLatestPresenceOnceASecond() {
        final MatchFeed feed = open(MATCH, 0);
        final Reader spectator = new Reader(0);
        store.watch(feed, spectator);
        tick(1_000);
        feed.onPresence(0, 7, true, 0, nowMs);
        tick(1_000 + DELAY_MS);
        spectator.told.clear();
        for (int i = 0; i < 100; i++) {
            tick(1_000 + DELAY_MS + i);
            feed.onPresence(0, 7 + i, i % 2 == 0, 0, nowMs);
        }
        tick(1_000 + DELAY_MS + 999);
        assertThat(spectator.told).isEmpty();
        tick(1_000 + DELAY_MS + 1_000);
        assertThat(spectator.told).containsExactly("presence 0");
        assertThat(presence(feed.shownPresenceFrame(0)).getPresent()).isFalse();

        feed.onPresence(0, 7, true, 0, nowMs);
        tick(nowMs + 1);
        feed.onPresence(0, 7, false, 0, nowMs);
        tick(60_000);
        assertThat(spectator.told).containsExactly("presence 0");
    }

    @Test
    void shouldTellTheNumberOfSpectatorsOnceASecond() throws InvalidProtocolBufferException {
        final MatchFeed feed = open(MATCH, 0);
        final Reader player = new Reader(7);
        feed.attach(0, player);
        tick(1_000);
        final List<Reader> spectators = List.of(new Reader(0), new Reader(0), new Reader(0));
        store.watch(feed, spectators.getFirst());
        tick(1_010);
        store.watch(feed, spectators.get(1));
        store.watch(feed, spectators.get(2));
        tick(2_009);
        assertThat(feed.spectatorsTold()).isEqualTo(1);
        assertThat(player.told).containsExactly("spectators");
        tick(2_010);
        assertThat(feed.spectatorsTold()).isEqualTo(3);
        assertThat(player.told).containsExactly("spectators", "spectators");
        assertThat(spectators.get(2).told).containsExactly("spectators");

        store.unwatch(feed, spectators.get(0));
        store.watch(feed, spectators.get(0));
        tick(9_000);
        assertThat(player.told).hasSize(2);
        spectators.forEach(each -> store.unwatch(feed, each));
        tick(19_000);
        assertThat(feed.spectatorsTold()).isZero();
        assertThat(player.told).hasSize(3);
        // A slow reader writes it later.
        assertThat(PlayResponse.parseFrom(feed.spectatorsFrame().bytes()).hasSpectators()).isTrue();
    }

    @Test
    void shouldKeepAFinishedMatchAsLongAsSomebodyFollowsIt() {
        final MatchFeed feed = open(MATCH, 0);
        final Reader spectator = new Reader(0);
        store.watch(feed, spectator);
        tick(1_000);
        play(Events.Event.move(MATCH, 0, 0).ending(FakeShard.WON));

        tick(1_000 + 3 * LINGER_MS);
        assertThat(store.find(MATCH)).isPresent();
        tick(1_000 + DELAY_MS);
        assertThat(spectator.told).contains("events");
        assertThat(parse(feed.frame(0)).hasEnded()).isTrue();
        store.unwatch(feed, spectator);
        tick(1_000 + DELAY_MS + 2 * LINGER_MS);

        assertThat(store.find(MATCH)).isEmpty();
        assertThat(store.openCount()).isZero();
    }

    @Test
    void shouldNotTurnInCirclesWhereFinishedMatchesAreKeptForNoTime() {
        store = new FeedStore(
                new FeedConfig(HISTORY_BYTES_MAX, 0, 0, 0), (id, version) -> Optional.of(FakeShard.RULES),
                counters);
        final MatchFeed feed = open(MATCH, 0);
        final Reader spectator = new Reader(0);
        store.watch(feed, spectator);
        play(Events.Event.move(MATCH, 0, 0).ending(FakeShard.WON));
        tick(1_000);
        assertThat(store.find(MATCH)).isPresent();

        store.unwatch(feed, spectator);
        tick(1_001);
        assertThat(store.find(MATCH)).isEmpty();
    }

    @Test
    void shouldDropHistoriesThatSpectatorsWaitForAfterTheOtherFinishedOnes() {
        final MatchId waitedFor = new MatchId(2, 2);
        final MatchId finished = new MatchId(3, 3);
        final MatchFeed open = open(MATCH, 0);
        final MatchFeed watched = open(waitedFor, 0);
        final MatchFeed done = open(finished, 0);
        store.watch(watched, new Reader(0));
        play(Events.Event.move(waitedFor, 0, 0).ending(FakeShard.WON));
        play(Events.Event.move(finished, 0, 0).ending(FakeShard.WON));
        final Reader late = new Reader(0);
        store.watch(done, late);
        store.unwatch(done, late);
        final MatchId third = new MatchId(4, 4);
        open(third, 0);
        play(Events.Event.move(MATCH, 0, 0));

        int index = 0;
        while (done.base() == 0) {
            play(Events.Event.move(third, index++, 0));
        }
        assertThat(watched.base()).isZero();
        while (watched.base() == 0) {
            play(Events.Event.move(third, index++, 0));
        }
        assertThat(open.base()).isZero();
        while (open.base() == 0) {
            play(Events.Event.move(third, index++, 0));
        }
    }

    @Test
    void shouldCutSpectatorsOffAtAGap() {
        final MatchFeed feed = open(MATCH, 0);
        final List<Reader> spectators = List.of(new Reader(0), new Reader(0));
        spectators.forEach(each -> store.watch(feed, each));

        play(Events.Event.move(MATCH, 5, 0));

        assertThat(spectators).allSatisfy(each -> assertThat(each.told).containsExactly("gap"));
        assertThat(feed.spectatorCount()).isZero();
    }

    private void tick(final long timeMs) {
        nowMs = timeMs;
        store.tick(timeMs);
    }

    private MatchFeed open(final MatchId match, final long clockInitialMs) {
        store.onMatchCreated(0, Events.created(match, clockInitialMs));
        return store.find(match).orElseThrow();
    }

    private void play(final Events.Event event) {
        store.onMatchEvent(event.decoder(), nowMs).ifPresent(MatchFeed::announce);
    }

    private static List<Integer> privateParts(final MatchFeed feed, final int seat) {
        final List<Integer> parts = new ArrayList<>();
        for (int index = feed.base(); index < feed.nextIndex(); index++) {
            final ByteString part = event(feed, index, seat).getPrivatePart();
            parts.add(part.isEmpty() ? 0 : (int) part.byteAt(0));
        }
        return parts;
    }

    private static MatchEvent event(final MatchFeed feed, final int index, final int seat) {
        return parse(feed.frame(index, seat));
    }

    private static MatchEvent parse(final EncodedFrame frame) {
        try {
            return PlayResponse.parseFrom(frame.bytes()).getEvent();
        } catch (final InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static Presence presence(final EncodedFrame frame) {
        try {
            return PlayResponse.parseFrom(frame.bytes()).getPresence();
        } catch (final InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static final class Reader implements FeedReader {
        private final long connectionId;
        private final List<String> told = new ArrayList<>();

        private Reader(final long connectionId) {
            this.connectionId = connectionId;
        }

        @Override
        public long connectionId() {
            return connectionId;
        }

        @Override
        public void onEvents() {
            told.add("events");
        }

        @Override
        public void onPresence(final int seat) {
            told.add("presence " + seat);
        }

        @Override
        public void onSpectators() {
            told.add("spectators");
        }

        @Override
        public void onTakenOver() {
            told.add("taken over");
        }

        @Override
        public void onGap() {
            told.add("gap");
        }
    }
}
