package io.ironhoard.arena.code;

import io.ironhoard.arena.Memory;
import java.lang.foreign.Arena;
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
    private static final int LINES_MAX = 16;
    private static final Optional<MethodHandle> FOUND = find();
    private static final MethodHandle PREFETCH = FOUND.orElse(null);
    private static final boolean IS_THERE = FOUND.isPresent();

    private final long addresses =
            Arena.global().allocate(LINES_MAX * Long.BYTES, Long.BYTES).address();
    private int count;
    /** Written and never read: keeps the reads from being left out. */
    private long sum;

    /** Whether it waits for nothing on this machine. */
    public static boolean isNative() {
        return IS_THERE;
    }

    /**
     * One more line; with the sixteenth they are sent for.
     *
     * @param address any in it.
     */
    public void add(final long address) {
        Memory.putLong(addresses + (long) count * Long.BYTES, address);
        if (++count == LINES_MAX) {
            send();
        }
    }

    /** Send for the lines that were added. */
    public void send() {
        if (count == 0) {
            return;
        }
        if (IS_THERE) {
            prefetch(addresses, count);
        } else {
            for (int i = 0; i < count; i++) {
                sum += Memory.getByte(Memory.getLong(addresses + (long) i * Long.BYTES));
            }
        }
        count = 0;
    }

    private static void prefetch(final long addresses, final long count) {
        try {
            PREFETCH.invokeExact(addresses, count);
        } catch (final Throwable e) {
            throw new IllegalStateException("the prefetch failed", e);
        }
    }

    private static Optional<MethodHandle> find() {
        return MachineCode.isX86()
                ? MachineCode.function(
                        code(), FunctionDescriptor.ofVoid(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG))
                : Optional.empty();
    }

    /** {@code void prefetch(address *rdi, long rsi)}. */
    private static byte[] code() {
        final Assembler assembler = new Assembler();
        final int next = assembler.here();
        assembler.loadAddress(Assembler.RAX, Assembler.RDI, 0);
        assembler.prefetch(Assembler.RAX);
        assembler.addImmediate(Assembler.RDI, Long.BYTES);
        assembler.decrement(Assembler.RSI);
        assembler.jumpIfNotZero(next);
        assembler.ret();
        return assembler.code();
    }
}
