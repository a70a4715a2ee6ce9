package io.ironhoard.deploy.launch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The command line of a JVM of ours: the access that every one needs, then flags, properties, class path, main. */
public final class JvmCommand {
    /**
     * Agrona reads JDK internals, the archive's checksums call CRC-32C, and the arenas are foreign memory. A JVM without
     * memory ends and says so instead of limping on.
     */
    private static final List<String> ALWAYS = List.of(
            "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
            "--add-opens=java.base/java.util.zip=ALL-UNNAMED",
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:-UsePerfData");

    /**
     * Ctrl-C on a terminal goes to every process of the foreground group at once. A JVM that starts with SIGINT and
     * SIGHUP ignored leaves them ignored, so that only the supervisor hears them and stops its children in order.
     */
    private static final List<String> DEAF_TO_THE_TERMINAL =
            List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "ironhoard");

    private final List<String> flags = new ArrayList<>(ALWAYS);
    private final String mainClass;

    /** @param mainClass the class to run. */
    public JvmCommand(final String mainClass) {
        this.mainClass = mainClass;
    }

    /**
     * @param more JVM flags.
     * @return this.
     */
    public JvmCommand flags(final String... more) {
        flags.addAll(List.of(more));
        return this;
    }

    /** The JVM flags so far. */
    public List<String> flags() {
        return List.copyOf(flags);
    }

    /**
     * @param options JVM flags parted by blanks, perhaps none.
     * @return this.
     */
    public JvmCommand options(final String options) {
        Arrays.stream(options.strip().split("\\s+")).filter(option -> !option.isEmpty()).forEach(flags::add);
        return this;
    }

    /**
     * @param properties system properties.
     * @return this.
     */
    public JvmCommand properties(final Map<String, String> properties) {
        properties.forEach((name, value) -> flags.add("-D" + name + '=' + value));
        return this;
    }

    /**
     * @param arguments what the main takes.
     * @return the command of a process that runs in the foreground and hears Ctrl-C: this JVM's own Java and class path.
     */
    public List<String> inForeground(final String... arguments) {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(mainClass);
        command.addAll(List.of(arguments));
        return List.copyOf(command);
    }

    /**
     * @param arguments what the main takes.
     * @return the same for a child, which hears only SIGTERM.
     */
    public List<String> asChild(final String... arguments) {
        final List<String> command = new ArrayList<>(DEAF_TO_THE_TERMINAL);
        command.addAll(inForeground(arguments));
        return List.copyOf(command);
    }
}
