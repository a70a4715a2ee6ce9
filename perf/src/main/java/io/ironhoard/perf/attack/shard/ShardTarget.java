package io.ironhoard.perf.attack.shard;

import io.ironhoard.arena.ArenaOptions;
import io.ironhoard.arena.NativeArena;
import io.ironhoard.arena.region.RegionOptions;
import io.ironhoard.arena.region.RegionSupplier;
import io.ironhoard.dispatcher.hash.JdkMoveHash;
import io.ironhoard.dispatcher.hash.NativeMoveHash;
import io.ironhoard.dispatcher.ipc.IngressAdapter;
import io.ironhoard.dispatcher.match.ArenaMemory;
import io.ironhoard.dispatcher.rules.InstalledRules;
import io.ironhoard.dispatcher.rules.spi.RuleSet;
import io.ironhoard.dispatcher.shard.ShardEngine;
import io.ironhoard.dispatcher.shard.ShardResources;
import io.ironhoard.dispatcher.shard.ShardSettings;
import io.ironhoard.proto.counters.MoveBook;
import io.ironhoard.proto.ipc.StreamIds;
import java.nio.ByteBuffer;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A shard without its thread and its streams: frames go in, messages come out. One thread. */
final class ShardTarget implements AutoCloseable {
    /** Receipts kept for each seat. */
    static final int RECEIPTS = 16;

    private static final int MATCHES_MAX = 4_096;
    private static final int REGIONS_MAX = 32;
    private static final RegionOptions REGION = RegionOptions.defaults().withBytes(4L << 20);
    private static final int EVENTS_PER_MATCH_MAX = 5_000;
    private static final long LINGER_MS = 30_000;
    private static final long GRACE_MS = 3_600_000;
    private static final int MOVES_PER_SECOND = 100;
    private static final int MOVES_BURST = 8;

    private static final byte NOISE = (byte) 0xA5;
    private static final int NOISE_LENGTH = 256;

    private final UnsafeBuffer stream = new UnsafeBuffer(ByteBuffer.allocateDirect(2 * StreamIds.MESSAGE_LENGTH_MAX));
    private final MoveBook book = new MoveBook(new UnsafeBuffer(new byte[MoveBook.LENGTH]), 0);
    private final KeptMessages events = new KeptMessages();
    private final KeptMessages replies = new KeptMessages();
    private final RegionSupplier regions = RegionSupplier.start("regions");
    private final NativeArena arena = NativeArena.create(
            ArenaOptions.defaults().withRegions(REGION).withLimit(REGIONS_MAX, 1).withScratchBytes(0), regions);
    private final ShardEngine engine;
    private final IngressAdapter ingress;

    ShardTarget(final List<RuleSet> rules, final byte[] nodeSecret, final long nowMs) {
        engine = new ShardEngine(
                new ShardSettings(0, 1, Frames.EPOCH, "memory", MATCHES_MAX, EVENTS_PER_MATCH_MAX,
                        LINGER_MS, GRACE_MS, GRACE_MS, RECEIPTS, MOVES_PER_SECOND, MOVES_BURST),
                new InstalledRules(rules),
                new ShardResources(
                        new ArenaMemory(arena), NativeMoveHash.create().orElseGet(JdkMoveHash::new), nodeSecret),
                book,
                events,
                replies,
                (rulesId, fault) -> {
                    throw new AssertionError("rule set " + rulesId + " failed", fault);
                });
        ingress = new IngressAdapter(engine, events, replies, List.of(), 1);
        arena.start();
        engine.start(nowMs);
        events.take();
    }

    /** Hand a frame in as its gateway's stream would. */
    void submit(final DirectBuffer frame, final int length, final long nowMs) {
        // What lies behind the frame is never a part of it: whoever reads on there decides by noise.
        stream.setMemory(length, NOISE_LENGTH, NOISE);
        stream.putBytes(0, frame, 0, length);
        ingress.onFrame(stream, 0, length, nowMs);
        engine.publishBook();
    }

    /** Bytes of the shard's memory in use. */
    long liveBytes() {
        return arena.counters().liveBytes();
    }

    /** The memory goes back; on the thread that made this. */
    @Override
    public void close() {
        arena.close();
        regions.close();
    }

    /** Let one match act whose time has come; whether there was one. */
    boolean expireTimer(final long nowMs) {
        engine.releaseSeats(nowMs);
        arena.nextCycle();
        return engine.expireTimer(nowMs);
    }

    List<DirectBuffer> takeEvents() {
        return events.take();
    }

    List<DirectBuffer> takeReplies() {
        return replies.take();
    }

    /** The shard's account of moves. */
    MoveBook.Reading book() {
        return book.read();
    }

    /** Frames that did not say whom to answer. */
    long unreadable() {
        return ingress.unreadableCount();
    }

    int matchCount() {
        return engine.matchCount();
    }
}
