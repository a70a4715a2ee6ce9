package io.ironhoard.arena.code;

import io.ironhoard.arena.os.HostMemory;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import org.agrona.BitUtil;

/**
 * Machine code that was made in this process, in memory that is either written or executed, never both. It stays until the
 * process ends. Stateless; any thread, at start.
 */
public final class MachineCode {
    private static final int PAGE = 4096;

    private MachineCode() {}

    /** Whether this machine's processor is one that {@link Assembler} knows. */
    public static boolean isX86() {
        return "amd64".equals(System.getProperty("os.arch"));
    }

    /**
     * Make a function of its code.
     *
     * @param code instructions of this machine's processor: position-independent, by the C calling convention, and so short that
     *     the thread may be kept from safepoints while they run.
     * @param type what the function takes and returns.
     * @return nothing where this host does not let a process make code.
     */
    @SuppressWarnings("restricted")
    public static Optional<MethodHandle> function(final byte[] code, final FunctionDescriptor type) {
        return HostMemory.host().flatMap(memory -> install(memory, code)).map(address -> Linker.nativeLinker()
                .downcallHandle(MemorySegment.ofAddress(address), type, Linker.Option.critical(false)));
    }

    @SuppressWarnings("restricted")
    private static Optional<Long> install(final HostMemory memory, final byte[] code) {
        final int length = BitUtil.align(code.length, PAGE);
        final HostMemory.Mapping mapping = memory.map(0, length, 0);
        if (!mapping.had()) {
            return Optional.empty();
        }
        MemorySegment.ofAddress(mapping.address()).reinterpret(length).copyFrom(MemorySegment.ofArray(code));
        if (memory.protect(mapping.address(), length, HostMemory.PROT_READ_EXECUTE) != 0) {
            memory.unmap(mapping.address(), length);
            return Optional.empty();
        }
        return Optional.of(mapping.address());
    }
}
