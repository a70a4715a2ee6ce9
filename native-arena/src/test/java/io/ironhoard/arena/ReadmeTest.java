package io.ironhoard.arena;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The README's example is compiled as it stands there, and run. */
final class ReadmeTest {
    private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    @Test
    void shouldRunAsItStandsThere() throws Exception {
        final Path source = folder.resolve("Example.java");
        Files.writeString(source, """
                import io.ironhoard.arena.*;
                import io.ironhoard.arena.region.*;
                import org.agrona.concurrent.UnsafeBuffer;
                public class Example implements Runnable {
                    public void run() {
                %s
                    }
                }
                """.formatted(example()));
        final int status = ToolProvider.getSystemJavaCompiler().run(
                null, null, null, "-cp", System.getProperty("java.class.path"), "-d", folder.toString(),
                source.toString());
        assertThat(status).isZero();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            final Object example = loader.loadClass("Example").getDeclaredConstructor().newInstance();
            ((Runnable) example).run();
        }
    }

    private static String example() throws IOException {
        final Matcher matcher = EXAMPLE.matcher(Files.readString(Path.of("README.md")));
        assertThat(matcher.find()).isTrue();
        assertThat(matcher.group(1).lines().count()).as("lines of the example").isLessThanOrEqualTo(13);
        return matcher.group(1);
    }
}
