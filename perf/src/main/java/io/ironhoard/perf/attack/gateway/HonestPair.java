package io.ironhoard.perf.attack.gateway;

import io.ironhoard.perf.client.MatchCalls;
import io.ironhoard.perf.client.PlayerSession;
import io.ironhoard.perf.client.SeatListener;
import io.ironhoard.perf.client.SeatStream;
import io.ironhoard.perf.client.ServerLink;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.v1.MatchEvent;
import io.ironhoard.v1.MatchSettings;
import io.ironhoard.v1.Problem;
import io.ironhoard.v1.Signing;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Two players who play tic-tac-toe again and again at a steady pace, while somebody attacks. Matches are made on a
 * virtual thread of the pair; everything else runs on the link's event loop.
 */
final class HonestPair implements SeatListener {
    /** Cells in an order that fills the board without three in a row before the ninth. */
    private static final byte[] CELLS = {0, 1, 2, 4, 3, 5, 7, 6, 8};

    private static final long PACE_MS = 25;
    private static final long LATENCY_US_MAX = 60_000_000;

    private final ServerLink link;
    private final List<PlayerSession> players;
    private final int channel;
    private final Histogram latencyUs = new Histogram(LATENCY_US_MAX, 3);
    private final SeatStream[] seats = new SeatStream[2];
    private volatile boolean isStopping;
    private volatile String fault = "";
    private int joined;
    private int ply;
    private long submitted;
    private long accepted;
    private long games;
    private boolean isInGame;

    HonestPair(final ServerLink link, final int channel, final List<PlayerSession> players) {
        this.link = link;
        this.channel = channel;
        this.players = players;
    }

    /** Play until {@link #stop}. */
    void start() {
        isInGame = true;
        Thread.ofVirtual().name("honest-pair-" + channel).start(this::open);
    }

    /** Finish the game that is being played, and begin no other. */
    void stop() {
        isStopping = true;
    }

    /** What went wrong; empty as long as nothing did. */
    String fault() {
        return fault;
    }

    /** Whether no game is being played. Event loop. */
    boolean isIdle() {
        return !isInGame;
    }

    /** Moves submitted. Event loop. */
    long submitted() {
        return submitted;
    }

    /** Moves accepted. Event loop. */
    long accepted() {
        return accepted;
    }

    /** Games played to their end. Event loop. */
    long games() {
        return games;
    }

    /** From a move's intended time to its receipt. Event loop. */
    Histogram latencyUs() {
        return latencyUs;
    }

    private void open() {
        try {
            final MatchSettings settings = MatchSettings.newBuilder()
                    .setRules("tic-tac-toe")
                    .setSigning(Signing.SIGNING_PLAYER)
                    .build();
            final MatchId match = MatchCalls.open(link.channel(channel), players, settings, "honest");
            link.loop().execute(() -> join(match));
        } catch (final RuntimeException e) {
            fail("a match could not be made: " + e.getMessage());
        }
    }

    private void join(final MatchId match) {
        joined = 0;
        ply = 0;
        for (int seat = 0; seat < seats.length; seat++) {
            seats[seat] = SeatStream.open(link, link.channel(channel), players.get(seat), match, seat, this);
        }
    }

    @Override
    public void joined(final SeatStream seat) {
        joined++;
        if (joined == seats.length) {
            moveSoon();
        }
    }

    @Override
    public void accepted(final SeatStream seat, final int index, final long latencyNs) {
        accepted++;
        latencyUs.recordValue(Math.min(LATENCY_US_MAX, TimeUnit.NANOSECONDS.toMicros(latencyNs)));
        if (ply < CELLS.length) {
            moveSoon();
        }
    }

    @Override
    public void rejected(final SeatStream seat, final Problem problem, final long latencyNs) {
        fail("an honest move was rejected: " + problem.getReason());
    }

    @Override
    public void event(final SeatStream seat, final MatchEvent event) {
        if (event.hasEnded()) {
            seat.close();
            if (--joined == 0) {
                games++;
                isInGame = false;
                if (!isStopping && fault.isEmpty()) {
                    start();
                }
            }
        }
    }

    @Override
    public void closed(final SeatStream seat, final String reason) {
        fail("an honest stream ended: " + reason);
    }

    private void moveSoon() {
        final long intendedNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PACE_MS);
        link.loop().schedule(() -> move(intendedNs), PACE_MS, TimeUnit.MILLISECONDS);
    }

    private void move(final long intendedNs) {
        if (fault.isEmpty()) {
            submitted++;
            final int seat = ply % seats.length;
            seats[seat].move(new byte[] {CELLS[ply++]}, intendedNs);
        }
    }

    private void fail(final String what) {
        if (fault.isEmpty()) {
            fault = what;
        }
        isInGame = false;
    }
}
