package io.ironhoard.dispatcher.record;

import io.ironhoard.proto.chain.ChainHasher;
import io.ironhoard.proto.chain.HeadPreimage;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.sbe.EventKind;
import io.ironhoard.proto.sbe.MatchCreatedEncoder;
import io.ironhoard.proto.sbe.MatchEventEncoder;
import io.ironhoard.proto.sbe.MessageHeaderEncoder;
import io.ironhoard.proto.sbe.ShardStartedEncoder;
import io.ironhoard.proto.sbe.SigningMode;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;

/** Encodes the events of a shard that has one match at a time, its chain computed, one event after the other into one buffer. */
final class RecordEvents {
    final UnsafeBuffer buffer = new UnsafeBuffer(new byte[128 * 1024]);
    final byte[] head = new byte[ChainHasher.HEAD_LENGTH];

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ChainHasher chain = new ChainHasher(0xFFFF);
    private MatchId matchId;
    private int nextIndex;

    /** @return the length of the event that creates a match. */
    int created(final MatchId id, final long nowMs) {
        matchId = id;
        nextIndex = 0;
        final byte[] rules = "tic-tac-toe".getBytes(StandardCharsets.US_ASCII);
        final UnsafeBuffer seed = new UnsafeBuffer(new byte[HeadPreimage.SEED_LENGTH]);
        final HeadPreimage preimage = new HeadPreimage(2, rules.length);
        preimage.match(id.high(), id.low(), nowMs, seed, 0)
                .clock(1, 2, 3)
                .rules(1, SigningMode.GATEWAY.value(), 2);
        preimage.player(0, 5, 6);
        preimage.player(1, 7, 8);
        preimage.rulesId(new UnsafeBuffer(rules), 0, rules.length);
        preimage.options(seed, 0, 0);
        preimage.hash(head, 0);
        final MatchCreatedEncoder event = new MatchCreatedEncoder();
        event.wrapAndApplyHeader(buffer, 0, header)
                .timeMs(nowMs)
                .matchIdHigh(id.high())
                .matchIdLow(id.low())
                .clockInitialMs(1)
                .clockIncrementMs(2)
                .abandonGraceMs(3)
                .rulesVersion(1)
                .signing(SigningMode.GATEWAY)
                .putSeed(seed.byteArray(), 0, HeadPreimage.SEED_LENGTH)
                .putInitialHead(head, 0, ChainHasher.HEAD_LENGTH);
        event.seatsCount(2)
                .next()
                .playerIdHigh(5)
                .playerIdLow(6)
                .next()
                .playerIdHigh(7)
                .playerIdLow(8);
        event.putRules(rules, 0, rules.length).putOptions(new byte[0], 0, 0);
        return MessageHeaderEncoder.ENCODED_LENGTH + event.encodedLength();
    }

    /** @return the length of the match's next event. */
    int next(final long nowMs, final int endReason, final byte... payload) {
        final UnsafeBuffer bytes = new UnsafeBuffer(payload);
        final int length = chain.encode(nextIndex, EventKind.MOVE.value(), 0, nowMs, bytes, 0, payload.length);
        chain.extend(head, 0, length, head, 0);
        final MatchEventEncoder event = new MatchEventEncoder();
        event.wrapAndApplyHeader(buffer, 0, header)
                .timeMs(nowMs)
                .matchIdHigh(matchId.high())
                .matchIdLow(matchId.low())
                .index(nextIndex++)
                .kind(EventKind.MOVE)
                .seat((short) 0)
                .endReason((short) endReason)
                .putHead(head, 0, ChainHasher.HEAD_LENGTH);
        final MatchEventEncoder.StandingsEncoder standings = event.standingsCount(endReason == 0 ? 0 : 2);
        if (endReason != 0) {
            standings.next().score(3).placement((short) 1).next().score(0).placement((short) 2);
        }
        event.privatePartsCount(0);
        event.putPayload(payload, 0, payload.length).putPublicPart(payload, 0, 0);
        return MessageHeaderEncoder.ENCODED_LENGTH + event.encodedLength();
    }

    /** The match's next event does not come. */
    void skip() {
        nextIndex++;
    }

    /** @return the length of the event that begins an epoch. */
    int started(final long nowMs) {
        new ShardStartedEncoder().wrapAndApplyHeader(buffer, 0, header).timeMs(nowMs);
        return MessageHeaderEncoder.ENCODED_LENGTH + ShardStartedEncoder.BLOCK_LENGTH;
    }
}
