package io.ironhoard.perf.client;

import io.grpc.CallCredentials;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.ironhoard.perf.client.ScriptedGame.Lie;
import io.ironhoard.proto.ids.PlayerId;
import io.ironhoard.v1.MatchEvent;
import io.ironhoard.v1.Problem;
import io.ironhoard.v1.Snapshot;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(30)
final class SeatStreamTest {
    private static final byte[] FIRST = {12, 7};
    private static final byte[] SECOND = {52, 9};

    /** Writes down what it is told, and submits when a seat is joined. */
    private static final class Told implements SeatListener {
        private final BlockingQueue<String> words = new LinkedBlockingQueue<>();

        @Override
        public void snapshot(final SeatStream seat, final Snapshot snapshot) {
            words.add("snapshot " + snapshot.getView().toStringUtf8());
        }

        @Override
        public void joined(final SeatStream seat) {
            words.add("joined");
            seat.move(FIRST, System.nanoTime());
        }

        @Override
        public void accepted(final SeatStream seat, final int index, final long latencyNs) {
            words.add("accepted " + index);
            if (index == 0) {
                seat.move(SECOND, System.nanoTime());
            }
        }

        @Override
        public void rejected(final SeatStream seat, final Problem problem, final long latencyNs) {
            words.add("rejected " + problem.getCode());
        }

        @Override
        public void event(final SeatStream seat, final MatchEvent event) {
            words.add("event " + event.getIndex());
        }

        @Override
        public void closed(final SeatStream seat, final String reason) {
            words.add("closed: " + reason);
        }

        String next() throws InterruptedException {
            final String word = words.poll(20, TimeUnit.SECONDS);
            assertThat(word).as("something came").isNotNull();
            return word;
        }
    }

    /** No token: nobody asks for one here. */
    private static final class NoToken extends CallCredentials {
        @Override
        public void applyRequestMetadata(
                final RequestInfo request, final Executor executor, final MetadataApplier applier) {
            applier.apply(new Metadata());
        }
    }

    @Test
    void shouldPlayOnWhereTheServerKeepsItsContract() throws Exception {
        final ScriptedGame game = new ScriptedGame(Lie.NONE);
        final Told told = new Told();
        try (Playing _ = new Playing(game, told)) {
            assertThat(told.next()).isEqualTo("joined");
            assertThat(told.next()).isEqualTo("event 0");
            assertThat(told.next()).isEqualTo("accepted 0");
            assertThat(told.next()).isEqualTo("event 1");
            assertThat(told.next()).isEqualTo("accepted 1");
            assertThat(game.sequences()).containsExactly(1, 2);
        }
    }

    @Test
    void shouldTakeAReceiptThatComesBeforeItsEvent() throws Exception {
        final Told told = new Told();
        try (Playing _ = new Playing(new ScriptedGame(Lie.RECEIPT_BEFORE_ITS_EVENT), told)) {
            assertThat(told.next()).isEqualTo("joined");
            assertThat(told.next()).isEqualTo("accepted 0");
            assertThat(told.next()).isEqualTo("event 0");
        }
    }

    @Test
    void shouldSendAnOverloadedMoveAgainUnderItsNumber() throws Exception {
        final ScriptedGame game = new ScriptedGame(Lie.OVERLOADED_TWICE);
        final Told told = new Told();
        try (Playing _ = new Playing(game, told)) {
            assertThat(told.next()).isEqualTo("joined");
            assertThat(told.next()).isEqualTo("event 0");
            assertThat(told.next()).isEqualTo("accepted 0");
            assertThat(game.sequences()).startsWith(1, 1, 1);
        }
    }

    @Test
    void shouldSendAMoveAgainThatWasRefusedForNow() throws Exception {
        final ScriptedGame game = new ScriptedGame(Lie.REFUSED_FOR_NOW);
        final Told told = new Told();
        try (Playing _ = new Playing(game, told)) {
            assertThat(told.next()).isEqualTo("joined");
            assertThat(told.next()).isEqualTo("event 0");
            assertThat(told.next()).isEqualTo("accepted 0");
            assertThat(game.sequences()).startsWith(1, 1);
        }
    }

    @Test
    void shouldTellOfAMoveThatWasRefusedForGood() throws Exception {
        final Told told = new Told();
        try (Playing _ = new Playing(new ScriptedGame(Lie.REFUSED_FOR_GOOD), told)) {
            assertThat(told.next()).isEqualTo("joined");
            assertThat(told.next()).isEqualTo("rejected 601");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HEAD_ZERO_OF_ANOTHER_MATCH, head 0 binds other match",
        "HEAD_ZERO_NOT_THE_HASH, head 0 is not the hash",
        "HEAD_ZERO_OF_ANOTHER_GRACE, head 0 binds other grace",
        "SEAT_KEY_WHERE_THE_GATEWAY_SIGNS, a seat key belongs to a player-signed match",
        "GAP, event 1 came where 0 was due",
        "WRONG_HEAD, its head does not follow",
        "CHANGED_PAYLOAD, its head does not follow",
        "RECEIPT_OF_ANOTHER_HEAD, the receipt of event 0 is not that event's",
        "ANSWER_TO_NOTHING, which waits for none",
    })
    void shouldLeaveAServerThatBreaksItsContractAndSayHow(final Lie lie, final String reason) throws Exception {
        final Told told = new Told();
        try (Playing _ = new Playing(new ScriptedGame(lie), told)) {
            String word = told.next();
            while (!word.startsWith("closed")) {
                word = told.next();
            }
            assertThat(word).contains("broke its contract").contains(reason);
        }
    }

    @Test
    void shouldBeginWithASnapshotWhereItWasAskedFor() throws Exception {
        final Told told = new Told();
        try (Playing _ = new Playing(new ScriptedGame(Lie.NONE), told, true)) {
            assertThat(told.next()).isEqualTo("snapshot seen");
            assertThat(told.next()).isEqualTo("joined");
            assertThat(told.next()).isEqualTo("event 0");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SNAPSHOT_OF_ANOTHER_INDEX, another index than the answer to the join",
        "SNAPSHOT_OF_ANOTHER_HEAD_ZERO, another head than head 0",
    })
    void shouldLeaveAServerWhoseSnapshotDoesNotFit(final Lie lie, final String reason) throws Exception {
        final Told told = new Told();
        try (Playing _ = new Playing(new ScriptedGame(lie), told, true)) {
            assertThat(told.next()).contains("broke its contract").contains(reason);
        }
    }

    @Test
    void shouldTellOfAStreamThatEnds() throws Exception {
        final Told told = new Told();
        try (Playing playing = new Playing(new ScriptedGame(Lie.NONE), told)) {
            assertThat(told.next()).isEqualTo("joined");
            playing.server.shutdownNow();
            String word = told.next();
            while (!word.startsWith("closed")) {
                word = told.next();
            }
            assertThat(word).contains("the stream ended");
        }
    }

    /** A server, a link to it, and one seat's stream. */
    private static final class Playing implements AutoCloseable {
        private final Server server;
        private final ServerLink link;

        Playing(final ScriptedGame game, final SeatListener listener) throws IOException {
            this(game, listener, false);
        }

        Playing(final ScriptedGame game, final SeatListener listener, final boolean bySnapshot) throws IOException {
            server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .addService(game)
                    .build()
                    .start();
            final Target target = new Target(InetAddress.getLoopbackAddress().getHostAddress(), server.getPort());
            link = new ServerLink(target, Credentials.none(), 1);
            final PlayerSession player = new PlayerSession("ann", new PlayerId(7, 8), "", new NoToken());
            if (bySnapshot) {
                SeatStream.openBySnapshot(link, link.channel(0), player, ScriptedGame.MATCH, 0, listener);
            } else {
                SeatStream.open(link, link.channel(0), player, ScriptedGame.MATCH, 0, listener);
            }
        }

        @Override
        public void close() {
            link.close();
            server.shutdownNow();
        }
    }
}
