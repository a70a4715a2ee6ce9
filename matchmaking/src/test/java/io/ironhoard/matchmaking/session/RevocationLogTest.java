package io.ironhoard.matchmaking.session;

import io.ironhoard.matchmaking.refusal.RefusedException;
import io.ironhoard.proto.code.ResultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

final class RevocationLogTest {
    private static final String ONE = "00000000000000000000000000000001";
    private static final String TWO = "00000000000000000000000000000002";
    private static final String THREE = "00000000000000000000000000000003";

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("sessions").resolve("revoked");
    }

    @Test
    void shouldRememberAnEndedSessionAndNoOther() {
        final RevocationLog log = RevocationLog.open(file, 10, 0);

        log.revoke(ONE, 100, 0);

        assertThat(log.isRevoked(ONE)).isTrue();
        assertThat(log.isRevoked(TWO)).isFalse();
    }

    @Test
    void shouldRememberAcrossARestart() {
        RevocationLog.open(file, 10, 0).revoke(ONE, 100, 0);

        assertThat(RevocationLog.open(file, 10, 50).isRevoked(ONE)).isTrue();
    }

    @Test
    void shouldLearnWhatTheOtherGatewayEnded() {
        final RevocationLog here = RevocationLog.open(file, 10, 0);
        final RevocationLog there = RevocationLog.open(file, 10, 0);

        here.revoke(ONE, 100, 0);
        there.refresh(1);
        // A third process starts and replaces the file.
        final RevocationLog late = RevocationLog.open(file, 10, 2);
        late.revoke(TWO, 100, 2);
        there.revoke(THREE, 100, 3);
        here.refresh(4);
        there.refresh(4);

        assertThat(there.isRevoked(ONE)).isTrue();
        assertThat(there.isRevoked(TWO)).isTrue();
        assertThat(here.isRevoked(TWO)).isTrue();
        assertThat(here.isRevoked(THREE)).isTrue();
        assertThat(RevocationLog.open(file, 10, 5).isRevoked(THREE)).isTrue();
    }

    @Test
    void shouldForgetWhatExpiredAndDropItFromTheFile() throws IOException {
        final RevocationLog log = RevocationLog.open(file, 10, 0);
        log.revoke(ONE, 100, 0);
        log.revoke(TWO, 200, 0);

        log.refresh(100);
        assertThat(log.isRevoked(ONE)).isFalse();
        assertThat(log.isRevoked(TWO)).isTrue();

        final long before = Files.size(file);
        RevocationLog.open(file, 10, 100);
        assertThat(Files.size(file)).isEqualTo(before / 2);
    }

    @Test
    void shouldRefuseToEndMoreThanItCanRemember() {
        final RevocationLog log = RevocationLog.open(file, 2, 0);
        log.revoke(ONE, 100, 0);
        log.revoke(TWO, 100, 0);

        final RefusedException refusal =
                catchThrowableOfType(RefusedException.class, () -> log.revoke(THREE, 100, 0));

        assertThat(refusal.code()).isEqualTo(ResultCode.SESSIONS_FULL.code());
        assertThat(log.isRevoked(ONE)).isTrue();
        assertThat(log.isRevoked(THREE)).isFalse();

        log.revoke(THREE, 300, 100);
        assertThat(log.isRevoked(THREE)).isTrue();
    }

    @Test
    void shouldKeepItsFileBounded() throws IOException {
        final RevocationLog log = RevocationLog.open(file, 4, 0);
        for (int i = 0; i < 1000; i++) {
            log.revoke(String.format("%032x", i), i + 2, i);
        }

        assertThat(Files.size(file)).isLessThanOrEqualTo(24 * 9);
        assertThat(log.isRevoked(String.format("%032x", 999))).isTrue();
    }

    @Test
    void shouldNotLoseWhatATableTooSmallCannotHold() {
        final RevocationLog large = RevocationLog.open(file, 10, 0);
        large.revoke(ONE, 100, 0);
        large.revoke(TWO, 100, 0);
        large.revoke(THREE, 100, 0);

        RevocationLog.open(file, 1, 0);

        final RevocationLog again = RevocationLog.open(file, 10, 0);
        assertThat(again.isRevoked(ONE)).isTrue();
        assertThat(again.isRevoked(TWO)).isTrue();
        assertThat(again.isRevoked(THREE)).isTrue();
    }
}
