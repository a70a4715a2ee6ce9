package io.ironhoard.deploy.system;

import io.ironhoard.perf.client.PlayerSession;
import io.ironhoard.perf.client.ServerLink;
import io.ironhoard.perf.client.SpectatorListener;
import io.ironhoard.perf.client.SpectatorStream;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.v1.MatchEvent;
import io.ironhoard.v1.Presence;
import io.ironhoard.v1.Snapshot;
import io.ironhoard.v1.Watching;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** A spectator of the reference client, one step at a time. */
final class SpectatorProbe implements SpectatorListener {
    private static final Duration WAIT = Duration.ofSeconds(60);

    private final ServerLink link;
    private final SpectatorStream stream;
    private final List<MatchEvent> events = new CopyOnWriteArrayList<>();
    private final List<Presence> presences = new CopyOnWriteArrayList<>();
    private final List<Integer> counts = new CopyOnWriteArrayList<>();
    private volatile Watching watching;
    private volatile Snapshot snapshot;
    private volatile String end;

    private SpectatorProbe(
            final ServerLink link, final PlayerSession player, final MatchId match, final boolean bySnapshot) {
        this.link = link;
        stream = SpectatorStream.open(link, link.channel(0), player, match, bySnapshot, this);
    }

    /** Watches from the first event on, or from a snapshot on. */
    static SpectatorProbe open(
            final ServerLink link, final PlayerSession player, final MatchId match, final boolean bySnapshot) {
        return new SpectatorProbe(link, player, match, bySnapshot);
    }

    void leave() {
        link.loop().execute(stream::close);
    }

    Watching awaitWatching() {
        return await("the first frame", () -> watching);
    }

    Snapshot awaitSnapshot() {
        return await("a snapshot", () -> snapshot);
    }

    /** The events that came, each of which fits the chain. */
    List<MatchEvent> awaitEvents(final int count) {
        return await(count + " events", () -> events.size() >= count ? List.copyOf(events) : null);
    }

    Presence awaitPresence(final int seat, final boolean present) {
        return await("seat " + seat + " present " + present, () -> presences.stream()
                .filter(each -> each.getSeat() == seat && each.getPresent() == present)
                .findFirst()
                .orElse(null));
    }

    int awaitCount(final int count) {
        return await(count + " spectators, have " + counts, () -> counts.contains(count) ? count : null);
    }

    /** How the stream ended, in words. */
    String awaitEnd() {
        return Await.until("the end of the stream", WAIT, () -> end);
    }

    private <T> T await(final String what, final Supplier<T> condition) {
        return Await.until(what, WAIT, () -> {
            final T found = condition.get();
            if (found == null && end != null) {
                throw new AssertionError(end + " while waiting for " + what);
            }
            return found;
        });
    }

    @Override
    public void watching(final Watching match) {
        watching = match;
    }

    @Override
    public void snapshot(final Snapshot seen) {
        snapshot = seen;
    }

    @Override
    public void event(final MatchEvent event) {
        events.add(event);
    }

    @Override
    public void presence(final Presence presence) {
        presences.add(presence);
    }

    @Override
    public void spectators(final int count) {
        counts.add(count);
    }

    @Override
    public void closed(final String reason) {
        end = reason;
    }
}
