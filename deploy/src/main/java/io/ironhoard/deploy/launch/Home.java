package io.ironhoard.deploy.launch;

import io.ironhoard.deploy.exit.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder that the launcher belongs to: a checkout's root or an unpacked distribution. Its profiles are found there,
 * and the data folder is there by default.
 *
 * @param folder an absolute path.
 */
public record Home(Path folder) {
    /** The system property that the launcher sets. */
    public static final String PROPERTY = "ironhoard.home";

    private static final String PROFILE_ENDING = ".properties";

    /** @return what the launcher said, or the working directory. */
    public static Home ofProcess() {
        return new Home(Path.of(System.getProperty(PROPERTY, "")).toAbsolutePath().normalize());
    }

    /** The data folder where nobody says anything else. */
    public Path defaultData() {
        return folder.resolve("data");
    }

    /**
     * @param nameOrFile a profile's name, or a properties file.
     * @return the file.
     * @throws UsageException where there is none.
     */
    public Path profile(final String nameOrFile) {
        if (nameOrFile.contains("/") || nameOrFile.endsWith(PROFILE_ENDING)) {
            final Path file = Path.of(nameOrFile).toAbsolutePath();
            if (!Files.isReadable(file)) {
                throw new UsageException("--profile: " + file + " cannot be read");
            }
            return file;
        }
        return profileFolder()
                .map(profiles -> profiles.resolve(nameOrFile + PROFILE_ENDING))
                .filter(Files::isReadable)
                .orElseThrow(() -> new UsageException(
                        "--profile: there is no profile '" + nameOrFile + "'; there are: "
                                + String.join(", ", profiles())));
    }

    /** The names of the profiles that came with this build, sorted. */
    public List<String> profiles() {
        final Optional<Path> profiles = profileFolder();
        if (profiles.isEmpty()) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(profiles.get())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(PROFILE_ENDING))
                    .map(name -> name.substring(0, name.length() - PROFILE_ENDING.length()))
                    .sorted()
                    .toList();
        } catch (final IOException e) {
            return List.of();
        }
    }

    private Optional<Path> profileFolder() {
        return Stream.of(folder.resolve("profiles"), folder.resolve("deploy/profiles"))
                .filter(Files::isDirectory)
                .findFirst();
    }
}
