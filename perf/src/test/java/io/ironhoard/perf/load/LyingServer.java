package io.ironhoard.perf.load;

import com.google.protobuf.ByteString;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.ironhoard.dispatcher.rules.spi.EffectsBuffer;
import io.ironhoard.dispatcher.rules.spi.Forfeit;
import io.ironhoard.dispatcher.rules.spi.RuleSet;
import io.ironhoard.dispatcher.rules.tictactoe.TicTacToeRules;
import io.ironhoard.perf.client.Target;
import io.ironhoard.proto.chain.ChainHasher;
import io.ironhoard.proto.chain.HeadPreimage;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.ids.PlayerId;
import io.ironhoard.proto.sbe.EventKind;
import io.ironhoard.v1.CreateLobbyRequest;
import io.ironhoard.v1.CreateSessionRequest;
import io.ironhoard.v1.GameServiceGrpc;
import io.ironhoard.v1.JoinLobbyRequest;
import io.ironhoard.v1.Joined;
import io.ironhoard.v1.Lobby;
import io.ironhoard.v1.LobbyServiceGrpc;
import io.ironhoard.v1.LobbyState;
import io.ironhoard.v1.MatchEnded;
import io.ironhoard.v1.MatchEvent;
import io.ironhoard.v1.MatchSettings;
import io.ironhoard.v1.MoveAccepted;
import io.ironhoard.v1.MoveOverloaded;
import io.ironhoard.v1.MovePlayed;
import io.ironhoard.v1.MoveRejected;
import io.ironhoard.v1.PlayRequest;
import io.ironhoard.v1.PlayResponse;
import io.ironhoard.v1.SeatForfeited;
import io.ironhoard.v1.Session;
import io.ironhoard.v1.SessionServiceGrpc;
import io.ironhoard.v1.SetReadyRequest;
import io.ironhoard.v1.Signing;
import io.ironhoard.v1.Standing;
import io.ironhoard.v1.StartLobbyRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A whole server for tic-tac-toe on generated classes, true in everything but one thing, which it does in the match's third
 * event or its end. One lock for all of it.
 */
final class LyingServer implements AutoCloseable {
    /** How long {@link Lie#STALLS} lasts, in milliseconds. */
    static final long STALL_MS = 300;

    private static final int LIE_AT = 2;
    private static final long T0 = 1_700_000_000_000L;
    private static final byte[] RULES = "tic-tac-toe".getBytes(StandardCharsets.US_ASCII);

    /** What it does. */
    enum Lie {
        NONE,
        LEAVES_OUT_AN_EVENT,
        SENDS_AN_EVENT_TWICE,
        SENDS_A_WRONG_HEAD,
        SENDS_ONE_SEAT_ANOTHER_TIME,
        SENDS_ONE_SEAT_ANOTHER_CLOCK,
        SENDS_ANOTHER_MOVE,
        REJECTS_TWICE,
        REJECTS_AGAIN_WITH_THE_NEXT_ANSWER,
        ANSWERS_AFTER_THE_END,
        ANSWERS_TWICE,
        ANSWERS_NOTHING,
        STALLS,
        SENDS_A_RECEIPT_OF_ANOTHER_HEAD,
        CALLS_IT_A_DUPLICATE,
        IS_OVERLOADED,
        SENDS_A_PUBLIC_PART,
        SENDS_A_PRIVATE_PART,
        REVEALS_ANOTHER_SEED,
        REVEALS_NO_SEED,
        PLACES_THE_WRONG_SEAT,
        ENDS_FOR_ANOTHER_REASON,
        BREAKS_THE_STREAM,
        SENDS_NO_MESSAGE,
        CLOSES_BEFORE_THE_END,
        BINDS_ANOTHER_HEAD
    }

    private final Lie lie;
    private final Server server;
    private final Map<String, Match> matches = new HashMap<>();
    private final Map<String, List<String>> lobbies = new HashMap<>();
    private long overloads;
    private boolean hasStalled;

    LyingServer(final Lie lie) throws IOException {
        this.lie = lie;
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(new Sessions())
                .addService(new Lobbies())
                .addService(new Games())
                .build()
                .start();
    }

    Target target() {
        return new Target("127.0.0.1", server.getPort());
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private static PlayerId player(final String id) {
        return PlayerId.parse(id);
    }

    private final class Sessions extends SessionServiceGrpc.SessionServiceImplBase {
        @Override
        public void createSession(final CreateSessionRequest request, final StreamObserver<Session> out) {
            final long number = Long.parseLong(request.getName().substring(request.getName().lastIndexOf('-') + 1));
            out.onNext(Session.newBuilder().setName(request.getName()).setToken("token")
                    .setPlayerId(new PlayerId(7, number).toString()).build());
            out.onCompleted();
        }
    }

    private final class Lobbies extends LobbyServiceGrpc.LobbyServiceImplBase {
        @Override
        public void createLobby(final CreateLobbyRequest request, final StreamObserver<Lobby> out) {
            synchronized (LyingServer.this) {
                final String id = "lobby-" + lobbies.size();
                final long host = Long.parseLong(request.getTitle().substring(request.getTitle().indexOf(' ') + 1));
                lobbies.put(id, List.of(new PlayerId(7, host).toString(), new PlayerId(7, host + 1).toString()));
                answer(id, "", out);
            }
        }

        @Override
        public void joinLobby(final JoinLobbyRequest request, final StreamObserver<Lobby> out) {
            answer(request.getLobbyId(), "", out);
        }

        @Override
        public void setReady(final SetReadyRequest request, final StreamObserver<Lobby> out) {
            answer(request.getLobbyId(), "", out);
        }

        @Override
        public void startLobby(final StartLobbyRequest request, final StreamObserver<Lobby> out) {
            synchronized (LyingServer.this) {
                final Match match =
                        new Match(new MatchId(3, matches.size() + 1L), lobbies.get(request.getLobbyId()));
                matches.put(match.id.toString(), match);
                answer(request.getLobbyId(), match.id.toString(), out);
            }
        }

        private void answer(final String id, final String matchId, final StreamObserver<Lobby> out) {
            out.onNext(Lobby.newBuilder().setLobbyId(id).setMatchId(matchId)
                    .setState(matchId.isEmpty() ? LobbyState.LOBBY_STATE_OPEN : LobbyState.LOBBY_STATE_STARTED)
                    .build());
            out.onCompleted();
        }
    }

    private final class Games extends GameServiceGrpc.GameServiceImplBase {
        @Override
        public StreamObserver<PlayRequest> play(final StreamObserver<PlayResponse> out) {
            return new StreamObserver<>() {
                private Match match;
                private int seat;

                @Override
                public void onNext(final PlayRequest request) {
                    synchronized (LyingServer.this) {
                        switch (request.getFrameCase()) {
                            case JOIN -> {
                                match = matches.get(request.getJoin().getMatchId());
                                seat = request.getJoin().getSeat();
                                match.join(seat, out);
                            }
                            case MOVE -> match.move(
                                    seat, request.getMove().getSequence(), request.getMove().getPayload());
                            default -> match.resign(seat, request.getResign().getSequence());
                        }
                    }
                }

                @Override
                public void onError(final Throwable failure) {
                    // The client left.
                }

                @Override
                public void onCompleted() {
                    out.onCompleted();
                }
            };
        }
    }

    /** One match. */
    private final class Match {
        private final MatchId id;
        private final List<String> players;
        private final RuleSet rules = new TicTacToeRules();
        private final EffectsBuffer effects = new EffectsBuffer();
        private final UnsafeBuffer state = new UnsafeBuffer(new byte[64]);
        private final ChainHasher chain = new ChainHasher(16);
        private final byte[] head = new byte[ChainHasher.HEAD_LENGTH];
        private final byte[] seed = new byte[HeadPreimage.SEED_LENGTH];
        private final byte[] preimage;
        private final byte[] initialHead;
        private final List<StreamObserver<PlayResponse>> seats = new ArrayList<>(List.of(Nobody.HERE, Nobody.HERE));
        private int index;
        private boolean hasRejected;

        private Match(final MatchId id, final List<String> players) {
            this.id = id;
            this.players = players;
            final HeadPreimage bound = new HeadPreimage(2, RULES.length);
            bound.match(id.high(), id.low(), T0, new UnsafeBuffer(seed), 0).clock(0, 0, 300_000)
                    .rules(1, Signing.SIGNING_GATEWAY_VALUE, 2);
            for (int seat = 0; seat < 2; seat++) {
                bound.player(seat, player(players.get(seat)).high(), player(players.get(seat)).low());
            }
            bound.rulesId(new UnsafeBuffer(RULES), 0, RULES.length);
            bound.options(new UnsafeBuffer(new byte[0]), 0, 0);
            bound.hash(head, 0);
            preimage = bound.toByteArray();
            initialHead = head.clone();
        }

        private void join(final int seat, final StreamObserver<PlayResponse> out) {
            seats.set(seat, out);
            final byte[] told = initialHead.clone();
            if (lie == Lie.BINDS_ANOTHER_HEAD) {
                told[5] ^= 1;
            }
            out.onNext(PlayResponse.newBuilder().setJoined(Joined.newBuilder().setMatchId(id.toString()).setSeat(seat)
                    .setSettings(MatchSettings.newBuilder().setRules("tic-tac-toe").setRulesVersion(1)
                            .setSigning(Signing.SIGNING_GATEWAY).setAbandonGraceMs(300_000))
                    .addAllPlayerIds(players).setInitialHead(ByteString.copyFrom(told))
                    .setHeadPreimage(ByteString.copyFrom(preimage)).setMovesInFlightMax(16)).build());
        }

        private void move(final int seat, final int sequence, final ByteString payload) {
            if (lie == Lie.IS_OVERLOADED && overloads++ % 2 == 0) {
                seats.get(seat).onNext(PlayResponse.newBuilder()
                        .setOverloaded(MoveOverloaded.newBuilder().setSequence(sequence)).build());
                return;
            }
            if (is(Lie.STALLS) && !hasStalled) {
                hasStalled = true;
                stall();
            }
            if (is(Lie.REJECTS_TWICE) || is(Lie.REJECTS_AGAIN_WITH_THE_NEXT_ANSWER)) {
                reject(seat, sequence);
                if (!hasRejected) {
                    hasRejected = true;
                    if (lie == Lie.REJECTS_TWICE) {
                        reject(seat, sequence);
                    }
                    return;
                }
            }
            effects.clear(2);
            rules.apply(
                    state, seat, new UnsafeBuffer(payload.toByteArray()), 0, payload.size(), T0 + index, effects);
            final ByteString played = is(Lie.SENDS_ANOTHER_MOVE) ? freeCell() : payload;
            happened(EventKind.MOVE, seat, sequence, played.toByteArray(),
                    MatchEvent.newBuilder().setMove(MovePlayed.newBuilder().setSeat(seat).setPayload(played)));
        }

        /** With the one lock held: nobody gets anything meanwhile. */
        private void stall() {
            final long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STALL_MS);
            while (System.nanoTime() - untilNs < 0) {
                LockSupport.parkNanos(untilNs - System.nanoTime());
            }
        }

        private ByteString freeCell() {
            int cell = 0;
            while (state.getByte(cell) != 0) {
                cell++;
            }
            return ByteString.copyFrom(new byte[] {(byte) cell});
        }

        private void resign(final int seat, final int sequence) {
            rules.forfeit(state, seat, Forfeit.RESIGNED, T0 + index, effects);
            happened(EventKind.FORFEIT, seat, sequence, new byte[] {1}, MatchEvent.newBuilder()
                    .setForfeit(SeatForfeited.newBuilder().setSeat(seat).setReason(1)));
        }

        private boolean is(final Lie what) {
            return lie == what && index == LIE_AT;
        }

        private void happened(
                final EventKind kind, final int seat, final int sequence, final byte[] payload,
                final MatchEvent.Builder event) {
            final long timeMs = T0 + index;
            chain.extend(head, 0,
                    chain.encode(index, kind.value(), seat, timeMs, new UnsafeBuffer(payload), 0, payload.length),
                    head, 0);
            final byte[] told = head.clone();
            if (is(Lie.SENDS_A_WRONG_HEAD)) {
                told[0] ^= 1;
            }
            event.setIndex(index).setTimeMs(timeMs).setHead(ByteString.copyFrom(told));
            if (is(Lie.SENDS_A_PUBLIC_PART)) {
                event.setPublicPart(ByteString.copyFromUtf8("pssst"));
            }
            if (rules.endReason(state) != 0) {
                event.setEnded(ended());
            }
            answer(seat, sequence, timeMs);
            for (int each = 0; each < 2; each++) {
                send(each, event);
            }
            if (lie == Lie.ANSWERS_AFTER_THE_END && rules.endReason(state) != 0) {
                reject(seat, sequence + 1);
            }
            index++;
        }

        private void reject(final int seat, final int sequence) {
            seats.get(seat).onNext(PlayResponse.newBuilder()
                    .setRejected(MoveRejected.newBuilder().setSequence(sequence)).build());
        }

        private void answer(final int seat, final int sequence, final long timeMs) {
            final byte[] told = head.clone();
            if (is(Lie.SENDS_A_RECEIPT_OF_ANOTHER_HEAD)) {
                told[31] ^= 1;
            }
            final PlayResponse answer = PlayResponse.newBuilder()
                    .setAccepted(MoveAccepted.newBuilder().setSequence(sequence).setIndex(index)
                            .setHead(ByteString.copyFrom(told)).setTimeMs(timeMs)
                            .setDuplicate(is(Lie.CALLS_IT_A_DUPLICATE)))
                    .build();
            if (!is(Lie.ANSWERS_NOTHING)) {
                seats.get(seat).onNext(answer);
            }
            if (is(Lie.ANSWERS_TWICE)) {
                seats.get(seat).onNext(answer);
            }
        }

        private void send(final int seat, final MatchEvent.Builder event) {
            final MatchEvent.Builder copy = event.clone();
            if (seat == 1 && is(Lie.SENDS_ONE_SEAT_ANOTHER_TIME)) {
                copy.setTimeMs(event.getTimeMs() + 1);
            }
            if (seat == 1 && is(Lie.SENDS_ONE_SEAT_ANOTHER_CLOCK)) {
                copy.addClocksMs(1_000);
            }
            if (seat == 1 && is(Lie.SENDS_A_PRIVATE_PART)) {
                copy.setPrivatePart(ByteString.copyFromUtf8("pssst"));
            }
            final PlayResponse response = PlayResponse.newBuilder().setEvent(copy).build();
            if (seat == 1 && is(Lie.LEAVES_OUT_AN_EVENT)) {
                return;
            }
            seats.get(seat).onNext(response);
            if (seat == 1 && is(Lie.SENDS_AN_EVENT_TWICE)) {
                seats.get(seat).onNext(response);
            }
            if (seat == 1 && is(Lie.SENDS_NO_MESSAGE)) {
                seats.get(seat).onNext(PlayResponse.newBuilder().build());
            }
            if (seat == 1 && is(Lie.BREAKS_THE_STREAM)) {
                seats.get(seat).onError(Status.DATA_LOSS.asRuntimeException());
            }
            if (seat == 1 && is(Lie.CLOSES_BEFORE_THE_END)) {
                seats.get(seat).onCompleted();
            }
        }

        private MatchEnded ended() {
            final MatchEnded.Builder ended = MatchEnded.newBuilder()
                    .setReason(rules.endReason(state) + (lie == Lie.ENDS_FOR_ANOTHER_REASON ? 100 : 0))
                    .setReasonName("OVER");
            for (int seat = 0; seat < 2; seat++) {
                final int other = lie == Lie.PLACES_THE_WRONG_SEAT ? 7 : 0;
                ended.addStandings(
                        Standing.newBuilder().setSeat(seat).setPlacement(rules.placement(state, seat) + other));
            }
            final byte[] told = seed.clone();
            if (lie == Lie.REVEALS_ANOTHER_SEED) {
                told[9] ^= 1;
            }
            if (lie != Lie.REVEALS_NO_SEED) {
                ended.setSeed(ByteString.copyFrom(told));
            }
            return ended.build();
        }
    }

    /** Takes what is sent to a seat that has not joined. */
    private enum Nobody implements StreamObserver<PlayResponse> {
        HERE;

        @Override
        public void onNext(final PlayResponse response) {
            throw new IllegalStateException("a seat has not joined");
        }

        @Override
        public void onError(final Throwable failure) {
            throw new IllegalStateException("a seat has not joined", failure);
        }

        @Override
        public void onCompleted() {
            throw new IllegalStateException("a seat has not joined");
        }
    }
}
