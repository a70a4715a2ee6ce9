package io.ironhoard.proto.counters;

/** What a matchmaking process shows of itself beside its book. The order is the layout: add at the end only. */
public enum GatewayGauge {
    /** Running 1, stopping 2, link lost 3; 0 before the start. */
    STATE("state", "1 running, 2 stopping, 3 link to the dispatcher lost"),
    /** Play streams that hold a seat. */
    STREAMS("streams", "play streams that hold a seat"),
    /** Matches whose events this gateway follows. */
    MATCHES("matches", "matches known to this gateway"),
    /** Bytes of histories. */
    HISTORY_BYTES("history_bytes", "bytes of matches' histories"),
    /** Sessions that have not expired. */
    SESSIONS("sessions", "sessions that were opened and have not expired"),
    /** Open lobbies. */
    LOBBIES("lobbies", "open lobbies"),
    /** Events sent to players. */
    EVENTS_SENT("events_sent", "events sent to players"),
    /** Streams cut off because their reader stayed behind. */
    SLOW_READERS("slow_readers", "streams cut off because their reader stayed behind"),
    /** Times that the link to the dispatcher was lost. */
    LINK_LOSSES("link_losses", "times that the link to the dispatcher was lost"),
    /** Refused calls for want of a valid session. */
    SESSIONS_REFUSED("sessions_refused", "calls refused for want of a valid session"),
    /** Moves handed to shards. */
    SUBMITTED("submitted", "moves handed to shards"),
    /** Moves refused here, before any shard saw them. */
    REFUSED_HERE("refused_here", "moves refused before any shard saw them"),
    /** Moves handed to shards and answered with SHARD_UNAVAILABLE: a shard may have accepted them. */
    OUTCOME_UNKNOWN("outcome_unknown", "moves handed to shards whose outcome never came back"),
    /** Streams that watch a match without a seat. */
    SPECTATORS("spectators", "streams that watch a match without a seat"),
    /** Events sent to spectators. */
    EVENTS_SHOWN("events_shown", "events sent to spectators");

    private final String label;
    private final String doc;

    GatewayGauge(final String label, final String doc) {
        this.label = label;
        this.doc = doc;
    }

    /** The name in JSON and metrics, with its unit last. */
    public String label() {
        return label;
    }

    /** One phrase for people. */
    public String doc() {
        return doc;
    }
}
