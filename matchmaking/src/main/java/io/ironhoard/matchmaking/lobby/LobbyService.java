package io.ironhoard.matchmaking.lobby;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.ironhoard.matchmaking.gateway.MatchFactory;
import io.ironhoard.matchmaking.gateway.MatchPlan;
import io.ironhoard.matchmaking.gateway.PlayerIdentity;
import io.ironhoard.matchmaking.refusal.Refusals;
import io.ironhoard.matchmaking.refusal.RefusedException;
import io.ironhoard.matchmaking.refusal.Unary;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import io.ironhoard.v1.CreateLobbyRequest;
import io.ironhoard.v1.GetLobbyRequest;
import io.ironhoard.v1.JoinLobbyRequest;
import io.ironhoard.v1.LeaveLobbyRequest;
import io.ironhoard.v1.LeaveLobbyResponse;
import io.ironhoard.v1.ListLobbiesRequest;
import io.ironhoard.v1.ListLobbiesResponse;
import io.ironhoard.v1.ListRulesRequest;
import io.ironhoard.v1.ListRulesResponse;
import io.ironhoard.v1.Lobby;
import io.ironhoard.v1.LobbyServiceGrpc;
import io.ironhoard.v1.SetReadyRequest;
import io.ironhoard.v1.StartLobbyRequest;
import io.ironhoard.v1.WatchLobbyRequest;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Lobbies over gRPC. Runs on virtual threads: {@code StartLobby} waits for the shard. */
public final class LobbyService extends LobbyServiceGrpc.LobbyServiceImplBase {
    private static final int PAGE_SIZE_DEFAULT = 50;
    private static final int PAGE_SIZE_MAX = 100;

    private final LobbyHall hall;
    private final SettingsResolver resolver;
    private final MatchFactory matches;
    private final LobbyLimits limits;
    private final InstantSource clock;

    /**
     * @param limits what bounds lobbies.
     * @param matchLimits what bounds the settings of a match.
     * @param matches who makes the matches.
     * @param clock the time.
     */
    public LobbyService(
            final LobbyLimits limits,
            final MatchLimits matchLimits,
            final MatchFactory matches,
            final InstantSource clock) {
        this.hall = new LobbyHall(limits);
        this.resolver = new SettingsResolver(matchLimits);
        this.matches = matches;
        this.limits = limits;
        this.clock = clock;
    }

    /** Close lobbies whose time is over. Called now and then, on a thread of no event loop. */
    public void expire() {
        hall.expire(clock.millis());
    }

    /** End every watching stream with STOPPING: the server is stopping. */
    public void endWatching() {
        hall.endWatching();
    }

    /** How many lobbies wait for their match. */
    public int openCount() {
        return hall.openCount();
    }

    @Override
    public void listRules(final ListRulesRequest request, final StreamObserver<ListRulesResponse> answer) {
        Unary.answer(answer, () -> RulesMessages.list(matches.rules()));
    }

    @Override
    public void createLobby(final CreateLobbyRequest request, final StreamObserver<Lobby> answer) {
        Unary.answer(answer, () -> {
            final String title = checkTitle(request.getTitle());
            final ResolvedSettings settings = resolver.resolve(request.getSettings(), matches.rules());
            final int seatsMax = checkSeats(request.getSeatsMax(), settings.descriptor());
            return hall.create(title, settings, seatsMax, PlayerIdentity.current(), clock.millis());
        });
    }

    @Override
    public void joinLobby(final JoinLobbyRequest request, final StreamObserver<Lobby> answer) {
        Unary.answer(
                answer, () -> hall.join(request.getLobbyId(), PlayerIdentity.current(), clock.millis()));
    }

    @Override
    public void leaveLobby(final LeaveLobbyRequest request, final StreamObserver<LeaveLobbyResponse> answer) {
        Unary.answer(answer, () -> {
            hall.leave(request.getLobbyId(), PlayerIdentity.current().playerId(), clock.millis());
            return LeaveLobbyResponse.getDefaultInstance();
        });
    }

    @Override
    public void setReady(final SetReadyRequest request, final StreamObserver<Lobby> answer) {
        Unary.answer(answer, () -> hall.setReady(
                request.getLobbyId(), PlayerIdentity.current().playerId(), request.getReady(), clock.millis()));
    }

    @Override
    public void getLobby(final GetLobbyRequest request, final StreamObserver<Lobby> answer) {
        Unary.answer(answer, () -> hall.get(request.getLobbyId()));
    }

    @Override
    public void listLobbies(final ListLobbiesRequest request, final StreamObserver<ListLobbiesResponse> answer) {
        Unary.answer(answer, () -> {
            final int asked = request.getPageSize();
            if (asked < 0 || asked > PAGE_SIZE_MAX) {
                throw invalid("page_size " + asked + " is not a number from 0 to " + PAGE_SIZE_MAX);
            }
            final LobbyHall.Page page = hall.list(
                    request.getRules(),
                    parsePageToken(request.getPageToken()),
                    asked == 0 ? PAGE_SIZE_DEFAULT : asked);
            return ListLobbiesResponse.newBuilder()
                    .addAllLobbies(page.lobbies())
                    .setNextPageToken(page.complete() ? "" : Long.toString(page.last()))
                    .build();
        });
    }

    @Override
    public void watchLobby(final WatchLobbyRequest request, final StreamObserver<Lobby> answer) {
        final ServerCallStreamObserver<Lobby> stream = (ServerCallStreamObserver<Lobby>) answer;
        final LobbyWatcher watcher = new LobbyWatcher(stream);
        stream.setOnReadyHandler(watcher::drain);
        stream.setOnCancelHandler(() -> hall.unwatch(request.getLobbyId(), watcher));
        try {
            hall.watch(request.getLobbyId(), watcher);
        } catch (final RefusedException e) {
            stream.onError(Refusals.toException(e));
        }
    }

    @Override
    public void startLobby(final StartLobbyRequest request, final StreamObserver<Lobby> answer) {
        Unary.answer(answer, () -> {
            final String lobbyId = request.getLobbyId();
            final MatchPlan plan =
                    hall.start(lobbyId, PlayerIdentity.current().playerId(), clock.millis());
            boolean made = false;
            try {
                final MatchId matchId = await(matches.create(plan));
                made = true;
                return hall.started(lobbyId, matchId, clock.millis());
            } finally {
                if (!made) {
                    hall.startFailed(lobbyId, clock.millis());
                }
            }
        });
    }

    private MatchId await(final CompletableFuture<MatchId> creation) {
        try {
            return creation.get(limits.startTimeoutMs(), TimeUnit.MILLISECONDS);
        } catch (final TimeoutException e) {
            // Should the match be made after all, it ends by abandonment.
            creation.cancel(false);
            throw new RefusedException(
                    ResultCode.SHARD_UNAVAILABLE,
                    "no shard opened the match within " + limits.startTimeoutMs() + " ms");
        } catch (final InterruptedException e) {
            creation.cancel(false);
            Thread.currentThread().interrupt();
            throw RefusedException.of(ResultCode.STOPPING);
        } catch (final ExecutionException e) {
            if (e.getCause() instanceof final RefusedException refusal) {
                throw refusal;
            }
            throw new IllegalStateException("a match could not be made", e.getCause());
        }
    }

    private String checkTitle(final String title) {
        final int length = title.codePointCount(0, title.length());
        if (length > limits.titleLengthMax()) {
            throw invalid("title has " + length + " characters; up to " + limits.titleLengthMax() + " are allowed");
        }
        if (title.codePoints().anyMatch(Character::isISOControl)) {
            throw invalid("title has a control character");
        }
        return title;
    }

    private static int checkSeats(final int asked, final RuleSetDescriptor descriptor) {
        if (asked == 0) {
            return descriptor.seatsMax();
        }
        if (asked < descriptor.seatsMin() || asked > descriptor.seatsMax()) {
            throw invalid("seats_max " + asked + " is not a number from " + descriptor.seatsMin() + " to "
                    + descriptor.seatsMax() + ", or 0");
        }
        return asked;
    }

    private static long parsePageToken(final String token) {
        if (token.isEmpty()) {
            return 0;
        }
        try {
            return Long.parseUnsignedLong(token);
        } catch (final NumberFormatException e) {
            throw invalid("page_token is not one that this server gave");
        }
    }

    private static RefusedException invalid(final String reason) {
        return new RefusedException(ResultCode.INVALID_ARGUMENT, reason);
    }
}
