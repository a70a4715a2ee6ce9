package io.ironhoard.perf.bench.shard;

import io.ironhoard.proto.counters.CountersFile;
import io.ironhoard.proto.counters.ShardGauge;
import io.ironhoard.proto.crypto.SeatKeys;
import io.ironhoard.proto.instance.InstanceLayout;
import io.ironhoard.proto.instance.SecretFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * {@code bench epsilon}: moves without end against a dispatcher whose collector never collects: whatever allocates, be it a
 * byte a move, ends it. Used once, by one thread.
 *
 * <p>Stretches of moves are signed, made, and verified one after the other; each lane goes on with a new match after a number of
 * moves, so that matches begin all the time.
 */
public final class EpsilonCampaign {
    /** The most lanes: each new generation of matches is opened at once. */
    public static final int LANES_MAX = 10_000;
    /** The most moves. */
    public static final long MOVES_MAX = 100_000_000_000L;

    /** Moves of a match. */
    private static final int MATCH_MOVES = 100_000;
    /** Moves that lie in memory, signed. */
    private static final int STRETCH_MOVES = 4_000_000;
    private static final int IN_FLIGHT_MAX = 2_048;
    private static final int SHARD = 0;
    private static final long SEED = 7;
    private static final long SAID_NS = TimeUnit.SECONDS.toNanos(10);
    /** Matches of the game end by themselves after an hour. */
    private static final long MATCH_NS_MAX = TimeUnit.MINUTES.toNanos(55);

    private static final double BYTES_PER_MIB = 1 << 20;

    private final Options options;
    private final Consumer<String> said;
    private final Loops loops = new Loops(IN_FLIGHT_MAX, Loops.SILENCE_NS_MAX);
    private long headsVerified;
    private long movingNs;

    /**
     * What is done.
     *
     * @param moves how many.
     * @param lanes how many matches are moved at the same time.
     * @param layout the temporary instance.
     * @param dispatcher the command of the dispatcher, which has one shard and lets {@link #matches} be open.
     */
    public record Options(long moves, int lanes, InstanceLayout layout, List<String> dispatcher) {
        /** Keeps a copy of the command. */
        public Options {
            dispatcher = List.copyOf(dispatcher);
        }
    }

    /**
     * @param options what is done.
     * @param said takes a sentence from time to time.
     */
    public EpsilonCampaign(final Options options, final Consumer<String> said) {
        this.options = options;
        this.said = said;
    }

    /**
     * How many matches are opened in all.
     *
     * @param moves how many moves.
     * @param lanes how many matches are moved at the same time.
     * @return matches.
     * @throws IllegalArgumentException where they are too many for a shard.
     */
    public static int matches(final long moves, final int lanes) {
        final long rounds = (moves + lanes - 1) / lanes;
        final long matches = lanes * ((rounds + MATCH_MOVES - 1) / MATCH_MOVES);
        if (matches > ShardBenchOptions.MATCHES_MAX) {
            throw new IllegalArgumentException("%,d moves need %,d matches of %,d moves each: a shard has %,d at most"
                    .formatted(moves, matches, MATCH_MOVES, ShardBenchOptions.MATCHES_MAX));
        }
        return (int) matches;
    }

    /**
     * Go through it.
     *
     * @return how it went.
     * @throws IOException where the dispatcher does not start.
     * @throws BenchFault where it died, did not end well, or an answer or a head is wrong; with the end of its log.
     */
    public EpsilonReport run() throws IOException {
        final Path log = options.layout().data().resolve("dispatcher.log");
        try (Peer peer = new Peer("dispatcher", options.dispatcher(), log, "READY")) {
            try {
                final EpsilonReport report = run(System.nanoTime());
                if (!peer.stop()) {
                    throw new BenchFault("the dispatcher made every move, and did not end well");
                }
                return report;
            } catch (final BenchFault fault) {
                peer.stop();
                throw new BenchFault(fault.getMessage() + "; the dispatcher says last: " + Peer.tail(log));
            }
        }
    }

    private EpsilonReport run(final long begunNs) throws IOException {
        final Script script = BenchGame.TREASURE_HUNT.script(options.lanes(), SEED);
        final Lanes lanes = new Lanes(options.lanes(), MATCH_MOVES, SEED);
        try (CountersFile counters = CountersFile.open(options.layout().dispatcherCounters());
                HeapReader heap = new HeapReader(options.layout().dispatcherCounters());
                ShardGateway gateway = new ShardGateway(options.layout().defaultAeronDirectory())) {
            final byte[] secret = SecretFiles.read(options.layout().nodeSecret(), SeatKeys.LENGTH);
            final MatchBook book = new MatchBook(secret, script.seats(), System.nanoTime());
            final PreparedMoves moves = new PreparedMoves(script, lanes, book, ShardGateway.ID, gateway.epoch());
            final EpsilonReport.Heap start = heap(heap, counters);
            said.accept("the dispatcher is ready, %.1f MiB of heap in use; %,d moves to make"
                    .formatted(start.usedBytes() / BYTES_PER_MIB, options.moves()));
            long done = 0;
            long saidNs = System.nanoTime();
            while (done < options.moves()) {
                done += stretch(gateway, moves, lanes, book, (int) Math.min(STRETCH_MOVES, options.moves() - done));
                final long nowNs = System.nanoTime();
                if (nowNs - begunNs > MATCH_NS_MAX && done < options.moves()) {
                    throw new BenchFault("after %,d moves the first matches' hour is nearly over".formatted(done));
                }
                if (nowNs - saidNs > SAID_NS) {
                    saidNs = nowNs;
                    say(done, counters);
                }
            }
            final EpsilonReport.Heap end = heap(heap, counters);
            return new EpsilonReport(
                    done, book.count(), headsVerified, movingNs, System.nanoTime() - begunNs, start, end,
                    counters.get(SHARD, ShardGauge.RECORDS_LOST));
        }
    }

    private int stretch(
            final ShardGateway gateway,
            final PreparedMoves moves,
            final Lanes lanes,
            final MatchBook book,
            final int count) {
        final Lanes.Stretch stretch = lanes.next(count);
        gateway.open(moves.script(), book, lanes.matches(stretch));
        gateway.prepare(moves, stretch);
        movingNs += loops.closed(gateway);
        headsVerified += gateway.answers().verify(book);
        return count;
    }

    private void say(final long done, final CountersFile counters) {
        said.accept("%,d of %,d moves made and verified, %.1f MiB of heap in use".formatted(
                done, options.moves(), counters.get(SHARD, ShardGauge.HEAP_USED_BYTES) / BYTES_PER_MIB));
    }

    private static EpsilonReport.Heap heap(final HeapReader heap, final CountersFile counters) {
        final ShardBenchReport.Heap sample = heap.read();
        return new EpsilonReport.Heap(
                counters.get(SHARD, ShardGauge.HEAP_USED_BYTES), sample.shardBytes(), sample.collections());
    }
}
