package io.ironhoard.matchmaking.gateway;

import io.ironhoard.proto.ids.PlayerId;
import io.ironhoard.v1.Signing;
import java.util.List;
import java.util.Objects;

/**
 * What a match is made of. Immutable, apart from the options' bytes, which nobody writes to.
 *
 * @param rules the rule set's id.
 * @param version its version, as its descriptor says.
 * @param optionsEncoded the options as {@link io.ironhoard.proto.rules.OptionsCodec} encodes them.
 * @param signing who signs the moves; never {@code SIGNING_UNSPECIFIED}.
 * @param clockInitialMs each seat's time for the whole match, in milliseconds; 0 plays without clocks.
 * @param clockIncrementMs added to a seat's time after each of its turns, in milliseconds.
 * @param abandonGraceMs how long a seat may stay away before it forfeits, in milliseconds.
 * @param seats the players by seat.
 */
public record MatchPlan(
        String rules,
        int version,
        byte[] optionsEncoded,
        Signing signing,
        long clockInitialMs,
        long clockIncrementMs,
        long abandonGraceMs,
        List<PlayerId> seats) {

    public MatchPlan {
        Objects.requireNonNull(rules, "rules");
        Objects.requireNonNull(optionsEncoded, "optionsEncoded");
        if (signing != Signing.SIGNING_GATEWAY && signing != Signing.SIGNING_PLAYER) {
            throw new IllegalArgumentException("signing " + signing);
        }
        seats = List.copyOf(seats);
    }
}
