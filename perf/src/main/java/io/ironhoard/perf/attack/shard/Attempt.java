package io.ironhoard.perf.attack.shard;

import java.util.Set;

/**
 * What a frame tries, and what may come of it.
 *
 * @param name for messages and the report.
 * @param match whom it names, or null where that cannot be said.
 * @param seat whose seat, -1 where none.
 * @param codes the answers that are right; empty where the frame decides, and any refusal may be.
 * @param mayPass whether it may be accepted.
 * @param signed the only signed bytes with which it may be, or null where its seat has signed what the frame holds.
 */
record Attempt(String name, Mirror match, int seat, Set<Integer> codes, boolean mayPass, byte[] signed) {
    /** The only right answer is one of these refusals. */
    static Attempt refused(final String name, final Mirror match, final int seat, final Integer... codes) {
        return new Attempt(name, match, seat, Set.of(codes), false, null);
    }

    /** Any answer may be right. */
    static Attempt open(final String name, final Mirror match, final int seat) {
        return new Attempt(name, match, seat, Set.of(), true, null);
    }

    /** It is a move as it should be; only these refusals may meet it. */
    static Attempt honest(final String name, final Mirror match, final int seat, final Integer... codes) {
        return new Attempt(name, match, seat, Set.of(codes), true, null);
    }

    /** Anything may be changed, but what is accepted must be what the seat has signed. */
    static Attempt tampered(final String name, final Mirror match, final int seat, final byte[] signed) {
        return new Attempt(name, match, seat, Set.of(), true, signed);
    }
}
