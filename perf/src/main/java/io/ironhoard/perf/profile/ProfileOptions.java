package io.ironhoard.perf.profile;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * What to record, and where to.
 *
 * @param pid     the dispatcher's process.
 * @param run     the folder of the instance's processes; files that they exchange with the profiler lie there.
 * @param seconds how long.
 * @param shard   the one shard to look at; empty for every shard.
 * @param all     whether the picture shows every thread of the process.
 * @param jfr     whether Flight Recorder is used though async-profiler may be there.
 * @param out     the HTML file.
 */
public record ProfileOptions(
        long pid, Path run, int seconds, OptionalInt shard, boolean all, boolean jfr, Path out) {
    /** The longest recording. */
    public static final int SECONDS_MAX = 600;

    private static final Pattern SHARD = Pattern.compile("shard-\\d+");

    /** @throws IllegalArgumentException naming what is out of range. */
    public ProfileOptions {
        if (seconds < 1 || seconds > SECONDS_MAX) {
            throw new IllegalArgumentException("--seconds " + seconds + " is outside 1.." + SECONDS_MAX);
        }
        if (all && shard.isPresent()) {
            throw new IllegalArgumentException("--all and --shard exclude each other");
        }
    }

    /** What the picture shows, in words. */
    String threads() {
        if (all) {
            return "all threads";
        }
        return shard.isPresent() ? "shard " + shard.getAsInt() : "the shards' threads";
    }

    /** Those of the shards that were asked for. */
    List<Stack> shards(final List<Stack> stacks) {
        return stacks.stream()
                .filter(stack -> shard.isPresent()
                        ? stack.thread().equals("shard-" + shard.getAsInt())
                        : SHARD.matcher(stack.thread()).matches())
                .toList();
    }
}
