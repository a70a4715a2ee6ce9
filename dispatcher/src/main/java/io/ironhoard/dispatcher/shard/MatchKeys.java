package io.ironhoard.dispatcher.shard;

import io.ironhoard.dispatcher.hash.MoveHash;
import io.ironhoard.dispatcher.match.Match;
import io.ironhoard.proto.crypto.SeatKeys;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import java.util.Arrays;

/**
 * The keys of seats: kept in a match's slot as the hash wants them, and derived again for a player who joins. Owned by the
 * shard's thread; allocates nothing after construction.
 */
final class MatchKeys {
    private final SeatKeys keys;
    private final MoveHash hash;
    private final byte[] derived = new byte[RuleSetDescriptor.SEATS_LIMIT * SeatKeys.LENGTH];

    MatchKeys(final ShardResources resources) {
        keys = new SeatKeys(resources.nodeSecret());
        hash = resources.hash();
    }

    /** Put the prepared keys of all seats into a new match. */
    void prepare(final Match match) {
        final int seats = match.seats().count();
        keys.derive(match.idHigh(), match.idLow(), seats, derived);
        for (int seat = 0; seat < seats; seat++) {
            hash.prepare(derived, seat * SeatKeys.LENGTH, match.seats().key(seat));
        }
        Arrays.fill(derived, (byte) 0);
    }

    /**
     * One seat's key, for its player.
     *
     * @param out takes {@link SeatKeys#LENGTH} bytes.
     */
    void derive(final Match match, final int seat, final byte[] out) {
        keys.derive(match.idHigh(), match.idLow(), seat + 1, derived);
        System.arraycopy(derived, seat * SeatKeys.LENGTH, out, 0, SeatKeys.LENGTH);
        Arrays.fill(derived, (byte) 0);
    }
}
