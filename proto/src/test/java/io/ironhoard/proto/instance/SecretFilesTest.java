package io.ironhoard.proto.instance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class SecretFilesTest {
    @TempDir
    private Path folder;

    @Test
    void shouldMakeASecretOnceThatOnlyItsOwnerReads() throws IOException {
        final Path file = folder.resolve("keys/node.secret");
        final byte[] made = SecretFiles.readOrCreate(file, 32);
        assertThat(made).hasSize(32).isNotEqualTo(new byte[32]);
        assertThat(SecretFiles.readOrCreate(file, 32)).isEqualTo(made);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.list(file.getParent())).containsExactly(file);
    }

    @Test
    void shouldRefuseASecretThatOthersMayRead() throws IOException {
        final Path file = folder.resolve("open.secret");
        SecretFiles.readOrCreate(file, 32);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> SecretFiles.readOrCreate(file, 32))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("0600");
    }

    @Test
    void shouldRefuseASecretThatIsTooShort() throws IOException {
        final Path file = folder.resolve("short.secret");
        SecretFiles.readOrCreate(file, 8);
        assertThatThrownBy(() -> SecretFiles.readOrCreate(file, 32)).hasMessageContaining("8 bytes");
    }
}
