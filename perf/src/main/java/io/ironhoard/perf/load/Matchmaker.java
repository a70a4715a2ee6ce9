package io.ironhoard.perf.load;

import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.ironhoard.perf.client.MatchCalls;
import io.ironhoard.perf.client.PlayerSession;
import io.ironhoard.perf.client.Problems;
import io.ironhoard.perf.client.ServerLink;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.v1.MatchSettings;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Signs players in and makes matches for tables, on virtual threads, a bounded number at once. Ask from any thread; tables
 * are told on the loop. A table is asked for again only after its last match is over, so no two threads know a player.
 */
final class Matchmaker {
    /** How many matches are made at once. */
    static final int AT_ONCE_MAX = 64;

    private final ServerLink link;
    private final Executor loop;
    private final Supplier<MatchSettings> settings;
    private final String runName;
    private final Faults faults;
    private final PlayerSession[] sessions;
    private final Semaphore places = new Semaphore(AT_ONCE_MAX);
    private volatile boolean isClosed;

    /**
     * @param link connections for these calls alone.
     * @param loop where tables live.
     * @param settings what is played in a match that is made now.
     * @param runName part of the players' names.
     * @param players how many.
     * @param faults takes what fails.
     */
    Matchmaker(
            final ServerLink link, final Executor loop, final Supplier<MatchSettings> settings, final String runName,
            final int players, final Faults faults) {
        this.link = link;
        this.loop = loop;
        this.settings = settings;
        this.runName = runName;
        this.faults = faults;
        sessions = new PlayerSession[players];
    }

    /** Make a match for a table. */
    void make(final LoadTable table) {
        Thread.ofVirtual().name("bots-table-" + table.firstPlayer()).start(() -> {
            places.acquireUninterruptibly();
            try {
                if (!isClosed) {
                    open(table);
                }
            } finally {
                places.release();
            }
        });
    }

    /** Make no more. */
    void close() {
        isClosed = true;
    }

    private void open(final LoadTable table) {
        try {
            final List<PlayerSession> players = players(table);
            final MatchId matchId =
                    MatchCalls.open(channel(table.firstPlayer()), players, settings.get(),
                            "bots " + table.firstPlayer());
            loop.execute(() -> table.open(matchId, players));
        } catch (final StatusRuntimeException e) {
            failed(table, Problems.describe(e));
        } catch (final RuntimeException e) {
            failed(table, e.toString());
        }
    }

    private List<PlayerSession> players(final LoadTable table) {
        final int first = table.firstPlayer();
        for (int player = first; player < first + table.seatCount(); player++) {
            if (sessions[player] == null) {
                sessions[player] = PlayerSession.signIn(channel(player), "bot-" + runName + "-" + player);
            }
        }
        return Arrays.asList(Arrays.copyOfRange(sessions, first, first + table.seatCount()));
    }

    private Channel channel(final int player) {
        return link.channel(player);
    }

    private void failed(final LoadTable table, final String why) {
        if (!isClosed) {
            faults.add("no match for player " + table.firstPlayer() + " and others: " + why);
            loop.execute(table::broken);
        }
    }
}
