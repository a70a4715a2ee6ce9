package io.ironhoard.dispatcher.watch;

import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/**
 * The watchdog stops the call that it saw and no other, and what it reads of a call that still goes on is that call's.
 */
@JCStressTest
@Outcome(id = "false, false, 0", expect = Expect.ACCEPTABLE, desc = "the watchdog saw no call, or one that has gone")
@Outcome(id = "false, false, [12]", expect = Expect.ACCEPTABLE, desc = "too late for the call that it saw")
@Outcome(id = "true, false, [01]", expect = Expect.ACCEPTABLE, desc = "the first call has overrun")
@Outcome(id = "false, true, [02]", expect = Expect.ACCEPTABLE, desc = "the second call has overrun")
@Outcome(expect = Expect.FORBIDDEN, desc = "the wrong call, or one call's number with another one's words")
@State
public class CallWatchStress {
    private static final int MIXED = 9;

    private final CallWatch watch = new CallWatch(List.of("one", "two"));

    /** Two calls. */
    @Actor
    public void shard(final ZZI_Result result) {
        watch.begin(0, RulesCall.APPLY, 10, 11);
        result.r1 = watch.end();
        watch.begin(1, RulesCall.VIEW, 20, 21);
        result.r2 = watch.end();
    }

    /** One look. */
    @Actor
    public void watchdog(final ZZI_Result result) {
        final long call = watch.call();
        if (call == CallWatch.NONE) {
            return;
        }
        watch.overrun(call);
        final boolean isFirst = watch.rulesId().equals("one")
                && watch.method() == RulesCall.APPLY && watch.idHigh() == 10 && watch.idLow() == 11;
        final boolean isSecond = watch.rulesId().equals("two")
                && watch.method() == RulesCall.VIEW && watch.idHigh() == 20 && watch.idLow() == 21;
        if (watch.call() == call) {
            result.r3 = call == 1 && isFirst ? 1 : call == 2 && isSecond ? 2 : MIXED;
        }
    }
}
