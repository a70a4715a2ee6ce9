package io.ironhoard.matchmaking.config;

import io.ironhoard.proto.config.Setting;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The settings of the gRPC servers: names, limits, defaults. */
public final class ServerSettings {
    /** Where players connect. */
    public static final Setting<String> GRPC_BIND = Setting.text(
            "ironhoard.grpc.bind",
            255,
            "127.0.0.1",
            "The address that players connect to; one that other machines reach needs TLS and keys of its own.");

    /** Players' port. */
    public static final Setting<Integer> GRPC_PORT =
            Setting.integer("ironhoard.grpc.port", 0, 65_535, 7_400, "The port for players; 0 takes a free one.");

    /** Certificate. */
    public static final Setting<Optional<Path>> TLS_CERT = Setting.optionalPath(
            "ironhoard.grpc.tls.cert", "The server's certificate chain in PEM; with it, players connect over TLS.");

    /** Its key. */
    public static final Setting<Optional<Path>> TLS_KEY =
            Setting.optionalPath("ironhoard.grpc.tls.key", "The certificate's private key in PEM (PKCS #8).");

    /** Reflection. */
    public static final Setting<Reflection> REFLECTION = Setting.choice(
            "ironhoard.grpc.reflection",
            Reflection.class,
            Reflection.AUTO,
            "Whether the server tells its services to whoever asks; auto does so on loopback only.");

    /** Longest message. */
    public static final Setting<Integer> MESSAGE_BYTES_MAX = Setting.integer(
            "ironhoard.grpc.message.bytes.max", 1_024, 1 << 20, 16_384, "The longest message that is read.");

    /** Longest metadata. */
    public static final Setting<Integer> METADATA_BYTES_MAX = Setting.integer(
            "ironhoard.grpc.metadata.bytes.max", 2_048, 1 << 16, 8_192, "The longest metadata of a call.");

    /** Connections. */
    public static final Setting<Integer> CONNECTIONS_MAX = Setting.integer(
            "ironhoard.grpc.connections.max",
            1,
            1_000_000,
            10_000,
            "How many connections may be open at once; keep it below the limit of open files.");

    /** Calls of a connection. */
    public static final Setting<Integer> CALLS_PER_CONNECTION_MAX = Setting.integer(
            "ironhoard.grpc.connection.calls.max",
            1,
            100_000,
            2_048,
            "How many calls of one connection may be open at once.");

    /** Calls. */
    public static final Setting<Integer> CALLS_MAX = Setting.integer(
            "ironhoard.grpc.calls.max",
            1,
            1_000_000,
            4_096,
            "How many calls other than streams may be open at once.");

    /** Calls of strangers. */
    public static final Setting<Integer> OPEN_CALLS_MAX = Setting.integer(
            "ironhoard.grpc.open.calls.max",
            1,
            100_000,
            256,
            "How many calls that need no session, to health and reflection, may be open at once.");

    /** Resets. */
    public static final Setting<Integer> RESETS_MAX = Setting.integer(
            "ironhoard.grpc.resets.max",
            1,
            100_000,
            2_000,
            "How many streams a connection may reset in ironhoard.grpc.resets.window.s before it is closed.");

    /** The window of resets. */
    public static final Setting<Integer> RESETS_WINDOW_S = Setting.integer(
            "ironhoard.grpc.resets.window.s", 1, 3_600, 30, "The time over which resets of streams are counted.");

    /** Flow control. */
    public static final Setting<Integer> FLOW_WINDOW_BYTES = Setting.integer(
            "ironhoard.grpc.flow.window.bytes",
            65_535,
            1 << 24,
            262_144,
            "What a client may send ahead of what is read, for each call and each connection.");

    /** Handshake. */
    public static final Setting<Long> HANDSHAKE_MS_MAX = Setting.wide(
            "ironhoard.grpc.handshake.ms.max", 100, 60_000, 10_000, "How long a connection may take to be made.");

    /** Keep-alive. */
    public static final Setting<Long> KEEPALIVE_MS = Setting.wide(
            "ironhoard.grpc.keepalive.ms", 1_000, 3_600_000, 30_000, "After which silence a client is pinged.");

    /** Its answer. */
    public static final Setting<Long> KEEPALIVE_TIMEOUT_MS = Setting.wide(
            "ironhoard.grpc.keepalive.timeout.ms",
            100,
            3_600_000,
            10_000,
            "How long a client may take to answer a ping before its connection is closed.");

    /** Clients' own pings. */
    public static final Setting<Long> KEEPALIVE_PERMIT_MS = Setting.wide(
            "ironhoard.grpc.keepalive.permit.ms",
            0,
            3_600_000,
            30_000,
            "How often a client may ping; one that does so more often is disconnected.");

    /** Idle connections. */
    public static final Setting<Long> CONNECTION_IDLE_MS = Setting.wide(
            "ironhoard.grpc.connection.idle.ms",
            1_000,
            86_400_000,
            300_000,
            "After which time without calls a connection is closed.");

    /** Old connections. */
    public static final Setting<Long> CONNECTION_AGE_MS = Setting.wide(
            "ironhoard.grpc.connection.age.ms",
            10_000,
            2_592_000_000L,
            43_200_000,
            "After which time a connection is asked to go, so that clients spread over servers again.");

    /** Their calls. */
    public static final Setting<Long> CONNECTION_AGE_GRACE_MS = Setting.wide(
            "ironhoard.grpc.connection.age.grace.ms",
            1_000,
            3_600_000,
            60_000,
            "How long the calls of a connection that was asked to go may go on.");

    /** Stopping. */
    public static final Setting<Long> DRAIN_MS_MAX = Setting.wide(
            "ironhoard.grpc.drain.ms.max",
            0,
            3_600_000,
            10_000,
            "How long open calls may take to end when the process stops.");

    /** Operators' address. */
    public static final Setting<String> OPS_BIND = Setting.text(
            "ironhoard.ops.bind",
            255,
            "127.0.0.1",
            "The address that operators connect to; only loopback, because their calls carry no sign-in yet.");

    /** Operators' port. */
    public static final Setting<Integer> OPS_PORT =
            Setting.integer("ironhoard.ops.port", 0, 65_535, 7_402, "The port for operators; 0 takes a free one.");

    private ServerSettings() {}

    /** All of them, in the reference's order. */
    public static List<Setting<?>> all() {
        return List.of(
                GRPC_BIND,
                GRPC_PORT,
                TLS_CERT,
                TLS_KEY,
                REFLECTION,
                MESSAGE_BYTES_MAX,
                METADATA_BYTES_MAX,
                CONNECTIONS_MAX,
                CALLS_PER_CONNECTION_MAX,
                CALLS_MAX,
                OPEN_CALLS_MAX,
                RESETS_MAX,
                RESETS_WINDOW_S,
                FLOW_WINDOW_BYTES,
                HANDSHAKE_MS_MAX,
                KEEPALIVE_MS,
                KEEPALIVE_TIMEOUT_MS,
                KEEPALIVE_PERMIT_MS,
                CONNECTION_IDLE_MS,
                CONNECTION_AGE_MS,
                CONNECTION_AGE_GRACE_MS,
                DRAIN_MS_MAX,
                OPS_BIND,
                OPS_PORT);
    }
}
