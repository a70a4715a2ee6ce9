package io.ironhoard.deploy.system;

import com.google.protobuf.ByteString;
import io.ironhoard.dispatcher.rules.treasurehunt.HuntMove;
import io.ironhoard.perf.client.Credentials;
import io.ironhoard.perf.client.MatchCalls;
import io.ironhoard.perf.client.PlayerSession;
import io.ironhoard.perf.client.ServerLink;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.v1.MatchEvent;
import io.ironhoard.v1.MatchSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The same hunt twice through both processes, over layouts that the server draws: what players and spectators receive is
 * the same, sizes too, but the distances told to the digger, until the end reveals the treasure. It lies on one of 65,025
 * cells, so nobody digs it up by chance.
 */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
final class HiddenStateIT {
    private static final Map<String, String> OPTIONS = Map.of(
            "treasures", "1", "width", "255", "height", "255", "step_cooldown_ms", "0", "dig_cooldown_ms", "0");
    private static final int TIMES = 16;
    private static final int OWN_LENGTH = 56;
    private static final int CLUES = 24;
    private static final int CLUE_LENGTH = 4;

    private RunningServer server;
    private ServerLink link;
    private PlayerSession ann;
    private PlayerSession ben;
    private PlayerSession eve;

    @BeforeEach
    void startAServer(@TempDir final Path folder) throws IOException {
        server = RunningServer.start(folder.resolve("data"), Map.of("ironhoard.spectate.delay.ms", "100"));
        link = new ServerLink(server.target(), Credentials.none(), 2);
        ann = PlayerSession.signIn(link.channel(0), "ann");
        ben = PlayerSession.signIn(link.channel(0), "ben");
        eve = PlayerSession.signIn(link.channel(0), "eve");
    }

    @AfterEach
    void stopIt() {
        link.close();
        server.close();
    }

    @Test
    void shouldTellTheSameOfTwoHuntsWhoseLayoutsDiffer() {
        final Heard one = playAHunt();
        final Heard other = playAHunt();

        assertThat(one.byFirst).hasSize(5);
        assertThat(withoutWhatMustDiffer(one.byFirst)).isEqualTo(withoutWhatMustDiffer(other.byFirst));
        assertThat(sizes(one.byFirst)).isEqualTo(sizes(other.byFirst));
        assertThat(withoutWhatMustDiffer(one.bySecond)).isEqualTo(withoutWhatMustDiffer(other.bySecond));
        assertThat(sizes(one.bySecond)).isEqualTo(sizes(other.bySecond));
        assertThat(withoutWhatMustDiffer(one.bySpectator)).isEqualTo(withoutWhatMustDiffer(other.bySpectator));
        assertThat(sizes(one.bySpectator)).isEqualTo(sizes(other.bySpectator));
        assertThat(withoutTimesAndDistances(one.view, OWN_LENGTH))
                .isEqualTo(withoutTimesAndDistances(other.view, OWN_LENGTH));
        assertThat(withoutTimesAndDistances(one.publicView, 0))
                .isEqualTo(withoutTimesAndDistances(other.publicView, 0));

        assertThat(one.end.getPublicPart()).isNotEqualTo(other.end.getPublicPart());
        assertThat(one.end.getSerializedSize()).isEqualTo(other.end.getSerializedSize());
    }

    /** What was received before the end of a hunt, and its end. */
    private record Heard(
            List<MatchEvent> byFirst,
            List<MatchEvent> bySecond,
            List<MatchEvent> bySpectator,
            ByteString view,
            ByteString publicView,
            MatchEvent end) {}

    private Heard playAHunt() {
        final MatchId match = MatchCalls.open(
                link.channel(0),
                List.of(ann, ben),
                MatchSettings.newBuilder().setRules("treasure-hunt").putAllOptions(OPTIONS).build(),
                "hidden");
        final SeatProbe first = SeatProbe.join(link, ann, match, 0);
        final SeatProbe second = SeatProbe.join(link, ben, match, 1);
        final SpectatorProbe spectator = SpectatorProbe.open(link, eve, match, false);
        first.move((byte) HuntMove.DIG);
        second.move((byte) HuntMove.NORTH_WEST);
        second.move((byte) HuntMove.DIG);
        first.move((byte) HuntMove.SOUTH_EAST);
        first.move((byte) HuntMove.DIG);
        final List<MatchEvent> byFirst = first.awaitEvents(5);
        final List<MatchEvent> bySecond = second.awaitEvents(5);
        final List<MatchEvent> bySpectator = spectator.awaitEvents(5);
        final ByteString publicView =
                SpectatorProbe.open(link, eve, match, true).awaitSnapshot().getView();
        first.leave();
        final ByteString view =
                SeatProbe.joinBySnapshot(link, ann, match, 0).snapshot().getView();
        return new Heard(byFirst, bySecond, bySpectator, view, publicView, second.resign());
    }

    private static List<Integer> sizes(final List<MatchEvent> events) {
        return events.stream().map(MatchEvent::getSerializedSize).toList();
    }

    /** Heads differ because matches have ids of their own. */
    private static List<MatchEvent> withoutWhatMustDiffer(final List<MatchEvent> events) {
        return events.stream()
                .map(event -> event.toBuilder()
                        .clearHead()
                        .clearTimeMs()
                        .setPrivatePart(withoutDistance(event.getPrivatePart()))
                        .build())
                .toList();
    }

    private static ByteString withoutDistance(final ByteString clue) {
        return clue.isEmpty() ? clue : clue.substring(0, CLUE_LENGTH - 1);
    }

    private static byte[] withoutTimesAndDistances(final ByteString view, final int ownLength) {
        final byte[] bytes = view.toByteArray();
        Arrays.fill(bytes, TIMES, TIMES + 16, (byte) 0);
        if (ownLength > 0) {
            final int own = bytes.length - ownLength;
            Arrays.fill(bytes, own, own + 16, (byte) 0);
            for (int at = own + CLUES + CLUE_LENGTH - 1; at < bytes.length; at += CLUE_LENGTH) {
                bytes[at] = 0;
            }
        }
        return bytes;
    }
}
