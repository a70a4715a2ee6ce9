package io.ironhoard.deploy;

import io.ironhoard.deploy.exit.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class IronHoardTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldPrintItsVersionAndTheJavaItRunsOn() {
        assertThat(run("--version")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).startsWith("ironhoard ").contains("java " + Runtime.version());
    }

    @Test
    void shouldListTheCommandsOnHelp() {
        assertThat(run("help")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains("Usage: ironhoard", "help");
    }

    @Test
    void shouldRefuseACommandItHasNeverHeardOf() {
        assertThat(run("dig")).isEqualTo(ExitCode.USAGE);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("'dig'").doesNotContain("yet");
    }

    @Test
    void shouldAskForACommandWhenThereIsNone() {
        assertThat(run()).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("ironhoard help");
    }

    @Test
    void shouldNameACommandThatThisBuildDoesNotHaveYet() {
        assertThat(run("migrate", "--match", "7")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("does not have 'migrate' yet");
    }

    private int run(final String... args) {
        return IronHoard.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true))
                .execute(args);
    }
}
