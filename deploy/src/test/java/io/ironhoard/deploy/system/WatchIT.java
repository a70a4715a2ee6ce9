package io.ironhoard.deploy.system;

import com.google.protobuf.ByteString;
import io.ironhoard.perf.client.Credentials;
import io.ironhoard.perf.client.MatchCalls;
import io.ironhoard.perf.client.PlayerSession;
import io.ironhoard.perf.client.ServerLink;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.v1.MatchEvent;
import io.ironhoard.v1.MatchSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Who comes late, who watches, and what only one seat is told, through both processes, on one server for all tests. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WatchIT {
    private static final int DELAY_MS = 400;
    private static final int PER_MATCH_MAX = 3;
    private static final int PER_PLAYER_MAX = 2;
    private static final byte DIG = 8;
    private static final int CLUE_LENGTH = 4;
    private static final int HUNT_SEAT_VIEW_LENGTH = 56;

    private RunningServer server;
    private ServerLink link;
    private PlayerSession ann;
    private PlayerSession ben;
    private PlayerSession eve;

    @BeforeAll
    void startAServer(@TempDir final Path folder) {
        server = RunningServer.start(
                folder.resolve("data"),
                Map.of(
                        "ironhoard.spectate.delay.ms", Integer.toString(DELAY_MS),
                        "ironhoard.spectate.streams.per.match.max", Integer.toString(PER_MATCH_MAX),
                        "ironhoard.spectate.streams.per.player.max", Integer.toString(PER_PLAYER_MAX),
                        "ironhoard.play.end.linger.ms", "500"));
    }

    @AfterAll
    void stopIt() {
        server.close();
    }

    @BeforeEach
    void connect() throws IOException {
        link = new ServerLink(server.target(), Credentials.none(), 2);
        ann = PlayerSession.signIn(link.channel(0), "ann");
        ben = PlayerSession.signIn(link.channel(0), "ben");
        eve = PlayerSession.signIn(link.channel(0), "eve");
    }

    @AfterEach
    void shouldHaveLetGoOfEverySpectator() {
        link.close();
        Await.until("no spectators", Duration.ofSeconds(30), () -> gauge("spectators") == 0 ? true : null);
        assertThat(server.status().reasons()).isEmpty();
    }

    @Test
    void shouldShowAPlayerWhoComesLateThePositionAndThenEveryEvent() {
        final MatchId match = open("chess", Map.of());
        final SeatProbe white = SeatProbe.join(link, ann, match, 0);
        final SeatProbe black = SeatProbe.join(link, ben, match, 1);
        white.move(chess("e2e4"));
        black.move(chess("e7e5"));
        white.move(chess("g1f3"));
        black.leave();

        final SeatProbe late = SeatProbe.joinBySnapshot(link, ben, match, 1);
        assertThat(late.snapshot().getIndex()).isEqualTo(3);
        assertThat(late.snapshot().getHead()).isEqualTo(white.awaitEvents(3).getLast().getHead());
        assertThat(placement(late.snapshot().getView()))
                .isEqualTo("rnbqkbnr/pppp1ppp/8/4p3/4P3/5N2/PPPP1PPP/RNBQKB1R");
        late.move(chess("b8c6"));
        white.move(chess("f1b5"));

        assertThat(late.awaitEvents(2)).isEqualTo(white.awaitEvents(5).subList(3, 5));
    }

    @Test
    void shouldShowSpectatorsEveryEventOfAMatchAndProveIt() {
        final MatchId match = open("tic-tac-toe", Map.of());
        final SeatProbe first = SeatProbe.join(link, ann, match, 0);
        final SpectatorProbe early = SpectatorProbe.open(link, eve, match, false);
        assertThat(early.awaitWatching().getDelayMs()).isEqualTo(DELAY_MS);
        assertThat(early.awaitWatching().getPlayerIdsList())
                .containsExactly(ann.playerId().toString(), ben.playerId().toString());
        early.awaitPresence(0, true);
        early.awaitCount(1);
        final SeatProbe second = SeatProbe.join(link, ben, match, 1);
        early.awaitPresence(1, true);
        first.move((byte) 0);
        second.move((byte) 3);
        first.move((byte) 1);
        final SpectatorProbe late = SpectatorProbe.open(link, ann, match, true);
        early.awaitCount(2);
        second.move((byte) 4);
        final MatchEvent last = first.move((byte) 2);

        // The clients hold every event against the chain, and the seed against its commitment.
        assertThat(early.awaitEvents(5)).isEqualTo(first.awaitEvents(5));
        assertThat(last.getEnded().getReasonName()).isEqualTo("THREE_IN_A_ROW");
        assertThat(late.awaitSnapshot().getIndex()).isBetween(3, 5);
        assertThat(late.awaitSnapshot().getView().byteAt(0)).isEqualTo((byte) 1);
        assertThat(early.awaitEnd()).isEqualTo("the server ended the stream");
        assertThat(late.awaitEnd()).isEqualTo("the server ended the stream");
        assertThat(late.awaitEvents(5 - late.awaitSnapshot().getIndex()))
                .isEqualTo(first.awaitEvents(5).subList(late.awaitSnapshot().getIndex(), 5));
        assertThat(gauge("events_shown")).isPositive();
    }

    @Test
    void shouldTellADiggerAloneWhatTheDigTold() {
        final MatchId match = open(
                "treasure-hunt",
                Map.of("treasures", "1", "width", "255", "height", "255", "dig_cooldown_ms", "0"));
        final SeatProbe digger = SeatProbe.join(link, ann, match, 0);
        final SeatProbe other = SeatProbe.join(link, ben, match, 1);
        final SpectatorProbe spectator = SpectatorProbe.open(link, eve, match, false);
        final MatchEvent dig = digger.move(DIG);

        final List<MatchEvent> told = other.awaitEvents(1);
        assertThat(dig.getPrivatePart()).hasSize(CLUE_LENGTH);
        assertThat(told.getFirst()).isEqualTo(dig.toBuilder().clearPrivatePart().build());
        assertThat(spectator.awaitEvents(1)).isEqualTo(told);

        digger.leave();
        final SeatProbe back = SeatProbe.joinBySnapshot(link, ann, match, 0);
        final SpectatorProbe viewer = SpectatorProbe.open(link, eve, match, true);
        final ByteString own = back.snapshot().getView();
        final ByteString everybodys = viewer.awaitSnapshot().getView();
        assertThat(own.substring(0, everybodys.size())).isEqualTo(everybodys);
        assertThat(own.size()).isEqualTo(everybodys.size() + HUNT_SEAT_VIEW_LENGTH);
        // The newest clue: after two times, the count of digs and a gap.
        assertThat(own.substring(everybodys.size() + 24, everybodys.size() + 24 + CLUE_LENGTH))
                .isEqualTo(dig.getPrivatePart());
        other.move(DIG);
        assertThat(back.awaitEvents(1).getFirst().getPrivatePart()).isEmpty();
    }

    @Test
    void shouldSayWhenThereAreTooManySpectators() {
        final MatchId match = open("tic-tac-toe", Map.of());
        final PlayerSession fay = PlayerSession.signIn(link.channel(0), "fay");
        final SpectatorProbe left = SpectatorProbe.open(link, eve, match, false);
        left.awaitWatching();
        SpectatorProbe.open(link, eve, match, false).awaitWatching();
        assertThat(SpectatorProbe.open(link, eve, match, false).awaitEnd())
                .contains("RESOURCE_EXHAUSTED")
                .contains("the player has 2 open streams");

        SpectatorProbe.open(link, fay, match, false).awaitWatching();
        assertThat(SpectatorProbe.open(link, fay, match, false).awaitEnd()).contains("the match has 3 spectators");

        left.leave();
        Await.until("room", Duration.ofSeconds(30), () -> gauge("spectators") == 2 ? true : null);
        SpectatorProbe.open(link, fay, match, false).awaitWatching();
        assertThat(SpectatorProbe.open(link, ann, new MatchId(1, 2), false).awaitEnd()).contains("NOT_FOUND");
    }

    private MatchId open(final String rules, final Map<String, String> options) {
        return MatchCalls.open(
                link.channel(0),
                List.of(ann, ben),
                MatchSettings.newBuilder().setRules(rules).putAllOptions(options).build(),
                "watched");
    }

    private long gauge(final String name) {
        return server.status().reading().gateways().stream()
                .mapToLong(process -> process.sections().getFirst().gauge(name))
                .sum();
    }

    /** The two bytes of a move between two squares. */
    private static byte[] chess(final String squares) {
        final int from = squares.charAt(0) - 'a' + 8 * (squares.charAt(1) - '1');
        final int to = squares.charAt(2) - 'a' + 8 * (squares.charAt(3) - '1');
        final int move = from | to << 6;
        return new byte[] {(byte) move, (byte) (move >>> 8)};
    }

    /** The board of a chess view, as FEN's first field has it. */
    private static String placement(final ByteString view) {
        final StringBuilder text = new StringBuilder();
        for (int rank = 7; rank >= 0; rank--) {
            int empty = 0;
            for (int file = 0; file < 8; file++) {
                final int square = 8 * rank + file;
                final int piece = view.byteAt(square / 2) >>> (square % 2 == 0 ? 0 : 4) & 0xF;
                if (piece == 0) {
                    empty++;
                    continue;
                }
                text.append(empty > 0 ? Integer.toString(empty) : "").append(".PNBRQK..pnbrqk".charAt(piece));
                empty = 0;
            }
            text.append(empty > 0 ? Integer.toString(empty) : "").append(rank > 0 ? "/" : "");
        }
        return text.toString();
    }
}
