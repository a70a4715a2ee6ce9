package io.ironhoard.matchmaking.gateway.link;

/**
 * Whether a shard still speaks. One that was asked something and has said nothing at all since, to anybody, for a while, is
 * silent: its process was stopped, or a rule set does not return to it. What is asked then is refused at once, rather than put
 * into a queue that nobody reads, but for one try now and then. The first word ends it.
 *
 * <p>Owned by the gateway's event loop.
 */
final class ShardPulse {
    private static final long NOTHING = Long.MIN_VALUE;

    private final int silenceMs;
    private long askedMs = NOTHING;
    private long triedMs;
    private boolean isSilent;

    /**
     * @param silenceMs how long it may say nothing, in milliseconds.
     */
    ShardPulse(final int silenceMs) {
        this.silenceMs = silenceMs;
    }

    /** Something was handed to the shard that it will answer. */
    void asked(final long nowMs) {
        if (askedMs == NOTHING) {
            askedMs = nowMs;
        }
    }

    /** The shard has said something. */
    void heard() {
        askedMs = NOTHING;
    }

    /**
     * Look at the time.
     *
     * @return whether it became silent or spoke again.
     */
    boolean tick(final long nowMs) {
        final boolean wasSilent = isSilent;
        isSilent = askedMs != NOTHING && nowMs - askedMs > silenceMs;
        if (isSilent && !wasSilent) {
            triedMs = nowMs;
        }
        return isSilent != wasSilent;
    }

    /** Whether it was silent at the last tick. */
    boolean isSilent() {
        return isSilent;
    }

    /** Whether it may be asked something now. */
    boolean admits(final long nowMs) {
        if (!isSilent) {
            return true;
        }
        if (nowMs - triedMs > silenceMs) {
            triedMs = nowMs;
            return true;
        }
        return false;
    }
}
