package io.ironhoard.stress;

import org.junit.jupiter.api.Test;
import org.openjdk.jcstress.JCStress;
import org.openjdk.jcstress.Options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/** Runs every race of this module, each in JVMs of its own. */
final class StressTest {
    @Test
    void shouldSeeNoForbiddenOutcome() throws Exception {
        final Options options = new Options(new String[] {
            "-m", System.getProperty("jcstress.mode"),
            "-t", "io.ironhoard.",
            "-af", "NONE",
            "-r", "jcstress",
            "-jvmArgsPrepend", System.getProperty("jcstress.jvm")
        });
        assertThat(options.parse()).isTrue();
        final JCStress races = new JCStress(options);
        assertThat(races.getTests()).hasSize(3);

        assertThatCode(races::run).as("forbidden outcomes and failures; see target/jcstress")
                .doesNotThrowAnyException();
    }
}
