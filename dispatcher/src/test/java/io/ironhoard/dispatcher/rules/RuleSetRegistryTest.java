package io.ironhoard.dispatcher.rules;

import io.ironhoard.dispatcher.rules.spi.RuleSet;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class RuleSetRegistryTest {
    @TempDir
    private Path folder;

    @Test
    void shouldListWhatIsBuiltInInOrder() {
        try (RuleSetRegistry registry = RuleSetRegistry.builtIn()) {
            assertThat(registry.descriptors())
                    .extracting(RuleSetDescriptor::id)
                    .contains("tic-tac-toe")
                    .isSorted();
            assertThat(registry.factories()).allMatch(factory -> factory.source().equals("built in"));
        }
    }

    @Test
    void shouldCreateAnInstanceOfItsOwnForEachShard() {
        try (RuleSetRegistry registry = RuleSetRegistry.builtIn()) {
            final RuleSetFactory factory = registry.find("tic-tac-toe", 1).orElseThrow();
            final RuleSet one = factory.create();
            assertThat(factory.create()).isNotSameAs(one).hasSameClassAs(one);
            assertThat(one.descriptor()).isEqualTo(factory.descriptor());
        }
    }

    @Test
    void shouldLoadTheRuleSetOfAJarInAClassLoaderOfItsOwn() {
        final Path jar = new RuleSetJar(folder, "game.jar").id("hop").write();
        try (RuleSetRegistry registry = RuleSetRegistry.withFolder(folder)) {
            final RuleSetFactory factory = registry.find("hop", 1).orElseThrow();
            assertThat(factory.source()).isEqualTo(jar.toString());
            final ClassLoader loader = factory.create().getClass().getClassLoader();
            assertThat(loader).isNotSameAs(RuleSetRegistry.class.getClassLoader());
            assertThat(loader.getParent()).isSameAs(RuleSetRegistry.class.getClassLoader());
            assertThat(registry.find("tic-tac-toe", 1)).isPresent();
        }
    }

    @Test
    void shouldKeepVersionsOfOneGameApartAndTellTheLatest() {
        new RuleSetJar(folder, "a.jar").id("hop").version(10).write();
        new RuleSetJar(folder, "b.jar").id("hop").version(9).write();
        new RuleSetJar(folder, "c.jar").id("hopper").version(30).write();
        try (RuleSetRegistry registry = RuleSetRegistry.withFolder(folder)) {
            assertThat(registry.find("hop", 9)).isPresent();
            assertThat(registry.find("hop", 11)).isEmpty();
            assertThat(registry.findLatest("hop").orElseThrow().descriptor().version()).isEqualTo(10);
            assertThat(registry.findLatest("ho")).isEmpty();
            assertThat(registry.findLatest("hops")).isEmpty();
            assertThat(registry.find("hop", 9).orElseThrow().create().getClass())
                    .isNotSameAs(registry.find("hop", 10).orElseThrow().create().getClass());
        }
    }

    @Test
    void shouldPassOverFilesThatAreNoJars() throws IOException {
        Files.writeString(folder.resolve("README.txt"), "rule sets go here");
        try (RuleSetRegistry registry = RuleSetRegistry.withFolder(folder)) {
            assertThat(registry.descriptors()).hasSameSizeAs(RuleSetRegistry.builtIn().descriptors());
        }
    }

    @Test
    void shouldRefuseAFolderThatIsNotThere() {
        assertFault("rules folder " + folder.resolve("nowhere") + " cannot be read", folder.resolve("nowhere"));
    }

    @Test
    void shouldNameAJarThatIsNoArchive() throws IOException {
        final Path jar = Files.writeString(folder.resolve("torn.jar"), "PK, but not really");
        assertFault(jar + ": cannot be read as a jar: ", folder);
    }

    @Test
    void shouldNameAJarWithoutARuleSet() {
        final Path jar = new RuleSetJar(folder, "library.jar").service("").write();
        assertFault(jar + ": names no rule set of its own in META-INF/services/" + RuleSet.class.getName(), folder);
    }

    @Test
    void shouldNameAJarThatOnlyBringsWhatIsBuiltIn() {
        final Path jar = new RuleSetJar(folder, "copy.jar")
                .service("io.ironhoard.dispatcher.rules.tictactoe.TicTacToeRules")
                .write();
        assertFault(jar + ": names no rule set of its own", folder);
    }

    @Test
    void shouldNameAJarWhoseClassIsMissing() {
        final Path jar = new RuleSetJar(folder, "hollow.jar").service("games.Gone").write();
        assertFault(jar + ": ", folder, "games.Gone");
    }

    @Test
    void shouldNameAJarThatDoublesAnId() {
        final Path jar = new RuleSetJar(folder, "again.jar").id("tic-tac-toe").write();
        assertFault(jar + ": tic-tac-toe version 1 is there already (built in)", folder);
    }

    @Test
    void shouldNameAJarWhoseConstructorThrows() {
        final Path jar = new RuleSetJar(folder, "angry.jar")
                .constructor("if (true) throw new IllegalStateException(\"no licence\");")
                .write();
        assertFault(jar + ": ", folder, "no licence");
    }

    @Test
    void shouldNameAJarWhoseDescriptorThrows() {
        final Path jar = new RuleSetJar(folder, "shy.jar")
                .descriptor("throw new AssertionError(\"not telling\");")
                .write();
        assertFault(jar + ": ", folder, "not telling");
    }

    @Test
    void shouldNameAJarWhoseDescriptorIsMissing() {
        final Path jar = new RuleSetJar(folder, "void.jar").descriptor("return null;").write();
        assertFault(jar + ": ", folder, "games.Game has no descriptor");
    }

    @Test
    void shouldNameAJarWhoseDescriptorIsWrong() {
        final Path jar = new RuleSetJar(folder, "loud.jar").id("SHOUTING").write();
        assertFault(jar + ": ", folder, "rule set id 'SHOUTING'");
    }

    @Test
    void shouldNameEveryBrokenJarAtOnce() {
        final Path one = new RuleSetJar(folder, "one.jar").service("").write();
        final Path two = new RuleSetJar(folder, "two.jar").descriptor("return null;").write();
        new RuleSetJar(folder, "whole.jar").write();
        assertThatThrownBy(() -> RuleSetRegistry.withFolder(folder))
                .isInstanceOf(RuleSetLoadException.class)
                .message()
                .hasLineCount(2)
                .contains(one.toString(), two.toString());
    }

    private static void assertFault(final String start, final Path rules) {
        assertFault(start, rules, "");
    }

    private static void assertFault(final String start, final Path rules, final String part) {
        assertThatThrownBy(() -> RuleSetRegistry.withFolder(rules))
                .isInstanceOf(RuleSetLoadException.class)
                .message()
                .startsWith(start)
                .contains(part);
    }
}
