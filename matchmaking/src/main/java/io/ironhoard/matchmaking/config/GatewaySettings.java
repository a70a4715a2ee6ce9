package io.ironhoard.matchmaking.config;

import io.ironhoard.matchmaking.gateway.feed.FeedConfig;
import io.ironhoard.matchmaking.gateway.grpc.PlayConfig;
import io.ironhoard.matchmaking.gateway.grpc.SpectateConfig;
import io.ironhoard.matchmaking.gateway.link.LinkConfig;
import io.ironhoard.matchmaking.gateway.node.GatewayConfiguration;
import io.ironhoard.proto.config.Setting;
import io.ironhoard.proto.config.Settings;
import io.ironhoard.proto.config.SharedSettings;
import java.nio.file.Path;
import java.util.List;

/** The settings of the gateway for moves: names, limits, defaults. */
public final class GatewaySettings {
    /** The duty cycle. */
    public static final Setting<Integer> POLL_INTERVAL_US = Setting.integer(
            "ironhoard.gateway.poll.interval.us",
            50,
            10_000,
            500,
            "The pause between two looks at the shards' events: shorter costs processor time, longer adds to latency.");

    /** Moves on their way. */
    public static final Setting<Integer> MOVES_PENDING_MAX = Setting.integer(
            "ironhoard.gateway.moves.pending.max",
            1,
            4_194_304,
            65_536,
            "How many moves of all streams may be unanswered; further ones are overload.");

    /** Other requests on their way. */
    public static final Setting<Integer> REQUESTS_PENDING_MAX = Setting.integer(
            "ironhoard.gateway.requests.pending.max",
            1,
            1_048_576,
            16_384,
            "How many joins, creations and inspections may be unanswered.");

    /** Silence of a shard. */
    public static final Setting<Integer> ANSWER_TIMEOUT_MS = Setting.integer(
            "ironhoard.gateway.answer.timeout.ms",
            100,
            600_000,
            15_000,
            "After which time a request without an answer is given up as SHARD_UNAVAILABLE.");

    /** Silence. */
    public static final Setting<Integer> SILENCE_MS = Setting.integer(
            "ironhoard.gateway.silence.ms",
            100,
            600_000,
            1_000,
            "After which time a shard that was asked and says nothing is asked no more for now: moves are overload.");

    /** Overload. */
    public static final Setting<Integer> OVERLOAD_RETRY_MS = Setting.integer(
            "ironhoard.gateway.overload.retry.ms",
            1,
            60_000,
            50,
            "How long players are told to wait before they submit a move again that found no room.");

    /** Fragments of a poll. */
    public static final Setting<Integer> FRAGMENTS_MAX = Setting.integer(
            "ironhoard.link.fragments.max",
            1,
            65_536,
            512,
            "The most messages taken from one stream before the event loop turns to something else.");

    /** Silence of the media driver. */
    public static final Setting<Integer> DRIVER_TIMEOUT_MS = Setting.integer(
            "ironhoard.link.driver.timeout.ms",
            1_000,
            600_000,
            10_000,
            "After which time a silent media driver is given up; a machine that pauses for longer loses its link.");

    /** The first pause. */
    public static final Setting<Integer> RECONNECT_MIN_MS = Setting.integer(
            "ironhoard.link.reconnect.min.ms",
            10,
            60_000,
            100,
            "The first pause before another try to reach the dispatcher; each further one is twice as long.");

    /** The longest pause. */
    public static final Setting<Integer> RECONNECT_MAX_MS = Setting.integer(
            "ironhoard.link.reconnect.max.ms",
            10,
            600_000,
            2_000,
            "The longest pause between two tries to reach the dispatcher.");

    /** Histories. */
    public static final Setting<Long> HISTORY_BYTES_MAX = Setting.wide(
            "ironhoard.feed.history.bytes.max",
            65_536,
            1L << 40,
            128L << 20,
            "How much memory the histories of all matches may take; beyond it finished matches lose theirs first.");

    /** Finished matches. */
    public static final Setting<Integer> FEED_LINGER_MS = Setting.integer(
            "ironhoard.feed.linger.ms",
            0,
            86_400_000,
            30_000,
            "How long a finished match can still be joined to read its events; at least as long as the spectators' delay"
                    + " and play.end.linger.ms together.");

    /** Streams. */
    public static final Setting<Integer> STREAMS_MAX = Setting.integer(
            "ironhoard.play.streams.max", 1, 1_000_000, 100_000, "How many play streams this gateway may have.");

    /** Streams of a player. */
    public static final Setting<Integer> STREAMS_PER_PLAYER_MAX = Setting.integer(
            "ironhoard.play.streams.per.player.max",
            1,
            1_000_000,
            1_024,
            "How many play streams one player may have.");

    /** The first frame. */
    public static final Setting<Integer> JOIN_TIMEOUT_MS = Setting.integer(
            "ironhoard.play.join.timeout.ms",
            100,
            600_000,
            10_000,
            "How long a play stream may wait with its join, and a spectator's with its request.");

    /** Slow readers. */
    public static final Setting<Integer> BEHIND_MS_MAX = Setting.integer(
            "ironhoard.play.behind.ms.max",
            100,
            3_600_000,
            20_000,
            "How long a player or spectator may stay behind what there is to read before the stream is cut off.");

    /** After the end. */
    public static final Setting<Integer> END_LINGER_MS = Setting.integer(
            "ironhoard.play.end.linger.ms",
            0,
            600_000,
            10_000,
            "How long a stream stays open after its match's last event was delivered where the client does not end it.");

    /** What spectators see later. */
    public static final Setting<Integer> SPECTATE_DELAY_MS = Setting.integer(
            "ironhoard.spectate.delay.ms",
            0,
            3_600_000,
            5_000,
            "By how much spectators see later what happens in a match, so that players learn nothing from them.");

    /** Streams of spectators. */
    public static final Setting<Integer> SPECTATE_STREAMS_MAX = Setting.integer(
            "ironhoard.spectate.streams.max", 0, 1_000_000, 20_000, "How many spectators this gateway may have.");

    /** Streams of spectators of a match. */
    public static final Setting<Integer> SPECTATE_STREAMS_PER_MATCH_MAX = Setting.integer(
            "ironhoard.spectate.streams.per.match.max",
            1,
            1_000_000,
            10_000,
            "How many spectators one match may have at this gateway.");

    /** Streams of a spectator. */
    public static final Setting<Integer> SPECTATE_STREAMS_PER_PLAYER_MAX = Setting.integer(
            "ironhoard.spectate.streams.per.player.max",
            1,
            1_000_000,
            64,
            "How many streams one player may watch matches with at this gateway.");

    private GatewaySettings() {}

    /** All of them, in the reference's order. */
    public static List<Setting<?>> all() {
        return List.of(
                POLL_INTERVAL_US,
                MOVES_PENDING_MAX,
                REQUESTS_PENDING_MAX,
                ANSWER_TIMEOUT_MS,
                SILENCE_MS,
                OVERLOAD_RETRY_MS,
                FRAGMENTS_MAX,
                DRIVER_TIMEOUT_MS,
                RECONNECT_MIN_MS,
                RECONNECT_MAX_MS,
                HISTORY_BYTES_MAX,
                FEED_LINGER_MS,
                STREAMS_MAX,
                STREAMS_PER_PLAYER_MAX,
                JOIN_TIMEOUT_MS,
                BEHIND_MS_MAX,
                END_LINGER_MS,
                SPECTATE_DELAY_MS,
                SPECTATE_STREAMS_MAX,
                SPECTATE_STREAMS_PER_MATCH_MAX,
                SPECTATE_STREAMS_PER_PLAYER_MAX);
    }

    /**
     * Conclude.
     *
     * @param settings resolved.
     * @param aeronDirectory the media driver's folder.
     * @param runFolder the instance's folder of run-time files.
     * @return the gateway's configuration.
     */
    public static GatewayConfiguration configuration(
            final Settings settings, final Path aeronDirectory, final Path runFolder) {
        final LinkConfig link = new LinkConfig(
                settings.get(MatchmakingSettings.GATEWAY_ID),
                aeronDirectory,
                settings.get(FRAGMENTS_MAX),
                settings.get(MOVES_PENDING_MAX),
                settings.get(REQUESTS_PENDING_MAX),
                settings.get(ANSWER_TIMEOUT_MS),
                settings.get(SILENCE_MS),
                settings.get(DRIVER_TIMEOUT_MS),
                settings.get(RECONNECT_MIN_MS),
                Math.max(settings.get(RECONNECT_MIN_MS), settings.get(RECONNECT_MAX_MS)),
                settings.get(OVERLOAD_RETRY_MS));
        final FeedConfig feed = new FeedConfig(
                settings.get(HISTORY_BYTES_MAX),
                settings.get(FEED_LINGER_MS),
                settings.get(SPECTATE_DELAY_MS),
                settings.get(END_LINGER_MS));
        final PlayConfig play = new PlayConfig(
                settings.get(SharedSettings.MOVES_IN_FLIGHT_MAX),
                settings.get(STREAMS_MAX),
                settings.get(STREAMS_PER_PLAYER_MAX),
                settings.get(JOIN_TIMEOUT_MS),
                settings.get(BEHIND_MS_MAX),
                settings.get(END_LINGER_MS));
        final SpectateConfig spectate = new SpectateConfig(
                settings.get(SPECTATE_DELAY_MS),
                settings.get(SPECTATE_STREAMS_MAX),
                settings.get(SPECTATE_STREAMS_PER_MATCH_MAX),
                settings.get(SPECTATE_STREAMS_PER_PLAYER_MAX),
                settings.get(JOIN_TIMEOUT_MS),
                settings.get(BEHIND_MS_MAX),
                settings.get(END_LINGER_MS));
        return new GatewayConfiguration(link, feed, play, spectate, settings.get(POLL_INTERVAL_US), runFolder);
    }
}
