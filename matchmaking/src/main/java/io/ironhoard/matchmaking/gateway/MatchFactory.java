package io.ironhoard.matchmaking.gateway;

import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Makes matches on the node's shards.
 *
 * <p>Called from any thread, virtual ones among them; answers are completed by the gateway's event loop, so what is
 * chained to them must not block.
 */
public interface MatchFactory {
    /**
     * Open a match on a shard with room.
     *
     * @param plan everything that the match is made of, already validated against its rule set's descriptor.
     * @return the match's id once its shard has opened it; or, exceptionally,
     *     {@link io.ironhoard.matchmaking.refusal.RefusedException} with the shard's or the gateway's code.
     */
    CompletableFuture<MatchId> create(MatchPlan plan);

    /**
     * What the shards announced that they can play.
     *
     * @return one descriptor for each rule set and version that all shards know; empty until a shard was reached.
     */
    List<RuleSetDescriptor> rules();
}
