package io.ironhoard.perf.bench.shard;

import io.ironhoard.arena.os.CoreAffinity;
import io.ironhoard.perf.bench.shard.ShardBenchReport.Cpu;
import io.ironhoard.perf.bench.shard.ShardBenchReport.Echo;
import io.ironhoard.perf.profile.Profile;
import io.ironhoard.perf.profile.ProfileOptions;
import io.ironhoard.proto.crypto.SeatKeys;
import io.ironhoard.proto.instance.SecretFiles;
import io.ironhoard.proto.sbe.MatchEventEncoder;
import io.ironhoard.proto.sbe.MessageHeaderEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/**
 * {@code bench shard}: the floors, then the shard. Starts one process after the other and drives it from a thread of its own,
 * which is pinned where the shard's is. Used once, by one thread.
 */
public final class ShardBench {
    private static final int IN_FLIGHT_MAX = 2_048;
    private static final int ECHO_RUN_MESSAGES = 2_000_000;
    private static final int WARMUP_MOVES = 1_000_000;
    private static final int WARMUPS = 4;
    private static final int FLAME_RUNS = 3;
    private static final double LOW_RATE_PER_S = 10_000;
    private static final double RATE_SECONDS_MAX = 1;
    private static final double[] RATE_SHARES = {0.1, 0.25, 0.5, 0.75};
    private static final long LATENCY_NS_MAX = TimeUnit.MINUTES.toNanos(1);
    private static final int LATENCY_DIGITS = 3;
    private static final double NS_PER_S = 1e9;
    private static final long SEED = 7;

    private final ShardBenchOptions options;
    private final Optional<Path> flame;
    private final Consumer<String> said;
    private final Loops loops = new Loops(IN_FLIGHT_MAX, Loops.SILENCE_NS_MAX);
    private final Script script;
    private final Lanes lanes;
    private long headsVerified;

    /**
     * @param options what to measure.
     * @param flame where a flame graph of the shard goes, from further runs that are not measured; empty for none.
     * @param said takes a sentence at each stage.
     */
    public ShardBench(
            final ShardBenchOptions options, final Optional<Path> flame, final Consumer<String> said) {
        this.options = options;
        this.flame = flame;
        this.said = said;
        script = options.load().game().script(options.load().matches(), SEED);
        lanes = new Lanes(options.load().matches(), script.length(), SEED);
    }

    /**
     * Measure.
     *
     * @return what was found.
     * @throws IOException where a process cannot be started.
     * @throws InterruptedException where the thread is interrupted.
     * @throws BenchFault where an answer is wrong, missing, or a chain does not follow from its moves.
     * @throws UncheckedIOException where the dispatcher cannot be profiled, or the flame graph not be written.
     */
    public ShardBenchReport run() throws IOException, InterruptedException {
        try (ExecutorService measuring = Executors.newSingleThreadExecutor(
                task -> new Thread(() -> runPinned(task), "bench"))) {
            final double[] loadAverage = new double[2];
            loadAverage[0] = systemLoad();
            final double blockNsBefore = on(measuring, new BlockFloor()::blockNs);
            said.accept("a SHA-256 block takes %.1f ns: at most %,.0f moves/s".formatted(
                    blockNsBefore, BlockFloor.movesPerSecond(blockNsBefore)));
            final Echo echo = echo(measuring);
            final ShardBenchReport report = shard(measuring, echo, loadAverage);
            final double blockNs = Math.min(blockNsBefore, on(measuring, new BlockFloor()::blockNs));
            loadAverage[1] = systemLoad();
            return new ShardBenchReport(
                    options, blockNs, echo, report.runsPerS(), report.moves(), report.matchesOpened(),
                    report.headsVerified(), report.heap(), report.cpu(), report.rtt(), report.rates(), loadAverage);
        }
    }

    private void runPinned(final Runnable task) {
        options.core().ifPresent(core -> CoreAffinity.host().ifPresent(affinity -> affinity.pinCurrentThread(core)));
        task.run();
    }

    private Echo echo(final ExecutorService measuring) throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>(options.echo());
        command.add(Integer.toString(eventLength()));
        final Path log = options.layout().data().resolve("echo.log");
        final Peer peer = new Peer("echo", command, log, EchoMain.READY);
        try (peer;
                EchoExchange exchange = new EchoExchange(
                        options.layout().defaultAeronDirectory(),
                        PreparedMoves.frameLength(script.payloadLength()))) {
            return on(measuring, () -> echo(exchange));
        }
    }

    private Echo echo(final EchoExchange exchange) {
        final ShardBenchOptions.Load load = options.load();
        final double[] perS = new double[load.runs()];
        final int messages = load.moves() == 0 ? ECHO_RUN_MESSAGES : Math.min(ECHO_RUN_MESSAGES, load.moves());
        exchange.begin(messages);
        loops.closed(exchange);
        for (int run = 0; run < perS.length; run++) {
            exchange.begin(messages);
            perS[run] = messages / (loops.closed(exchange) / NS_PER_S);
            said.accept("echo, run %d: %,.0f/s".formatted(run + 1, perS[run]));
        }
        exchange.begin((int) Math.ceil(LOW_RATE_PER_S * Math.min(RATE_SECONDS_MAX, load.seconds())));
        return new Echo(perS, openLoop(exchange, LOW_RATE_PER_S));
    }

    private ShardBenchReport shard(
            final ExecutorService measuring, final Echo echo, final double[] loadAverage)
            throws IOException, InterruptedException {
        final Path log = options.layout().data().resolve("dispatcher.log");
        try (Peer peer = new Peer("dispatcher", options.dispatcher(), log, "READY");
                HeapReader heap = new HeapReader(options.layout().dispatcherCounters());
                ShardGateway gateway = new ShardGateway(options.layout().defaultAeronDirectory())) {
            final byte[] secret = SecretFiles.read(options.layout().nodeSecret(), SeatKeys.LENGTH);
            final MatchBook book = new MatchBook(secret, script.seats(), System.nanoTime());
            final PreparedMoves moves = new PreparedMoves(script, lanes, book, ShardGateway.ID, gateway.epoch());
            return on(measuring, () -> shard(peer, heap, gateway, moves, book, echo, loadAverage));
        }
    }

    private ShardBenchReport shard(
            final Peer peer,
            final HeapReader heap,
            final ShardGateway gateway,
            final PreparedMoves moves,
            final MatchBook book,
            final Echo echo,
            final double[] loadAverage)
            throws InterruptedException {
        final int runMoves = warmUp(gateway, moves, book);
        final double[] runsPerS = new double[options.load().runs()];
        long moveCount = 0;
        long measuredNs = 0;
        double dispatcherS = 0;
        double benchS = 0;
        ShardBenchReport.Heap used = new ShardBenchReport.Heap(0, 0);
        for (int run = 0; run < runsPerS.length; run++) {
            prepare(gateway, moves, book, runMoves);
            final ShardBenchReport.Heap before = heap.read();
            final double dispatcherBefore = seconds(peer.cpu());
            final double benchBefore = seconds(Peer.cpuOfThisProcess());
            final long ns = loops.closed(gateway);
            benchS += seconds(Peer.cpuOfThisProcess()) - benchBefore;
            dispatcherS += seconds(peer.cpu()) - dispatcherBefore;
            final ShardBenchReport.Heap after = heap.read();
            used = new ShardBenchReport.Heap(
                    used.shardBytes() + after.shardBytes() - before.shardBytes(),
                    used.collections() + after.collections() - before.collections());
            headsVerified += gateway.answers().verify(book);
            moveCount += moves.count();
            measuredNs += ns;
            runsPerS[run] = moves.count() / (ns / NS_PER_S);
            said.accept("shard, run %d: %,d moves, %,.0f/s, all answered, heads verified"
                    .formatted(run + 1, moves.count(), runsPerS[run]));
        }
        final Cpu cpu = new Cpu(dispatcherS, benchS, measuredNs / NS_PER_S);
        if (flame.isPresent()) {
            draw(flame.get(), peer, gateway, moves, book, runMoves);
        }
        final Times low = atRate(gateway, moves, book, LOW_RATE_PER_S);
        final ShardBenchReport soFar = new ShardBenchReport(
                options, 1, echo, runsPerS, moveCount, 0, 0, used, cpu, low, List.of(), loadAverage);
        final List<Times> rates = new ArrayList<>();
        for (final double share : RATE_SHARES) {
            rates.add(atRate(gateway, moves, book, share * soFar.movesPerS()));
        }
        return new ShardBenchReport(
                options, 1, echo, runsPerS, moveCount, book.count(), headsVerified, used, cpu, low,
                List.copyOf(rates), loadAverage);
    }

    /** Runs like the measured ones, and not measured: a profiler is in the dispatcher. */
    private void draw(
            final Path out,
            final Peer peer,
            final ShardGateway gateway,
            final PreparedMoves moves,
            final MatchBook book,
            final int runMoves)
            throws InterruptedException {
        try (Profile profile = Profile.start(new ProfileOptions(
                peer.pid(), options.layout().run(), ProfileOptions.SECONDS_MAX, OptionalInt.of(0), false, false, out),
                said)) {
            for (int run = 0; run < FLAME_RUNS; run++) {
                prepare(gateway, moves, book, runMoves);
                loops.closed(gateway);
                headsVerified += gateway.answers().verify(book);
            }
            said.accept(profile.finish().toJson());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Until both sides are compiled; how many moves the measured runs have. */
    private int warmUp(final ShardGateway gateway, final PreparedMoves moves, final MatchBook book) {
        final ShardBenchOptions.Load load = options.load();
        final int asked = load.moves() == 0 ? WARMUP_MOVES : Math.min(WARMUP_MOVES, load.moves());
        double perS = 0;
        for (int i = 0; i < WARMUPS; i++) {
            prepare(gateway, moves, book, asked);
            perS = Math.max(perS, moves.count() / (loops.closed(gateway) / NS_PER_S));
            headsVerified += gateway.answers().verify(book);
        }
        said.accept("%,d matches are open; warmed up at %,.0f moves/s".formatted(book.count(), perS));
        return load.moves() == 0 ? (int) Math.min(load.game().runMovesMax(), perS * load.seconds()) : load.moves();
    }

    private Times atRate(
            final ShardGateway gateway, final PreparedMoves moves, final MatchBook book, final double ratePerS) {
        final double seconds = Math.min(RATE_SECONDS_MAX, options.load().seconds());
        final int movesMax =
                options.load().moves() == 0 ? options.load().game().runMovesMax() : options.load().moves();
        prepare(gateway, moves, book, (int) Math.min(movesMax, Math.ceil(ratePerS * seconds)));
        final Times times = openLoop(gateway, ratePerS);
        headsVerified += gateway.answers().verify(book);
        said.accept("at %,.0f moves/s: p50 %.1f us, p99 %.1f us".formatted(ratePerS, times.p50(), times.p99()));
        return times;
    }

    private void prepare(
            final ShardGateway gateway, final PreparedMoves moves, final MatchBook book, final int count) {
        final Lanes.Stretch stretch = lanes.next(count);
        gateway.open(script, book, lanes.matches(stretch));
        gateway.prepare(moves, stretch);
    }

    private Times openLoop(final Exchange exchange, final double ratePerS) {
        final Histogram latencyNs = new Histogram(LATENCY_NS_MAX, LATENCY_DIGITS);
        loops.open(exchange, ratePerS, latencyNs);
        return Times.of(ratePerS, latencyNs);
    }

    /** Of a move's event, which tells nobody anything beside the move. */
    private int eventLength() {
        return MessageHeaderEncoder.ENCODED_LENGTH
                + MatchEventEncoder.BLOCK_LENGTH
                + MatchEventEncoder.StandingsEncoder.sbeHeaderSize()
                + MatchEventEncoder.PrivatePartsEncoder.sbeHeaderSize()
                + MatchEventEncoder.payloadHeaderLength()
                + script.payloadLength()
                + MatchEventEncoder.publicPartHeaderLength();
    }

    private static double systemLoad() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static double seconds(final Duration duration) {
        return duration.toNanos() / NS_PER_S;
    }

    private static <T> T on(final ExecutorService thread, final Callable<T> task) throws InterruptedException {
        try {
            return thread.submit(task).get();
        } catch (final ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
