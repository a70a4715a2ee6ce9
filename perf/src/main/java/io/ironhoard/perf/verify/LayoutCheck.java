package io.ironhoard.perf.verify;

import io.ironhoard.dispatcher.rules.spi.EffectsBuffer;
import io.ironhoard.dispatcher.rules.spi.RuleSet;
import io.ironhoard.dispatcher.rules.treasurehunt.HuntDescriptor;
import io.ironhoard.dispatcher.rules.treasurehunt.HuntLayout;
import io.ironhoard.dispatcher.rules.treasurehunt.HuntPublicPart;
import io.ironhoard.dispatcher.rules.treasurehunt.HuntView;
import io.ironhoard.proto.chain.MatchHeader;
import io.ironhoard.proto.record.MatchRecord;
import io.ironhoard.proto.record.RecordException;
import io.ironhoard.proto.record.RecordedEvent;
import io.ironhoard.proto.record.Standing;
import io.ironhoard.proto.rules.OptionsView;
import io.ironhoard.proto.sbe.EventKind;
import java.util.Arrays;
import org.agrona.DirectBuffer;

/**
 * Holds a treasure hunt to the layout that its committed seed gives: each find is a treasure of that layout which nobody
 * had found before, the rules' end reveals exactly that layout, and the scores are its treasures' values. Used for one
 * record.
 */
final class LayoutCheck implements ExecutionListener {
    private final MatchRecord record;
    private final HuntPublicPart part = new HuntPublicPart();
    private final HuntLayout layout = new HuntLayout();
    private int[] finders = {};
    private boolean isRevealed;
    private boolean isClosed;

    /**
     * @param record a record for which {@link #isFor} holds; its seed fits its commitment.
     */
    LayoutCheck(final MatchRecord record) {
        this.record = record;
    }

    /** Whether a record is of a game that this check knows. */
    static boolean isFor(final MatchRecord record) {
        final MatchHeader header = record.header();
        return header.rulesId().equals(HuntDescriptor.ID) && header.rulesVersion() == HuntDescriptor.VERSION;
    }

    @Override
    public void onStart(final RuleSet rules, final DirectBuffer state, final OptionsView options) {
        layout.draw(record.seed(), options);
        finders = new int[layout.count()];
        Arrays.fill(finders, HuntView.NOBODY);
    }

    @Override
    public void onEvent(
            final RuleSet rules, final DirectBuffer state, final RecordedEvent event, final EffectsBuffer effects)
            throws RecordException {
        isClosed = event.kind() == EventKind.CLOSE.value();
        part.wrap(effects.bytes(), effects.publicOffset(), effects.publicLength());
        final String place = "event " + event.index() + ": ";
        if (part.hasFind()) {
            checkFind(event, place);
        }
        if (part.hasLayout()) {
            checkLayout(place);
        }
    }

    private void checkFind(final RecordedEvent event, final String place) throws RecordException {
        final int treasure = part.treasure();
        final boolean isThere = treasure < layout.count()
                && part.x() == layout.x(treasure)
                && part.y() == layout.y(treasure)
                && part.value() == HuntLayout.value(treasure);
        if (!isThere || part.finder() != event.seat() || finders[treasure] != HuntView.NOBODY) {
            throw new RecordException(place + "the find is not what the seed's layout has hidden there");
        }
        finders[treasure] = part.finder();
    }

    private void checkLayout(final String place) throws RecordException {
        boolean isSame = part.count() == layout.count();
        for (int i = 0; isSame && i < layout.count(); i++) {
            isSame = part.x(i) == layout.x(i)
                    && part.y(i) == layout.y(i)
                    && part.value(i) == HuntLayout.value(i)
                    && part.finder(i) == finders[i];
        }
        if (!isSame) {
            throw new RecordException(place + "the revealed layout is not the seed's");
        }
        isRevealed = true;
    }

    @Override
    public void onEnd() throws RecordException {
        if (!isRevealed && !isClosed) {
            throw new RecordException("end: the layout was not revealed");
        }
        for (int seat = 0; seat < record.standings().size() && !isClosed; seat++) {
            final Standing standing = record.standings().get(seat);
            if (standing.score() != worth(seat)) {
                throw new RecordException("standings: seat " + seat + " found treasures worth " + worth(seat));
            }
        }
    }

    private int worth(final int seat) {
        int worth = 0;
        for (int i = 0; i < finders.length; i++) {
            worth += finders[i] == seat ? HuntLayout.value(i) : 0;
        }
        return worth;
    }

    /** What was found to fit, for people. */
    @Override
    public String toString() {
        final long found =
                Arrays.stream(finders).filter(finder -> finder != HuntView.NOBODY).count();
        return finders.length + " treasures, " + found + " found";
    }
}
