package io.ironhoard.dispatcher.shard;

import io.ironhoard.arena.NativeArena;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.collections.IntArrayList;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Inputs of an engine, one after the other: recorded once, played as often as one likes, because frames say nothing of
 * the time. Playing allocates nothing.
 */
final class InputTape {
    private static final int FRAMES_LENGTH_MAX = 64 << 20;
    private static final int TICK_MS = 4;
    /** Instead of a length. */
    private static final int JUMP = -1;
    private static final int PASS = -2;
    private static final int GATEWAY_GONE = -3;

    private final UnsafeBuffer frames = new UnsafeBuffer(ByteBuffer.allocateDirect(FRAMES_LENGTH_MAX));
    private final IntArrayList lengths = new IntArrayList();
    private final IntArrayList values = new IntArrayList();
    private int end;

    /** How frames come to an engine. */
    interface FramePlayer {
        /** The next frame, at a time. */
        void frame(DirectBuffer buffer, int offset, int length, long nowMs);

        /** Something else follows: every frame is to be read before it. */
        default void read() {}
    }

    /** A frame, at the front of a buffer. */
    void frame(final DirectBuffer source, final int length) {
        frames.putBytes(end, source, 0, length);
        add(length, end);
        end += length;
    }

    /** Time goes on, and no timer is looked at. */
    void jump(final int ms) {
        add(JUMP, ms);
    }

    /** Time goes on, with every timer on its way. */
    void pass(final int ms) {
        add(PASS, ms);
    }

    /** A gateway's stream ends. */
    void gatewayGone(final int gatewayId) {
        add(GATEWAY_GONE, gatewayId);
    }

    private void add(final int length, final int value) {
        lengths.addInt(length);
        values.addInt(value);
    }

    /** How many inputs there are. */
    int size() {
        return lengths.size();
    }

    /**
     * Play it.
     *
     * @param player made beforehand: a method reference takes memory.
     * @return the time at the end.
     */
    long play(final FramePlayer player, final ShardEngine engine, final NativeArena arena, final long startMs) {
        long nowMs = startMs;
        for (int i = 0; i < lengths.size(); i++) {
            final int length = lengths.getInt(i);
            final int value = values.getInt(i);
            if (length >= 0) {
                player.frame(frames, value, length, nowMs);
                continue;
            }
            player.read();
            if (length == JUMP) {
                nowMs += value;
            } else if (length == PASS) {
                nowMs = pass(engine, arena, nowMs, value);
            } else {
                engine.gatewayGone(value);
            }
        }
        player.read();
        engine.publishBook();
        return nowMs;
    }

    private static long pass(final ShardEngine engine, final NativeArena arena, final long startMs, final int ms) {
        final long endMs = startMs + ms;
        long nowMs = startMs;
        while (nowMs < endMs) {
            nowMs = Math.min(endMs, nowMs + TICK_MS);
            while (engine.expireTimer(nowMs) || engine.releaseSeats(nowMs) > 0) {
                Thread.onSpinWait();
            }
            arena.nextCycle();
        }
        return endMs;
    }
}
