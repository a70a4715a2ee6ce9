package io.ironhoard.matchmaking.gateway.fake;

import io.ironhoard.proto.chain.ChainHasher;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.ids.PlayerId;
import io.ironhoard.proto.sbe.SigningMode;
import java.util.ArrayList;
import java.util.List;

/** What the fake shard knows of a match. */
final class FakeMatch {
    final MatchId id;
    final List<PlayerId> players;
    final SigningMode signing;
    final byte[] seatKeys;
    final long clockInitialMs;
    final int[] lastSequence;
    final long[] connections;
    final int[] gateways;
    final List<Receipt> receipts = new ArrayList<>();
    byte[] head;
    int nextIndex;
    boolean ended;

    record Receipt(int seat, int sequence, int index, byte[] head) {}

    FakeMatch(
            final MatchId id,
            final List<PlayerId> players,
            final SigningMode signing,
            final byte[] seatKeys,
            final long clockInitialMs,
            final byte[] head) {
        this.id = id;
        this.players = players;
        this.signing = signing;
        this.seatKeys = seatKeys;
        this.clockInitialMs = clockInitialMs;
        this.head = head;
        lastSequence = new int[players.size()];
        connections = new long[players.size()];
        gateways = new int[players.size()];
    }

    void extend(final ChainHasher hasher, final int canonicalLength) {
        final byte[] next = new byte[ChainHasher.HEAD_LENGTH];
        hasher.extend(head, 0, canonicalLength, next, 0);
        head = next;
        nextIndex++;
    }
}
