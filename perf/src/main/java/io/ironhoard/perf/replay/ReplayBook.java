package io.ironhoard.perf.replay;

import io.ironhoard.perf.replay.ReplaySummary.Entry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Writes down what became of each game. Thread-safe: slots write, the replay's thread reads. */
final class ReplayBook {
    private final ReplayCounts counts;
    private final KnownIllegal known;
    private final List<ReplaySummary.IllegalGame> illegalGames = new ArrayList<>();
    private final List<Entry> endedEarly = new ArrayList<>();
    private final List<Entry> truncated = new ArrayList<>();
    private final List<Entry> leftOut = new ArrayList<>();
    private final List<Entry> notes = new ArrayList<>();
    private final List<Entry> failures = new ArrayList<>();
    private long games;
    private long gamesOk;
    private long illegal;
    private long recordsVerified;

    ReplayBook(final ReplayCounts counts, final KnownIllegal known) {
        this.counts = counts;
        this.known = known;
    }

    /** A game is over, as it must be unless the book finds fault with its source. */
    synchronized void played(final GamePlan plan, final boolean isRecordVerified) {
        recordsVerified += isRecordVerified ? 1 : 0;
        final boolean sourceOk = remark(plan);
        games++;
        gamesOk += sourceOk ? 1 : 0;
    }

    /** A game went wrong. */
    synchronized void failed(final GamePlan plan, final int ply, final String reason) {
        remark(plan);
        games++;
        add(failures, entry(plan, ply, reason));
    }

    /** A file cannot be read any further. */
    synchronized void failed(final Path file, final String reason) {
        add(failures, new Entry(file.toString(), 0, "", 0, reason));
    }

    synchronized long games() {
        return games;
    }

    synchronized long gamesFailed() {
        return games - gamesOk;
    }

    synchronized ReplaySummary summary(final double seconds) {
        final Histogram latency = counts.latencyNs();
        return new ReplaySummary(
                games,
                gamesOk,
                games - gamesOk,
                counts.moves.sum(),
                counts.accepted.sum(),
                counts.rejected.sum(),
                illegal,
                recordsVerified,
                counts.retries.sum(),
                Math.round(seconds * 1_000) / 1_000.0,
                new ReplaySummary.LatencyUs(
                        micros(latency.getValueAtPercentile(50)),
                        micros(latency.getValueAtPercentile(99)),
                        micros(latency.getValueAtPercentile(99.9)),
                        micros(latency.getMaxValue())),
                illegalGames.stream()
                        .sorted(Comparator.comparing(ReplaySummary.IllegalGame::entry, ReplayBook::compare))
                        .toList(),
                sorted(endedEarly),
                sorted(truncated),
                sorted(leftOut),
                sorted(notes),
                sorted(failures));
    }

    /** Writes down what is odd about the source. False where that alone makes the game fail. */
    private boolean remark(final GamePlan plan) {
        final GamePlan.Remarks remarks = plan.remarks();
        remarks.endedEarly().ifPresent(reason -> add(endedEarly, entry(plan, 0, reason)));
        remarks.leftOut().forEach(what -> add(leftOut, entry(plan, 0, what)));
        remarks.notes().forEach(what -> add(notes, entry(plan, 0, what)));
        if (remarks.truncated()) {
            add(truncated, entry(plan, 0, "the source breaks off"));
        }
        remarks.problem().ifPresent(reason -> add(failures, entry(plan, 0, reason)));
        return remarks.illegal().map(found -> remark(plan, found)).orElse(true)
                && remarks.problem().isEmpty();
    }

    private boolean remark(final GamePlan plan, final GamePlan.IllegalInSource found) {
        illegal++;
        final boolean isKnown = known.contains(plan.number(), found.ply());
        final Entry entry = entry(plan, found.ply(), "'" + found.move() + "': " + found.reason());
        if (illegalGames.size() < ReplaySummary.LIST_MAX) {
            illegalGames.add(new ReplaySummary.IllegalGame(
                    entry, found.line(), found.move(), found.kind(), isKnown, found.submitted()));
        }
        if (!isKnown) {
            add(
                    failures,
                    entry(plan, found.ply(), "'" + found.move() + "' (line " + found.line() + ") is " + found.kind()
                            + " in the source: " + found.reason()));
        }
        return isKnown;
    }

    private static Entry entry(final GamePlan plan, final int ply, final String reason) {
        return new Entry(plan.file().toString(), plan.number(), plan.title(), ply, reason);
    }

    private static void add(final List<Entry> list, final Entry entry) {
        if (list.size() < ReplaySummary.LIST_MAX) {
            list.add(entry);
        }
    }

    private static List<Entry> sorted(final List<Entry> list) {
        return list.stream().sorted(ReplayBook::compare).toList();
    }

    private static int compare(final Entry a, final Entry b) {
        final int byFile = a.file().compareTo(b.file());
        return byFile != 0 ? byFile : Integer.compare(a.game(), b.game());
    }

    private static double micros(final long ns) {
        return Math.round(ns / 100.0) / 10.0;
    }
}
