package io.ironhoard.deploy.system;

import io.ironhoard.perf.client.PlayerSession;
import io.ironhoard.perf.client.SeatListener;
import io.ironhoard.perf.client.SeatStream;
import io.ironhoard.perf.client.ServerLink;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.v1.MatchEvent;
import io.ironhoard.v1.Problem;
import io.ironhoard.v1.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;

/** A seat of the reference client, one step at a time. */
final class SeatProbe implements SeatListener {
    private static final Duration WAIT = Duration.ofSeconds(60);

    private final ServerLink link;
    private final SeatStream stream;
    private final List<MatchEvent> events = new CopyOnWriteArrayList<>();
    private volatile Snapshot snapshot;
    private volatile boolean joined;
    private final LinkedBlockingQueue<Integer> accepted = new LinkedBlockingQueue<>();
    private volatile String trouble;

    private SeatProbe(
            final ServerLink link,
            final PlayerSession player,
            final MatchId match,
            final int seat,
            final boolean bySnapshot) {
        this.link = link;
        stream = bySnapshot
                ? SeatStream.openBySnapshot(link, link.channel(seat), player, match, seat, this)
                : SeatStream.open(link, link.channel(seat), player, match, seat, this);
        await("the seat " + seat, () -> joined ? true : null);
    }

    /** Takes a seat and reads from the first event on. */
    static SeatProbe join(final ServerLink link, final PlayerSession player, final MatchId match, final int seat) {
        return new SeatProbe(link, player, match, seat, false);
    }

    /** Takes a seat and reads from a snapshot on. */
    static SeatProbe joinBySnapshot(
            final ServerLink link, final PlayerSession player, final MatchId match, final int seat) {
        return new SeatProbe(link, player, match, seat, true);
    }

    /** Moves, and waits until the move is accepted and its event came. */
    MatchEvent move(final byte... payload) {
        link.loop().execute(() -> stream.move(payload, System.nanoTime()));
        return awaitAcceptance();
    }

    /** Resigns, and waits until that is accepted and its event came. */
    MatchEvent resign() {
        link.loop().execute(() -> stream.resign(System.nanoTime()));
        return awaitAcceptance();
    }

    private MatchEvent awaitAcceptance() {
        final int index = await("an acceptance", accepted::poll);
        return await("event " + index, () -> events.stream()
                .filter(event -> event.getIndex() == index)
                .findFirst()
                .orElse(null));
    }

    void leave() {
        link.loop().execute(stream::close);
    }

    Snapshot snapshot() {
        return snapshot;
    }

    /** The events that came, each of which fits the chain. */
    List<MatchEvent> events() {
        return List.copyOf(events);
    }

    List<MatchEvent> awaitEvents(final int count) {
        return await(count + " events", () -> events.size() >= count ? events() : null);
    }

    private <T> T await(final String what, final Supplier<T> condition) {
        return Await.until(what, WAIT, () -> {
            final T found = condition.get();
            if (found == null && trouble != null) {
                throw new AssertionError(trouble + " while waiting for " + what);
            }
            return found;
        });
    }

    @Override
    public void snapshot(final SeatStream seat, final Snapshot seen) {
        snapshot = seen;
    }

    @Override
    public void joined(final SeatStream seat) {
        joined = true;
    }

    @Override
    public void accepted(final SeatStream seat, final int index, final long latencyNs) {
        accepted.add(index);
    }

    @Override
    public void rejected(final SeatStream seat, final Problem problem, final long latencyNs) {
        trouble = problem.toString();
    }

    @Override
    public void event(final SeatStream seat, final MatchEvent event) {
        events.add(event);
    }

    @Override
    public void closed(final SeatStream seat, final String reason) {
        trouble = reason;
    }
}
