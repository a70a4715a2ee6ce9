package io.ironhoard.dispatcher.config;

/**
 * What the record writer and the record store may take.
 *
 * @param matchBytesMax the longest record of one match.
 * @param pendingBytesMax memory of all records being collected or waiting for the disk.
 * @param framesPerPollMax events taken from one shard before the next.
 * @param ageSMax how old a record may grow.
 * @param storeBytesMax how much room records may take on disk.
 * @param sweepIntervalMs how often the store is checked against age and room.
 * @param retryIntervalMs how long to wait before a failed write is tried again.
 */
public record RecordLimits(
        int matchBytesMax,
        long pendingBytesMax,
        int framesPerPollMax,
        long ageSMax,
        long storeBytesMax,
        long sweepIntervalMs,
        long retryIntervalMs) {}
