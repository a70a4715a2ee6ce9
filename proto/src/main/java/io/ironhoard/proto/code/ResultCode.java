package io.ironhoard.proto.code;

/**
 * How a request ended: one stable number for each outcome, grouped by the stage that decided it.
 *
 * <pre>
 *     0        accepted
 *   100 – 199  frame and limits
 *   200 – 299  match, seat and lobby
 *   300 – 399  tag and session
 *   400 – 499  sequence
 *   500 – 599  clock and rate
 *   600 – 699  rules: these belong to rule sets and are named in their descriptors
 *   700 – 799  capacity
 *   900 – 999  server stopping or failed
 * </pre>
 *
 * <p>"Retry" means: the same request, unchanged, can succeed later.
 */
public enum ResultCode {
    /** The move is in the chain. */
    ACCEPTED(0, false, "accepted"),

    /** A frame cannot be read: a length or field lies outside its bounds. */
    MALFORMED_FRAME(100, false, "the frame cannot be read"),
    /** The frame's or the protocol's version is not spoken here. */
    UNSUPPORTED_VERSION(101, false, "this version of the protocol is not supported"),
    /** The payload is longer than the rule set's moves may be. */
    PAYLOAD_TOO_LONG(102, false, "the payload is longer than a move of this rule set may be"),
    /** The frame was made for an earlier life of the shard. */
    STALE_EPOCH(103, true, "the shard was restarted since this frame was made; submit it again"),
    /** The deadline given with the move had passed when the shard read it. */
    DEADLINE_PASSED(104, false, "the move's deadline had passed"),
    /** More moves are unanswered than a stream may have. */
    TOO_MANY_IN_FLIGHT(105, true, "too many moves of this stream are unanswered"),
    /** A stream's first frame must be a join, and only its first. */
    JOIN_EXPECTED(106, false, "the first frame of a stream, and only the first, is a join"),
    /** A field of the request is missing or outside what is allowed. */
    INVALID_ARGUMENT(107, false, "a field of the request is not allowed"),

    /** No match of this id is open. */
    MATCH_NOT_FOUND(200, false, "no such match is open"),
    /** The match has no such seat. */
    SEAT_NOT_FOUND(201, false, "the match has no such seat"),
    /** The match is over. */
    MATCH_ENDED(202, false, "the match is over"),
    /** The seat belongs to another player. */
    SEAT_NOT_YOURS(203, false, "the seat belongs to another player"),
    /** A newer stream holds the seat. */
    SEAT_TAKEN_OVER(204, false, "a newer stream holds the seat"),
    /** The seat has given up and may not move any more, though the match goes on. */
    SEAT_FORFEITED(205, false, "the seat has given up"),
    /** No such rule set, or not in this version. */
    RULES_NOT_FOUND(206, false, "no such rule set is installed"),
    /** The settings make no match of these rules. */
    INVALID_SETTINGS(207, false, "the settings make no match of these rules"),
    /** A match of this id is there already. */
    MATCH_EXISTS(208, false, "a match of this id is there already"),
    /** The events asked for are not kept here any more. */
    HISTORY_NOT_AVAILABLE(209, false, "the events asked for are no longer kept here"),
    /** The match has no record: it is unknown, goes on, or its record was deleted after the retention time. */
    RECORD_NOT_FOUND(210, true, "no record of this match is kept"),
    /** No lobby of this id is open. */
    LOBBY_NOT_FOUND(220, false, "no such lobby is open"),
    /** Every seat of the lobby is taken. */
    LOBBY_FULL(221, true, "every seat of the lobby is taken"),
    /** Only the host may do this. */
    NOT_LOBBY_HOST(222, false, "only the lobby's host may do this"),
    /** Only members may do this. */
    NOT_LOBBY_MEMBER(223, false, "only a member of the lobby may do this"),
    /** Not every member is ready, or seats are empty. */
    LOBBY_NOT_READY(224, true, "the lobby is not ready to start"),
    /** The lobby's match is being made or has been made. */
    LOBBY_STARTED(225, false, "the lobby has started its match"),

    /** The tag is not 16 bytes, or one was sent in a match where the gateway signs. */
    TAG_MALFORMED(300, false, "the tag has a wrong length for this match"),
    /** The tag is not the seat key's for these bytes. */
    TAG_FORGED(301, false, "the tag does not match the move"),
    /** The call carries no session token. */
    SESSION_MISSING(302, false, "the call carries no session token"),
    /** The token is not one of this server's. */
    SESSION_INVALID(303, false, "the session token is not valid"),
    /** The token was valid once. */
    SESSION_EXPIRED(304, false, "the session has expired; sign in again"),
    /** The session was ended. */
    SESSION_REVOKED(305, false, "the session was revoked"),
    /** Signing in by name alone is switched off here. */
    SIGN_IN_DISABLED(306, false, "development sign-in is switched off on this server"),

    /** A number between the last accepted and this one is missing. */
    SEQUENCE_GAP(400, false, "the sequence number is not the last accepted one plus 1"),
    /** The number was accepted with other bytes. */
    SEQUENCE_REUSED(401, false, "the sequence number was accepted with another move"),
    /** The number was accepted so long ago that its receipt is not kept. */
    SEQUENCE_TOO_OLD(402, false, "the receipt of this sequence number is no longer kept"),

    /** The seat moves faster than the match allows. */
    RATE_LIMITED(500, true, "the seat moves faster than is allowed"),
    /** The seat's clock has run out. */
    CLOCK_EXPIRED(501, false, "the seat's time is over"),

    /** A queue is full; the move was not taken in. */
    OVERLOADED(700, true, "the server is overloaded; the move was not taken in"),
    /** No further match has room. */
    MATCHES_FULL(701, true, "the server has no room for another match"),
    /** No further stream has room. */
    STREAMS_FULL(702, true, "the server has no room for another stream"),
    /** No further lobby has room. */
    LOBBIES_FULL(703, true, "the server has no room for another lobby"),
    /** No further session has room. */
    SESSIONS_FULL(704, true, "the server has no room for another session"),
    /** A stream's reader stayed behind its events for too long. */
    READER_TOO_SLOW(705, true, "the stream was read too slowly; join again from the last event seen"),

    /** The server is stopping. */
    STOPPING(900, true, "the server is stopping"),
    /** The shard cannot be reached or was lost: the outcome is unknown until the same move is submitted again. */
    SHARD_UNAVAILABLE(901, true, "the shard cannot be reached; submit the same move again"),
    /** The match's rule set failed, and the match ended with it. */
    RULES_FAULT(902, false, "the rule set failed and its match was ended"),
    /** The server failed in a way that it has no code for. */
    INTERNAL(903, true, "the server failed; its log says why"),
    /** The match's rule set took longer than its budget, and the match ended with it. */
    RULES_OVERRUN(904, false, "the rule set took longer than its budget and its match was ended");

    private static final ResultCode[] BY_CODE = new ResultCode[1000];

    static {
        for (final ResultCode code : values()) {
            BY_CODE[code.code] = code;
        }
    }

    private final int code;
    private final boolean retry;
    private final String doc;

    ResultCode(final int code, final boolean retry, final String doc) {
        this.code = code;
        this.retry = retry;
        this.doc = doc;
    }

    /** The number on the wire. */
    public int code() {
        return code;
    }

    /** Whether the same request, unchanged, can succeed later. */
    public boolean retry() {
        return retry;
    }

    /** One sentence for people. */
    public String doc() {
        return doc;
    }

    /**
     * @param code any number.
     * @return the constant, or {@code null} where the number belongs to a rule set (see {@link #isRules}) or to nobody.
     */
    public static ResultCode find(final int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }

    /**
     * @param code any number.
     * @return whether a rule set gives the number its meaning.
     */
    public static boolean isRules(final int code) {
        return code >= 600 && code <= 699;
    }
}
