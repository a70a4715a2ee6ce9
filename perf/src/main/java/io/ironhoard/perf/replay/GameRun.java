package io.ironhoard.perf.replay;

import io.grpc.Channel;
import io.ironhoard.perf.client.PlayerSession;
import io.ironhoard.perf.client.Problems;
import io.ironhoard.perf.client.SeatListener;
import io.ironhoard.perf.client.SeatStream;
import io.ironhoard.perf.client.ServerLink;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.v1.MatchEnded;
import io.ironhoard.v1.MatchEvent;
import io.ironhoard.v1.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Plays one plan to its end: each step when every seat has seen the one before, each answer held against what it must be.
 *
 * <p>Owned by the link's event loop, except {@link #start}. Completes with what was seen, never with an exception.
 */
final class GameRun implements SeatListener, Pacer.Paced {
    /** How long a game may wait for one answer or event, in milliseconds. */
    static final long STALL_MS_MAX = 45_000;

    private final ServerLink link;
    private final Pacer pacer;
    private final ReplayCounts counts;
    private final GamePlan plan;
    private final List<SeatStream> seats = new ArrayList<>();
    private final List<MatchEvent> events = new ArrayList<>();
    private final CompletableFuture<Played> result = new CompletableFuture<>();

    private int nextStep;
    private int joined;
    private int lastIndex = -1;
    private int endIndex;
    private boolean asked;
    private boolean isWaiting;
    private long waitingSinceNs;
    private Optional<MatchEnded> ended = Optional.empty();
    private boolean isDone;

    /**
     * What became of a game.
     *
     * @param events all events, as the first seat saw them.
     * @param ended the end, where one was seen.
     * @param failure what went wrong.
     */
    record Played(List<MatchEvent> events, Optional<MatchEnded> ended, Optional<Failure> failure) {}

    /**
     * @param ply which half-move of the source, 0 where it was none.
     * @param reason a sentence for people.
     */
    record Failure(int ply, String reason) {}

    GameRun(final ServerLink link, final Pacer pacer, final ReplayCounts counts, final GamePlan plan) {
        this.link = link;
        this.pacer = pacer;
        this.counts = counts;
        this.plan = plan;
    }

    /**
     * Take the seats and play. From any thread, once.
     *
     * @param channel the connection for all seats.
     * @param players who sit there.
     * @param matchId the match.
     * @return what became of it.
     */
    CompletableFuture<Played> start(final Channel channel, final List<PlayerSession> players, final MatchId matchId) {
        link.loop().execute(() -> {
            pacer.opened();
            waitFor();
            for (int seat = 0; seat < plan.seats(); seat++) {
                seats.add(SeatStream.open(link, channel, players.get(seat), matchId, seat, this));
            }
        });
        return result;
    }

    @Override
    public void joined(final SeatStream seat) {
        joined++;
        advance();
    }

    @Override
    public void accepted(final SeatStream seat, final int index, final long latencyNs) {
        final Step step = plan.steps().get(nextStep);
        if (step.kind() == Step.Kind.MOVE) {
            counts.accepted.increment();
            counts.latency(latencyNs);
        }
        if (step.kind() == Step.Kind.REFUSED) {
            counts.accepted.increment();
            fail(step, "the server accepted a move that is illegal by the oracle");
            return;
        }
        lastIndex = Math.max(lastIndex, index);
        done();
    }

    @Override
    public void rejected(final SeatStream seat, final Problem problem, final long latencyNs) {
        final Step step = plan.steps().get(nextStep);
        if (step.kind() == Step.Kind.MOVE || step.kind() == Step.Kind.REFUSED) {
            counts.rejected.increment();
        }
        if (step.kind() != Step.Kind.REFUSED) {
            fail(step, "the server refused a legal move: " + Problems.describe(problem));
        } else if (!ResultCode.isRules(problem.getCode())) {
            fail(step, "an illegal move was refused, but not by the rules: " + Problems.describe(problem));
        } else {
            done();
        }
    }

    @Override
    public void event(final SeatStream seat, final MatchEvent event) {
        counts.events.increment();
        if (seat.seat() == 0) {
            events.add(event);
        }
        if (event.hasEnded()) {
            ended = Optional.of(event.getEnded());
            endIndex = event.getIndex() + 1;
        }
        advance();
    }

    @Override
    public void closed(final SeatStream seat, final String reason) {
        // The server may end the streams of a match that is over, each when it has told all.
        if (ended.isEmpty() || seat.nextIndex() < endIndex) {
            fail("seat " + seat.seat() + ": " + reason);
        }
    }

    @Override
    public void go(final long intendedNs) {
        if (isDone) {
            return;
        }
        final Step step = plan.steps().get(nextStep);
        waitFor();
        if (step.kind() == Step.Kind.RESIGN) {
            seats.get(step.seat()).resign(intendedNs);
            return;
        }
        if (step.kind() != Step.Kind.ACTION) {
            counts.moves.increment();
        }
        seats.get(step.seat()).move(step.payload(), intendedNs);
    }

    /** Called now and then: fails a game that has waited for too long. */
    void look(final long nowNs) {
        if (isWaiting && nowNs - waitingSinceNs > TimeUnit.MILLISECONDS.toNanos(STALL_MS_MAX)) {
            fail("nothing came for " + STALL_MS_MAX + " ms");
        }
    }

    private void done() {
        nextStep++;
        asked = false;
        advance();
    }

    /** Makes the next step where every seat has seen all that happened. */
    private void advance() {
        if (isDone || joined < plan.seats() || asked || !allHaveSeen()) {
            return;
        }
        if (ended.isPresent()) {
            if (nextStep < plan.steps().size()) {
                fail(plan.steps().get(nextStep), "the match is over before it: " + ExpectedEnd.describe(ended.get()));
            } else {
                end(ended.get());
            }
        } else if (nextStep < plan.steps().size()) {
            asked = true;
            isWaiting = false;
            pacer.request(this);
        } else if (plan.expected().isEmpty()) {
            finish(Optional.empty());
        } else if (plan.expected().get().withLastStep()) {
            fail("the match goes on, though it is over by " + plan.expected().get());
        } else {
            // What comes never is found by look().
            waitFor();
        }
    }

    private void end(final MatchEnded end) {
        if (plan.expected().isEmpty()) {
            fail("the match ended though nobody ended it: " + ExpectedEnd.describe(end));
        } else if (!plan.expected().get().matches(end)) {
            fail("the match ended by " + ExpectedEnd.describe(end) + ", not by " + plan.expected().get());
        } else {
            finish(Optional.empty());
        }
    }

    private boolean allHaveSeen() {
        for (final SeatStream seat : seats) {
            final boolean isReady = seat.isReady() || ended.isPresent();
            if (!isReady || seat.nextIndex() <= lastIndex || seat.nextIndex() != seats.getFirst().nextIndex()) {
                return false;
            }
        }
        return seats.size() == plan.seats();
    }

    private void waitFor() {
        isWaiting = true;
        waitingSinceNs = System.nanoTime();
    }

    private void fail(final Step step, final String reason) {
        finish(Optional.of(new Failure(step.ply(), step.describe() + ": " + reason)));
    }

    /** Something went wrong that is no step's own fault: the step that was due says where. */
    private void fail(final String reason) {
        if (nextStep < plan.steps().size()) {
            fail(plan.steps().get(nextStep), reason);
        } else {
            finish(Optional.of(new Failure(0, "after the last move: " + reason)));
        }
    }

    private void finish(final Optional<Failure> failure) {
        if (isDone) {
            return;
        }
        isDone = true;
        isWaiting = false;
        pacer.closed();
        for (final SeatStream seat : seats) {
            counts.retries.add(seat.retries());
            seat.close();
        }
        result.complete(new Played(List.copyOf(events), ended, failure));
    }
}
