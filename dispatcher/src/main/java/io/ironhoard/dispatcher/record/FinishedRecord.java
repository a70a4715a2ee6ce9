package io.ironhoard.dispatcher.record;

import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.record.RecordWriter;
import io.ironhoard.proto.record.Standing;
import java.util.List;

/**
 * A match that is over, on its way to the signer. Handed from the collecting thread to the filing one.
 *
 * @param shardId its shard.
 * @param matchId the match.
 * @param writer its events; whoever holds this record owns it.
 * @param endReason why it ended.
 * @param standings one for each seat.
 * @param budgetBytes what it takes of the memory budget.
 */
record FinishedRecord(
        int shardId, MatchId matchId, RecordWriter writer, int endReason, List<Standing> standings, long budgetBytes) {}
