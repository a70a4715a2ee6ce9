package io.ironhoard.perf.bench.pieces;

import io.ironhoard.dispatcher.config.HashChoice;
import io.ironhoard.dispatcher.hash.MoveHash;
import io.ironhoard.proto.chain.ChainHasher;
import io.ironhoard.proto.crypto.MoveSigning;
import io.ironhoard.proto.crypto.SeatKeys;
import io.ironhoard.proto.sbe.EventKind;
import java.lang.foreign.Arena;
import java.util.Locale;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What is hashed for a move with one byte of payload: its tag, and its link of the chain. */
@State(Scope.Thread)
public class HashPiece extends ShortPiece {
    private static final int CACHE_LINE = 64;
    private static final int KEY = 0;
    private static final int SIGNED = KEY + MoveHash.PREPARED_KEY_LENGTH;
    private static final int SIGNED_LENGTH = MoveSigning.HEADER_LENGTH + 1;
    private static final int TAG = SIGNED + CACHE_LINE;
    private static final int HEAD = TAG + CACHE_LINE;
    private static final int LENGTH = HEAD + ChainHasher.HEAD_LENGTH;
    private static final long TIME_MS = 1_700_000_000_000L;

    /** Who computes. */
    @Param({"native", "jdk"})
    public String hash;

    private final UnsafeBuffer memory = new UnsafeBuffer(Arena.ofAuto().allocate(LENGTH, CACHE_LINE).asByteBuffer());
    private final long base = memory.addressOffset();
    private MoveHash hasher;
    private int index;

    /** A genuine move. */
    @Setup
    public void sign() {
        final byte[] key = new byte[SeatKeys.LENGTH];
        new MoveSigning(1).sign(key, 0, memory, SIGNED, SIGNED_LENGTH, memory, TAG);
        hasher = HashChoice.valueOf(hash.toUpperCase(Locale.ROOT)).create();
        hasher.prepare(key, 0, base + KEY);
        require(tagCheck(), "a genuine tag is taken for a forged one");
    }

    /** Two blocks. */
    @Benchmark
    public boolean tagCheck() {
        return hasher.isTag(base + KEY, base + SIGNED, SIGNED_LENGTH, base + TAG);
    }

    /** One block, after which the next one waits for its head. */
    @Benchmark
    public void chainLink() {
        hasher.extend(base + HEAD, index++, EventKind.MOVE.value(), 0, TIME_MS, base + SIGNED, 1);
    }
}
