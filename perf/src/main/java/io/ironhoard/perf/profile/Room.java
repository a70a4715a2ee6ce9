package io.ironhoard.perf.profile;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a sample of a shard's thread was spent on. The innermost frame that any room knows decides: buffers, copies and
 * intrinsics belong to whoever called them. Only a shard that idles is told by any of its frames, for it idles in the
 * kernel as well.
 *
 * <p>Frames are named as profilers name them: {@code package/Class.method}, a native function, a library's path.
 */
public enum Room {
    /** SHA-256 in any form: tag, chain, and the Java around them. */
    HASH("io/ironhoard/dispatcher/hash/", "io/ironhoard/proto/chain/", "io/ironhoard/proto/crypto/",
            "sun/security/provider/", "java/security/", "sha256_", "SHA256_", "sha256.", "libcrypto"),
    /** Streams: taking frames in, encoding events and replies, claims and commits. */
    CHANNEL("io/aeron/", "io/ironhoard/dispatcher/ipc/", "io/ironhoard/proto/sbe/",
            "io/ironhoard/dispatcher/shard/ShardEventEncoder", "io/ironhoard/dispatcher/shard/ShardReplyEncoder",
            "io/ironhoard/dispatcher/shard/Outlet"),
    /** Match state outside the heap: finding a match, reading and writing its slot, the allocator. */
    ARENA("io/ironhoard/arena/", "io/ironhoard/dispatcher/match/"),
    /** The rule sets themselves. */
    RULES("io/ironhoard/dispatcher/rules/"),
    /** What joins the others: the steps of a move, the duty cycle, its books. */
    PIPELINE("io/ironhoard/dispatcher/shard/", "io/ironhoard/dispatcher/validation/",
            "io/ironhoard/dispatcher/watch/", "io/ironhoard/proto/counters/",
            "io/ironhoard/dispatcher/ipc/ShardAgent", "io/ironhoard/dispatcher/ipc/ShardClock",
            "org/agrona/concurrent/AgentRunner"),
    /** The operating system, wherever it was entered. */
    KERNEL,
    /** The Java machine itself, and frames that nobody knows. */
    JVM,
    /** Waiting for work: left out of the shares. */
    IDLE("org/agrona/concurrent/BackoffIdleStrategy", "org/agrona/concurrent/BusySpinIdleStrategy",
            "org/agrona/concurrent/NoOpIdleStrategy", "org/agrona/concurrent/YieldingIdleStrategy",
            "org/agrona/concurrent/SleepingIdleStrategy", "io/ironhoard/dispatcher/ipc/RestingIdleStrategy",
            "java/util/concurrent/locks/LockSupport.park",
            "java/lang/Thread.onSpinWait", "java/lang/Thread.yield");

    private final List<String> beginnings;

    Room(final String... beginnings) {
        this.beginnings = List.of(beginnings);
    }

    /**
     * @param frames of one stack, the outermost first.
     * @return its room.
     */
    public static Room of(final List<Frame> frames) {
        if (frames.stream().anyMatch(frame -> IDLE.lengthKnown(frame) > 0)) {
            return IDLE;
        }
        return frames.reversed().stream().map(Room::of).flatMap(Optional::stream).findFirst().orElse(JVM);
    }

    /** The name in tables and JSON. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How the names of its frames begin. */
    List<String> beginnings() {
        return beginnings;
    }

    /** The room that knows the longest beginning of a frame's name: a class goes before its package. */
    private static Optional<Room> of(final Frame frame) {
        if (frame.kind() == Frame.Kind.KERNEL) {
            return Optional.of(KERNEL);
        }
        Room known = null;
        int longest = 0;
        for (final Room room : values()) {
            final int length = room.lengthKnown(frame);
            if (length > longest) {
                longest = length;
                known = room;
            }
        }
        return Optional.ofNullable(known);
    }

    private int lengthKnown(final Frame frame) {
        final String name = frame.simpleName();
        return beginnings.stream().filter(name::startsWith).mapToInt(String::length).max().orElse(0);
    }
}
