package io.ironhoard.proto.counters;

import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZJ_Result;

/** Whoever reads a book while its writer writes sees five numbers of one time: the sums are never torn. */
@JCStressTest
@Outcome(id = "true, [0-4]", expect = Expect.ACCEPTABLE, desc = "before, between or after the changes")
@Outcome(expect = Expect.FORBIDDEN, desc = "torn")
@State
public class MoveBookStress {
    private final UnsafeBuffer memory = new UnsafeBuffer(new byte[MoveBook.LENGTH]);
    private final MoveBook written = new MoveBook(memory, 0);
    private final MoveBook read = new MoveBook(memory, 0);

    /** The shard, with two moves. */
    @Actor
    public void shard() {
        written.received(1);
        written.publish();
        written.accepted(0);
        written.publish();
        written.received(1);
        written.rejected(0);
        written.publish();
    }

    /** Another process. */
    @Actor
    public void reader(final ZJ_Result result) {
        final MoveBook.Reading reading = read.read();
        result.r1 = reading.isConserved();
        result.r2 = reading.received() + reading.accepted() + reading.rejected();
    }
}
