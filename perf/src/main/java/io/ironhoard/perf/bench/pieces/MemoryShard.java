package io.ironhoard.perf.bench.pieces;

import io.ironhoard.arena.ArenaOptions;
import io.ironhoard.arena.NativeArena;
import io.ironhoard.arena.region.RegionSupplier;
import io.ironhoard.dispatcher.config.HashChoice;
import io.ironhoard.dispatcher.ipc.IngressAdapter;
import io.ironhoard.dispatcher.match.ArenaMemory;
import io.ironhoard.dispatcher.rules.InstalledRules;
import io.ironhoard.dispatcher.rules.RuleSetRegistry;
import io.ironhoard.dispatcher.shard.ShardEngine;
import io.ironhoard.dispatcher.shard.ShardResources;
import io.ironhoard.dispatcher.shard.ShardSettings;
import io.ironhoard.dispatcher.validation.MoveFrame;
import io.ironhoard.perf.bench.shard.HuntSteps;
import io.ironhoard.proto.counters.MoveBook;
import io.ironhoard.proto.ipc.StreamIds;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.util.List;
import org.agrona.LangUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A shard's engine between plain memory: hunts in an arena, frames of theirs laid out beforehand, and two
 * {@link RingOutlet}s. Time is an argument: it passes by a millisecond a round of all hunts. Used by the thread that makes it.
 */
final class MemoryShard implements AutoCloseable {
    private static final int GATEWAY = 0;
    private static final int EPOCH = 1;
    private static final long START_MS = 1_700_000_000_000L;
    private static final long HOUR_MS = 3_600_000;
    private static final long LINGER_MS = 30_000;
    private static final int EVENTS_MAX = 1_000_000;
    private static final int RATE_MAX = 1_000_000;
    private static final int RECEIPTS = 16;
    /** As many as a shard takes from a gateway at once. */
    private static final int FRAMES_PER_POLL = 64;

    private final byte[] nodeSecret = new byte[32];
    private final RegionSupplier regions = RegionSupplier.start("pieces-regions");
    private final NativeArena arena =
            NativeArena.create(ArenaOptions.defaults().withChecked(false), regions);
    private final RingOutlet events = new RingOutlet();
    private final RingOutlet replies = new RingOutlet();
    private final MoveBook book = new MoveBook(
            new UnsafeBuffer(Arena.ofAuto().allocate(MoveBook.LENGTH, MoveBook.LENGTH).asByteBuffer()), 0);
    private final HuntSteps steps;
    private final ShardEngine engine;
    private final IngressAdapter adapter;
    private final MoveFrame move = new MoveFrame();
    private final int hunts;
    private long nowMs = START_MS;
    private int count;
    private int seen;
    private long played;
    private long eventsBefore;

    /**
     * @param hash who computes hashes.
     * @param hunts how many hunts of two step in turn.
     */
    MemoryShard(final HashChoice hash, final int hunts) {
        this.hunts = hunts;
        arena.start();
        engine = new ShardEngine(
                new ShardSettings(0, 1, EPOCH, "memory", hunts, EVENTS_MAX, LINGER_MS, HOUR_MS, HOUR_MS, RECEIPTS,
                        RATE_MAX, RATE_MAX),
                new InstalledRules(RuleSetRegistry.builtIn()),
                new ShardResources(new ArenaMemory(arena), hash.create(), nodeSecret),
                book,
                events,
                replies,
                (rules, fault) -> LangUtil.rethrowUnchecked(fault));
        engine.start(nowMs);
        adapter = new IngressAdapter(engine, events, replies, List.of(), FRAMES_PER_POLL);
        steps = new HuntSteps(nodeSecret, hunts, GATEWAY, EPOCH);
        final UnsafeBuffer frame = new UnsafeBuffer(ByteBuffer.allocateDirect(StreamIds.MESSAGE_LENGTH_MAX));
        for (int hunt = 0; hunt < hunts; hunt++) {
            adapter.onFrame(frame, 0, steps.create(hunt, frame), nowMs);
            arena.nextCycle();
        }
        if (engine.matchCount() != hunts) {
            throw new IllegalStateException(engine.matchCount() + " of " + hunts + " hunts were opened");
        }
    }

    /** Lay out and sign the next steps. */
    void prepare(final int moves) {
        steps.prepare(moves);
        count = moves;
        eventsBefore = events.committed();
    }

    /** Play what is prepared. */
    void play() {
        seen = 0;
        engine.coming().clear();
        for (int first = 0; first < count; first += FRAMES_PER_POLL) {
            final int end = Math.min(count, first + FRAMES_PER_POLL);
            nowMs = START_MS + (played + end) / hunts;
            poll(first, end);
        }
        played += count;
    }

    private void poll(final int first, final int end) {
        for (int number = first; number < end; number++) {
            while (seen < count && !engine.coming().isFull()) {
                move.wrap(steps.frames(), steps.offset(seen++), steps.frameLength());
                engine.coming().add(move);
            }
            engine.coming().before(steps.frames().addressOffset() + steps.offset(number), count, nowMs);
            adapter.onFrame(steps.frames(), steps.offset(number), steps.frameLength(), nowMs);
        }
        engine.publishBook();
    }

    /** @throws IllegalStateException where a move was not accepted, or has no event of its own. */
    void verify() {
        final MoveBook.Reading reading = book.read();
        if (reading.received() != reading.accepted() || events.committed() - eventsBefore != count) {
            throw new IllegalStateException(
                    "of " + count + " moves " + (events.committed() - eventsBefore) + " have events; " + reading);
        }
    }

    @Override
    public void close() {
        arena.close();
        regions.close();
    }
}
