package io.ironhoard.perf.bot;

import io.ironhoard.dispatcher.rules.spi.RuleSet;
import io.ironhoard.dispatcher.rules.treasurehunt.HuntClue;
import io.ironhoard.dispatcher.rules.treasurehunt.HuntDescriptor;
import io.ironhoard.dispatcher.rules.treasurehunt.HuntGrid;
import io.ironhoard.dispatcher.rules.treasurehunt.HuntMove;
import io.ironhoard.dispatcher.rules.treasurehunt.HuntPublicPart;
import io.ironhoard.perf.client.ProtocolException;
import io.ironhoard.perf.wire.EventFrame;
import io.ironhoard.proto.chain.MatchHeader;
import io.ironhoard.proto.rules.OptionsView;
import io.ironhoard.proto.sbe.EventKind;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One treasure hunt. Where explorers stand is public, what a dig told is the digger's own: each walks to some cell that its
 * last clue allows, and digs there. Cool-downs are counted from when the seat heard of its last step or dig, which is later
 * than the shard counts.
 */
final class HuntGame implements BotGame {
    private final SplittableRandom random;
    private final HuntReaders readers;
    private final int width;
    private final int height;
    private final long stepCooldownNs;
    private final long digCooldownNs;
    private final Explorer[] explorers;

    /** What the matches of a thread read parts with. */
    static final class HuntReaders {
        private final HuntClue clue = new HuntClue();
        private final HuntPublicPart publicPart = new HuntPublicPart();
        private final UnsafeBuffer part = new UnsafeBuffer(new byte[0]);
    }

    private static final class Explorer {
        private int x;
        private int y;
        private int targetX;
        private int targetY;
        private long nextStepNs;
        private long nextDigNs;
    }

    HuntGame(final MatchHeader header, final OptionsView options, final SplittableRandom random,
            final HuntReaders readers) {
        this.random = random;
        this.readers = readers;
        options.wrap(new UnsafeBuffer(header.options()), 0);
        width = (int) options.integer(HuntDescriptor.WIDTH_OPTION);
        height = (int) options.integer(HuntDescriptor.HEIGHT_OPTION);
        stepCooldownNs = TimeUnit.MILLISECONDS.toNanos(options.integer(HuntDescriptor.STEP_COOLDOWN_OPTION));
        digCooldownNs = TimeUnit.MILLISECONDS.toNanos(options.integer(HuntDescriptor.DIG_COOLDOWN_OPTION));
        explorers = new Explorer[header.seats().size()];
        for (int seat = 0; seat < explorers.length; seat++) {
            final Explorer explorer = new Explorer();
            explorer.x = HuntGrid.startX(seat, explorers.length, width, height);
            explorer.y = HuntGrid.startY(seat, explorers.length, width, height);
            explorer.targetX = random.nextInt(width);
            explorer.targetY = random.nextInt(height);
            explorers[seat] = explorer;
        }
    }

    @Override
    public int turn() {
        return RuleSet.NO_TURN;
    }

    @Override
    public void event(final EventFrame event) throws ProtocolException {
        try {
            readers.part.wrap(event.buffer(), event.publicOffset(), event.publicLength());
            readers.publicPart.wrap(readers.part, 0, event.publicLength());
        } catch (final IllegalArgumentException e) {
            throw new ProtocolException("event " + event.index() + ": " + e.getMessage());
        }
        if (event.kind() != EventKind.MOVE) {
            return;
        }
        final int move = event.payloadBuffer()[event.payloadOffset()];
        if (HuntMove.isStep(move)) {
            final Explorer explorer = explorers[event.seat()];
            explorer.x += HuntMove.dx(move);
            explorer.y += HuntMove.dy(move);
        }
        if (readers.publicPart.hasFind() && readers.publicPart.finder() != event.seat()) {
            throw new ProtocolException("event " + event.index() + ": another seat finds than digs");
        }
    }

    @Override
    public void received(final int seat, final EventFrame event, final long nowNs) throws ProtocolException {
        final boolean isOwn = event.kind() == EventKind.MOVE && event.seat() == seat;
        final boolean isDig = isOwn && !HuntMove.isStep(event.payloadBuffer()[event.payloadOffset()]);
        if (event.privateLength() > 0 != isDig) {
            throw new ProtocolException(
                    "event " + event.index() + ": a clue belongs to a dig, and to the digger alone");
        }
        if (!isOwn) {
            return;
        }
        final Explorer explorer = explorers[seat];
        if (!isDig) {
            explorer.nextStepNs = nowNs + stepCooldownNs;
            return;
        }
        explorer.nextDigNs = nowNs + digCooldownNs;
        try {
            readers.part.wrap(event.buffer(), event.privateOffset(), event.privateLength());
            readers.clue.wrap(readers.part, 0, event.privateLength());
        } catch (final IllegalArgumentException e) {
            throw new ProtocolException("event " + event.index() + ": " + e.getMessage());
        }
        aim(explorer, readers.clue.distance());
    }

    /** To some cell at the distance that the clue names. */
    private void aim(final Explorer explorer, final int distance) {
        final int reach = distance == HuntClue.NOTHING_LEFT ? Math.max(width, height) : distance;
        final int along = random.nextInt(2 * reach + 1) - reach;
        final int across = random.nextBoolean() ? reach : -reach;
        final boolean isEastWest = random.nextBoolean();
        explorer.targetX = Math.clamp(explorer.x + (isEastWest ? across : along), 0, width - 1);
        explorer.targetY = Math.clamp(explorer.y + (isEastWest ? along : across), 0, height - 1);
    }

    @Override
    public int choose(final int seat, final long nowNs, final byte[] out) {
        final Explorer explorer = explorers[seat];
        final int step = HuntMove.towards(explorer.targetX - explorer.x, explorer.targetY - explorer.y);
        if (step == HuntMove.DIG && explorer.nextDigNs <= nowNs) {
            out[0] = HuntMove.DIG;
            return HuntMove.LENGTH;
        }
        if (explorer.nextStepNs > nowNs) {
            return NOT_NOW;
        }
        out[0] = (byte) (step == HuntMove.DIG ? anyStep(explorer) : step);
        return HuntMove.LENGTH;
    }

    @Override
    public long readyNs(final int seat) {
        final Explorer explorer = explorers[seat];
        final int step = HuntMove.towards(explorer.targetX - explorer.x, explorer.targetY - explorer.y);
        return step == HuntMove.DIG ? Math.min(explorer.nextDigNs, explorer.nextStepNs) : explorer.nextStepNs;
    }

    /** A step that stays on the grid, where it is too early to dig. */
    private int anyStep(final Explorer explorer) {
        return explorer.x + 1 < width ? HuntMove.EAST : HuntMove.WEST;
    }
}
