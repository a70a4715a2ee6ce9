package io.ironhoard.arena.os;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Optional;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

/**
 * Memory of the operating system by the functions that Linux has for it: mmap(2), munmap(2), madvise(2), mlock(2),
 * mprotect(2), mbind(2). Addresses and lengths are in bytes; every call answers 0 or an errno, for {@link Errno#describe}.
 *
 * <p>Stateless apart from the function handles; any thread may call. Each call allocates a little on the Java heap and may
 * take as long as the kernel likes: none belongs on a shard's thread.
 */
public final class HostMemory {
    /** What {@link #map} answers where it did not map. */
    public static final long FAILED = -1;
    /** Pages are reserved from the kernel's pool of huge ones. */
    public static final int MAP_HUGETLB = 0x40000;
    /** The address is a demand, and nothing that is there is replaced. */
    public static final int MAP_FIXED_NOREPLACE = 0x100000;
    /** Back the range by transparent huge pages. */
    public static final int MADV_HUGEPAGE = 14;
    /** Back the whole range by memory, as if every page had been written to; Linux 5.14. */
    public static final int MADV_POPULATE_WRITE = 23;
    /** Advice: on transparent huge pages, at once, though it is filled already. */
    public static final int MADV_COLLAPSE = 25;

    /** What {@link #protect} makes of a range: code, which nobody writes any more. */
    public static final int PROT_READ_EXECUTE = 5;

    private static final int PROT_READ_WRITE = 3;
    private static final int MAP_PRIVATE_ANONYMOUS = 0x22;
    private static final int MPOL_BIND = 2;
    private static final int NODE_LIMIT = 1024;
    /** mbind has no function in the C library: its number depends on the processor. */
    private static final long MBIND_X86_64 = 237;
    private static final long MBIND_AARCH64 = 235;
    private static final int ENOSYS = 38;

    private static final MemoryLayout CALL_STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO =
            CALL_STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private final MethodHandle mmap;
    private final MethodHandle munmap;
    private final MethodHandle madvise;
    private final MethodHandle mprotect;
    private final MethodHandle mlock;
    private final MethodHandle mbind;
    private final long mbindNumber;

    /**
     * What a mapping came to.
     *
     * @param address where it is, {@link #FAILED} where it is not.
     * @param errno why not, 0 where it is.
     */
    public record Mapping(long address, int errno) {
        /** Whether there is a mapping. */
        public boolean had() {
            return address != FAILED;
        }
    }

    @SuppressWarnings("restricted")
    private HostMemory(final Linker linker) {
        final SymbolLookup library = linker.defaultLookup();
        final Linker.Option errno = Linker.Option.captureCallState("errno");
        // Addresses pass as numbers: both are one 64-bit register in the calling conventions of Linux.
        mmap = linker.downcallHandle(
                library.findOrThrow("mmap"),
                FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG), errno);
        munmap = linker.downcallHandle(
                library.findOrThrow("munmap"), FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG), errno);
        madvise = linker.downcallHandle(
                library.findOrThrow("madvise"), FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT), errno);
        mprotect = linker.downcallHandle(
                library.findOrThrow("mprotect"),
                FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT), errno);
        mlock = linker.downcallHandle(
                library.findOrThrow("mlock"), FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG), errno);
        mbind = linker.downcallHandle(
                library.findOrThrow("syscall"),
                FunctionDescriptor.of(
                        JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG),
                errno, Linker.Option.firstVariadicArg(1));
        mbindNumber = switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> MBIND_X86_64;
            case "aarch64" -> MBIND_AARCH64;
            default -> 0;
        };
    }

    /**
     * The host's functions.
     *
     * @return nothing where the host is no Linux of 64 bits.
     */
    public static Optional<HostMemory> host() {
        final boolean isLinux = "Linux".equals(System.getProperty("os.name"));
        return isLinux && ADDRESS.byteSize() == Long.BYTES
                ? Optional.of(new HostMemory(Linker.nativeLinker()))
                : Optional.empty();
    }

    /**
     * Map private, zeroed memory that can be read and written.
     *
     * @param address where, 0 for anywhere; a wish, unless the flags make it a demand.
     * @param length in bytes.
     * @param flags {@link #MAP_HUGETLB}, {@link #MAP_FIXED_NOREPLACE}, or 0.
     * @return where it is, or why it is not.
     */
    public Mapping map(final long address, final long length, final int flags) {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment state = arena.allocate(CALL_STATE);
            final long result = (long) mmap.invokeExact(
                    state, address, length, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS | flags, -1, 0L);
            return result == FAILED ? new Mapping(FAILED, errno(state)) : new Mapping(result, 0);
        } catch (final Throwable e) {
            throw rethrown(e);
        }
    }

    /**
     * Give a range of mappings back.
     *
     * @param address where it begins.
     * @param length in bytes.
     * @return 0, or an errno.
     */
    public int unmap(final long address, final long length) {
        return range(munmap, address, length);
    }

    /**
     * Keep a range in memory, whatever the kernel would rather do.
     *
     * @param address where it begins.
     * @param length in bytes.
     * @return 0, or an errno: ENOMEM or EPERM beyond RLIMIT_MEMLOCK.
     */
    public int lock(final long address, final long length) {
        return range(mlock, address, length);
    }

    /**
     * Tell the kernel how a range will be used, or have it populated.
     *
     * @param address where it begins.
     * @param length in bytes.
     * @param advice {@link #MADV_HUGEPAGE} or {@link #MADV_POPULATE_WRITE}.
     * @return 0, or an errno: EINVAL where the kernel does not have it.
     */
    public int advise(final long address, final long length, final int advice) {
        return range(madvise, address, length, advice);
    }

    /**
     * Say what may be done with a range of whole pages.
     *
     * @param address where it begins, the beginning of a page.
     * @param length in bytes.
     * @param protection {@link #PROT_READ_EXECUTE}.
     * @return 0, or an errno: EACCES where this host lets nobody make code.
     */
    public int protect(final long address, final long length, final int protection) {
        return range(mprotect, address, length, protection);
    }

    /**
     * Take the pages of a range from one NUMA node; before they are there.
     *
     * @param address where it begins.
     * @param length in bytes.
     * @param node the node's number.
     * @return 0, or an errno: EINVAL where there is no such node, ENOSYS where the call's number is not known.
     */
    public int bind(final long address, final long length, final int node) {
        if (mbindNumber == 0) {
            return ENOSYS;
        }
        if (node < 0 || node >= NODE_LIMIT) {
            throw new IllegalArgumentException("node " + node + " is not below " + NODE_LIMIT);
        }
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment state = arena.allocate(CALL_STATE);
            final MemorySegment nodes = arena.allocate(NODE_LIMIT / Byte.SIZE, Long.BYTES);
            nodes.set(ValueLayout.JAVA_BYTE, node / Byte.SIZE, (byte) (1 << node % Byte.SIZE));
            final long result = (long) mbind.invokeExact(
                    state, mbindNumber, address, length, (long) MPOL_BIND, nodes, (long) NODE_LIMIT, 0L);
            return result == 0 ? 0 : errno(state);
        } catch (final Throwable e) {
            throw rethrown(e);
        }
    }

    private static int range(final MethodHandle function, final long address, final long length) {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment state = arena.allocate(CALL_STATE);
            final int result = (int) function.invokeExact(state, address, length);
            return result == 0 ? 0 : errno(state);
        } catch (final Throwable e) {
            throw rethrown(e);
        }
    }

    private static int range(final MethodHandle function, final long address, final long length, final int how) {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment state = arena.allocate(CALL_STATE);
            final int result = (int) function.invokeExact(state, address, length, how);
            return result == 0 ? 0 : errno(state);
        } catch (final Throwable e) {
            throw rethrown(e);
        }
    }

    private static int errno(final MemorySegment state) {
        return (int) ERRNO.get(state, 0L);
    }

    private static RuntimeException rethrown(final Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return e instanceof RuntimeException known ? known : new IllegalStateException(e);
    }
}
