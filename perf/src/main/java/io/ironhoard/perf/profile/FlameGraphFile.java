package io.ironhoard.perf.profile;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.stream.Collectors;
import one.convert.Arguments;
import one.convert.FlameGraph;

/**
 * A flame graph as one HTML file without anything beside it. Its place is taken at the beginning, so that nobody records for
 * a minute what cannot be written then. Used by one thread.
 */
final class FlameGraphFile implements AutoCloseable {
    private final Path file;
    private final Path part;

    /**
     * @param file where to; replaced at {@link #write}.
     * @throws IOException where nothing can be written there.
     */
    FlameGraphFile(final Path file) throws IOException {
        this.file = file.toAbsolutePath();
        if (Files.isDirectory(this.file)) {
            throw new IOException("it is a folder");
        }
        if (!Files.isDirectory(this.file.getParent())) {
            throw new IOException("there is no folder " + this.file.getParent());
        }
        part = this.file.resolveSibling(this.file.getFileName() + ".part");
        Files.write(part, new byte[0]);
    }

    /**
     * @param title  above the picture.
     * @param stacks what it shows.
     * @throws IOException where it cannot be written.
     */
    void write(final String title, final Collection<Stack> stacks) throws IOException {
        final FlameGraph graph = new FlameGraph(new Arguments("--title", title));
        graph.parseCollapsed(new StringReader(
                stacks.stream().map(Stack::line).collect(Collectors.joining("\n"))));
        try (OutputStream out = Files.newOutputStream(part)) {
            graph.dump(out);
        }
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(part);
    }
}
