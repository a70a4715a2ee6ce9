package io.ironhoard.dispatcher.shard;

/**
 * What a shard's engine is built with. Times in milliseconds.
 *
 * @param shardId from 0.
 * @param shardCount how many shards the dispatcher has.
 * @param epoch how often this shard has been started; frames of an earlier epoch are refused.
 * @param durability what an acceptance promises, for clients: {@code memory}.
 * @param matchesMax how many matches may be open at once, ended ones that linger included.
 * @param eventsPerMatchMax how many events a match may have before it is closed.
 * @param lingerMs how long an ended match is kept, so that a last move sent again finds its receipt.
 * @param graceDefaultMs how long a seat may stay away where a match's creator says nothing.
 * @param graceMaxMs the longest grace that a creator may ask for.
 * @param receiptsPerSeat K: receipts kept for duplicates, which is the limit of moves in flight; a power of two.
 * @param movesPerSecond how many moves a seat may submit a second, on the average.
 * @param movesBurst how many it may submit at once.
 */
public record ShardSettings(
        int shardId,
        int shardCount,
        int epoch,
        String durability,
        int matchesMax,
        int eventsPerMatchMax,
        long lingerMs,
        long graceDefaultMs,
        long graceMaxMs,
        int receiptsPerSeat,
        int movesPerSecond,
        int movesBurst) {

    public ShardSettings {
        require(shardId >= 0 && shardId < shardCount, "shardId", shardId);
        require(matchesMax >= 1 && matchesMax <= 1 << 24, "matchesMax", matchesMax);
        require(eventsPerMatchMax >= 2, "eventsPerMatchMax", eventsPerMatchMax);
        require(lingerMs >= 0, "lingerMs", lingerMs);
        require(graceDefaultMs >= 1 && graceDefaultMs <= graceMaxMs, "graceDefaultMs", graceDefaultMs);
        require(receiptsPerSeat >= 1 && Integer.bitCount(receiptsPerSeat) == 1, "receiptsPerSeat", receiptsPerSeat);
        require(movesPerSecond >= 1 && movesPerSecond <= 1_000_000, "movesPerSecond", movesPerSecond);
        require(movesBurst >= 1, "movesBurst", movesBurst);
    }

    private static void require(final boolean condition, final String name, final long value) {
        if (!condition) {
            throw new IllegalArgumentException(name + " cannot be " + value);
        }
    }
}
