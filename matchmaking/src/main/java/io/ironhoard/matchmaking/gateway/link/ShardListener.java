package io.ironhoard.matchmaking.gateway.link;

import io.ironhoard.proto.sbe.MatchCreatedDecoder;
import io.ironhoard.proto.sbe.MatchEventDecoder;
import io.ironhoard.proto.sbe.MatchInspectedDecoder;
import io.ironhoard.proto.sbe.MatchViewedDecoder;
import io.ironhoard.proto.sbe.MoveReceiptDecoder;
import io.ironhoard.proto.sbe.RuleSetAnnouncedDecoder;
import io.ironhoard.proto.sbe.SeatConnectedDecoder;
import io.ironhoard.proto.sbe.SeatPresenceDecoder;
import io.ironhoard.proto.sbe.ShardInfoDecoder;

/**
 * Told what the shards say, one typed call for each message, on the gateway's event loop. A decoder is valid during its
 * call only.
 *
 * <p>Events come from every gateway's requests; replies are this gateway's own, apart from presence.
 */
public interface ShardListener {
    /** A link of a match's chain. */
    void onMatchEvent(int shardId, MatchEventDecoder event);

    /** A match is open. */
    void onMatchCreated(int shardId, MatchCreatedDecoder event);

    /**
     * A shard began another life.
     *
     * @param epoch its number.
     */
    void onShardStarted(int shardId, int epoch);

    /** A move of this gateway changed nothing. */
    void onMoveRejected(int shardId, long correlationId, int code, int retryAfterMs);

    /** A move of this gateway was accepted before. */
    void onMoveReceipt(int shardId, MoveReceiptDecoder reply);

    /** Another request of this gateway was refused. */
    void onRequestRefused(int shardId, long correlationId, int code, int retryAfterMs);

    /** A stream of this gateway has its seat. */
    void onSeatConnected(int shardId, SeatConnectedDecoder reply);

    /** A seat's player came or went, at any gateway. */
    void onSeatPresence(int shardId, SeatPresenceDecoder reply);

    /** What this gateway asked to inspect. */
    void onMatchInspected(int shardId, MatchInspectedDecoder reply);

    /** What this gateway asked to see. */
    void onMatchViewed(int shardId, MatchViewedDecoder reply);

    /** The answer to hello. */
    void onShardInfo(int shardId, ShardInfoDecoder reply);

    /** A rule set that the shard can play. */
    void onRuleSetAnnounced(int shardId, RuleSetAnnouncedDecoder reply);
}
