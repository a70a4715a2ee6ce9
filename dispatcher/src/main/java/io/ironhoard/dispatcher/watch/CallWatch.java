package io.ironhoard.dispatcher.watch;

import java.util.List;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Where a shard notes the call that it is in, and learns that one has overrun.
 *
 * <pre>
 *   128  the call's number, 0 between calls              written by the shard, read by the watchdog
 *   136  rule set and method                             written by the shard before the number
 *   144  match id, upper and lower half                  written by the shard before the number
 *   160  the number of the last call                     the shard's own
 *   320  the number of a call that overran its budget    written by the watchdog, read by the shard
 * </pre>
 *
 * <p>Calls are numbered from 1 and no number comes twice, so a word that is read late says nothing about another call.
 * The two sides' words lie two cache lines apart, from each other and from whatever else is on the heap: the shard's own line
 * leaves its core only when the watchdog looks.
 *
 * <p>{@link #attach}, {@link #begin} and {@link #end} on the shard's thread; the rest on the watchdog's.
 */
public final class CallWatch {
    /** The number between calls. */
    static final long NONE = 0;

    static final int CALL = 128;
    private static final int WHAT = 136;
    private static final int ID_HIGH = 144;
    private static final int ID_LOW = 152;
    static final int CALLS = 160;
    static final int OVERRUN = 320;
    static final int LENGTH = 456;
    private static final int METHOD_BITS = 8;

    private final AtomicBuffer words = new UnsafeBuffer(new byte[LENGTH]);
    private final List<String> rulesIds;
    private volatile Thread thread;

    /**
     * @param rulesIds the shard's rule sets, by the index that {@link #begin} names them with.
     */
    public CallWatch(final List<String> rulesIds) {
        this.rulesIds = List.copyOf(rulesIds);
    }

    /** The calling thread is the one that will make the calls. */
    public void attach() {
        thread = Thread.currentThread();
    }

    /**
     * A call begins.
     *
     * @param rulesIndex whose.
     * @param call which method.
     * @param idHigh the upper half of the match's id.
     * @param idLow the lower half.
     */
    public void begin(final int rulesIndex, final RulesCall call, final long idHigh, final long idLow) {
        final long number = words.getLong(CALLS) + 1;
        words.putLong(CALLS, number);
        // Each after the end of the call before, so that its number never stands over these words.
        words.putLongRelease(WHAT, (long) rulesIndex << METHOD_BITS | call.ordinal());
        words.putLongRelease(ID_HIGH, idHigh);
        words.putLongRelease(ID_LOW, idLow);
        words.putLongRelease(CALL, number);
    }

    /**
     * The call has come back.
     *
     * @return whether it took longer than it may.
     */
    public boolean end() {
        words.putLongRelease(CALL, NONE);
        return words.getLongOpaque(OVERRUN) == words.getLong(CALLS);
    }

    /** The number of the call that goes on, or {@link #NONE}. */
    long call() {
        return words.getLongAcquire(CALL);
    }

    /** Tell the shard that a call has overrun: it takes notice when the call comes back. */
    void overrun(final long call) {
        words.putLongRelease(OVERRUN, call);
    }

    /** The thread that makes the calls, or {@code null} before it has started. */
    Thread thread() {
        return thread;
    }

    /** The rule set of the call that goes on: what is read here is of the call that {@link #call} names before and after. */
    String rulesId() {
        return rulesIds.get((int) (words.getLongAcquire(WHAT) >>> METHOD_BITS));
    }

    /** Its method. */
    RulesCall method() {
        return RulesCall.of((int) words.getLongAcquire(WHAT) & (1 << METHOD_BITS) - 1);
    }

    /** The upper half of its match's id. */
    long idHigh() {
        return words.getLongAcquire(ID_HIGH);
    }

    /** The lower half of its match's id. */
    long idLow() {
        return words.getLongAcquire(ID_LOW);
    }
}
