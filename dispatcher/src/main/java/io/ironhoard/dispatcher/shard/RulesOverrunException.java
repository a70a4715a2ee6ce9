package io.ironhoard.dispatcher.shard;

import io.ironhoard.dispatcher.watch.RulesCall;
import io.ironhoard.proto.ids.MatchId;

/** Says of a rule set's call that it used more than its budget. Made for the log: nothing throws it. */
final class RulesOverrunException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RulesOverrunException(final RulesCall call, final long idHigh, final long idLow) {
        super(call.method() + " of match " + new MatchId(idHigh, idLow) + " used more than its budget", null, false,
                false);
    }
}
