package io.ironhoard.matchmaking.gateway.feed;

import io.ironhoard.proto.ipc.StreamIds;
import io.ironhoard.proto.sbe.MatchEventDecoder;
import java.util.Arrays;

/**
 * One match's events, from {@link #base()} up to {@link #nextIndex()}, and who follows them, from a seat or without.
 *
 * <p>A reader keeps its own place and takes the frames from there as fast as it can write them; whether it is catching
 * up or live makes no difference, so there is no seam between the two. Everybody sees an event's payload and public
 * part; a private part is in the frame of its own seat alone.
 *
 * <p>Clocks: each seat begins with the match's initial time. An event that cost somebody time carries who and what is
 * left, after the increment; the others' clocks stand still meanwhile. So the clocks shown with an event are those at
 * the event's time, and the seat to move has what is shown less the time since then. After a gap no clocks are shown until
 * an event has told of each seat's.
 *
 * <p>Presence: players are told at once, spectators what {@link ShownPresence} lets them know.
 *
 * <p>Owned by the gateway's event loop.
 */
public final class MatchFeed {
    private static final EncodedFrame[] NO_FRAMES = {};
    private static final long[] NO_CLOCKS = {};
    private static final EncodedFrame NO_SPECTATORS = EventEncoder.spectators(0);

    private static final byte UNKNOWN = 0;
    private static final byte PRESENT = 1;
    private static final byte ABSENT = 2;

    private final MatchInfo info;
    private final FeedReader[] readers;
    private final long[] clocksMs;
    /** Seats whose clocks events that were missed may have changed, a bit each. */
    private long clocksUnknown;
    private final byte[] presence;
    private final long[] forfeitsAtMs;
    /** What players are told of it; null where it is to be encoded anew. */
    private final EncodedFrame[] presenceFrames;
    private final ShownPresence shownPresence;
    private final JoinAllowance joins;
    private final EventHistory history = new EventHistory();
    /** Who watches; null as long as nobody does. */
    private MatchGallery gallery;

    private long endedMs;
    /** When the end came; not moved by who still follows. */
    private long endArrivedMs;
    private boolean ended;
    private boolean suspect;

    /**
     * @param info what does not change.
     * @param spectateDelayMs by how much spectators see later what happens.
     */
    MatchFeed(final MatchInfo info, final int spectateDelayMs) {
        this.info = info;
        final int seats = info.seatCount();
        readers = new FeedReader[seats];
        presence = new byte[seats];
        forfeitsAtMs = new long[seats];
        presenceFrames = new EncodedFrame[seats];
        shownPresence = new ShownPresence(seats, spectateDelayMs);
        joins = new JoinAllowance(seats);
        clocksMs = info.header().clockInitialMs() > 0 ? new long[seats] : new long[0];
        Arrays.fill(clocksMs, info.header().clockInitialMs());
    }

    /** What does not change. */
    public MatchInfo info() {
        return info;
    }

    /** The first index that is kept. */
    public int base() {
        return history.base();
    }

    /** The index that the next event will have, as far as this gateway has read. */
    public int nextIndex() {
        return history.next();
    }

    /** Whether the match is over. */
    public boolean isEnded() {
        return ended;
    }

    /** Bytes of the history. */
    long historyBytes() {
        return history.bytes();
    }

    /** When the match ended, by the gateway's clock. */
    long endedMs() {
        return endedMs;
    }

    /**
     * @param limitMs a time.
     * @return whether the match was over here by then.
     */
    boolean isEndedBy(final long limitMs) {
        return ended && endArrivedMs <= limitMs;
    }

    /**
     * Keep a finished match for a whole linger again.
     *
     * @param timeMs the gateway's time.
     */
    void lingerFrom(final long timeMs) {
        endedMs = timeMs;
    }

    /**
     * @param index from {@link #base()} to below {@link #nextIndex()}.
     * @param seat who reads.
     * @return the event as that seat may see it.
     */
    public EncodedFrame frame(final int index, final int seat) {
        return history.frame(index, seat);
    }

    /**
     * @param index from {@link #base()} to below {@link #nextIndex()}.
     * @return the event as everybody may see it.
     */
    public EncodedFrame frame(final int index) {
        return history.frame(index);
    }

    /**
     * Whether events may be missing between what is kept and what the shard says comes next. Where that is so, what is
     * kept is of no use any more, and the history begins anew at the shard's next event.
     *
     * @param shardNextIndex the index that the shard's next event will have.
     * @return whether the history was dropped.
     */
    boolean resync(final int shardNextIndex) {
        if (!suspect) {
            return false;
        }
        suspect = false;
        if (Integer.compareUnsigned(shardNextIndex, history.next()) <= 0) {
            return false;
        }
        restartAfterGap(shardNextIndex);
        return true;
    }

    /** The event stream was cut: from here on events may be missing. Its readers are told, and are readers no more. */
    void suspect() {
        suspect = true;
        for (int seat = 0; seat < readers.length; seat++) {
            final FeedReader reader = readers[seat];
            readers[seat] = null;
            if (reader != null) {
                reader.onGap();
            }
        }
        if (gallery != null) {
            gallery.onGap();
        }
    }

    /**
     * Keep an event and tell who follows.
     *
     * @param event the event.
     * @param encoder encodes it.
     * @param nowMs the gateway's time, not before the event was made.
     * @return whether it was kept; not where it was known already.
     */
    boolean append(final MatchEventDecoder event, final EventEncoder encoder, final long nowMs) {
        final int index = (int) event.index();
        if (Integer.compareUnsigned(index, history.next()) < 0) {
            return false;
        }
        if (index != history.next()) {
            suspect();
            restartAfterGap(index);
        }
        suspect = false;
        final int clockSeat = event.clockSeat();
        if (clockSeat != StreamIds.NO_SEAT && clockSeat < clocksMs.length) {
            clocksMs[clockSeat] = event.clockLeftMs();
            clocksUnknown &= ~(1L << clockSeat);
        }
        final long[] clocksShown = clocksUnknown == 0 ? clocksMs : NO_CLOCKS;
        encoder.take(event, info);
        final EncodedFrame everybodys = encoder.encode(event, clocksShown);
        final long seats = encoder.privateSeats();
        history.append(everybodys, seats, seats == 0 ? NO_FRAMES : encoder.encodePrivate(event, clocksShown), nowMs);
        if (event.endReason() != 0) {
            ended = true;
            endedMs = nowMs;
            endArrivedMs = nowMs;
        }
        return true;
    }

    private void restartAfterGap(final int index) {
        history.restartAt(index);
        for (int seat = 0; seat < clocksMs.length; seat++) {
            clocksUnknown |= 1L << seat;
        }
    }

    /** Tell the readers that events came: after the answer to the move that made them, so that it goes first. */
    public void announce() {
        for (final FeedReader reader : readers) {
            if (reader != null) {
                reader.onEvents();
            }
        }
    }

    /** Forget the events so far, to make room: they are not available any more. */
    void dropHistory() {
        history.restartAt(history.next());
    }

    /**
     * Count a join of a seat by its own player, where it is allowed: twenty a second, and one of them with a snapshot.
     *
     * @param seat the seat.
     * @param snapshot whether a snapshot is asked for.
     * @param nowMs the gateway's time.
     * @return 0 where it is allowed; else how long to wait, in milliseconds.
     */
    public int takeJoin(final int seat, final boolean snapshot, final long nowMs) {
        return joins.take(seat, snapshot, nowMs);
    }

    /**
     * Follow the match from a seat, in place of whoever did.
     *
     * @param seat the seat.
     * @param reader who follows now.
     */
    public void attach(final int seat, final FeedReader reader) {
        final FeedReader former = readers[seat];
        readers[seat] = reader;
        if (former != null) {
            former.onTakenOver();
        }
    }

    /**
     * Follow the match no more.
     *
     * @param seat the seat.
     * @param reader who followed; ignored where another does by now.
     */
    public void detach(final int seat, final FeedReader reader) {
        if (readers[seat] == reader) {
            readers[seat] = null;
        }
    }

    /** How many follow the match at this gateway, from its seats or without. */
    int followerCount() {
        int count = spectatorCount();
        for (final FeedReader reader : readers) {
            count += reader == null ? 0 : 1;
        }
        return count;
    }

    // Spectators

    /** How many watch the match at this gateway without a seat. */
    public int spectatorCount() {
        return gallery == null ? 0 : gallery.size();
    }

    /** The number of spectators that was told last. */
    public int spectatorsTold() {
        return gallery == null ? 0 : gallery.told();
    }

    /** The frame that tells it. */
    public EncodedFrame spectatorsFrame() {
        return spectatorsTold() == 0 ? NO_SPECTATORS : gallery.countFrame();
    }

    /** The index of the first event that spectators may not see yet; only while there are spectators. */
    public int releasedIndex() {
        return gallery.released();
    }

    /** A spectator has come: {@link FeedStore#watch}. */
    void watch(final FeedFollower spectator, final long releasedMs, final long nowMs) {
        if (gallery == null) {
            gallery = new MatchGallery(history);
            gallery.release(releasedMs);
            shownPresence.release(nowMs);
        }
        gallery.add(spectator);
    }

    /** A spectator has gone: {@link FeedStore#unwatch}. */
    void unwatch(final FeedFollower spectator) {
        if (gallery != null) {
            gallery.remove(spectator);
        }
    }

    /**
     * Show spectators what may be seen by now, and tell everybody how many they are.
     *
     * @param releasedMs what came up to this time may be seen.
     * @param nowMs the time.
     * @return whether there is still something to do; if not, nobody watches any more.
     */
    boolean tickSpectators(final long releasedMs, final long nowMs) {
        gallery.release(releasedMs);
        showPresence(nowMs);
        if (gallery.renewCount(nowMs)) {
            for (final FeedReader reader : readers) {
                if (reader != null) {
                    reader.onSpectators();
                }
            }
            gallery.tellCount();
        }
        if (gallery.size() == 0 && gallery.told() == 0) {
            gallery = null;
        }
        return gallery != null;
    }

    private void showPresence(final long nowMs) {
        final long changed = shownPresence.release(nowMs);
        if (gallery != null) {
            for (long seats = changed; seats != 0; seats &= seats - 1) {
                gallery.onPresence(Long.numberOfTrailingZeros(seats));
            }
        }
    }

    /**
     * @param seat a seat.
     * @return whether spectators may know anything of its presence.
     */
    public boolean isPresenceShown(final int seat) {
        return shownPresence.frame(seat) != null;
    }

    /**
     * @param seat a seat of which they may.
     * @return its presence as spectators may know it.
     */
    public EncodedFrame shownPresenceFrame(final int seat) {
        return shownPresence.frame(seat);
    }

    // Presence

    /**
     * A seat's player came or went, at this gateway or another.
     *
     * @param seat the seat.
     * @param connectionId which stream has it.
     * @param present whether it is there.
     * @param forfeitsMs when an absent seat forfeits.
     * @param nowMs the gateway's time.
     */
    void onPresence(
            final int seat, final long connectionId, final boolean present, final long forfeitsMs, final long nowMs) {
        if (seat >= readers.length) {
            return;
        }
        final FeedReader own = readers[seat];
        if (present && own != null && own.connectionId() != connectionId) {
            readers[seat] = null;
            own.onTakenOver();
        }
        presence[seat] = present ? PRESENT : ABSENT;
        forfeitsAtMs[seat] = forfeitsMs;
        presenceFrames[seat] = null;
        for (int other = 0; other < readers.length; other++) {
            if (other != seat && readers[other] != null) {
                readers[other].onPresence(seat);
            }
        }
        showPresence(nowMs);
        shownPresence.learn(seat, present, forfeitsMs, nowMs);
    }

    /**
     * @param seat a seat.
     * @return whether anything is known of its presence.
     */
    public boolean isPresenceKnown(final int seat) {
        return presence[seat] != UNKNOWN;
    }

    /**
     * @param seat a seat whose presence is known.
     * @return its presence as it is now.
     */
    public EncodedFrame presenceFrame(final int seat) {
        if (presenceFrames[seat] == null) {
            presenceFrames[seat] = EventEncoder.presence(seat, forfeitsAtMs[seat], presence[seat] == PRESENT);
        }
        return presenceFrames[seat];
    }
}
