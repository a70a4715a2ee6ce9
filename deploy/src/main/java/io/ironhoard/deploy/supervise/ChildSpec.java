package io.ironhoard.deploy.supervise;

import java.nio.file.Path;
import java.util.List;

/**
 * What one child process is started with.
 *
 * @param name      its name in sentences and in front of its lines, for example {@code dispatcher}.
 * @param command   the program and its arguments.
 * @param directory the working directory.
 */
public record ChildSpec(String name, List<String> command, Path directory) {
    /** Keeps a copy of the command. */
    public ChildSpec {
        command = List.copyOf(command);
    }
}
