package io.ironhoard.dispatcher.record;

import io.ironhoard.dispatcher.config.RecordLimits;
import io.ironhoard.proto.chain.ChainHasher;
import io.ironhoard.proto.counters.CountersFile;
import io.ironhoard.proto.counters.ShardGauge;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.record.Standing;
import io.ironhoard.proto.sbe.MatchCreatedDecoder;
import io.ironhoard.proto.sbe.MatchEventDecoder;
import io.ironhoard.proto.sbe.MessageHeaderDecoder;
import io.ironhoard.proto.sbe.ShardStartedDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects the matches of one shard from its events, and hands each on when it has ended. Owned by the record agent's
 * thread.
 *
 * <p>A match that cannot be recorded, because it is too long, memory is used up, or its events do not fit together, gets no
 * record at all rather than a wrong one; that is counted and logged.
 */
final class RecordCollector {
    private static final Logger LOG = LoggerFactory.getLogger(RecordCollector.class);
    private static final int PAYLOAD_LENGTH_MAX = 0xFFFF;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final MatchCreatedDecoder matchCreated = new MatchCreatedDecoder();
    private final MatchEventDecoder matchEvent = new MatchEventDecoder();
    private final ChainHasher chain = new ChainHasher(PAYLOAD_LENGTH_MAX);
    private final Map<MatchId, MatchTranscript> open = new HashMap<>();
    private final LogLimiter logLimiter = new LogLimiter();
    private final int shardId;
    private final RecordLimits limits;
    private final MemoryBudget budget;
    private final RecordQueue finished;
    private final CountersFile counters;
    private long nowMs;

    /**
     * @param shardId the shard.
     * @param limits of records.
     * @param budget shared by all shards and the filer.
     * @param finished where records go that are complete; bounded.
     * @param counters the dispatcher's counters.
     */
    RecordCollector(
            final int shardId,
            final RecordLimits limits,
            final MemoryBudget budget,
            final RecordQueue finished,
            final CountersFile counters) {
        this.shardId = shardId;
        this.limits = limits;
        this.budget = budget;
        this.finished = finished;
        this.counters = counters;
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
            case MatchEventDecoder.TEMPLATE_ID -> onMatchEvent(buffer, offset);
            case MatchCreatedDecoder.TEMPLATE_ID -> onMatchCreated(buffer, offset);
            case ShardStartedDecoder.TEMPLATE_ID -> onShardStarted();
            default -> {
                // Later versions add events that records do not need.
            }
        }
    }

    private void onMatchCreated(final DirectBuffer buffer, final int offset) {
        matchCreated.wrapAndApplyHeader(buffer, offset, header);
        final MatchId matchId = new MatchId(matchCreated.matchIdHigh(), matchCreated.matchIdLow());
        if (!budget.take(MatchTranscript.OVERHEAD_BYTES)) {
            lose(matchId, "no memory is left for records");
            return;
        }
        try {
            final MatchTranscript earlier = open.put(matchId, MatchTranscript.begin(matchCreated));
            if (earlier != null) {
                budget.giveBack(earlier.budgetBytes());
                lose(matchId, "the match was created a second time");
            }
        } catch (final BrokenStreamException e) {
            budget.giveBack(MatchTranscript.OVERHEAD_BYTES);
            lose(matchId, e.getMessage());
        }
    }

    private void onMatchEvent(final DirectBuffer buffer, final int offset) {
        matchEvent.wrapAndApplyHeader(buffer, offset, header);
        final MatchId matchId = new MatchId(matchEvent.matchIdHigh(), matchEvent.matchIdLow());
        final MatchTranscript transcript = open.get(matchId);
        if (transcript == null) {
            return;
        }
        final List<Standing> standings = readStandings(matchEvent.standings());
        skip(matchEvent.privateParts());
        final int payloadLength = matchEvent.payloadLength();
        final int bytes = MatchTranscript.bytesOf(payloadLength);
        if (transcript.length() + bytes > limits.matchBytesMax()) {
            drop(matchId, transcript, "it is longer than " + limits.matchBytesMax() + " bytes");
        } else if (!budget.take(bytes)) {
            drop(matchId, transcript, "no memory is left for records");
        } else {
            append(matchId, transcript, payloadLength, standings);
        }
    }

    /** What the rules tell seats follows from the record. */
    private static void skip(final MatchEventDecoder.PrivatePartsDecoder parts) {
        while (parts.hasNext()) {
            parts.next().skipPart();
        }
    }

    private void append(
            final MatchId matchId,
            final MatchTranscript transcript,
            final int payloadLength,
            final List<Standing> standings) {
        try {
            final int payloadOffset = matchEvent.limit() + MatchEventDecoder.payloadHeaderLength();
            transcript.append(matchEvent, payloadOffset, payloadLength, chain);
        } catch (final BrokenStreamException e) {
            budget.giveBack(MatchTranscript.bytesOf(payloadLength));
            drop(matchId, transcript, e.getMessage());
            return;
        }
        if (matchEvent.endReason() != 0) {
            finish(matchId, transcript, standings);
        }
    }

    private void finish(final MatchId matchId, final MatchTranscript transcript, final List<Standing> standings) {
        final FinishedRecord record = new FinishedRecord(
                shardId, matchId, transcript.writer(), matchEvent.endReason(), standings, transcript.budgetBytes());
        if (finished.offer(record)) {
            open.remove(matchId);
        } else {
            drop(matchId, transcript, "too many records wait for the disk");
        }
    }

    /** With durability memory nothing of an earlier epoch goes on. */
    private void onShardStarted() {
        open.forEach((matchId, transcript) -> {
            budget.giveBack(transcript.budgetBytes());
            lose(matchId, "its shard was started anew");
        });
        open.clear();
    }

    private void drop(final MatchId matchId, final MatchTranscript transcript, final String reason) {
        open.remove(matchId);
        budget.giveBack(transcript.budgetBytes());
        lose(matchId, reason);
    }

    private void lose(final MatchId matchId, final String reason) {
        counters.add(shardId, ShardGauge.RECORDS_LOST, 1);
        if (logLimiter.mayLog(nowMs)) {
            LOG.error(
                    "match {} of shard {} gets no record: {} ({} more since this was logged last)",
                    matchId,
                    shardId,
                    reason,
                    logLimiter.passedOver());
        }
    }

    private static List<Standing> readStandings(final MatchEventDecoder.StandingsDecoder group) {
        final List<Standing> standings = new ArrayList<>(group.count());
        while (group.hasNext()) {
            group.next();
            standings.add(new Standing(group.placement(), group.score()));
        }
        return standings;
    }
}
