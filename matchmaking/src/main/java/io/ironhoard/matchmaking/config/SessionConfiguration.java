package io.ironhoard.matchmaking.config;

import java.nio.file.Path;

/**
 * How sessions are made and ended.
 *
 * @param key the file of the secret that tokens are signed with.
 * @param keyGiven whether an operator provides it; otherwise it is made at the first start.
 * @param revocations the file of sessions that were ended early.
 * @param revocationsMax the most of them that are remembered.
 * @param timeToLiveMs how long a token is valid, in milliseconds.
 * @param developmentEnabled whether anybody may sign in with a name and nothing else.
 */
public record SessionConfiguration(
        Path key,
        boolean keyGiven,
        Path revocations,
        int revocationsMax,
        long timeToLiveMs,
        boolean developmentEnabled) {}
