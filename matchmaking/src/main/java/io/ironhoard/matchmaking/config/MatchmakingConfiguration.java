package io.ironhoard.matchmaking.config;

import io.ironhoard.matchmaking.gateway.node.GatewayConfiguration;
import io.ironhoard.matchmaking.lobby.LobbyLimits;
import io.ironhoard.matchmaking.lobby.MatchLimits;
import io.ironhoard.matchmaking.server.Endpoint;
import io.ironhoard.matchmaking.server.ServerLimits;
import io.ironhoard.proto.config.Setting;
import io.ironhoard.proto.config.SettingException;
import io.ironhoard.proto.config.SettingGroup;
import io.ironhoard.proto.config.Settings;
import io.ironhoard.proto.config.SharedSettings;
import io.ironhoard.proto.instance.InstanceLayout;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The matchmaking process' configuration, validated as a whole. Immutable.
 *
 * @param layout the instance's folders.
 * @param aeronDirectory the media driver's folder.
 * @param gatewayId this gateway.
 * @param shardCount shards of this node.
 * @param parentPid the process to stop with, 0 for none.
 * @param players where players connect.
 * @param operators where operators connect.
 * @param reflection whether the servers tell their services.
 * @param server the servers' limits.
 * @param session sessions.
 * @param lobby limits of lobbies.
 * @param match limits of a match's settings.
 * @param gateway the gateway for moves.
 * @param recordBytesMax the longest record that is sent, in bytes.
 * @param linkWaitMsMax how long to wait for every shard at the start, in milliseconds.
 * @param drainMsMax how long open calls may take to end at the stop, in milliseconds.
 */
public record MatchmakingConfiguration(
        InstanceLayout layout,
        Path aeronDirectory,
        int gatewayId,
        int shardCount,
        long parentPid,
        Endpoint players,
        Endpoint operators,
        boolean reflection,
        ServerLimits server,
        SessionConfiguration session,
        LobbyLimits lobby,
        MatchLimits match,
        GatewayConfiguration gateway,
        int recordBytesMax,
        long linkWaitMsMax,
        long drainMsMax) {

    private static final String REVOCATIONS_FILE = "sessions.revoked";

    /**
     * Resolve the settings of this process and conclude.
     *
     * @return the configuration.
     * @throws SettingException with every setting that is wrong.
     */
    public static MatchmakingConfiguration ofProcess() {
        return conclude(Settings.ofProcess(SettingGroup.Reader.MATCHMAKING, MatchmakingSettings.all()));
    }

    /**
     * Check everything that no single setting shows, and conclude.
     *
     * @param settings resolved from {@link MatchmakingSettings#all}.
     * @return the configuration.
     * @throws SettingException with every setting that is wrong, unsafe ones among them.
     */
    public static MatchmakingConfiguration conclude(final Settings settings) {
        final List<SettingException.Mistake> mistakes = new ArrayList<>();
        final InstanceLayout layout = new InstanceLayout(settings.get(SharedSettings.DATA_DIR));
        final Endpoint players = new Endpoint(
                address(settings, ServerSettings.GRPC_BIND, mistakes),
                settings.get(ServerSettings.GRPC_PORT),
                tls(settings, mistakes));
        final Endpoint operators = new Endpoint(
                address(settings, ServerSettings.OPS_BIND, mistakes),
                settings.get(ServerSettings.OPS_PORT),
                Optional.empty());
        checkGateway(settings, mistakes);
        checkSafety(settings, players, operators, mistakes);
        if (!mistakes.isEmpty()) {
            throw new SettingException(mistakes);
        }
        final Path aeronDirectory = settings.get(SharedSettings.AERON_DIR)
                .map(path -> path.toAbsolutePath().normalize())
                .orElseGet(layout::defaultAeronDirectory);
        return new MatchmakingConfiguration(
                layout,
                aeronDirectory,
                settings.get(MatchmakingSettings.GATEWAY_ID),
                settings.get(SharedSettings.SHARD_COUNT),
                settings.get(SharedSettings.PARENT_PID),
                players,
                operators,
                switch (settings.get(ServerSettings.REFLECTION)) {
                    case ON -> true;
                    case OFF -> false;
                    case AUTO -> players.isLoopback();
                },
                serverLimits(settings),
                session(settings, layout),
                lobbyLimits(settings),
                new MatchLimits(
                        settings.get(LobbySettings.LOBBY_CLOCK_MS_MAX),
                        settings.get(SharedSettings.ABANDON_GRACE_MS),
                        settings.get(SharedSettings.ABANDON_GRACE_MS_MAX)),
                GatewaySettings.configuration(settings, aeronDirectory, layout.run()),
                settings.get(MatchmakingSettings.RECORD_BYTES_MAX),
                settings.get(MatchmakingSettings.LINK_WAIT_MS_MAX),
                settings.get(ServerSettings.DRAIN_MS_MAX));
    }

    private static InetAddress address(
            final Settings settings, final Setting<String> setting, final List<SettingException.Mistake> mistakes) {
        final String text = settings.get(setting);
        try {
            if (!text.isBlank()) {
                return InetAddress.getByName(text);
            }
        } catch (final UnknownHostException e) {
            // Reported below.
        }
        mistakes.add(mistake(setting, text, "an address of this machine, such as 127.0.0.1"));
        return InetAddress.getLoopbackAddress();
    }

    private static Optional<Endpoint.Tls> tls(
            final Settings settings, final List<SettingException.Mistake> mistakes) {
        final Optional<Path> certificate = file(settings, ServerSettings.TLS_CERT, mistakes);
        final Optional<Path> key = file(settings, ServerSettings.TLS_KEY, mistakes);
        if (certificate.isPresent() && key.isPresent()) {
            return Optional.of(new Endpoint.Tls(certificate.get(), key.get()));
        }
        if (certificate.isPresent()) {
            mistakes.add(
                    mistake(ServerSettings.TLS_KEY, "", "the key of the certificate in " + ServerSettings.TLS_CERT));
        } else if (key.isPresent()) {
            mistakes.add(
                    mistake(ServerSettings.TLS_CERT, "", "the certificate of the key in " + ServerSettings.TLS_KEY));
        }
        return Optional.empty();
    }

    private static Optional<Path> file(
            final Settings settings,
            final Setting<Optional<Path>> setting,
            final List<SettingException.Mistake> mistakes) {
        final Optional<Path> path = settings.get(setting);
        path.filter(each -> !Files.isReadable(each) || Files.isDirectory(each))
                .ifPresent(each -> mistakes.add(mistake(setting, each, "a file that this process can read")));
        return path;
    }

    private static void checkGateway(final Settings settings, final List<SettingException.Mistake> mistakes) {
        final int gateways = settings.get(SharedSettings.GATEWAY_COUNT_MAX);
        if (settings.get(MatchmakingSettings.GATEWAY_ID) >= gateways) {
            mistakes.add(mistake(
                    MatchmakingSettings.GATEWAY_ID,
                    settings.get(MatchmakingSettings.GATEWAY_ID),
                    "a number below " + SharedSettings.GATEWAY_COUNT_MAX + " (" + gateways + ")"));
        }
    }

    /** A server that others reach must not run on what development makes up by itself. */
    private static void checkSafety(
            final Settings settings,
            final Endpoint players,
            final Endpoint operators,
            final List<SettingException.Mistake> mistakes) {
        file(settings, LobbySettings.SESSION_KEY_FILE, mistakes);
        if (!operators.isLoopback()) {
            mistakes.add(mistake(
                    ServerSettings.OPS_BIND,
                    settings.get(ServerSettings.OPS_BIND),
                    "a loopback address, because operators' calls carry no sign-in in this build"));
        }
        if (players.isLoopback()) {
            return;
        }
        final String reached = "where " + ServerSettings.GRPC_BIND + " is an address that other machines reach ("
                + settings.get(ServerSettings.GRPC_BIND) + ")";
        if (settings.get(ServerSettings.TLS_CERT).isEmpty()) {
            mistakes.add(mistake(ServerSettings.TLS_CERT, "", "a certificate and its key, " + reached));
        }
        if (settings.get(LobbySettings.SESSION_KEY_FILE).isEmpty()) {
            mistakes.add(mistake(
                    LobbySettings.SESSION_KEY_FILE,
                    "",
                    "a key of your own instead of the one that development makes, " + reached));
        }
        if (settings.source(LobbySettings.SESSION_DEVELOPMENT_ENABLED) == Settings.Source.DEFAULT) {
            mistakes.add(mistake(
                    LobbySettings.SESSION_DEVELOPMENT_ENABLED,
                    settings.get(LobbySettings.SESSION_DEVELOPMENT_ENABLED) + " by default",
                    "true or false said in so many words, " + reached));
        }
    }

    private static ServerLimits serverLimits(final Settings settings) {
        return new ServerLimits(
                settings.get(ServerSettings.MESSAGE_BYTES_MAX),
                settings.get(ServerSettings.METADATA_BYTES_MAX),
                settings.get(ServerSettings.CONNECTIONS_MAX),
                settings.get(ServerSettings.CALLS_PER_CONNECTION_MAX),
                settings.get(ServerSettings.CALLS_MAX),
                settings.get(ServerSettings.OPEN_CALLS_MAX),
                settings.get(ServerSettings.RESETS_MAX),
                settings.get(ServerSettings.RESETS_WINDOW_S),
                settings.get(ServerSettings.FLOW_WINDOW_BYTES),
                new ServerLimits.Times(
                        settings.get(ServerSettings.HANDSHAKE_MS_MAX),
                        settings.get(ServerSettings.KEEPALIVE_MS),
                        settings.get(ServerSettings.KEEPALIVE_TIMEOUT_MS),
                        settings.get(ServerSettings.KEEPALIVE_PERMIT_MS),
                        settings.get(ServerSettings.CONNECTION_IDLE_MS),
                        settings.get(ServerSettings.CONNECTION_AGE_MS),
                        settings.get(ServerSettings.CONNECTION_AGE_GRACE_MS)));
    }

    private static SessionConfiguration session(final Settings settings, final InstanceLayout layout) {
        final Optional<Path> given = settings.get(LobbySettings.SESSION_KEY_FILE);
        return new SessionConfiguration(
                given.orElseGet(layout::sessionKey),
                given.isPresent(),
                layout.data().resolve(REVOCATIONS_FILE),
                settings.get(LobbySettings.SESSION_REVOCATIONS_MAX),
                settings.get(LobbySettings.SESSION_TTL_MS),
                settings.get(LobbySettings.SESSION_DEVELOPMENT_ENABLED));
    }

    private static LobbyLimits lobbyLimits(final Settings settings) {
        return new LobbyLimits(
                settings.get(LobbySettings.LOBBIES_MAX),
                settings.get(LobbySettings.LOBBIES_PER_PLAYER_MAX),
                settings.get(LobbySettings.LOBBY_WATCHERS_MAX),
                settings.get(LobbySettings.LOBBY_WATCH_STREAMS_MAX),
                settings.get(LobbySettings.LOBBY_TITLE_CHARS_MAX),
                settings.get(LobbySettings.LOBBY_IDLE_MS),
                settings.get(LobbySettings.LOBBY_LINGER_MS),
                settings.get(LobbySettings.LOBBY_START_MS_MAX));
    }

    private static SettingException.Mistake mistake(
            final Setting<?> setting, final Object value, final String allowed) {
        return new SettingException.Mistake(setting.name(), String.valueOf(value), allowed);
    }
}
