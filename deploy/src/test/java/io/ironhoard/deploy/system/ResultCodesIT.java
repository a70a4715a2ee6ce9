package io.ironhoard.deploy.system;

import com.google.protobuf.ByteString;
import io.grpc.StatusRuntimeException;
import io.ironhoard.dispatcher.rules.chess.ChessRules;
import io.ironhoard.perf.client.Problems;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.crypto.MoveSigning;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.rules.OptionsCodec;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import io.ironhoard.v1.CreateLobbyRequest;
import io.ironhoard.v1.GetLobbyRequest;
import io.ironhoard.v1.GetRecordRequest;
import io.ironhoard.v1.JoinLobbyRequest;
import io.ironhoard.v1.LeaveLobbyRequest;
import io.ironhoard.v1.ListRulesRequest;
import io.ironhoard.v1.MatchSettings;
import io.ironhoard.v1.Signing;
import io.ironhoard.v1.StartLobbyRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every result code of the ranges 1xx to 6xx, reached through a running server: over gRPC where a client can cause it,
 * and by frames on the shard's own stream where only a broken or hostile gateway can. A refused move leaves the state
 * hash of its match as it was.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ResultCodesIT {
    private final Set<Integer> reached = new TreeSet<>();
    private static final RuleSetDescriptor CHESS = new ChessRules().descriptor();
    private static final byte[] CHESS_OPTIONS = OptionsCodec.encode(CHESS, Map.of());

    private RunningServer server;
    private RawGateway raw;
    private PlayerCalls players;

    @BeforeAll
    void start(@TempDir final Path folder) throws Exception {
        final Path rules = Files.createDirectories(folder.resolve("rules"));
        RulesJar.build("TrioRules", rules);
        server = RunningServer.start(
                folder.resolve("data"),
                Map.of(
                        "ironhoard.rules.dir", rules.toString(),
                        "ironhoard.rate.moves.per.s", "1000",
                        "ironhoard.rate.burst", "100",
                        "ironhoard.feed.history.bytes.max", "65536",
                        "ironhoard.gateway.count.max", "3"));
        raw = new RawGateway(server.layout().defaultAeronDirectory(), 1);
        players = new PlayerCalls(server.target());
    }

    @AfterAll
    void stop() {
        try {
            final Set<Integer> documented = Stream.of(ResultCode.values())
                    .map(ResultCode::code)
                    .filter(code -> code >= 100 && code < 600)
                    .collect(Collectors.toCollection(TreeSet::new));
            documented.removeAll(reached);
            assertThat(documented).as("codes that no test has reached").isEmpty();
        } finally {
            players.close();
            raw.close();
            server.close();
        }
    }

    private void expect(final ResultCode code, final int actual) {
        expect(code.code(), actual);
    }

    private void expect(final int code, final int actual) {
        assertThat(actual).isEqualTo(code);
        reached.add(code);
    }

    /** A refusal that must change nothing of a match. */
    private void expectUnchanged(final MatchId match, final ResultCode code, final IntSupplier request) {
        final String before = raw.stateHash(match);
        expect(code, request.getAsInt());
        assertThat(raw.stateHash(match)).as("state hash after %s", code).isEqualTo(before);
    }

    private static MatchId newId() {
        return new MatchId(ThreadLocalRandom.current().nextLong(), ThreadLocalRandom.current().nextLong());
    }

    private MatchId rawMatch(final String rules, final int seats, final byte... options) {
        final MatchId match = newId();
        assertThat(raw.create(match, rules, seats, 0, options)).isZero();
        for (int seat = 0; seat < seats; seat++) {
            assertThat(raw.connect(match, seat, seat)).isZero();
        }
        return match;
    }

    @Test
    void shouldReachTheCodesOfFramesAndLimitsOnTheShardsStream() {
        final MatchId match = rawMatch("tic-tac-toe", 2);
        expectUnchanged(match, ResultCode.MALFORMED_FRAME, () -> {
            final int length = raw.encodeMove(match, 0, 1, MoveSigning.ACTION_MOVE, (byte) 4);
            return raw.send(length - 1);
        });
        expectUnchanged(match, ResultCode.UNSUPPORTED_VERSION, () -> {
            final int length = raw.encodeMove(match, 0, 1, MoveSigning.ACTION_MOVE, (byte) 4);
            raw.fields().label(MoveSigning.LABEL + 1);
            return raw.send(length);
        });
        expectUnchanged(match, ResultCode.PAYLOAD_TOO_LONG, () -> raw.move(match, 0, 1, (byte) 4, (byte) 5));
        expectUnchanged(match, ResultCode.STALE_EPOCH, () -> {
            final int length = raw.encodeMove(match, 0, 1, MoveSigning.ACTION_MOVE, (byte) 4);
            raw.fields().epoch(raw.epoch - 1);
            return raw.send(length);
        });
        expectUnchanged(match, ResultCode.DEADLINE_PASSED, () -> {
            final int length = raw.encodeMove(match, 0, 1, MoveSigning.ACTION_MOVE, (byte) 4);
            raw.fields().deadlineMs(1);
            return raw.send(length);
        });
        expect(0, raw.move(match, 0, 1, (byte) 4));
    }

    @Test
    void shouldReachTheCodesOfMatchesAndSeatsOnTheShardsStream() {
        final MatchId match = rawMatch("tic-tac-toe", 2);
        expect(ResultCode.MATCH_NOT_FOUND, raw.move(newId(), 0, 1, (byte) 4));
        expectUnchanged(match, ResultCode.SEAT_NOT_FOUND, () -> raw.move(match, 2, 1, (byte) 4));
        expectUnchanged(match, ResultCode.SEAT_NOT_YOURS, () -> raw.connect(match, 0, 1));
        expectUnchanged(match, ResultCode.MATCH_EXISTS, () -> raw.create(match, "tic-tac-toe", 2, 0));
        expect(ResultCode.RULES_NOT_FOUND, raw.create(newId(), "go", 2, 0));
        expect(ResultCode.INVALID_SETTINGS, raw.create(newId(), "tic-tac-toe", 3, 0));
        assertThat(raw.resign(match, 0, 1)).isZero();
        expectUnchanged(match, ResultCode.MATCH_ENDED, () -> raw.move(match, 1, 1, (byte) 4));

        final MatchId trio = rawMatch("trio", 3);
        assertThat(raw.resign(trio, 1, 1)).isZero();
        expectUnchanged(trio, ResultCode.SEAT_FORFEITED, () -> raw.move(trio, 1, 2, (byte) 4));
    }

    @Test
    void shouldReachTheCodesOfTagsAndSequencesOnTheShardsStream() {
        final MatchId match = rawMatch("trio", 3);
        expectUnchanged(match, ResultCode.TAG_FORGED, () -> {
            final int length = raw.encodeMove(match, 0, 1, MoveSigning.ACTION_MOVE, (byte) 4);
            raw.frame.putByte(length - 1, (byte) 5);
            return raw.send(length);
        });
        expectUnchanged(match, ResultCode.SEQUENCE_GAP, () -> raw.move(match, 0, 2, (byte) 4));
        assertThat(raw.move(match, 0, 1, (byte) 4)).isZero();
        expectUnchanged(match, ResultCode.SEQUENCE_REUSED, () -> raw.move(match, 0, 1, (byte) 5));
        for (int sequence = 2; sequence < 40; sequence++) {
            assertThat(raw.move(match, 0, sequence, (byte) sequence)).isZero();
        }
        final String before = raw.stateHash(match);
        assertThat(raw.move(match, 0, 39, (byte) 39)).as("a duplicate gets its receipt").isZero();
        assertThat(raw.stateHash(match)).isEqualTo(before);
        expectUnchanged(match, ResultCode.SEQUENCE_TOO_OLD, () -> raw.move(match, 0, 1, (byte) 4));
    }

    @Test
    void shouldReachTheCodesOfRateAndClockOnTheShardsStream() {
        final MatchId match = rawMatch("tic-tac-toe", 2);
        final String before = raw.stateHash(match);
        int code = 0;
        for (int i = 0; i < 100_000 && code != ResultCode.RATE_LIMITED.code(); i++) {
            code = raw.move(match, 1, 1, (byte) 4);
        }
        expect(ResultCode.RATE_LIMITED, code);
        assertThat(raw.stateHash(match)).isEqualTo(before);

        for (int attempt = 0; attempt < 200 && code != ResultCode.CLOCK_EXPIRED.code(); attempt++) {
            code = moveUntilTheClockRunsOut();
        }
        expect(ResultCode.CLOCK_EXPIRED, code);
    }

    /** The clock's end is noticed by a timer some milliseconds later: a move must come in between. */
    private int moveUntilTheClockRunsOut() {
        final MatchId match = newId();
        assertThat(raw.create(match, "chess", 2, 20, CHESS_OPTIONS)).isZero();
        assertThat(raw.connect(match, 0, 0)).isZero();
        assertThat(raw.connect(match, 1, 1)).isZero();
        final long end = System.nanoTime() + 18_000_000;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        final int illegal = code("ILLEGAL_MOVE");
        int code = illegal;
        while (code == illegal) {
            code = raw.move(match, 0, 1, (byte) 0, (byte) 0);
        }
        return code;
    }

    @Test
    void shouldReachTheCodesOfRulesOnTheShardsStream() {
        final MatchId match = rawMatch("tic-tac-toe", 2);
        expectUnchangedRules(match, 600, () -> raw.move(match, 1, 1, (byte) 4));
        expectUnchangedRules(match, 602, () -> raw.move(match, 0, 1, (byte) 9));
        assertThat(raw.move(match, 0, 1, (byte) 4)).isZero();
        expectUnchangedRules(match, 601, () -> raw.move(match, 1, 1, (byte) 4));

        final MatchId chess = rawMatch("chess", 2, CHESS_OPTIONS);
        expectUnchangedRules(chess, code("NO_DRAW_OFFER"), () -> raw.move(chess, 0, 1, (byte) 2, (byte) 0x80));
        assertThat(raw.move(chess, 0, 1, (byte) 1, (byte) 0x80)).isZero();
        expectUnchangedRules(chess, code("ALREADY_OFFERED"), () -> raw.move(chess, 0, 2, (byte) 1, (byte) 0x80));
        expectUnchangedRules(chess, code("CLAIM_NOT_FOUNDED"), () -> raw.move(chess, 0, 2, (byte) 4, (byte) 0x80));
        expect(code("MALFORMED_FEN"), raw.create(newId(), "chess", 2, 0, fen("nonsense")));
        expect(code("ILLEGAL_POSITION"), raw.create(newId(), "chess", 2, 0, fen("8/8/8/8/8/8/8/8 w - - 0 1")));
        expect(code("POSITION_IS_OVER"), raw.create(newId(), "chess", 2, 0, fen("7k/5Q2/6K1/8/8/8/8/8 b - - 0 1")));
    }

    private static byte[] fen(final String position) {
        return OptionsCodec.encode(CHESS, Map.of("fen", position));
    }

    /** One of chess's own codes by its name. */
    private static int code(final String name) {
        return CHESS.codes().stream()
                .filter(code -> code.name().equals(name))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private void expectUnchangedRules(final MatchId match, final int code, final IntSupplier request) {
        final String before = raw.stateHash(match);
        expect(code, request.getAsInt());
        assertThat(raw.stateHash(match)).as("state hash after %d", code).isEqualTo(before);
    }

    @Test
    void shouldReachTheCodesOfAPlayStream() {
        final PlayerCalls.Player ada = players.signIn("ada");
        final PlayerCalls.Player ben = players.signIn("ben");
        final String match = players.startMatch("tic-tac-toe", Signing.SIGNING_GATEWAY, ada, ben);

        final String before = raw.stateHash(MatchId.parse(match));
        expect(ResultCode.JOIN_EXPECTED, players.play(ada).move(1, 4).failure());
        expect(ResultCode.UNSUPPORTED_VERSION, players.play(ada).join(match, 0, 0, 99).failure());
        expect(ResultCode.INVALID_ARGUMENT, players.play(ada).join("nonsense", 0, 0, 1).failure());
        expect(ResultCode.MATCH_NOT_FOUND, players.play(ada).join(newId().toString(), 0, 0, 1).failure());
        expect(ResultCode.SEAT_NOT_FOUND, players.play(ada).join(match, 7, 0, 1).failure());
        expect(ResultCode.SEAT_NOT_YOURS, players.play(ada).join(match, 1, 0, 1).failure());

        final PlayerCalls.Stream first = players.play(ada).join(match, 0, 0, 1).joined();
        final PlayerCalls.Stream second = players.play(ada).join(match, 0, 0, 1).joined();
        expect(ResultCode.SEAT_TAKEN_OVER, first.failure());
        expect(ResultCode.TAG_MALFORMED, second.move(1, 4, ByteString.copyFrom(new byte[16])).rejection());
        int code = 0;
        for (int i = 0; i < 2_000; i++) {
            second.move(7, 4);
        }
        for (int i = 0; i < 2_000 && code != ResultCode.TOO_MANY_IN_FLIGHT.code(); i++) {
            code = second.rejection();
        }
        expect(ResultCode.TOO_MANY_IN_FLIGHT, code);
        second.cancel();
        assertThat(raw.stateHash(MatchId.parse(match))).as("state hash after all refusals").isEqualTo(before);
        expect(ResultCode.RECORD_NOT_FOUND, players.failureOf(() -> ada.games()
                .getRecord(GetRecordRequest.newBuilder().setMatchId(match).build())));
    }

    @Test
    void shouldRefuseATagThatAnotherKeyMade() {
        final PlayerCalls.Player cat = players.signIn("cat");
        final PlayerCalls.Player dan = players.signIn("dan");
        final String match = players.startMatch("tic-tac-toe", Signing.SIGNING_PLAYER, cat, dan);
        final String before = raw.stateHash(MatchId.parse(match));
        final PlayerCalls.Stream stream = players.play(cat).join(match, 0, 0, 1).joined();
        expect(ResultCode.TAG_FORGED, stream.move(1, 4, ByteString.copyFrom(new byte[16])).rejection());
        expect(ResultCode.TAG_MALFORMED, stream.move(1, 4).rejection());
        assertThat(raw.stateHash(MatchId.parse(match))).as("state hash after both refusals").isEqualTo(before);
        stream.cancel();
    }

    @Test
    void shouldSayWhereTheHistoryIsNoLongerKept() {
        final PlayerCalls.Player eve = players.signIn("eve");
        final PlayerCalls.Player fay = players.signIn("fay");
        final String old = players.startMatch("tic-tac-toe", Signing.SIGNING_GATEWAY, eve, fay);
        final PlayerCalls.Stream seat = players.play(eve).join(old, 0, 0, 1).joined();
        seat.move(1, 4).accepted();
        seat.cancel();
        final MatchId busy = rawMatch("trio", 3);
        for (int sequence = 1; sequence <= 90; sequence++) {
            assertThat(raw.move(busy, 0, sequence, new byte[512])).isZero();
            assertThat(raw.move(busy, 1, sequence, new byte[512])).isZero();
        }
        expect(ResultCode.HISTORY_NOT_AVAILABLE, players.play(eve).join(old, 0, 0, 1).failure());
    }

    @Test
    void shouldReachTheCodesOfLobbies() {
        final PlayerCalls.Player gus = players.signIn("gus");
        final PlayerCalls.Player hal = players.signIn("hal");
        final PlayerCalls.Player ida = players.signIn("ida");
        final CreateLobbyRequest ticTacToe = CreateLobbyRequest.newBuilder()
                .setSettings(MatchSettings.newBuilder().setRules("tic-tac-toe"))
                .build();
        final String lobby = gus.lobbies().createLobby(ticTacToe).getLobbyId();
        final StartLobbyRequest start =
                StartLobbyRequest.newBuilder().setLobbyId(lobby).build();
        final JoinLobbyRequest join =
                JoinLobbyRequest.newBuilder().setLobbyId(lobby).build();

        expect(ResultCode.LOBBY_NOT_FOUND, players.failureOf(() -> gus.lobbies()
                .getLobby(GetLobbyRequest.newBuilder().setLobbyId("none").build())));
        expect(ResultCode.NOT_LOBBY_MEMBER, players.failureOf(() -> hal.lobbies()
                .leaveLobby(LeaveLobbyRequest.newBuilder().setLobbyId(lobby).build())));
        expect(ResultCode.LOBBY_NOT_READY, players.failureOf(() -> gus.lobbies().startLobby(start)));
        hal.lobbies().joinLobby(join);
        expect(ResultCode.LOBBY_FULL, players.failureOf(() -> ida.lobbies().joinLobby(join)));
        expect(ResultCode.NOT_LOBBY_HOST, players.failureOf(() -> hal.lobbies().startLobby(start)));
        players.ready(lobby, gus, hal);
        gus.lobbies().startLobby(start);
        expect(ResultCode.LOBBY_STARTED, players.failureOf(() -> ida.lobbies().joinLobby(join)));
    }

    @Test
    void shouldReachTheCodesOfSessions() {
        final PlayerCalls.Player joe = players.signIn("joe");
        final ListRulesRequest any = ListRulesRequest.getDefaultInstance();
        expect(ResultCode.SESSION_MISSING, players.failureOf(() -> players.withoutToken().listRules(any)));
        expect(ResultCode.SESSION_INVALID, players.failureOf(() -> players.withToken("nonsense").listRules(any)));
        joe.revoke();
        expect(ResultCode.SESSION_REVOKED, players.failureOf(() -> joe.lobbies().listRules(any)));
    }

    @Test
    void shouldRefuseSignInByNameWhereThatIsSwitchedOff() {
        try (RunningGateway strict = gateway(Map.of("ironhoard.session.development.enabled", "false"));
                PlayerCalls calls = new PlayerCalls(strict.target())) {
            expect(ResultCode.SIGN_IN_DISABLED, calls.failureOf(() -> calls.signIn("kim")));
        }
    }

    @Test
    void shouldRefuseAnExpiredSession() {
        try (RunningGateway brief = gateway(Map.of("ironhoard.session.ttl.ms", "1000"));
                PlayerCalls calls = new PlayerCalls(brief.target())) {
            final PlayerCalls.Player leo = calls.signIn("leo");
            final ListRulesRequest any = ListRulesRequest.getDefaultInstance();
            final Integer code = Await.until("the session's end", Duration.ofSeconds(30), () -> {
                try {
                    leo.lobbies().listRules(any);
                    return null;
                } catch (final StatusRuntimeException e) {
                    return Problems.find(e).orElseThrow().getCode();
                }
            });
            expect(ResultCode.SESSION_EXPIRED, code);
        }
    }

    private RunningGateway gateway(final Map<String, String> settings) {
        final Map<String, String> all = new HashMap<>(settings);
        all.put("ironhoard.gateway.count.max", "3");
        return RunningGateway.start(server, 2, all);
    }

    @Test
    void shouldAnswerAFrameOfAnotherGatewayToItsOwnStream() {
        final MatchId match = rawMatch("tic-tac-toe", 2);
        expectUnchanged(match, ResultCode.MALFORMED_FRAME, () -> {
            final int length = raw.encodeMove(match, 0, 1, MoveSigning.ACTION_MOVE, (byte) 4);
            raw.fields().gatewayId(0);
            return raw.send(length);
        });
    }
}
