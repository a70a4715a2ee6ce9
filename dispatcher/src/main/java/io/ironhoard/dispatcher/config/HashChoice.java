package io.ironhoard.dispatcher.config;

import io.ironhoard.dispatcher.hash.JdkMoveHash;
import io.ironhoard.dispatcher.hash.LibcryptoMoveHash;
import io.ironhoard.dispatcher.hash.MoveHash;
import io.ironhoard.proto.instance.StartRefusedException;
import java.util.Locale;

/** Who computes the shards' hashes. */
public enum HashChoice {
    /** The system's libcrypto where it is there and sound, else the JDK. */
    AUTO,
    /** The system's libcrypto. */
    NATIVE,
    /** The JDK alone. */
    JDK;

    /** The name as it is written in settings. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * A hash for one shard.
     *
     * @return what was chosen.
     * @throws StartRefusedException where this machine does not have it.
     */
    public MoveHash create() {
        return switch (this) {
            case JDK -> new JdkMoveHash();
            case AUTO -> LibcryptoMoveHash.create().orElseGet(JdkMoveHash::new);
            case NATIVE -> LibcryptoMoveHash.create()
                    .orElseThrow(() -> new StartRefusedException(
                            StartRefusedException.STATUS_USAGE,
                            "ironhoard.shard.hash is native, and this machine has no libcrypto with SHA256_Transform"));
        };
    }
}
