package io.ironhoard.dispatcher.record;

import io.ironhoard.proto.chain.ChainHasher;
import io.ironhoard.proto.chain.HeadPreimage;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.ipc.StreamIds;
import io.ironhoard.proto.record.RecordSigner;
import io.ironhoard.proto.record.RecordWriter;
import io.ironhoard.proto.record.Standing;
import io.ironhoard.proto.sbe.MatchCreatedDecoder;
import io.ironhoard.proto.sbe.MatchEventDecoder;
import io.ironhoard.proto.sbe.MessageHeaderDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Makes a record of a transcript: head₀ and the whole chain are computed anew, and where they are not what the shard told,
 * nothing is signed. Owned by the filer's thread.
 */
final class TranscriptRecord {
    /** The longest rule set id and the longest options together. */
    private static final int TEXTS_LENGTH_MAX = 0xFF + StreamIds.OPTIONS_LENGTH_MAX;

    private static final int PAYLOAD_LENGTH_MAX = 0xFFFF;

    private final TranscriptReader reader = new TranscriptReader();
    private final ChainHasher chain = new ChainHasher(PAYLOAD_LENGTH_MAX);
    private final byte[] canonical = new byte[ChainHasher.HEADER_LENGTH + PAYLOAD_LENGTH_MAX];
    private final byte[] head = new byte[ChainHasher.HEAD_LENGTH];
    private final byte[] told = new byte[ChainHasher.HEAD_LENGTH];
    private final UnsafeBuffer created = new UnsafeBuffer(0, 0);
    private final UnsafeBuffer end = new UnsafeBuffer(0, 0);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final MatchCreatedDecoder matchCreated = new MatchCreatedDecoder();
    private final MatchEventDecoder matchEvent = new MatchEventDecoder();
    private final RecordSigner signer;

    /**
     * @param signer the server's signer.
     */
    TranscriptRecord(final RecordSigner signer) {
        this.signer = signer;
    }

    /**
     * Read another transcript's beginning.
     *
     * @param transcript the address of its first chunk, whose memory stays until {@link #sign} has returned.
     */
    void wrap(final long transcript) {
        reader.wrap(transcript);
        created.wrap(read(reader.createdLength()));
        matchCreated.wrapAndApplyHeader(created, 0, header);
    }

    /** Whose match it is. */
    int shardId() {
        return reader.shardId();
    }

    /** The match. */
    MatchId matchId() {
        return new MatchId(matchCreated.matchIdHigh(), matchCreated.matchIdLow());
    }

    /**
     * Make the record; once after {@link #wrap}.
     *
     * @return the record's bytes, signed.
     * @throws BrokenStreamException where head₀ is not the hash of what was announced, or the chain does not hold.
     */
    byte[] sign() throws BrokenStreamException {
        final byte[] seed = new byte[HeadPreimage.SEED_LENGTH];
        final int seedOffset = matchCreated.offset() + MatchCreatedDecoder.seedEncodingOffset();
        created.getBytes(seedOffset, seed);
        created.getBytes(matchCreated.offset() + MatchCreatedDecoder.initialHeadEncodingOffset(), told);
        final int seats = matchCreated.seats().count();
        matchCreated.sbeRewind();
        final HeadPreimage preimage = preimage(seedOffset);
        preimage.hash(head, 0);
        if (!Arrays.equals(head, told)) {
            throw new BrokenStreamException("head 0 is not the hash of the match as it was announced");
        }
        final RecordWriter record = new RecordWriter(
                preimage.toByteArray(), seed, head,
                RecordWriter.restLength(reader.recordBytes(), seats));
        appendEvents(record);
        end.wrap(read(reader.endLength()));
        matchEvent.wrapAndApplyHeader(end, 0, header);
        end.getBytes(matchEvent.offset() + MatchEventDecoder.headEncodingOffset(), told);
        if (!Arrays.equals(head, told)) {
            throw new BrokenStreamException("the chain of its events does not lead to its last head");
        }
        return record.finish(matchEvent.endReason(), standings(), signer);
    }

    private void appendEvents(final RecordWriter record) {
        for (int left = reader.eventCount(); left != 0; left--) {
            reader.read(canonical, 0, ChainHasher.HEADER_LENGTH);
            final int payloadLength = ChainHasher.payloadLength(canonical, 0);
            reader.read(canonical, ChainHasher.HEADER_LENGTH, payloadLength);
            final int length = ChainHasher.HEADER_LENGTH + payloadLength;
            chain.wrap(canonical, 0, length);
            chain.extend(head, 0, length, head, 0);
            record.append(canonical, length, head);
        }
    }

    private HeadPreimage preimage(final int seedOffset) {
        final MatchCreatedDecoder event = matchCreated;
        final MatchCreatedDecoder.SeatsDecoder seats = event.seats();
        final HeadPreimage preimage = new HeadPreimage(seats.count(), TEXTS_LENGTH_MAX);
        preimage.match(event.matchIdHigh(), event.matchIdLow(), event.timeMs(), created, seedOffset)
                .clock(event.clockInitialMs(), event.clockIncrementMs(), event.abandonGraceMs())
                .rules(event.rulesVersion(), event.signingRaw(), seats.count());
        for (int seat = 0; seats.hasNext(); seat++) {
            seats.next();
            preimage.player(seat, seats.playerIdHigh(), seats.playerIdLow());
        }
        final int rulesLength = event.rulesLength();
        preimage.rulesId(created, event.limit() + MatchCreatedDecoder.rulesHeaderLength(), rulesLength);
        event.skipRules();
        final int optionsLength = event.optionsLength();
        preimage.options(created, event.limit() + MatchCreatedDecoder.optionsHeaderLength(), optionsLength);
        event.skipOptions();
        return preimage;
    }

    private List<Standing> standings() {
        final MatchEventDecoder.StandingsDecoder group = matchEvent.standings();
        final List<Standing> standings = new ArrayList<>(group.count());
        while (group.hasNext()) {
            group.next();
            standings.add(new Standing(group.placement(), group.score()));
        }
        return standings;
    }

    private byte[] read(final int length) {
        final byte[] bytes = new byte[length];
        reader.read(bytes, 0, length);
        return bytes;
    }
}
