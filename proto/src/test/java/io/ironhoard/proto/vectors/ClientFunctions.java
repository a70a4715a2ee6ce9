package io.ironhoard.proto.vectors;

import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.ids.PlayerId;
import java.security.PublicKey;
import java.util.List;

/** All that a client computes or checks itself. Two ways of doing so are held against each other. */
interface ClientFunctions {
    /**
     * What a seat submits.
     *
     * @param match    the match.
     * @param sequence the seat's sequence number, uint32.
     * @param seat     the seat.
     * @param action   0 move, 1 resignation.
     * @param payload  the move's bytes.
     */
    record Submission(MatchId match, long sequence, int seat, int action, byte[] payload) {}

    /** A rule set's option with its value: an integer or a text. */
    sealed interface Option {
        /** An integer's value. */
        record Whole(String name, long value) implements Option {}

        /** A text's value. */
        record Text(String name, String value) implements Option {}
    }

    /** What head 0 binds. */
    record Match(MatchId match, long createdMs, long clockInitialMs, long clockIncrementMs, long abandonGraceMs,
            byte[] seed, int signing, String rules, int rulesVersion, List<PlayerId> players, List<Option> options) {}

    /**
     * One link of a chain.
     *
     * @param index   from 0, uint32.
     * @param kind    1 move, 2 forfeit, 3 timer, 4 closed.
     * @param seat    who acted, or 255.
     * @param timeMs  the shard's time.
     * @param payload its bytes.
     */
    record Event(long index, int kind, int seat, long timeMs, byte[] payload) {}

    /**
     * How a match ended.
     *
     * @param reason     the end reason.
     * @param placements of each seat.
     * @param scores     of each seat.
     */
    record End(int reason, List<Integer> placements, List<Long> scores) {}

    byte[] signedBytes(Submission submission);

    byte[] tag(byte[] seatKey, byte[] signed);

    byte[] commitment(MatchId match, byte[] seed);

    byte[] options(List<Option> options);

    byte[] headPreimage(Match match);

    byte[] initialHead(byte[] preimage);

    byte[] canonicalEvent(Event event);

    byte[] nextHead(byte[] head, byte[] canonical);

    byte[] fingerprint(PublicKey key);

    byte[] record(Match match, List<Event> events, End end);

    /**
     * Check a record's form, header, seed, chain and signature.
     *
     * @return the first place that does not hold; empty where all does.
     */
    String fault(byte[] file, PublicKey key);
}
