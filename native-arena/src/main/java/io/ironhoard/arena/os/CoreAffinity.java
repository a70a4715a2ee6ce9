package io.ironhoard.arena.os;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Optional;

/**
 * Binds the calling thread to a core: sched_setaffinity(2) of Linux.
 *
 * <p>Threads inherit the affinity of the thread that starts them, so a thread pins itself, after the pools of the process
 * exist. Stateless apart from the function handles; any thread may call.
 */
public final class CoreAffinity {
    private static final Path PRESENT = Path.of("/sys/devices/system/cpu/present");
    private static final Path THREADS = Path.of("/proc/self/task");
    private static final int CALLING_THREAD = 0;
    /** The thread has ended meanwhile. */
    private static final int ESRCH = 3;
    private static final int SET_BYTES = CoreMap.CORE_LIMIT / Byte.SIZE;

    /** int sched_?etaffinity(pid_t, size_t, cpu_set_t *): pid 0 is the calling thread. */
    private static final FunctionDescriptor SIGNATURE = FunctionDescriptor.of(
            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS);

    private static final MemoryLayout CALL_STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO =
            CALL_STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private final MethodHandle set;
    private final MethodHandle get;

    /**
     * What became of a wish to be pinned.
     *
     * @param core the core asked for.
     * @param had whether the thread runs on that core alone now.
     * @param reason why not; empty where it does.
     */
    public record Pinning(int core, boolean had, String reason) {}

    private CoreAffinity(final MethodHandle set, final MethodHandle get) {
        this.set = set;
        this.get = get;
    }

    /**
     * The host's function.
     *
     * @return nothing where the host has none, as on systems other than Linux.
     */
    @SuppressWarnings("restricted")
    public static Optional<CoreAffinity> host() {
        final Linker linker = Linker.nativeLinker();
        final SymbolLookup lookup = linker.defaultLookup();
        final Linker.Option errno = Linker.Option.captureCallState("errno");
        return lookup.find("sched_setaffinity")
                .flatMap(set -> lookup.find("sched_getaffinity")
                        .map(get -> new CoreAffinity(
                                linker.downcallHandle(set, SIGNATURE, errno),
                                linker.downcallHandle(get, SIGNATURE, errno))));
    }

    /**
     * The cores that the machine has.
     *
     * @return core numbers.
     * @throws IllegalStateException where the host does not say.
     */
    public BitSet present() {
        try {
            final BitSet cores = new BitSet();
            final CoreMap map = CoreMap.parse(Files.readString(PRESENT).strip());
            for (int i = 0; i < map.size(); i++) {
                cores.set(map.core(i));
            }
            return cores;
        } catch (final IOException e) {
            throw new IllegalStateException("the host does not say which cores it has: " + e, e);
        }
    }

    /**
     * The cores that the calling thread may run on: what is left of the machine by cpusets and by earlier pinning.
     *
     * @return core numbers.
     * @throws IllegalStateException where the host does not say.
     */
    public BitSet allowed() {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment cores = arena.allocate(SET_BYTES, Long.BYTES);
            final int error = call(get, CALLING_THREAD, arena, cores);
            if (error != 0) {
                throw new IllegalStateException("sched_getaffinity failed with errno " + error);
            }
            return BitSet.valueOf(cores.asByteBuffer());
        }
    }

    /**
     * Bind the calling thread to one core.
     *
     * @param core a core number.
     * @return whether it is bound, and why not.
     */
    public Pinning pinCurrentThread(final int core) {
        if (core < 0 || core >= CoreMap.CORE_LIMIT) {
            return new Pinning(core, false, "core " + core + " is not a core number");
        }
        final BitSet cores = new BitSet();
        cores.set(core);
        final int error = bind(CALLING_THREAD, cores);
        return error == 0
                ? new Pinning(core, true, "")
                : new Pinning(core, false, "sched_setaffinity for core " + core + " failed with errno " + error);
    }

    /**
     * Take all threads that this process has away from some cores; threads that they start later stay away, too,
     * so this is for a start, before there are many. Does nothing
     * where no other core would be left.
     *
     * @param cores core numbers.
     * @return whether they are away; where not, some may be.
     */
    public boolean leave(final BitSet cores) {
        final BitSet rest = allowed();
        rest.andNot(cores);
        if (rest.isEmpty()) {
            return false;
        }
        boolean haveLeft = bind(CALLING_THREAD, rest) == 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
            for (final Path thread : threads) {
                final int error = bind(Integer.parseInt(thread.getFileName().toString()), rest);
                haveLeft &= error == 0 || error == ESRCH;
            }
        } catch (final IOException | DirectoryIteratorException e) {
            return false;
        }
        return haveLeft;
    }

    private int bind(final int thread, final BitSet cores) {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment set = arena.allocate(SET_BYTES, Long.BYTES);
            set.copyFrom(MemorySegment.ofArray(cores.toByteArray()));
            return call(this.set, thread, arena, set);
        }
    }

    private static int call(
            final MethodHandle function, final int thread, final Arena arena, final MemorySegment cores) {
        try {
            final MemorySegment state = arena.allocate(CALL_STATE);
            final int result = (int) function.invokeExact(state, thread, (long) SET_BYTES, cores);
            // glibc answers 0; the bare system call would answer the bytes it wrote.
            return result >= 0 ? 0 : (int) ERRNO.get(state, 0L);
        } catch (final RuntimeException | Error e) {
            throw e;
        } catch (final Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
