package io.ironhoard.perf.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Files that the profiled process reads and writes, though another user, such as root, may be profiling. Stateless. */
final class SharedFiles {
    private SharedFiles() {}

    /**
     * @param run the folder of the instance's processes, and theirs.
     * @return a new folder in it, theirs as well.
     * @throws IOException where it cannot be made.
     */
    static Path folder(final Path run) throws IOException {
        final Path folder = Files.createTempDirectory(run, "profile-");
        give(folder, run);
        return folder;
    }

    /**
     * @param file to be given away.
     * @param like who owns this shall own it.
     * @throws IOException where that is not allowed.
     */
    static void give(final Path file, final Path like) throws IOException {
        if (!Files.getOwner(file).equals(Files.getOwner(like))) {
            Files.setOwner(file, Files.getOwner(like));
        }
    }

    /**
     * @param folder to be removed with its files.
     * @throws IOException where that fails.
     */
    static void remove(final Path folder) throws IOException {
        final List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (final Path file : all) {
            Files.deleteIfExists(file);
        }
    }
}
