package io.ironhoard.matchmaking.gateway.fake;

import io.ironhoard.proto.chain.ChainHasher;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.ids.PlayerId;
import io.ironhoard.proto.sbe.MatchViewedEncoder;
import io.ironhoard.proto.sbe.MessageHeaderEncoder;
import io.ironhoard.proto.sbe.SigningMode;
import io.ironhoard.proto.sbe.ViewMatchDecoder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.MutableDirectBuffer;

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

    /** Write the answer to a request for a view; its length. */
    int encodeView(final ViewMatchDecoder frame, final int epoch, final MutableDirectBuffer out) {
        final MatchViewedEncoder encoder = new MatchViewedEncoder()
                .wrapAndApplyHeader(out, 0, new MessageHeaderEncoder())
                .correlationId(frame.correlationId())
                .matchIdHigh(id.high())
                .matchIdLow(id.low())
                .timeMs(FakeShard.timeMs(nextIndex))
                .nextIndex(nextIndex)
                .epoch(epoch)
                .gatewayId(frame.gatewayId())
                .seat(frame.seat())
                .putHead(head, 0, head.length);
        final int clocks = clockInitialMs > 0 ? players.size() : 0;
        final MatchViewedEncoder.ClocksEncoder left = encoder.clocksCount(clocks);
        for (int seat = 0; seat < clocks; seat++) {
            left.next().leftMs(clockInitialMs - seat);
        }
        final byte[] seen = FakeShard.view(frame.seat(), nextIndex);
        encoder.putView(seen, 0, seen.length);
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }
}
