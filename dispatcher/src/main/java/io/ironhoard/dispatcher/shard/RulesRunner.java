package io.ironhoard.dispatcher.shard;

import io.ironhoard.dispatcher.match.Match;
import io.ironhoard.dispatcher.rules.spi.EffectsBuffer;
import io.ironhoard.dispatcher.rules.spi.Forfeit;
import io.ironhoard.dispatcher.rules.spi.RuleSet;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.rules.OptionsView;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Calls rule sets, which other people write: whatever one throws costs its own match and nobody else's. This is the one
 * place where the engine catches to go on. Owned by the shard's thread.
 */
final class RulesRunner {
    private final EffectsBuffer effects = new EffectsBuffer();
    private final RulesFaults faults;
    private long faultCount;

    RulesRunner(final RulesFaults faults) {
        this.faults = faults;
    }

    /** How often a rule set has thrown. */
    long faultCount() {
        return faultCount;
    }

    /** What the last call made known; empty after a refusal or a fault. */
    EffectsBuffer effects() {
        return effects;
    }

    /** Bytes of state for a match, or 0 where the rule set fails. */
    int stateLength(final RuleSet rules, final int seats, final OptionsView options) {
        try {
            return Math.max(0, rules.stateLength(seats, options));
        } catch (final RuntimeException | StackOverflowError | AssertionError | LinkageError fault) {
            return report(rules, fault, 0);
        }
    }

    /** Set a match up. */
    int init(
            final RuleSet rules,
            final UnsafeBuffer state,
            final int seats,
            final OptionsView options,
            final long seed,
            final long nowMs) {
        try {
            return checked(rules, rules.init(state, seats, options, seed, nowMs));
        } catch (final RuntimeException | StackOverflowError | AssertionError | LinkageError fault) {
            return report(rules, fault, ResultCode.RULES_FAULT.code());
        }
    }

    /** Play a move. */
    int apply(final Match match, final int seat, final DirectBuffer payload, final int length, final long nowMs) {
        final RuleSet rules = match.rules();
        effects.clear(match.seats().count());
        try {
            return checked(rules, rules.apply(match.state(), seat, payload, 0, length, nowMs, effects));
        } catch (final RuntimeException | StackOverflowError | AssertionError | LinkageError fault) {
            return report(rules, fault, ResultCode.RULES_FAULT.code());
        }
    }

    /** A seat gives up. */
    int forfeit(final Match match, final int seat, final Forfeit forfeit, final long nowMs) {
        effects.clear(match.seats().count());
        try {
            match.rules().forfeit(match.state(), seat, forfeit, nowMs, effects);
            return ResultCode.ACCEPTED.code();
        } catch (final RuntimeException | StackOverflowError | AssertionError | LinkageError fault) {
            return report(match.rules(), fault, ResultCode.RULES_FAULT.code());
        }
    }

    /** The rules' own time has come. */
    int onTimer(final Match match, final long nowMs) {
        effects.clear(match.seats().count());
        try {
            match.rules().onTimer(match.state(), nowMs, effects);
            return ResultCode.ACCEPTED.code();
        } catch (final RuntimeException | StackOverflowError | AssertionError | LinkageError fault) {
            return report(match.rules(), fault, ResultCode.RULES_FAULT.code());
        }
    }

    /** Read the state's outcome into a draft; what cannot be read is a fault too. */
    int outcome(final Match match, final Outcome outcome) {
        try {
            outcome.read(match);
            return ResultCode.ACCEPTED.code();
        } catch (final RuntimeException | StackOverflowError | AssertionError | LinkageError fault) {
            return report(match.rules(), fault, ResultCode.RULES_FAULT.code());
        }
    }

    /**
     * Write what a seat, or the public, may see.
     *
     * @return the view's length, or -1 where the rule set fails.
     */
    int view(final Match match, final int seat, final UnsafeBuffer out) {
        final RuleSet rules = match.rules();
        try {
            final int length = rules.view(match.state(), seat, out, 0);
            if (length >= 0 && length <= out.capacity()) {
                return length;
            }
            return report(rules, new IllegalStateException("the rules answered with a view of " + length + " bytes"),
                    -1);
        } catch (final RuntimeException | StackOverflowError | AssertionError | LinkageError fault) {
            return report(rules, fault, -1);
        }
    }

    /** The longest view of a match, or -1 where the rule set fails. */
    int viewLengthMax(final RuleSet rules, final int seats, final OptionsView options) {
        try {
            return rules.viewLengthMax(seats, options);
        } catch (final RuntimeException | StackOverflowError | AssertionError | LinkageError fault) {
            return report(rules, fault, -1);
        }
    }

    private int checked(final RuleSet rules, final int code) {
        if (code == RuleSet.OK || ResultCode.isRules(code)) {
            return code;
        }
        return report(rules, null, ResultCode.RULES_FAULT.code());
    }

    private int report(final RuleSet rules, final Throwable fault, final int code) {
        faultCount++;
        faults.onFault(rules.descriptor().id(), fault);
        return code;
    }
}
