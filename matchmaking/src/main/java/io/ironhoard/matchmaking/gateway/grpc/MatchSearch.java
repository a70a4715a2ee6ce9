package io.ironhoard.matchmaking.gateway.grpc;

import io.ironhoard.matchmaking.gateway.feed.FeedStore;
import io.ironhoard.matchmaking.gateway.feed.MatchFeed;
import io.ironhoard.matchmaking.refusal.RefusedException;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.ipc.StreamIds;
import java.util.Optional;

/**
 * A stream's match, looked for a while where it is not known here: another gateway may have made it a moment ago.
 *
 * <p>Owned by the gateway's event loop.
 */
final class MatchSearch {
    /** How long a match is looked for; events take less than a hundredth of it. */
    private static final long SEEK_MS_MAX = 500;

    private final FeedStore feeds;
    private final MatchId matchId;
    private final long sinceMs;

    private MatchSearch(final FeedStore feeds, final MatchId matchId, final long sinceMs) {
        this.feeds = feeds;
        this.matchId = matchId;
        this.sinceMs = sinceMs;
    }

    /**
     * @param feeds what is known.
     * @param protocolVersion what the client speaks.
     * @param matchId what it asks for.
     * @param nowMs the time.
     * @return the search.
     * @throws RefusedException where it cannot begin.
     */
    static MatchSearch begin(
            final FeedStore feeds, final int protocolVersion, final String matchId, final long nowMs) {
        if (protocolVersion != StreamIds.PROTOCOL_VERSION) {
            throw new RefusedException(
                    ResultCode.UNSUPPORTED_VERSION,
                    "protocol_version " + Integer.toUnsignedString(protocolVersion) + " is not "
                            + StreamIds.PROTOCOL_VERSION);
        }
        try {
            return new MatchSearch(feeds, MatchId.parse(matchId), nowMs);
        } catch (final IllegalArgumentException e) {
            throw new RefusedException(ResultCode.INVALID_ARGUMENT, e.getMessage());
        }
    }

    /** The match. */
    MatchId matchId() {
        return matchId;
    }

    /**
     * Look.
     *
     * @param nowMs the time.
     * @return the match, where it is known by now.
     * @throws RefusedException where the time is over.
     */
    Optional<MatchFeed> look(final long nowMs) {
        final Optional<MatchFeed> found = feeds.find(matchId);
        if (found.isEmpty() && nowMs - sinceMs > SEEK_MS_MAX) {
            throw new RefusedException(ResultCode.MATCH_NOT_FOUND, "match " + matchId + " is not open here");
        }
        return found;
    }
}
