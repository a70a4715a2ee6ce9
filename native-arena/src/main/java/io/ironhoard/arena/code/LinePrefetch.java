package io.ironhoard.arena.code;

import io.ironhoard.arena.Memory;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * Brings cache lines that will be needed soon. Where this machine lets us, by the processor's own instruction, which waits for
 * nothing; elsewhere a word of each is read, for which the processor may have to wait when it has run far enough ahead.
 *
 * <p>Owned by one thread; allocates nothing after construction.
 */
public final class LinePrefetch {
    private static final int LINE = 64;
    private static final Optional<MethodHandle> FOUND = find();
    private static final MethodHandle BRING = FOUND.orElse(null);
    private static final boolean IS_THERE = FOUND.isPresent();

    /** Written and never read: keeps the reads from being left out. */
    private long sum;

    /**
     * Send for some lines; the same one twice, where there are fewer.
     *
     * @param one an address in a line.
     * @param two in another.
     * @param three in another.
     * @param pair in one that is wanted with the line behind it.
     * @param otherPair in another such.
     */
    public void bring(final long one, final long two, final long three, final long pair, final long otherPair) {
        if (IS_THERE) {
            send(one, two, three, pair, otherPair);
        } else {
            sum += Memory.getByte(one)
                    + Memory.getByte(two)
                    + Memory.getByte(three)
                    + Memory.getByte(pair)
                    + Memory.getByte(pair + LINE)
                    + Memory.getByte(otherPair)
                    + Memory.getByte(otherPair + LINE);
        }
    }

    private static void send(
            final long one, final long two, final long three, final long pair, final long otherPair) {
        try {
            BRING.invokeExact(one, two, three, pair, otherPair);
        } catch (final Throwable e) {
            throw new IllegalStateException("the prefetch failed", e);
        }
    }

    private static Optional<MethodHandle> find() {
        return MachineCode.isX86()
                ? MachineCode.function(
                        code(),
                        FunctionDescriptor.ofVoid(
                                ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG))
                : Optional.empty();
    }

    /** {@code void bring(rdi, rsi, rdx, rcx, r8)}. */
    private static byte[] code() {
        final Assembler assembler = new Assembler();
        assembler.prefetch(Assembler.RDI, 0);
        assembler.prefetch(Assembler.RSI, 0);
        assembler.prefetch(Assembler.RDX, 0);
        assembler.prefetch(Assembler.RCX, 0);
        assembler.prefetch(Assembler.RCX, LINE);
        assembler.prefetch(Assembler.R8, 0);
        assembler.prefetch(Assembler.R8, LINE);
        assembler.ret();
        return assembler.code();
    }
}
