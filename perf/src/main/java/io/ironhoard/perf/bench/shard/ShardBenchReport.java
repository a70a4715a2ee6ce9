package io.ironhoard.perf.bench.shard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;

/**
 * What was measured. docs/PERFORMANCE.md says what each number means.
 *
 * @param options what was asked for.
 * @param blockNs the fastest SHA-256 block, nanoseconds.
 * @param echo the bare Aeron echo.
 * @param runsPerS moves a second of each measured run.
 * @param moves in the measured runs.
 * @param matchesOpened in all.
 * @param headsVerified heads of chains that were computed anew and found equal, in all runs.
 * @param heap what the dispatcher's heap did in the measured runs.
 * @param cpu processor time in the measured runs.
 * @param rtt answers at a low rate.
 * @param rates answers at several rates.
 * @param loadAverage of the machine over the last minute, before and after.
 */
public record ShardBenchReport(
        ShardBenchOptions options,
        double blockNs,
        Echo echo,
        double[] runsPerS,
        long moves,
        int matchesOpened,
        long headsVerified,
        Heap heap,
        Cpu cpu,
        Times rtt,
        List<Times> rates,
        double[] loadAverage) {

    /**
     * The floor of the channel.
     *
     * @param perS messages a second there and back, of each run.
     * @param rtt answers at a low rate.
     */
    public record Echo(double[] perS, Times rtt) {}

    /**
     * The dispatcher's heap.
     *
     * @param shardBytes what the shard's thread allocated.
     * @param collections garbage collections of the whole process.
     */
    public record Heap(long shardBytes, long collections) {}

    /**
     * Processor seconds.
     *
     * @param dispatcherS of the dispatcher, all of its threads.
     * @param benchS of this process.
     * @param wallS how long it took.
     */
    public record Cpu(double dispatcherS, double benchS, double wallS) {}

    /** Moves a second, the median of the runs. */
    public double movesPerS() {
        return median(runsPerS);
    }

    /** Moves a second that three blocks a move would allow. */
    public double shaBoundMovesPerS() {
        return BlockFloor.movesPerSecond(blockNs);
    }

    /** Of that, how much was reached. */
    public double ratioShaBound() {
        return movesPerS() / shaBoundMovesPerS();
    }

    /** Messages a second of the echo, the median of the runs. */
    public double echoPerS() {
        return median(echo.perS);
    }

    /** Of that, how much was reached. */
    public double ratioIpcEcho() {
        return movesPerS() / echoPerS();
    }

    /** Bytes that the shard's thread allocated for a move. */
    public double allocBytesPerMove() {
        return heap.shardBytes / (double) moves;
    }

    /** The report as {@code bench shard --json} prints it. */
    public ObjectNode toJson() {
        final ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("game", options.load().game().id())
                .put("moves_per_s", Math.round(movesPerS()))
                .put("sha_bound_moves_per_s", Math.round(shaBoundMovesPerS()))
                .put("ratio_sha_bound", thousandths(ratioShaBound()))
                .put("ipc_echo_per_s", Math.round(echoPerS()))
                .put("ratio_ipc_echo", thousandths(ratioIpcEcho()))
                .putNull("recorded_echo_per_s")
                .putNull("ratio_recorded_echo")
                .put("alloc_bytes_per_move", thousandths(allocBytesPerMove()))
                .put("gc_count", heap.collections);
        rtt.into(json.putObject("rtt_us"));
        echo.rtt.into(json.putObject("echo_rtt_us"));
        json.put("moves", moves)
                .put("matches", options.load().matches())
                .put("hash", options.hash())
                .put("durability", options.durability())
                .put("profile", options.profile())
                .put("matches_opened", matchesOpened)
                .put("heads_verified", headsVerified)
                .put("alloc_bytes", heap.shardBytes)
                .put("sha_block_ns", thousandths(blockNs));
        putAll(json.putArray("runs_moves_per_s"), runsPerS);
        putAll(json.putArray("runs_ipc_echo_per_s"), echo.perS);
        json.put("rtt_rate_per_s", Math.round(rtt.ratePerS()));
        final ArrayNode list = json.putArray("rates");
        rates.forEach(each -> each.into(list.addObject()
                .put("rate_per_s", Math.round(each.ratePerS())).put("moves", each.count())));
        json.putObject("cpu_s")
                .put("dispatcher", thousandths(cpu.dispatcherS))
                .put("bench", thousandths(cpu.benchS))
                .put("wall", thousandths(cpu.wallS));
        final ArrayNode load = json.putArray("load_average");
        Arrays.stream(loadAverage).forEach(load::add);
        return json;
    }

    private static void putAll(final ArrayNode array, final double[] values) {
        Arrays.stream(values).forEach(value -> array.add(Math.round(value)));
    }

    private static double thousandths(final double value) {
        return Math.round(value * 1_000) / 1_000.0;
    }

    private static double median(final double[] values) {
        final double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
