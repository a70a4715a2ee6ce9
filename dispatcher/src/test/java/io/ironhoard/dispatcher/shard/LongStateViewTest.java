package io.ironhoard.dispatcher.shard;

import com.sun.management.ThreadMXBean;
import io.ironhoard.dispatcher.shard.EngineFixture.Plan;
import io.ironhoard.proto.sbe.MatchViewedDecoder;
import java.lang.management.ManagementFactory;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A view looks at a copy of the state, and the room for the longest is there from the start. */
final class LongStateViewTest {
    private static final long SHORT = 1;
    private static final long LONG = 2;
    /** What the fixture keeps of a reply is far below this, a copy of the state above. */
    private static final long BYTES_OF_REPLIES_MAX = MatchOpener.STATE_LENGTH_MAX / 8;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final TellingRules rules = new TellingRules();
    private final EngineFixture fixture = new EngineFixture(rules);

    @Test
    void shouldTakeNoHeapForTheFirstViewOfTheLongestState() {
        fixture.create(SHORT, Plan.of("telling"));
        rules.stateLength(MatchOpener.STATE_LENGTH_MAX);
        fixture.create(LONG, Plan.of("telling"));
        view(SHORT);
        final String before = fixture.stateHash(LONG);

        final long allocated = view(LONG);

        assertThat(allocated).isBetween(0L, BYTES_OF_REPLIES_MAX);
        assertThat(fixture.stateHash(LONG)).isEqualTo(before);
    }

    @Test
    void shouldLeaveNothingOfAViewedStateWithTheRules() {
        rules.stateLength(MatchOpener.STATE_LENGTH_MAX);
        fixture.create(LONG, Plan.of("telling"));
        view(LONG);

        assertThat(rules.kept()).isNotEmpty().allSatisfy(kept -> {
            assertThat(kept.capacity()).isZero();
            assertThat(kept.byteBuffer()).isNull();
        });
    }

    /** Bytes of heap that this thread took for it. */
    private long view(final long match) {
        fixture.replies.take();
        final long before = threads.getCurrentThreadAllocatedBytes();
        fixture.view(match, 1);
        final long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        final DirectBuffer reply = fixture.replies.take().getFirst();
        assertThat(fixture.decode(reply, new MatchViewedDecoder()).matchIdHigh()).isEqualTo(match);
        return allocated;
    }
}
