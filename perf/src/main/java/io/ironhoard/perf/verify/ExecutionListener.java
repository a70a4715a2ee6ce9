package io.ironhoard.perf.verify;

import io.ironhoard.dispatcher.rules.spi.EffectsBuffer;
import io.ironhoard.dispatcher.rules.spi.RuleSet;
import io.ironhoard.proto.record.RecordException;
import io.ironhoard.proto.record.RecordedEvent;
import io.ironhoard.proto.rules.OptionsView;
import org.agrona.DirectBuffer;

/** Follows a record while the rules execute it again. Called on the executing thread. */
public interface ExecutionListener {
    /**
     * The match was set up.
     *
     * @param rules the rule set.
     * @param state the match's state; not to be written or kept.
     * @param options the match's options.
     */
    default void onStart(final RuleSet rules, final DirectBuffer state, final OptionsView options) {}

    /**
     * The rules have accepted an event.
     *
     * @param rules the rule set.
     * @param state the match's state after the event; not to be written or kept.
     * @param event the event.
     * @param effects what the rules told of it; nothing where the server closed the match.
     * @throws RecordException where the listener finds that the record does not hold.
     */
    default void onEvent(
            final RuleSet rules, final DirectBuffer state, final RecordedEvent event, final EffectsBuffer effects)
            throws RecordException {}

    /**
     * All events were accepted, and the rules agree with the record's end.
     *
     * @throws RecordException where the listener does not.
     */
    default void onEnd() throws RecordException {}
}
