package io.ironhoard.dispatcher.hash.block;

import io.ironhoard.arena.Memory;
import io.ironhoard.arena.code.Assembler;
import io.ironhoard.arena.code.MachineCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * SHA-256 (FIPS 180-4, 6.2.2), two independent blocks at a time by the processor's own instructions. A round waits four cycles
 * for the one before it, so one block alone leaves the unit idle for more than half of its time; a second one fills it.
 *
 * <p>The code is made at start and checked by whoever uses it. The constants lie beside it: 64 round constants, then three orders
 * of bytes. One thread's; allocates nothing after construction.
 */
final class Sha256Kernel implements BlockFunction {
    private static final List<String> NEEDED = List.of("sha_ni", "ssse3", "sse4_1");
    private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

    private static final int ROUNDS = 64;
    private static final int WORDS_PER_GROUP = 4;
    private static final int GROUPS = ROUNDS / WORDS_PER_GROUP;
    private static final int VECTOR = 16;
    /** The bytes of each word the other way round. */
    private static final int SWAPPED = ROUNDS * Integer.BYTES;
    /** And the words of each half the other way round, too. */
    private static final int SWAPPED_PAIRS = SWAPPED + VECTOR;
    /** And all four words. */
    private static final int SWAPPED_ALL = SWAPPED_PAIRS + VECTOR;
    private static final int CONSTANTS_LENGTH = SWAPPED_ALL + VECTOR;

    private static final int ROUND_INPUT = 0;
    private static final int SPARE = 1;

    /** The vector registers of one of the two blocks, and the general ones with its addresses. */
    private record Lane(int state, int message, int out, int job, int abef, int cdgh, int words, int second) {
        int word(final int group) {
            return words + group % WORDS_PER_GROUP;
        }
    }

    private static final List<Lane> LANES = List.of(
            new Lane(Assembler.R8, Assembler.R9, Assembler.RAX, 0, 2, 3, 4, 8),
            new Lane(Assembler.R10, Assembler.R11, Assembler.RCX, JOB_LENGTH, 9, 10, 11, 15));

    private static final Optional<MethodHandle> FOUND = find();
    private static final MethodHandle COMPRESS_PAIRS = FOUND.orElse(null);
    private static final long CONSTANTS = constants();

    private final long pair =
            Arena.global().allocate(2 * JOB_LENGTH, Long.BYTES).address();

    private Sha256Kernel() {}

    /** One for a thread, where this machine's processor has the instructions and the host lets a process make code. */
    static Optional<Sha256Kernel> create() {
        return FOUND.map(function -> new Sha256Kernel());
    }

    @Override
    public void compress(final long jobs, final int count) {
        final long pairs = count >> 1;
        if (pairs > 0) {
            compressPairs(jobs, pairs);
        }
        if ((count & 1) != 0) {
            // One job alone takes as long as two: it is done twice.
            final long last = jobs + 2 * pairs * JOB_LENGTH;
            put(last, pair);
            put(last, pair + JOB_LENGTH);
            compressPairs(pair, 1);
        }
    }

    private static void put(final long job, final long to) {
        Memory.copy16(job, to);
        Memory.putLong(to + JOB_OUT, Memory.getLong(job + JOB_OUT));
    }

    private static void compressPairs(final long jobs, final long pairs) {
        try {
            COMPRESS_PAIRS.invokeExact(jobs, pairs, CONSTANTS);
        } catch (final Throwable e) {
            throw new IllegalStateException("the SHA-256 kernel failed", e);
        }
    }

    private static Optional<MethodHandle> find() {
        if (!MachineCode.isX86() || !hasInstructions()) {
            return Optional.empty();
        }
        return MachineCode.function(
                code(),
                FunctionDescriptor.ofVoid(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));
    }

    private static boolean hasInstructions() {
        try (var lines = Files.lines(PROCESSOR)) {
            return lines.filter(line -> line.startsWith("flags"))
                    .findFirst()
                    .map(line -> List.of(line.split("\\s+")).containsAll(NEEDED))
                    .orElse(false);
        } catch (final IOException | UncheckedIOException e) {
            return false;
        }
    }

    private static long constants() {
        final long at = Arena.global().allocate(CONSTANTS_LENGTH, VECTOR).address();
        int prime = 1;
        for (int round = 0; round < ROUNDS; round++) {
            prime = primeAfter(prime);
            // FIPS 180-4, 4.2.2: the first 32 bits behind the point of the cube root.
            Memory.putInt(at + round * Integer.BYTES, (int) (long) (Math.cbrt(prime) * (1L << Integer.SIZE)));
        }
        for (int i = 0; i < VECTOR; i++) {
            final int word = i / Integer.BYTES;
            final int swapped = Integer.BYTES - 1 - i % Integer.BYTES;
            Memory.putByte(at + SWAPPED + i, word * Integer.BYTES + swapped);
            Memory.putByte(at + SWAPPED_PAIRS + i, (word ^ 1) * Integer.BYTES + swapped);
            Memory.putByte(at + SWAPPED_ALL + i, VECTOR - 1 - i);
        }
        return at;
    }

    private static int primeAfter(final int number) {
        return BigInteger.valueOf(number).nextProbablePrime().intValueExact();
    }

    /** {@code void compressPairs(job *rdi, long rsi, constants *rdx)}. */
    private static byte[] code() {
        final Assembler assembler = new Assembler();
        final int next = assembler.here();
        for (final Lane lane : LANES) {
            assembler.loadAddress(lane.state, Assembler.RDI, lane.job + JOB_STATE);
            assembler.loadAddress(lane.message, Assembler.RDI, lane.job + JOB_BLOCK);
            assembler.loadAddress(lane.out, Assembler.RDI, lane.job + JOB_OUT);
            loadState(assembler, lane, lane.abef, lane.cdgh);
            loadMessage(assembler, lane);
        }
        for (int group = 0; group < GROUPS; group++) {
            rounds(assembler, group);
        }
        // A job's result may lie where its state is, and both may be the same job: states are read again before anything is written.
        for (final Lane lane : LANES) {
            loadState(assembler, lane, lane.words, lane.words + 1);
            assembler.addWords(lane.abef, lane.words);
            assembler.addWords(lane.cdgh, lane.words + 1);
        }
        for (final Lane lane : LANES) {
            store(assembler, lane);
        }
        assembler.addImmediate(Assembler.RDI, LANES.size() * JOB_LENGTH);
        assembler.decrement(Assembler.RSI);
        assembler.jumpIfNotZero(next);
        assembler.ret();
        return assembler.code();
    }

    /** The instructions want the eight words of the state as ABEF and CDGH, from the highest to the lowest. */
    private static void loadState(final Assembler assembler, final Lane lane, final int abef, final int cdgh) {
        assembler.loadUnaligned(abef, lane.state, 0);
        assembler.loadUnaligned(cdgh, lane.state, VECTOR);
        assembler.shuffleBytes(abef, Assembler.RDX, SWAPPED_PAIRS);
        assembler.shuffleBytes(cdgh, Assembler.RDX, SWAPPED_ALL);
        assembler.move(SPARE, abef);
        assembler.alignRight(abef, cdgh, VECTOR / 2);
        assembler.blend(cdgh, SPARE, 0xF0);
    }

    private static void loadMessage(final Assembler assembler, final Lane lane) {
        for (int i = 0; i < WORDS_PER_GROUP; i++) {
            assembler.loadUnaligned(lane.word(i), lane.message, i * VECTOR);
            assembler.shuffleBytes(lane.word(i), Assembler.RDX, SWAPPED);
        }
    }

    /** Four rounds of both blocks, and four words of each message schedule for later rounds. */
    private static void rounds(final Assembler assembler, final int group) {
        for (final Lane lane : LANES) {
            assembler.move(ROUND_INPUT, lane.word(group));
            assembler.addWords(ROUND_INPUT, Assembler.RDX, group * VECTOR);
            assembler.sha256Rounds(lane.cdgh, lane.abef);
            assembler.shuffleWords(lane.second, ROUND_INPUT, 0x0E);
        }
        for (final Lane lane : LANES) {
            if (group >= WORDS_PER_GROUP - 1 && group < GROUPS - 1) {
                assembler.move(SPARE, lane.word(group));
                assembler.alignRight(SPARE, lane.word(group - 1), Integer.BYTES);
                assembler.addWords(lane.word(group + 1), SPARE);
                assembler.sha256Message2(lane.word(group + 1), lane.word(group));
            }
        }
        for (final Lane lane : LANES) {
            assembler.move(ROUND_INPUT, lane.second);
            assembler.sha256Rounds(lane.abef, lane.cdgh);
            if (group >= 1 && group < GROUPS - WORDS_PER_GROUP + 1) {
                assembler.sha256Message1(lane.word(group - 1), lane.word(group));
            }
        }
    }

    private static void store(final Assembler assembler, final Lane lane) {
        assembler.shuffleBytes(lane.abef, Assembler.RDX, SWAPPED_ALL);
        assembler.shuffleBytes(lane.cdgh, Assembler.RDX, SWAPPED_PAIRS);
        assembler.move(SPARE, lane.abef);
        assembler.blend(SPARE, lane.cdgh, 0xF0);
        assembler.alignRight(lane.cdgh, lane.abef, VECTOR / 2);
        assembler.storeUnaligned(lane.out, 0, SPARE);
        assembler.storeUnaligned(lane.out, VECTOR, lane.cdgh);
    }
}
