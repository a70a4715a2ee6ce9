package io.ironhoard.proto.instance;

import io.ironhoard.proto.crypto.Sha256;
import io.ironhoard.proto.ids.MatchId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * Where one instance keeps what, under its data folder. Immutable.
 *
 * @param data the data folder, which names the instance.
 */
public record InstanceLayout(Path data) {
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    /**
     * @param data the data folder, which names the instance.
     */
    public InstanceLayout {
        data = data.toAbsolutePath().normalize();
    }

    /** The secret that seat keys are derived from. */
    public Path nodeSecret() {
        return keys().resolve("node.secret");
    }

    /** The secret that session tokens are signed with. */
    public Path sessionKey() {
        return keys().resolve("session.key");
    }

    /** The private key that records are signed with. */
    public Path recordKey() {
        return keys().resolve("record.key");
    }

    /** The public key that records are checked with. */
    public Path recordPublicKey() {
        return keys().resolve("record.pub");
    }

    /** The folder of finished records. */
    public Path records() {
        return data.resolve("records");
    }

    /**
     * @param matchId a match.
     * @return its record's file, in a folder of its first two digits.
     */
    public Path record(final MatchId matchId) {
        final String name = matchId.toString();
        return records().resolve(name.substring(0, 2)).resolve(name + ".ihr");
    }

    /** The folder of what lives only as long as the processes do. */
    public Path run() {
        return data.resolve("run");
    }

    /** The dispatcher's counters. */
    public Path dispatcherCounters() {
        return run().resolve("dispatcher.counters");
    }

    /**
     * @param gatewayId a gateway's id.
     * @return the counters of its matchmaking process.
     */
    public Path matchmakingCounters(final int gatewayId) {
        return run().resolve("matchmaking-" + gatewayId + ".counters");
    }

    /** The folder of the last epoch of each shard. */
    public Path epochs() {
        return data.resolve("epochs");
    }

    /** The media driver's folder where none is set: in shared memory, one for each user and data folder. */
    public Path defaultAeronDirectory() {
        final byte[] hash = Sha256.of(data.toString().getBytes(StandardCharsets.UTF_8));
        return sharedMemory(HexFormat.of().formatHex(hash, 0, 6));
    }

    /** Where the instances of a user tell each other which cores they hold, where no folder is set: in shared memory. */
    public static Path defaultCoreClaims() {
        return sharedMemory("cores");
    }

    private static Path sharedMemory(final String name) {
        final Path parent =
                Files.isDirectory(SHARED_MEMORY) ? SHARED_MEMORY : Path.of(System.getProperty("java.io.tmpdir"));
        return parent.resolve("ironhoard-" + System.getProperty("user.name") + "-" + name);
    }

    private Path keys() {
        return data.resolve("keys");
    }
}
