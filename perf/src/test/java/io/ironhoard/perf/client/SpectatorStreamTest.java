package io.ironhoard.perf.client;

import io.grpc.CallCredentials;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.ironhoard.perf.client.ScriptedGame.Lie;
import io.ironhoard.proto.ids.PlayerId;
import io.ironhoard.v1.MatchEvent;
import io.ironhoard.v1.Snapshot;
import io.ironhoard.v1.Watching;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
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
final class SpectatorStreamTest {
    /** Writes down what it is told. */
    private static final class Told implements SpectatorListener {
        private final BlockingQueue<String> words = new LinkedBlockingQueue<>();

        @Override
        public void watching(final Watching watching) {
            words.add("watching " + watching.getSettings().getRules());
        }

        @Override
        public void snapshot(final Snapshot snapshot) {
            words.add("snapshot " + snapshot.getView().toStringUtf8());
        }

        @Override
        public void event(final MatchEvent event) {
            words.add("event " + event.getIndex());
        }

        @Override
        public void closed(final String reason) {
            words.add("closed: " + reason);
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
    void shouldSeeEveryEventAndTheEnd() throws Exception {
        assertThat(told(Lie.NONE, false))
                .containsExactly("watching chess", "event 0", "event 1", "closed: the server ended the stream");
    }

    @Test
    void shouldBeginWithASnapshotWhereItWasAskedFor() throws Exception {
        assertThat(told(Lie.NONE, true)).startsWith("watching chess", "snapshot seen", "event 0", "event 1");
    }

    @ParameterizedTest
    @CsvSource({
        "false, HEAD_ZERO_OF_ANOTHER_MATCH, head 0 binds other match",
        "false, WRONG_HEAD, its head does not follow",
        "false, GAP, event 1 came where 0 was due",
        "false, PRIVATE_PART_FOR_SPECTATORS, one seat's alone",
        "false, SNAPSHOT_NOT_ASKED_FOR, a snapshot came where none was due",
        "false, ANOTHER_SEED, the seed that was revealed does not fit",
        "true, EVENT_BEFORE_THE_SNAPSHOT, an event came before the snapshot",
        "true, SNAPSHOT_OF_ANOTHER_HEAD_ZERO, another head than head 0",
    })
    void shouldLeaveAServerThatBreaksItsContractAndSayHow(final boolean snapshot, final Lie lie, final String reason)
            throws Exception {
        assertThat(told(lie, snapshot).getLast()).contains("broke its contract").contains(reason);
    }

    /** Everything that a spectator is told, up to the end. */
    private static List<String> told(final Lie lie, final boolean snapshot) throws Exception {
        final Server server = NettyServerBuilder.forAddress(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(new ScriptedGame(lie))
                .build()
                .start();
        final Target target = new Target(InetAddress.getLoopbackAddress().getHostAddress(), server.getPort());
        try (ServerLink link = new ServerLink(target, Credentials.none(), 1)) {
            final PlayerSession player = new PlayerSession("ann", new PlayerId(7, 8), "", new NoToken());
            final Told listener = new Told();
            SpectatorStream.open(link, link.channel(0), player, ScriptedGame.MATCH, snapshot, listener);
            final List<String> told = new ArrayList<>();
            while (told.isEmpty() || !told.getLast().startsWith("closed")) {
                final String word = listener.words.poll(20, TimeUnit.SECONDS);
                assertThat(word).as("something after " + told).isNotNull();
                told.add(word);
            }
            return told;
        } finally {
            server.shutdownNow();
        }
    }
}
