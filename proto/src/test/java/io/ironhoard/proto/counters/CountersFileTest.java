package io.ironhoard.proto.counters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class CountersFileTest {
    @TempDir
    private Path folder;

    @Test
    void shouldShowAReaderWhatTheWriterWrote() throws IOException {
        final Path path = folder.resolve("run/dispatcher.counters");
        try (CountersFile writer = CountersFile.create(path, 3, 2, ShardGauge.values().length)) {
            writer.set(1, ShardGauge.MATCHES, 42);
            writer.add(1, ShardGauge.MATCHES, 1);
            final MoveBook writerBook = writer.book(1);
            writerBook.received(1);
            writerBook.publish();
            try (CountersFile reader = CountersFile.open(path)) {
                assertThat(reader.pid()).isEqualTo(ProcessHandle.current().pid());
                assertThat(reader.id()).isEqualTo(3);
                assertThat(reader.sections()).isEqualTo(2);
                assertThat(reader.get(1, ShardGauge.MATCHES)).isEqualTo(43);
                assertThat(reader.get(0, ShardGauge.MATCHES)).isZero();
                assertThat(reader.book(1).read()).isEqualTo(new MoveBook.Reading(1, 0, 0, 0, 1));
                assertThatThrownBy(() -> reader.get(2, ShardGauge.MATCHES))
                        .isInstanceOf(IndexOutOfBoundsException.class);
            }
        }
    }

    @Test
    void shouldCarryATextInGauges() throws IOException {
        final Path path = folder.resolve("text.counters");
        final String longest = "a-rule-set-with-the-longest-name";
        assertThat(longest).hasSize(GaugeText.LENGTH_MAX);
        try (CountersFile writer = CountersFile.create(path, 0, 2, ShardGauge.values().length);
                CountersFile reader = CountersFile.open(path)) {
            assertThat(GaugeText.get(reader, 1, ShardGauge.STUCK_RULES)).isEmpty();
            for (final String text : new String[] {"chess", longest, "tic-tac-toe"}) {
                GaugeText.set(writer, 1, ShardGauge.STUCK_RULES, text);
                assertThat(GaugeText.get(reader, 1, ShardGauge.STUCK_RULES)).contains(text);
            }
            GaugeText.set(writer, 1, ShardGauge.STUCK_RULES, "");
            assertThat(GaugeText.get(reader, 1, ShardGauge.STUCK_RULES)).isEmpty();
            assertThat(GaugeText.get(reader, 0, ShardGauge.STUCK_RULES)).isEmpty();
        }
    }

    @Test
    void shouldFindNoTextInAFileOfAnOlderWriter() throws IOException {
        final Path path = folder.resolve("older.counters");
        try (CountersFile writer = CountersFile.create(path, 0, 1, ShardGauge.RULES_OVERRUNS.ordinal());
                CountersFile reader = CountersFile.open(path)) {
            writer.set(0, ShardGauge.STATE, 1);
            assertThat(GaugeText.get(reader, 0, ShardGauge.STUCK_RULES)).isEmpty();
        }
    }

    @Test
    void shouldRefuseAFileThatIsSomethingElse() throws IOException {
        final Path path = Files.write(folder.resolve("x"), new byte[4096]);
        assertThatThrownBy(() -> CountersFile.open(path))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not a counters file");
    }

    @Test
    void shouldNeverShowABookInTheMiddleOfAChange() throws Exception {
        final Path path = folder.resolve("book.counters");
        try (CountersFile writer = CountersFile.create(path, 0, 1, 1);
                CountersFile reader = CountersFile.open(path)) {
            final MoveBook book = writer.book(0);
            final AtomicBoolean isDone = new AtomicBoolean();
            final Thread writing = Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 200_000; i++) {
                    book.received(1);
                    book.publish();
                    book.accepted(0);
                    book.publish();
                }
                isDone.set(true);
            });
            boolean isConserved = true;
            try {
                while (!isDone.get()) {
                    isConserved &= reader.book(0).read().isConserved();
                }
            } finally {
                writing.join();
            }
            assertThat(isConserved).isTrue();
            assertThat(reader.book(0).read()).isEqualTo(new MoveBook.Reading(200_000, 200_000, 0, 0, 0));
        }
    }
}
