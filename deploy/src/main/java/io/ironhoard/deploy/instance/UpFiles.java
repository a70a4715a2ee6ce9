package io.ironhoard.deploy.instance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The files of the supervisor in a data folder.
 *
 * <pre>
 *     run/up.lock        locked by the supervisor for as long as it lives
 *     run/up.json        who it is and where its server listens (see {@link RunningUp})
 *     run/ironhoard.log  the log of a detached server
 * </pre>
 *
 * @param dataDir the instance's data folder.
 */
public record UpFiles(Path dataDir) {
    private static final String OWNER_ONLY = "rwx------";

    /** The folder of everything that is about running processes. */
    public Path runDir() {
        return dataDir.resolve("run");
    }

    /** The supervisor's lock. */
    public Path lock() {
        return runDir().resolve("up.lock");
    }

    /** The supervisor's description. */
    public Path description() {
        return runDir().resolve("up.json");
    }

    /** The detached server's log. */
    public Path log() {
        return runDir().resolve("ironhoard.log");
    }

    /**
     * Makes the folders that are missing, for their owner only.
     *
     * @throws IOException where that is not possible.
     */
    public void create() throws IOException {
        Files.createDirectories(
                runDir(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
    }
}
