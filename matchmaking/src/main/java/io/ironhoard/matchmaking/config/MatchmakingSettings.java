package io.ironhoard.matchmaking.config;

import io.ironhoard.proto.config.Setting;
import io.ironhoard.proto.config.SharedSettings;
import java.util.ArrayList;
import java.util.List;

/** Every setting of the matchmaking process, and those that belong to no part of it alone. */
public final class MatchmakingSettings {
    /** This gateway. */
    public static final Setting<Integer> GATEWAY_ID = Setting.integer(
            "ironhoard.gateway.id",
            0,
            SharedSettings.GATEWAY_COUNT_LIMIT - 1,
            0,
            "This gateway's number on its node; each has its own, below ironhoard.gateway.count.max.");

    /** Waiting for the dispatcher. */
    public static final Setting<Long> LINK_WAIT_MS_MAX = Setting.wide(
            "ironhoard.link.wait.ms.max",
            0,
            3_600_000,
            30_000,
            "How long the process waits at its start for every shard to answer.");

    /** Records. */
    public static final Setting<Integer> RECORD_BYTES_MAX = Setting.integer(
            "ironhoard.store.record.bytes.max",
            1_024,
            64 << 20,
            16 << 20,
            "The longest record of a match that is sent to a client.");

    private MatchmakingSettings() {}

    /** All of them, in the reference's order. */
    public static List<Setting<?>> all() {
        final List<Setting<?>> all = new ArrayList<>(SharedSettings.all());
        all.add(GATEWAY_ID);
        all.add(LINK_WAIT_MS_MAX);
        all.add(RECORD_BYTES_MAX);
        all.addAll(ServerSettings.all());
        all.addAll(LobbySettings.all());
        all.addAll(GatewaySettings.all());
        return List.copyOf(all);
    }
}
