import io.ironhoard.dispatcher.rules.spi.Effects;
import io.ironhoard.dispatcher.rules.spi.Forfeit;
import io.ironhoard.dispatcher.rules.spi.RuleSet;
import io.ironhoard.proto.rules.OptionsView;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Somebody else's rules that do, on demand, what rules must not do: a move's byte says what. */
public final class HostileRules implements RuleSet {
    private static final RuleSetDescriptor DESCRIPTOR =
            new RuleSetDescriptor("hostile", 1, "Hostile", 2, 2, 1, false, List.of(), List.of(), List.of());
    private static final int TIMER = 1;

    private MutableDirectBuffer kept;

    @Override
    public RuleSetDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public int stateLength(final int seats, final OptionsView options) {
        return 16;
    }

    @Override
    public int init(
            final MutableDirectBuffer state, final int seats, final OptionsView options, final long seed,
            final long nowMs) {
        return OK;
    }

    @Override
    public int apply(
            final MutableDirectBuffer state, final int seat, final DirectBuffer move, final int offset,
            final int length, final long nowMs, final Effects effects) {
        switch (move.getByte(offset)) {
            case 'e' -> throw new Error("on demand");
            case 'o' -> deeper(0);
            case 'm' -> state.putByte(0, (byte) new long[Integer.MAX_VALUE].length);
            case 'b' -> state.putByte(16, (byte) 1);
            case 'c' -> {
                return 12_345;
            }
            case 'x' -> effects.toAll(new UnsafeBuffer(new byte[64 * 1024]), 0, 64 * 1024);
            case 'w' -> ((MutableDirectBuffer) move).putByte(offset, (byte) 'W');
            case 'k' -> kept = state;
            case 'r' -> ((UnsafeBuffer) state).wrap(new byte[1 << 16]);
            case 'i' -> Thread.currentThread().interrupt();
            case 't' -> state.putByte(TIMER, (byte) 1);
            case 's' -> sleep(300);
            case 'u' -> use(300);
            case 'f' -> waitForAFile();
            default -> state.putByte(0, move.getByte(offset));
        }
        return OK;
    }

    private static int deeper(final int depth) {
        return depth < 0 ? 0 : deeper(depth + 1) + 1;
    }

    private static void sleep(final long ms) {
        final long end = System.nanoTime() + ms * 1_000_000;
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    private static void use(final long ms) {
        final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        final long end = threads.getCurrentThreadCpuTime() + ms * 1_000_000;
        while (threads.getCurrentThreadCpuTime() < end) {
            Thread.onSpinWait();
        }
    }

    /** Never returns, unless somebody makes the file that a system property names. */
    private static void waitForAFile() {
        final Path file = Path.of(System.getProperty("hostile.release"));
        while (!Files.exists(file)) {
            use(20);
        }
    }

    @Override
    public void forfeit(
            final MutableDirectBuffer state, final int seat, final Forfeit forfeit, final long nowMs,
            final Effects effects) {
        throw new IllegalStateException("on demand");
    }

    @Override
    public int turn(final DirectBuffer state) {
        return state.getByte(0) == 'T' ? 17 : NO_TURN;
    }

    @Override
    public long nextTimerMs(final DirectBuffer state) {
        return state.getByte(TIMER) == 1 ? 0 : NO_TIMER;
    }

    @Override
    public int endReason(final DirectBuffer state) {
        return state.getByte(0) == 'L' ? 5 : 0;
    }

    @Override
    public int placement(final DirectBuffer state, final int seat) {
        return -1;
    }

    @Override
    public int viewLengthMax(final int seats, final OptionsView options) {
        return 16;
    }

    @Override
    public int view(final DirectBuffer state, final int seat, final MutableDirectBuffer out, final int offset) {
        throw new IllegalStateException("on demand");
    }
}
