package io.ironhoard.dispatcher.record;

import io.ironhoard.dispatcher.config.RecordLimits;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.instance.InstanceLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class RecordStoreTest {
    private static final int AGE_S = 1_000;
    private static final int BYTES_MAX = 1_000;
    private static final long NOW_MS = 1_800_000_000_000L;

    @TempDir
    private Path folder;

    private InstanceLayout layout;
    private RecordStore store;

    @BeforeEach
    void open() throws IOException {
        layout = new InstanceLayout(folder);
        store = newStore();
        store.open(NOW_MS);
    }

    private RecordStore newStore() {
        return new RecordStore(layout, new RecordLimits(1000, 1000, 10, AGE_S, BYTES_MAX, 1000, 1000));
    }

    private static MatchId id(final long number) {
        return new MatchId(number << 56, number);
    }

    private void write(final long number, final int length, final long timeMs) throws IOException {
        store.write(id(number), new byte[length]);
        Files.setLastModifiedTime(layout.record(id(number)), FileTime.fromMillis(timeMs));
    }

    private boolean isKept(final long number) {
        return Files.exists(layout.record(id(number)));
    }

    @Test
    void shouldDeleteWhatIsOlderThanTheLimitAndNothingElse() throws IOException {
        write(1, 100, NOW_MS - AGE_S * 1000L - 1);
        write(2, 100, NOW_MS - AGE_S * 1000L);
        write(3, 100, NOW_MS);

        assertThat(store.sweep(NOW_MS)).isEqualTo(1);

        assertThat(List.of(isKept(1), isKept(2), isKept(3))).containsExactly(false, true, true);
        assertThat(store.bytes()).isEqualTo(200);
        assertThat(store.needsSweep(NOW_MS)).isFalse();
        assertThat(store.needsSweep(NOW_MS + 1)).isTrue();
    }

    @Test
    void shouldDeleteTheOldestUntilATenthIsToSpare() throws IOException {
        for (int number = 1; number <= 11; number++) {
            write(number, 100, NOW_MS - 100 + number);
        }
        assertThat(store.needsSweep(NOW_MS)).isTrue();

        assertThat(store.sweep(NOW_MS)).isEqualTo(2);

        assertThat(List.of(isKept(1), isKept(2), isKept(3))).containsExactly(false, false, true);
        assertThat(store.bytes()).isEqualTo(900);
        assertThat(store.needsSweep(NOW_MS)).isFalse();
    }

    @Test
    void shouldKnowWhatAnEarlierProcessLeft() throws IOException {
        write(1, 300, NOW_MS);
        final Path half = layout.record(id(2)).resolveSibling("half.ihr.tmp");
        Files.createDirectories(half.getParent());
        Files.write(half, new byte[50]);

        final RecordStore next = newStore();
        next.open(NOW_MS);

        assertThat(next.bytes()).isEqualTo(300);
        assertThat(half).doesNotExist();
        assertThat(isKept(1)).isTrue();
    }

    @Test
    void shouldNeverReplaceARecord() throws IOException {
        assertThat(store.write(id(1), new byte[] {1})).isTrue();

        assertThat(store.write(id(1), new byte[] {2})).isFalse();

        assertThat(Files.readAllBytes(layout.record(id(1)))).containsExactly(1);
    }

    @Test
    void shouldLeaveNothingBehindWhereARecordCannotBeWritten() throws IOException {
        final Path target = layout.record(id(1));
        Files.createDirectories(target.getParent().resolve(target.getFileName() + ".tmp"));

        assertThatThrownBy(() -> store.write(id(1), new byte[10])).isInstanceOf(IOException.class);

        assertThat(target).doesNotExist();
        assertThat(store.bytes()).isZero();
        try (Stream<Path> files = Files.walk(layout.records())) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }
}
