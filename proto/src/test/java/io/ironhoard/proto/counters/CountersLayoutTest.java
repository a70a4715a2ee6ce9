package io.ironhoard.proto.counters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What different threads write into a counters file lies on different pairs of cache lines, a file being mapped to pages. */
final class CountersLayoutTest {
    private static final int TWO_LINES = 128;

    @TempDir
    private Path folder;

    private CountersFile file;

    @Test
    void shouldGiveEachBookAndEachSectionsGaugesLinesOfTheirOwn() throws IOException {
        file = CountersFile.create(folder.resolve("counters"), 0, 3, ShardGauge.values().length);
        try {
            final Set<Integer> seen = new HashSet<>(linesOf(() -> file.heartbeat(-1)));
            for (int section = 0; section < file.sections(); section++) {
                final int of = section;
                final Set<Integer> book = linesOf(() -> change(file.book(of)));
                final Set<Integer> gauges = linesOf(() -> {
                    for (final ShardGauge gauge : ShardGauge.values()) {
                        file.set(of, gauge, -1);
                    }
                });
                assertThat(book).as("a book's pairs of lines").hasSize(1).doesNotContainAnyElementsOf(gauges);
                assertThat(seen).doesNotContainAnyElementsOf(book).doesNotContainAnyElementsOf(gauges);
                seen.addAll(book);
                seen.addAll(gauges);
            }
        } finally {
            file.close();
        }
    }

    private static void change(final MoveBook book) {
        book.received(1);
        book.rejected(1);
        book.overloaded(1);
        book.accepted(1);
        book.publish();
    }

    /** Which pairs of lines a change touches. */
    private Set<Integer> linesOf(final Runnable change) throws IOException {
        final byte[] before = Files.readAllBytes(folder.resolve("counters"));
        change.run();
        final byte[] after = Files.readAllBytes(folder.resolve("counters"));
        final Set<Integer> lines = new HashSet<>();
        for (int at = 0; at < after.length; at++) {
            if (before[at] != after[at]) {
                lines.add(at / TWO_LINES);
            }
        }
        return lines;
    }
}
