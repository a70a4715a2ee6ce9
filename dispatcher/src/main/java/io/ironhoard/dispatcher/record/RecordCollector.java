package io.ironhoard.dispatcher.record;

import io.ironhoard.dispatcher.config.RecordLimits;
import io.ironhoard.proto.chain.ChainHasher;
import io.ironhoard.proto.sbe.MatchCreatedDecoder;
import io.ironhoard.proto.sbe.MatchEventDecoder;
import io.ironhoard.proto.sbe.MessageHeaderDecoder;
import io.ironhoard.proto.sbe.ShardStartedDecoder;
import org.agrona.DirectBuffer;

/**
 * Collects the matches of one shard from its events, and hands each on when it has ended. Owned by the record agent's
 * thread; allocates nothing after construction, but for a log line.
 *
 * <p>A match that cannot be recorded, because it is too long, memory is used up, or its events do not fit together, gets no
 * record at all rather than a wrong one; that is counted and logged. Whether its chain holds is seen where its record is made.
 */
final class RecordCollector {
    /** What an event takes of a record beside its payload. */
    private static final int EVENT_BYTES = ChainHasher.HEADER_LENGTH + ChainHasher.HEAD_LENGTH;
    private static final String NO_MEMORY = "no memory is left for records";

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final MatchCreatedDecoder matchCreated = new MatchCreatedDecoder();
    private final MatchEventDecoder matchEvent = new MatchEventDecoder();
    private final int shardId;
    private final int matchBytesMax;
    private final String tooLong;
    private final OpenTranscripts open;
    private final ChunkPool pool;
    private final TranscriptWriter writer;
    private final RecordQueue finished;
    private final LostRecords lost;
    private long nowMs;

    /**
     * @param shardId the shard.
     * @param matchCountMax how many matches a shard has at most.
     * @param limits of records.
     * @param pool the memory of all shards' transcripts.
     * @param finished where the transcripts of ended matches go; bounded.
     * @param lost told of matches that get no record.
     */
    RecordCollector(
            final int shardId,
            final int matchCountMax,
            final RecordLimits limits,
            final ChunkPool pool,
            final RecordQueue finished,
            final LostRecords lost) {
        this.shardId = shardId;
        this.pool = pool;
        this.finished = finished;
        this.lost = lost;
        matchBytesMax = limits.matchBytesMax();
        tooLong = "it is longer than " + matchBytesMax + " bytes";
        // No more can be open than there are chunks.
        open = new OpenTranscripts((int) Math.min(matchCountMax, ChunkPool.chunksMax(limits.pendingBytesMax())));
        writer = new TranscriptWriter(shardId, open, pool);
    }

    /** How many matches are being collected. */
    int openCount() {
        return open.size();
    }

    /**
     * The next event of the shard.
     *
     * @param buffer where it is.
     * @param offset where it begins.
     * @param length how long it is.
     * @param timeMs the time, for the log's sake.
     */
    void onEvent(final DirectBuffer buffer, final int offset, final int length, final long timeMs) {
        nowMs = timeMs;
        header.wrap(buffer, offset);
        switch (header.templateId()) {
            case MatchEventDecoder.TEMPLATE_ID -> onMatchEvent(buffer, offset, length);
            case MatchCreatedDecoder.TEMPLATE_ID -> onMatchCreated(buffer, offset, length);
            case ShardStartedDecoder.TEMPLATE_ID -> onShardStarted();
            default -> {
                // Later versions add events that records do not need.
            }
        }
    }

    private void onMatchEvent(final DirectBuffer buffer, final int offset, final int length) {
        matchEvent.wrap(
                buffer, offset + MessageHeaderDecoder.ENCODED_LENGTH, header.blockLength(), header.version());
        final long entry = open.find(matchEvent.matchIdHigh(), matchEvent.matchIdLow());
        if (entry == OpenTranscripts.NONE) {
            return;
        }
        skip(matchEvent.standings());
        skip(matchEvent.privateParts());
        final int payloadLength = matchEvent.payloadLength();
        final int payloadOffset = matchEvent.limit() + MatchEventDecoder.payloadHeaderLength();
        final int count = OpenTranscripts.eventCount(entry);
        final long recordBytes = OpenTranscripts.recordBytes(entry) + (long) EVENT_BYTES + payloadLength;
        if ((int) matchEvent.index() != count) {
            lose(entry, "an event is missing");
        } else if (recordBytes > matchBytesMax) {
            lose(entry, tooLong);
        } else if (!writer.event(entry, matchEvent, payloadOffset, payloadLength)) {
            lose(entry, NO_MEMORY);
        } else {
            OpenTranscripts.events(entry, count + 1, (int) recordBytes);
            if (matchEvent.endReason() != 0) {
                finish(entry, buffer, offset, length);
            }
        }
    }

    private static void skip(final MatchEventDecoder.StandingsDecoder standings) {
        while (standings.hasNext()) {
            standings.next();
        }
    }

    /** What the rules tell seats follows from the record. */
    private static void skip(final MatchEventDecoder.PrivatePartsDecoder parts) {
        while (parts.hasNext()) {
            parts.next().skipPart();
        }
    }

    private void onMatchCreated(final DirectBuffer buffer, final int offset, final int length) {
        matchCreated.wrap(
                buffer, offset + MessageHeaderDecoder.ENCODED_LENGTH, header.blockLength(), header.version());
        final long idHigh = matchCreated.matchIdHigh();
        final long idLow = matchCreated.matchIdLow();
        final long earlier = open.find(idHigh, idLow);
        if (earlier != OpenTranscripts.NONE) {
            lose(earlier, "the match was created a second time");
        }
        if (!writer.begin(idHigh, idLow, buffer, offset, length)) {
            lost.add(shardId, idHigh, idLow, NO_MEMORY, nowMs);
        }
    }

    private void finish(final long entry, final DirectBuffer buffer, final int offset, final int length) {
        if (!writer.end(entry, buffer, offset, length)) {
            lose(entry, NO_MEMORY);
        } else if (!finished.offer(OpenTranscripts.first(entry))) {
            lose(entry, "too many records wait for the disk");
        } else {
            open.remove(entry);
        }
    }

    /** With durability memory nothing of an earlier epoch goes on. */
    private void onShardStarted() {
        for (int i = 0; i < open.entryCount(); i++) {
            final long entry = open.at(i);
            if (entry != OpenTranscripts.NONE) {
                pool.giveBack(OpenTranscripts.first(entry));
                lost.add(shardId, OpenTranscripts.idHigh(entry), OpenTranscripts.idLow(entry),
                        "its shard was started anew", nowMs);
            }
        }
        open.clear();
    }

    private void lose(final long entry, final String reason) {
        lost.add(shardId, OpenTranscripts.idHigh(entry), OpenTranscripts.idLow(entry), reason, nowMs);
        pool.giveBack(OpenTranscripts.first(entry));
        open.remove(entry);
    }
}
