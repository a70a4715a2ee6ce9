package io.ironhoard.matchmaking.gateway.link;

import java.util.function.Consumer;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * What was asked and is not answered yet, by correlation id and in the order of asking.
 *
 * <p>Owned by the gateway's event loop. Entries are used again, so nothing is allocated once the table has been as full
 * as it gets. An entry that was removed keeps its fields until the next {@link #add}.
 *
 * @param <W> who waits for the answer.
 */
final class PendingTable<W> {
    private static final float LOAD_FACTOR = 0.6f;

    private final Long2ObjectHashMap<Entry<W>> entries;
    private final Entry<W> ring = new Entry<>();
    private Entry<W> free;
    private Entry<W> removed;

    /** Something asked. */
    static final class Entry<W> {
        private Entry<W> older;
        private Entry<W> newer;
        private long correlationId;
        private long askedMs;
        private int shardId;
        private int sequence;
        private W waiter;

        /** The shard that was asked. */
        int shardId() {
            return shardId;
        }

        /** The client's number of a move. */
        int sequence() {
            return sequence;
        }

        /** Who waits. */
        W waiter() {
            return waiter;
        }
    }

    /**
     * @param sizeExpected how many entries are common.
     */
    PendingTable(final int sizeExpected) {
        entries = new Long2ObjectHashMap<>(Math.max(8, (int) (sizeExpected / LOAD_FACTOR)), LOAD_FACTOR);
        ring.older = ring;
        ring.newer = ring;
    }

    /** How many entries there are. */
    int size() {
        return entries.size();
    }

    /**
     * Enter what is about to be asked.
     *
     * @param correlationId greater than every one before.
     * @param shardId whom.
     * @param sequence the client's number of a move, 0 for other requests.
     * @param nowMs the time, which never goes back.
     * @param waiter who waits.
     */
    void add(final long correlationId, final int shardId, final int sequence, final long nowMs, final W waiter) {
        recycleRemoved();
        Entry<W> entry = free;
        if (entry == null) {
            entry = new Entry<>();
        } else {
            free = entry.newer;
        }
        entry.correlationId = correlationId;
        entry.shardId = shardId;
        entry.sequence = sequence;
        entry.askedMs = nowMs;
        entry.waiter = waiter;
        entry.older = ring.older;
        entry.newer = ring;
        entry.older.newer = entry;
        ring.older = entry;
        entries.put(correlationId, entry);
    }

    /**
     * @param correlationId of an answer.
     * @return the entry, which is in the table no more; null where there is none.
     */
    Entry<W> remove(final long correlationId) {
        final Entry<W> entry = entries.remove(correlationId);
        if (entry != null) {
            recycleRemoved();
            entry.older.newer = entry.newer;
            entry.newer.older = entry.older;
            entry.older = null;
            entry.newer = null;
            removed = entry;
        }
        return entry;
    }

    /**
     * @param askedBeforeMs a time.
     * @return the oldest entry where it was asked before then, which is in the table no more; else null.
     */
    Entry<W> removeExpired(final long askedBeforeMs) {
        final Entry<W> oldest = ring.newer;
        return oldest != ring && oldest.askedMs < askedBeforeMs ? remove(oldest.correlationId) : null;
    }

    /**
     * Take out all that one shard was asked.
     *
     * @param shardId the shard.
     * @param consumer gets each entry, oldest first; may add new ones.
     */
    void removeShard(final int shardId, final Consumer<Entry<W>> consumer) {
        final Entry<W> newest = ring.older;
        Entry<W> entry = ring.newer;
        boolean more = entry != ring;
        while (more) {
            final Entry<W> next = entry.newer;
            more = entry != newest;
            if (entry.shardId == shardId) {
                remove(entry.correlationId);
                consumer.accept(entry);
            }
            entry = next;
        }
    }

    private void recycleRemoved() {
        if (removed != null) {
            removed.waiter = null;
            removed.newer = free;
            free = removed;
            removed = null;
        }
    }
}
