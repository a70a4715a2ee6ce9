package io.ironhoard.matchmaking.gateway.core;

import io.ironhoard.matchmaking.gateway.feed.FeedStore;
import io.ironhoard.matchmaking.gateway.link.CorrelationIds;
import io.ironhoard.matchmaking.gateway.link.MoveExchange;
import io.ironhoard.matchmaking.gateway.link.RequestExchange;
import io.ironhoard.matchmaking.gateway.link.ShardDirectory;
import io.ironhoard.proto.counters.CountersFile;

/**
 * What the gateway's event loop owns. Touched on that thread only, apart from the directory's few exceptions.
 *
 * @param directory the shards.
 * @param moves moves and their answers.
 * @param requests other requests and their answers.
 * @param feeds what happened in matches.
 * @param connectionIds numbers for streams.
 * @param counters this process's counters, section 0.
 */
public record GatewayCore(
        ShardDirectory directory,
        MoveExchange moves,
        RequestExchange requests,
        FeedStore feeds,
        CorrelationIds connectionIds,
        CountersFile counters) {}
