package io.ironhoard.perf.draw;

import io.ironhoard.dispatcher.rules.RuleSetRegistry;
import io.ironhoard.dispatcher.rules.spi.EffectsBuffer;
import io.ironhoard.dispatcher.rules.spi.RuleSet;
import io.ironhoard.dispatcher.rules.treasurehunt.HuntDescriptor;
import io.ironhoard.dispatcher.rules.treasurehunt.HuntLayout;
import io.ironhoard.dispatcher.rules.treasurehunt.HuntMove;
import io.ironhoard.dispatcher.rules.treasurehunt.HuntView;
import io.ironhoard.perf.verify.ExecutionListener;
import io.ironhoard.perf.verify.RecordCheck;
import io.ironhoard.proto.record.MatchRecord;
import io.ironhoard.proto.record.RecordException;
import io.ironhoard.proto.record.RecordedEvent;
import io.ironhoard.proto.rules.OptionsView;
import io.ironhoard.proto.sbe.EventKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** What happened in a treasure hunt: every explorer's way and digs, and the treasures. Read after it was followed. */
public final class HuntTrace implements ExecutionListener {
    private final HuntView view = new HuntView();
    private final UnsafeBuffer viewed = new UnsafeBuffer(new byte[RuleSet.VIEW_LENGTH_LIMIT]);
    private final HuntLayout layout = new HuntLayout();
    private final List<List<Cell>> ways = new ArrayList<>();
    private final List<Set<Cell>> digs = new ArrayList<>();
    private final MatchRecord record;

    /**
     * A cell of the grid.
     *
     * @param x from west to east.
     * @param y from north to south.
     */
    record Cell(int x, int y) {}

    private HuntTrace(final MatchRecord record) {
        this.record = record;
    }

    /**
     * Follow a treasure hunt through its record.
     *
     * @param record the record; its chain holds.
     * @param registry the rule sets.
     * @return what happened.
     * @throws RecordException where the record is of another game, or does not hold.
     */
    public static HuntTrace of(final MatchRecord record, final RuleSetRegistry registry) throws RecordException {
        final String rules = record.header().rulesId();
        if (!rules.equals(HuntDescriptor.ID) || record.header().rulesVersion() != HuntDescriptor.VERSION) {
            throw new RecordException("header: a match of " + rules + " version "
                    + record.header().rulesVersion() + "; only " + HuntDescriptor.ID + " version "
                    + HuntDescriptor.VERSION + " can be drawn");
        }
        final HuntTrace trace = new HuntTrace(record);
        RecordCheck.execute(record, registry, trace);
        return trace;
    }

    @Override
    public void onStart(final RuleSet rules, final DirectBuffer state, final OptionsView options) {
        layout.draw(record.seed(), options);
        look(rules, state);
        for (int seat = 0; seat < view.seats(); seat++) {
            ways.add(new ArrayList<>(List.of(at(seat))));
            digs.add(new LinkedHashSet<>());
        }
    }

    @Override
    public void onEvent(
            final RuleSet rules, final DirectBuffer state, final RecordedEvent event, final EffectsBuffer effects) {
        look(rules, state);
        if (event.kind() == EventKind.MOVE.value()) {
            final Cell cell = at(event.seat());
            if (HuntMove.isStep(event.payload()[0])) {
                ways.get(event.seat()).add(cell);
            } else {
                digs.get(event.seat()).add(cell);
            }
        }
    }

    private void look(final RuleSet rules, final DirectBuffer state) {
        view.wrap(viewed, 0, rules.view(state, RuleSet.PUBLIC, viewed, 0));
    }

    private Cell at(final int seat) {
        return new Cell(view.x(seat), view.y(seat));
    }

    /** The record that was followed. */
    MatchRecord record() {
        return record;
    }

    /** The public's view at the end. */
    HuntView view() {
        return view;
    }

    /** Where the treasures were. */
    HuntLayout layout() {
        return layout;
    }

    /** Whether a treasure was found, which {@link HuntView#finder} tells by whom. */
    boolean isFound(final int treasure) {
        return view.finder(treasure) < view.seats();
    }

    /** The cells that a seat went through, its start first. */
    List<Cell> way(final int seat) {
        return ways.get(seat);
    }

    /** The cells where a seat dug, each once, in the order of its first digs. */
    Set<Cell> digs(final int seat) {
        return digs.get(seat);
    }

    /** How many treasures a seat found. */
    int finds(final int seat) {
        int finds = 0;
        for (int i = 0; i < layout.count(); i++) {
            finds += view.finder(i) == seat ? 1 : 0;
        }
        return finds;
    }

    /** From the match's creation to its last event, in milliseconds. */
    long durationMs() {
        return record.events().getLast().timeMs() - record.header().createdMs();
    }
}
