package io.ironhoard.matchmaking.store;

import io.ironhoard.matchmaking.refusal.RefusedException;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.instance.InstanceLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

final class RecordStoreTest {
    private static final MatchId MATCH = new MatchId(0xAB00_0000_0000_0000L, 1);

    @TempDir
    private Path data;

    @Test
    void shouldReadARecordByteForByte() throws IOException {
        final byte[] record = {0, 1, 2, (byte) 0xFF};
        write(record);

        assertThat(store(4).read(MATCH)).isEqualTo(record);
    }

    @Test
    void shouldSayThatThereIsNone() {
        final RefusedException refusal = catchThrowableOfType(RefusedException.class, () -> store(4).read(MATCH));

        assertThat(refusal.code()).isEqualTo(ResultCode.RECORD_NOT_FOUND.code());
        assertThat(refusal.retry()).isTrue();
    }

    @Test
    void shouldNotReadARecordThatIsTooLongToSend() throws IOException {
        write(new byte[5]);

        assertThat(catchThrowableOfType(IllegalStateException.class, () -> store(4).read(MATCH)))
                .hasMessageContaining("5 bytes");
    }

    private RecordStore store(final int bytesMax) {
        return new RecordStore(new InstanceLayout(data), bytesMax);
    }

    private void write(final byte[] record) throws IOException {
        final Path file = new InstanceLayout(data).record(MATCH);
        Files.createDirectories(file.getParent());
        Files.write(file, record);
    }
}
