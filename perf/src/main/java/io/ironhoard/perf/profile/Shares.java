package io.ironhoard.perf.profile;

import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the samples of shards' threads are spread over their rooms.
 *
 * @param samples by room; every room has its own.
 */
public record Shares(Map<Room, Long> samples) {
    /** Keeps a copy, with every room in it. */
    public Shares {
        final Map<Room, Long> all = new EnumMap<>(Room.class);
        for (final Room room : Room.values()) {
            all.put(room, samples.getOrDefault(room, 0L));
        }
        samples = Map.copyOf(all);
    }

    /**
     * @param stacks of shards' threads.
     * @return their shares.
     */
    public static Shares of(final Collection<Stack> stacks) {
        final Map<Room, Long> samples = new EnumMap<>(Room.class);
        stacks.forEach(stack -> samples.merge(Room.of(stack.frames()), stack.samples(), Long::sum));
        return new Shares(samples);
    }

    /** Samples in which the threads waited for work. */
    public long idle() {
        return samples.get(Room.IDLE);
    }

    /** All other samples. */
    public long busy() {
        return samples.values().stream().mapToLong(Long::longValue).sum() - idle();
    }

    /**
     * What each room has of the busy samples.
     *
     * @return from 0 to 1 by the room's name, all of them 0 where there are none.
     */
    public Map<String, Double> busyShares() {
        final double busy = Math.max(1, busy());
        final Map<String, Double> shares = new LinkedHashMap<>();
        for (final Room room : Room.values()) {
            if (room != Room.IDLE) {
                shares.put(room.text(), samples.get(room) / busy);
            }
        }
        return shares;
    }
}
