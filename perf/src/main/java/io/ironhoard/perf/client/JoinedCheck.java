package io.ironhoard.perf.client;

import io.ironhoard.proto.chain.MatchHeader;
import io.ironhoard.proto.crypto.Sha256;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.v1.Joined;
import io.ironhoard.v1.Watching;
import java.util.Arrays;
import java.util.List;

/** Holds what a match says of itself against what its head 0 binds. Stateless; any thread. */
public final class JoinedCheck {
    private JoinedCheck() {}

    /**
     * Check the answer to a join.
     *
     * @param joined the answer.
     * @param matchId the match that was asked for.
     * @return what head 0 binds.
     * @throws ProtocolException where head 0 is not the hash of its preimage, or binds another match than was told.
     */
    public static MatchHeader check(final Joined joined, final MatchId matchId) throws ProtocolException {
        final byte[] preimage = joined.getHeadPreimage().toByteArray();
        final byte[] initial = joined.getInitialHead().toByteArray();
        if (!Arrays.equals(Sha256.of(preimage), initial)) {
            throw new ProtocolException("head 0 is not the hash of what it binds");
        }
        final MatchHeader header;
        try {
            header = MatchHeader.parse(preimage);
        } catch (final IllegalArgumentException e) {
            throw new ProtocolException("head 0: " + e.getMessage());
        }
        final List<String> players =
                header.seats().stream().map(Object::toString).toList();
        require(header.matchId().equals(matchId), "match");
        require(players.equals(joined.getPlayerIdsList()), "players");
        require(header.rulesId().equals(joined.getSettings().getRules()), "rules");
        require(header.rulesVersion() == joined.getSettings().getRulesVersion(), "version of the rules");
        require(header.signing() == joined.getSettings().getSigningValue(), "signing");
        require(Arrays.equals(header.options(), joined.getOptionsEncoded().toByteArray()), "options");
        require(header.clockInitialMs() == joined.getSettings().getClockInitialMs(), "clocks");
        require(header.clockIncrementMs() == joined.getSettings().getClockIncrementMs(), "increment");
        require(header.abandonGraceMs() == joined.getSettings().getAbandonGraceMs(), "grace");
        return header;
    }

    /**
     * Check the answer to a spectator's request: it says of the match what the answer to a join says.
     *
     * @param watching the answer.
     * @param matchId the match that was asked for.
     * @return what head 0 binds.
     * @throws ProtocolException as for a join.
     */
    static MatchHeader check(final Watching watching, final MatchId matchId) throws ProtocolException {
        return check(
                Joined.newBuilder()
                        .setSettings(watching.getSettings())
                        .addAllPlayerIds(watching.getPlayerIdsList())
                        .setInitialHead(watching.getInitialHead())
                        .setHeadPreimage(watching.getHeadPreimage())
                        .setOptionsEncoded(watching.getOptionsEncoded())
                        .build(),
                matchId);
    }

    private static void require(final boolean holds, final String what) throws ProtocolException {
        if (!holds) {
            throw new ProtocolException("head 0 binds other " + what + " than the match says it has");
        }
    }
}
