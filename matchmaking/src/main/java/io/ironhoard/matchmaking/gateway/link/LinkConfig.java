package io.ironhoard.matchmaking.gateway.link;

import java.nio.file.Path;

/**
 * What the link to the shards is built from and bounded by. Immutable; checked where the settings are read.
 *
 * @param gatewayId this gateway, from 0.
 * @param aeronDirectory the media driver's folder.
 * @param fragmentsMax the most frames read from one stream in one poll.
 * @param movesPendingMax the most moves unanswered at a time; further ones are overload.
 * @param requestsPendingMax the most other requests unanswered at a time.
 * @param answerTimeoutMs after which an unanswered request is answered SHARD_UNAVAILABLE.
 * @param silenceMs after which a shard that was asked and says nothing is asked no more for now.
 * @param driverTimeoutMs after which a silent media driver is given up.
 * @param reconnectDelayMinMs the pause before the first try to reconnect.
 * @param reconnectDelayMaxMs the longest pause, reached by doubling.
 * @param overloadRetryMs what players are told to wait after overload.
 */
public record LinkConfig(
        int gatewayId,
        Path aeronDirectory,
        int fragmentsMax,
        int movesPendingMax,
        int requestsPendingMax,
        int answerTimeoutMs,
        int silenceMs,
        int driverTimeoutMs,
        int reconnectDelayMinMs,
        int reconnectDelayMaxMs,
        int overloadRetryMs) {}
