package io.ironhoard.dispatcher.shard;

import io.ironhoard.arena.Memory;
import io.ironhoard.dispatcher.match.Match;
import io.ironhoard.dispatcher.rules.InstalledRules;
import io.ironhoard.dispatcher.rules.spi.Effects;
import io.ironhoard.dispatcher.rules.spi.EffectsBuffer;
import io.ironhoard.dispatcher.rules.spi.Forfeit;
import io.ironhoard.dispatcher.rules.spi.RuleSet;
import io.ironhoard.dispatcher.watch.CallWatch;
import io.ironhoard.dispatcher.watch.RulesCall;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.rules.OptionsView;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Calls rule sets, which other people write: whatever one throws, answers or does to what it is handed costs its own match
 * and nobody else's. This is the one place where the engine catches to go on, and it catches everything: an error of the
 * machine, an exhausted stack or heap, that comes out of a rule set's call is taken for that rule set's, too.
 *
 * <p>Rules are handed nothing that the engine goes on to use: a window on the match's state that is laid anew before each
 * call, a copy of the move, and effects that they can only write. Each call is noted, so that the watchdog sees one that
 * takes too long; what such a call answers is not taken.
 *
 * <p>Owned by the shard's thread. Allocates nothing for a call that goes well.
 */
final class RulesRunner {
    private static final int OK = ResultCode.ACCEPTED.code();
    private static final int FAULT = ResultCode.RULES_FAULT.code();

    private final Outcome outcome = new Outcome();
    private final EffectsBuffer effects = new EffectsBuffer();
    private final Effects handedEffects = new WriteOnly(effects);
    /** The copy of the move, outside the heap as everything that is wrapped for each call: an address is set faster than an array. */
    private final long moveBytes =
            Arena.global().allocate(RuleSetDescriptor.MOVE_LENGTH_LIMIT, Long.BYTES).address();
    private final UnsafeBuffer move = new UnsafeBuffer(0, 0);
    /** One for each rule set: what a rule set keeps never shows another one's match. */
    private final UnsafeBuffer[] windows;
    private final UnsafeBuffer[] viewWindows;
    /** What each has shown last. */
    private final UnsafeBuffer[] views;
    /** The copy of the state that is looked at: outside the heap, so that nobody keeps an array of it. */
    private final UnsafeBuffer viewedState =
            new UnsafeBuffer(ByteBuffer.allocateDirect(MatchOpener.STATE_LENGTH_MAX));

    private final CallWatch watch;
    private final RulesFaults faults;
    private long faultCount;
    private long overrunCount;

    /** Keeps rules from what else {@link EffectsBuffer} can do. */
    private record WriteOnly(EffectsBuffer buffer) implements Effects {
        @Override
        public void toAll(final DirectBuffer source, final int offset, final int length) {
            buffer.toAll(source, offset, length);
        }

        @Override
        public void toSeat(final int seat, final DirectBuffer source, final int offset, final int length) {
            buffer.toSeat(seat, source, offset, length);
        }
    }

    RulesRunner(final InstalledRules installedRules, final RulesFaults faults) {
        this.faults = faults;
        watch = installedRules.watch();
        windows = new UnsafeBuffer[installedRules.count()];
        viewWindows = new UnsafeBuffer[windows.length];
        views = new UnsafeBuffer[windows.length];
        for (int i = 0; i < windows.length; i++) {
            windows[i] = new UnsafeBuffer(0, 0);
            viewWindows[i] = new UnsafeBuffer(0, 0);
            views[i] = new UnsafeBuffer(new byte[RuleSet.VIEW_LENGTH_LIMIT]);
        }
    }

    /** How often a rule set has thrown, or answered what cannot be. */
    long faultCount() {
        return faultCount;
    }

    /** How often a call took longer than its budget. */
    long overrunCount() {
        return overrunCount;
    }

    /** What the last call made known; empty after a refusal or a fault. */
    EffectsBuffer effects() {
        return effects;
    }

    /** How the match stands after the last call that changed its state; meaningless after a refusal or a fault. */
    Outcome outcome() {
        return outcome;
    }

    /** Bytes of state for a match, or a negative result code where the rule set fails. */
    int stateLength(
            final InstalledRules.Installed installed, final int seats, final OptionsView options, final long idHigh,
            final long idLow) {
        int length;
        watch.begin(installed.index(), RulesCall.STATE_LENGTH, idHigh, idLow);
        try {
            length = installed.rules().stateLength(seats, options);
        } catch (final Throwable fault) {
            length = -report(installed, fault);
        }
        return watch.end() ? -overrun(installed, RulesCall.STATE_LENGTH, idHigh, idLow) : length;
    }

    /** The longest view of a match, or a negative result code where the rule set fails. */
    int viewLengthMax(
            final InstalledRules.Installed installed, final int seats, final OptionsView options, final long idHigh,
            final long idLow) {
        int length;
        watch.begin(installed.index(), RulesCall.VIEW_LENGTH_MAX, idHigh, idLow);
        try {
            length = installed.rules().viewLengthMax(seats, options);
        } catch (final Throwable fault) {
            length = -report(installed, fault);
        }
        return watch.end() ? -overrun(installed, RulesCall.VIEW_LENGTH_MAX, idHigh, idLow) : length;
    }

    /** Set a match up, and read how it stands. */
    int init(final Match match, final OptionsView options, final long seed, final long nowMs) {
        final InstalledRules.Installed installed = match.installed();
        final UnsafeBuffer state = window(match);
        int code;
        begin(match, RulesCall.INIT);
        try {
            code = installed.rules().init(state, match.seats().count(), options, seed, nowMs);
            code = judged(match, state, code);
        } catch (final Throwable fault) {
            code = report(installed, fault);
        }
        return end(match, RulesCall.INIT, code);
    }

    /** Play a move, and read how the match stands. */
    int apply(final Match match, final int seat, final long payload, final int length, final long nowMs) {
        final InstalledRules.Installed installed = match.installed();
        final UnsafeBuffer state = window(match);
        Memory.copy(payload, moveBytes, length);
        move.wrap(moveBytes, length);
        effects.clear(match.seats().count());
        int code;
        begin(match, RulesCall.APPLY);
        try {
            code = installed.rules().apply(state, seat, move, 0, length, nowMs, handedEffects);
            code = judged(match, state, code);
        } catch (final Throwable fault) {
            code = report(installed, fault);
        }
        return end(match, RulesCall.APPLY, code);
    }

    /** A seat gives up: read how the match stands. */
    int forfeit(final Match match, final int seat, final Forfeit forfeit, final long nowMs) {
        final InstalledRules.Installed installed = match.installed();
        final UnsafeBuffer state = window(match);
        effects.clear(match.seats().count());
        int code;
        begin(match, RulesCall.FORFEIT);
        try {
            installed.rules().forfeit(state, seat, forfeit, nowMs, handedEffects);
            code = judged(match, state, OK);
        } catch (final Throwable fault) {
            code = report(installed, fault);
        }
        return end(match, RulesCall.FORFEIT, code);
    }

    /** The rules' own time has come: read how the match stands. */
    int onTimer(final Match match, final long nowMs) {
        final InstalledRules.Installed installed = match.installed();
        final UnsafeBuffer state = window(match);
        effects.clear(match.seats().count());
        int code;
        begin(match, RulesCall.ON_TIMER);
        try {
            installed.rules().onTimer(state, nowMs, handedEffects);
            code = judged(match, state, OK);
        } catch (final Throwable fault) {
            code = report(installed, fault);
        }
        return end(match, RulesCall.ON_TIMER, code);
    }

    /**
     * Have a seat's, or the public's, view written. The rules see a copy of the state: who looks must not change it.
     *
     * @return the length of what {@link #viewed} then holds, or a negative result code where the rule set fails.
     */
    int view(final Match match, final int seat) {
        final InstalledRules.Installed installed = match.installed();
        final UnsafeBuffer out = viewed(match);
        final UnsafeBuffer viewWindow = viewWindows[installed.index()];
        final int stateLength = match.stateLength();
        Memory.copy(match.state(), viewedState.addressOffset(), stateLength);
        final UnsafeBuffer state = windows[installed.index()];
        state.wrap(viewedState.addressOffset(), stateLength);
        out.setMemory(0, out.capacity(), (byte) 0);
        viewWindow.wrap(out, 0, out.capacity());
        int length;
        begin(match, RulesCall.VIEW);
        try {
            length = installed.rules().view(state, seat, viewWindow, 0);
            if (length < 0 || length > out.capacity()) {
                throw new IllegalStateException("the rules answered with a view of " + length + " bytes");
            }
        } catch (final Throwable fault) {
            length = -report(installed, fault);
        }
        close(state);
        close(viewWindow);
        return watch.end() ? -overrun(installed, RulesCall.VIEW, match.idHigh(), match.idLow()) : length;
    }

    /** The last view of a match of this one's rule set, emptied before it was written. */
    UnsafeBuffer viewed(final Match match) {
        return views[match.installed().index()];
    }

    private UnsafeBuffer window(final Match match) {
        final UnsafeBuffer window = windows[match.installed().index()];
        window.wrap(match.state(), match.stateLength());
        return window;
    }

    private void begin(final Match match, final RulesCall call) {
        watch.begin(match.installed().index(), call, match.idHigh(), match.idLow());
    }

    /** The window is closed: what a rule set keeps of a call shows nothing between its calls, where a slot may be another's. */
    private int end(final Match match, final RulesCall call, final int code) {
        close(windows[match.installed().index()]);
        return watch.end() ? overrun(match.installed(), call, match.idHigh(), match.idLow()) : code;
    }

    private static void close(final UnsafeBuffer window) {
        window.wrap(0, 0);
    }

    /** Whether a rule set may answer so; where the state has changed, how the match stands. */
    private int judged(final Match match, final DirectBuffer state, final int code) {
        if (code == RuleSet.OK) {
            outcome.read(match.installed().rules(), state, match.seats().count());
        } else if (!ResultCode.isRules(code)) {
            throw new IllegalStateException("the rules answered with code " + code);
        }
        return code;
    }

    private int report(final InstalledRules.Installed installed, final Throwable fault) {
        faultCount++;
        faults.onFault(installed.descriptor().id(), fault);
        return FAULT;
    }

    private int overrun(
            final InstalledRules.Installed installed, final RulesCall call, final long idHigh, final long idLow) {
        overrunCount++;
        faults.onFault(installed.descriptor().id(), new RulesOverrunException(call, idHigh, idLow));
        return ResultCode.RULES_OVERRUN.code();
    }
}
