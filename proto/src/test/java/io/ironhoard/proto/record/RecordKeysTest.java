package io.ironhoard.proto.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class RecordKeysTest {
    @TempDir
    private Path folder;

    @Test
    void shouldMakeAPairOnceAndReadItAgain() throws IOException {
        final Path secret = folder.resolve("keys/record.key");
        final Path open = folder.resolve("keys/record.pub");

        final KeyPair made = RecordKeys.loadOrCreate(secret, open);
        final KeyPair read = RecordKeys.loadOrCreate(secret, open);

        assertThat(read.getPublic()).isEqualTo(made.getPublic());
        assertThat(read.getPrivate()).isEqualTo(made.getPrivate());
        assertThat(RecordKeys.readPublic(open)).isEqualTo(made.getPublic());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                .isEqualTo("rw-------");
    }

    @Test
    void shouldNameAFileThatIsNoKey() throws IOException {
        final Path file = Files.writeString(folder.resolve("x.pub"), "hello");
        assertThatThrownBy(() -> RecordKeys.readPublic(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("x.pub");
        final Path garbled =
                Files.writeString(folder.resolve("y.pub"),
                        "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----");
        assertThatThrownBy(() -> RecordKeys.readPublic(garbled))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("y.pub");
    }

    @Test
    void shouldNotMakeANewPairWhereOnlyThePublicKeyIsMissing() throws IOException {
        final Path secret = folder.resolve("record.key");
        final Path open = folder.resolve("record.pub");
        RecordKeys.loadOrCreate(secret, open);
        Files.delete(open);
        assertThatThrownBy(() -> RecordKeys.loadOrCreate(secret, open))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("record.pub");
    }
}
