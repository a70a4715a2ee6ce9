package io.ironhoard.dispatcher.rules;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Compiles a rule set that is on nobody's class path and packs it as its author would. */
final class RuleSetJar {
    private static final String SERVICE = "META-INF/services/io.ironhoard.dispatcher.rules.spi.RuleSet";
    private static final String SOURCE = """
            package games;

            import io.ironhoard.dispatcher.rules.spi.*;
            import io.ironhoard.proto.rules.*;
            import java.util.List;
            import org.agrona.*;

            public final class Game implements RuleSet {
                private final RuleSetDescriptor descriptor = new RuleSetDescriptor(
                        "@ID@", @VERSION@, "A game", 1, 4, 8, false, List.of(), List.of(), List.of());
                public Game() {
                    @CONSTRUCTOR@
                }
                public RuleSetDescriptor descriptor() { @DESCRIPTOR@ }
                public int stateLength(int seats, OptionsView o) { return 1; }
                public int init(MutableDirectBuffer state, int seats, OptionsView o, long seed, long nowMs) { return 0; }
                public int apply(MutableDirectBuffer s, int seat, DirectBuffer m, int at, int length, long nowMs, final Effects effects) { return 0; }
                public void forfeit(MutableDirectBuffer state, int seat, Forfeit forfeit, long nowMs, final Effects effects) {}
                public int turn(DirectBuffer state) { return -1; }
                public int endReason(DirectBuffer state) { return 0; }
                public int placement(DirectBuffer state, int seat) { return 1; }
                public int viewLengthMax(int seats, OptionsView o) { return 0; }
                public int view(DirectBuffer state, int seat, MutableDirectBuffer out, int offset) { return 0; }
            }
            """;

    private final Path folder;
    private final String name;
    private String id = "a-game";
    private int version = 1;
    private String constructor = "";
    private String descriptor = "return descriptor;";
    private String service = "games.Game";

    RuleSetJar(final Path folder, final String name) {
        this.folder = folder;
        this.name = name;
    }

    RuleSetJar id(final String value) {
        id = value;
        return this;
    }

    RuleSetJar version(final int value) {
        version = value;
        return this;
    }

    RuleSetJar constructor(final String statements) {
        constructor = statements;
        return this;
    }

    RuleSetJar descriptor(final String statements) {
        descriptor = statements;
        return this;
    }

    /** The line of the service file; empty for no service file. */
    RuleSetJar service(final String value) {
        service = value;
        return this;
    }

    Path write() {
        try {
            final Path work = Files.createTempDirectory(folder, "work");
            compile(work);
            final Path jar = folder.resolve(name);
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                    Stream<Path> files = Files.walk(work)) {
                if (!service.isEmpty()) {
                    out.putNextEntry(new JarEntry(SERVICE));
                    out.write(service.getBytes(StandardCharsets.UTF_8));
                }
                for (final Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                    out.putNextEntry(new JarEntry(work.relativize(file).toString().replace('\\', '/')));
                    Files.copy(file, out);
                }
            }
            return jar;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void compile(final Path work) throws IOException {
        final Path source = work.resolve("Game.java");
        Files.writeString(
                source,
                SOURCE.replace("@ID@", id)
                        .replace("@VERSION@", Integer.toString(version))
                        .replace("@CONSTRUCTOR@", constructor)
                        .replace("@DESCRIPTOR@", descriptor));
        final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        final List<String> arguments = List.of(
                "-proc:none",
                "-classpath",
                System.getProperty("java.class.path"),
                "-d",
                work.toString(),
                source.toString());
        if (compiler.run(null, OutputStream.nullOutputStream(), null, arguments.toArray(new String[0])) != 0) {
            throw new IllegalStateException("the rule set of " + name + " does not compile");
        }
    }
}
