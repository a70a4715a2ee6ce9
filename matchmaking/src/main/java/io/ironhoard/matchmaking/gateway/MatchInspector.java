package io.ironhoard.matchmaking.gateway;

import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.v1.InspectMatchResponse;
import java.util.concurrent.CompletableFuture;

/** Asks a live match's shard what it holds. Called from any thread; answered by the gateway's event loop. */
public interface MatchInspector {
    /**
     * @param matchId the match.
     * @return the match as its shard sees it; or, exceptionally,
     *     {@link io.ironhoard.matchmaking.refusal.RefusedException}, for example MATCH_NOT_FOUND.
     */
    CompletableFuture<InspectMatchResponse> inspect(MatchId matchId);
}
