package io.ironhoard.perf.bench.shard;

import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.logbuffer.BufferClaim;
import io.aeron.logbuffer.ControlledFragmentHandler;
import io.aeron.logbuffer.Header;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.Agent;

/** Sends back each message, filled up to the length of an event. Started, run and closed on one thread. */
final class EchoAgent implements Agent, ControlledFragmentHandler {
    private static final int FRAGMENTS_PER_POLL_MAX = 64;

    private final Subscription there;
    private final ExclusivePublication back;
    private final int length;
    private final Runnable onStart;
    private final BufferClaim claim = new BufferClaim();

    /**
     * @param there what comes.
     * @param back where it goes.
     * @param length of each answer; not less than what comes.
     * @param onStart runs first, on the agent's thread.
     */
    EchoAgent(final Subscription there, final ExclusivePublication back, final int length, final Runnable onStart) {
        this.there = there;
        this.back = back;
        this.length = length;
        this.onStart = onStart;
    }

    @Override
    public void onStart() {
        onStart.run();
    }

    @Override
    public int doWork() {
        return there.controlledPoll(this, FRAGMENTS_PER_POLL_MAX);
    }

    @Override
    public Action onFragment(
            final DirectBuffer buffer, final int offset, final int messageLength, final Header fragment) {
        if (back.tryClaim(length, claim) < 0) {
            return Action.ABORT;
        }
        claim.buffer().putBytes(claim.offset(), buffer, offset, messageLength);
        claim.commit();
        return Action.CONTINUE;
    }

    @Override
    public String roleName() {
        return "echo";
    }
}
