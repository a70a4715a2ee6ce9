package io.ironhoard.matchmaking.gateway.link;

import io.ironhoard.proto.sbe.MatchCreatedDecoder;
import io.ironhoard.proto.sbe.MatchInspectedDecoder;
import io.ironhoard.proto.sbe.MatchViewedDecoder;
import io.ironhoard.proto.sbe.SeatConnectedDecoder;

/** Who asked a shard for something other than a move: told exactly once, on the gateway's event loop. */
public sealed interface RequestWaiter {
    /**
     * The request was refused, or its shard was lost.
     *
     * @param code a result code.
     * @param retryAfterMs when a retry may help, in milliseconds; 0 where no time is known.
     */
    void onRefused(int code, int retryAfterMs);

    /** Asked for a seat. */
    non-sealed interface Seat extends RequestWaiter {
        /**
         * The seat is the stream's.
         *
         * @param reply valid during this call only.
         */
        void onConnected(SeatConnectedDecoder reply);
    }

    /** Asked for a match. */
    non-sealed interface Creation extends RequestWaiter {
        /**
         * The match is open.
         *
         * @param event valid during this call only.
         */
        void onCreated(MatchCreatedDecoder event);
    }

    /** Asked what the shard holds. */
    non-sealed interface Inspection extends RequestWaiter {
        /**
         * Here it is.
         *
         * @param reply valid during this call only.
         */
        void onInspected(MatchInspectedDecoder reply);
    }

    /** Asked for a view. */
    non-sealed interface View extends RequestWaiter {
        /**
         * Here it is.
         *
         * @param reply valid during this call only.
         */
        void onViewed(MatchViewedDecoder reply);
    }
}
