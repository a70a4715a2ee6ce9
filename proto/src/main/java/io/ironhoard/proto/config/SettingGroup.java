package io.ironhoard.proto.config;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The first part of a setting's name after {@code ironhoard.}, and which processes have settings under it.
 *
 * <p>The processes of a node share one environment and one profile file, and none of them knows the others' settings: a
 * name that a process does not know is a mistake, unless it stands in a group that another process reads.
 */
public enum SettingGroup {
    AERON(Reader.DISPATCHER, Reader.MATCHMAKING),
    ARENA(Reader.DISPATCHER),
    CLIENT(Reader.TOOLS),
    CLUSTER(Reader.MATCHMAKING),
    CONSOLE(Reader.MATCHMAKING),
    DATA(Reader.DISPATCHER, Reader.MATCHMAKING, Reader.TOOLS),
    DRIVER(Reader.DISPATCHER),
    DURABILITY(Reader.DISPATCHER),
    FEED(Reader.MATCHMAKING),
    GATEWAY(Reader.DISPATCHER, Reader.MATCHMAKING),
    GRPC(Reader.MATCHMAKING),
    HOME(Reader.TOOLS),
    IPC(Reader.DISPATCHER),
    JAVA(Reader.TOOLS),
    LINK(Reader.MATCHMAKING),
    LOBBY(Reader.MATCHMAKING),
    LOG(Reader.DISPATCHER, Reader.MATCHMAKING, Reader.TOOLS),
    MATCH(Reader.DISPATCHER, Reader.MATCHMAKING),
    MATCHMAKER(Reader.MATCHMAKING),
    MOVES(Reader.DISPATCHER, Reader.MATCHMAKING),
    OPS(Reader.MATCHMAKING),
    PARENT(Reader.DISPATCHER, Reader.MATCHMAKING),
    PLAY(Reader.MATCHMAKING),
    PROFILE(Reader.DISPATCHER, Reader.MATCHMAKING, Reader.TOOLS),
    RATE(Reader.DISPATCHER, Reader.MATCHMAKING),
    RECORD(Reader.DISPATCHER, Reader.MATCHMAKING),
    RULES(Reader.DISPATCHER),
    SESSION(Reader.MATCHMAKING),
    SHARD(Reader.DISPATCHER, Reader.MATCHMAKING),
    SPECTATE(Reader.MATCHMAKING),
    STORE(Reader.MATCHMAKING),
    TOOL(Reader.TOOLS),
    UP(Reader.TOOLS);

    private final Set<Reader> readers;

    SettingGroup(final Reader first, final Reader... others) {
        this.readers = EnumSet.of(first, others);
    }

    /** A kind of process. */
    public enum Reader {
        /** The shards' process. */
        DISPATCHER,
        /** Sessions, lobbies and the gateway. */
        MATCHMAKING,
        /** The command line. */
        TOOLS
    }

    /**
     * @param name a setting's name.
     * @return the group that it begins with.
     */
    public static Optional<SettingGroup> find(final String name) {
        if (!name.startsWith(Setting.PREFIX)) {
            return Optional.empty();
        }
        final int end = name.indexOf('.', Setting.PREFIX.length());
        final String part =
                end < 0 ? name.substring(Setting.PREFIX.length()) : name.substring(Setting.PREFIX.length(), end);
        return Arrays.stream(values())
                .filter(group -> group.name().toLowerCase(Locale.ROOT).equals(part))
                .findFirst();
    }

    /**
     * @param reader a kind of process.
     * @return whether it has settings in this group.
     */
    public boolean isReadBy(final Reader reader) {
        return readers.contains(reader);
    }

    /**
     * @param reader a kind of process.
     * @return whether another kind has settings in this group.
     */
    public boolean isReadByOthers(final Reader reader) {
        return readers.size() > 1 || !readers.contains(reader);
    }
}
