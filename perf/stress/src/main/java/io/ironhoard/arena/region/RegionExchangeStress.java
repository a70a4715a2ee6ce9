package io.ironhoard.arena.region;

import io.ironhoard.arena.ArenaView;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IJ_Result;

/** A region that the supplier has mapped is whole when the owner takes it, once, and is unmapped when it came back. */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "delivered after the owner has looked")
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "delivered, usable, and given back")
@Outcome(expect = Expect.FORBIDDEN, desc = "half a region, two of them, or one that was kept")
@State
public class RegionExchangeStress {
    private static final RegionMapper MAPPER = RegionMapper.host();
    private static final RegionOptions OPTIONS =
            RegionOptions.defaults().withBytes(RegionOptions.BYTES_MIN).withPages(false, false, false);
    private static final int HALF = 2;

    private final RegionExchange exchange = new RegionExchange(OPTIONS, 1);
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);

    /** Ask, look, use, and give back. */
    @Actor
    public void owner(final IJ_Result result) {
        exchange.request();
        if (exchange.hasDelivered()) {
            final MappedRegion region = exchange.take();
            final boolean isWhole = region.bytes() == OPTIONS.bytes() && region.address() % region.bytes() == 0;
            ArenaView.wrap(view, region.address(), Long.BYTES);
            view.putLong(0, 1);
            result.r1 = isWhole && !exchange.hasDelivered() ? 1 : HALF;
            exchange.giveBack(region);
        }
    }

    /** One look of the supplier. */
    @Actor
    public void supplier() {
        exchange.serve(MAPPER, 0);
    }

    /** Whatever is still on its way comes back. */
    @Arbiter
    public void close(final IJ_Result result) {
        exchange.serve(MAPPER, 0);
        exchange.drain(MAPPER);
        result.r2 = exchange.mappedBytes();
    }
}
