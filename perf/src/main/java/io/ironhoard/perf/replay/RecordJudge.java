package io.ironhoard.perf.replay;

import io.ironhoard.perf.verify.RecordCheck;
import io.ironhoard.proto.code.EndReason;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.record.MatchRecord;
import io.ironhoard.proto.record.RecordException;
import io.ironhoard.proto.record.RecordedEvent;
import io.ironhoard.proto.record.Standing;
import io.ironhoard.proto.sbe.EventKind;
import io.ironhoard.v1.MatchEnded;
import io.ironhoard.v1.MatchEvent;
import java.util.Arrays;
import java.util.List;

/** Holds a match's record against what its players saw. Thread-safe. */
final class RecordJudge {
    private final RecordCheck check;

    RecordJudge(final RecordCheck check) {
        this.check = check;
    }

    /**
     * Check a record by itself, and against what was seen.
     *
     * @param file the record's bytes.
     * @param matchId the match that it must be of.
     * @param plan what was played.
     * @param played what was seen.
     * @throws RecordException naming the first difference.
     */
    void judge(final byte[] file, final MatchId matchId, final GamePlan plan, final GameRun.Played played)
            throws RecordException {
        final MatchRecord record = check.check(file);
        require(record.header().matchId().equals(matchId), "it is of match " + record.header().matchId());
        require(record.header().rulesId().equals(plan.settings().getRules()), "it is of other rules");
        final List<MatchEvent> seen = played.events();
        final List<RecordedEvent> recorded = record.events();
        require(recorded.size() >= seen.size(),
                "it has " + recorded.size() + " events, the players saw " + seen.size());
        for (int i = 0; i < seen.size(); i++) {
            require(isSame(recorded.get(i), seen.get(i)), "event " + i + " is not what the players saw");
        }
        if (played.ended().isPresent()) {
            require(recorded.size() == seen.size(), "events follow the end");
            requireEnd(record, played.ended().get());
        } else {
            requireAbandoned(record, seen.size());
        }
    }

    private static void requireEnd(final MatchRecord record, final MatchEnded ended) throws RecordException {
        final List<Standing> told = ended.getStandingsList().stream()
                .map(each -> new Standing(each.getPlacement(), each.getScore()))
                .toList();
        require(
                record.endReason() == ended.getReason() && record.standings().equals(told),
                "its end is not the one that the players were told");
    }

    /** The events that followed when everybody had left. */
    private static void requireAbandoned(final MatchRecord record, final int seen) throws RecordException {
        final List<RecordedEvent> rest = record.events().subList(seen, record.events().size());
        require(!rest.isEmpty(), "nothing in it says that the players left");
        final RecordedEvent last = rest.getLast();
        require(
                last.kind() == EventKind.FORFEIT.value() && last.payload()[0] == EndReason.ABANDONMENT.id(),
                "it does not end by abandonment");
        require(
                rest.stream().allMatch(event -> event.kind() != EventKind.MOVE.value()),
                "it has moves that nobody made");
    }

    private static boolean isSame(final RecordedEvent recorded, final MatchEvent seen) {
        return recorded.timeMs() == seen.getTimeMs()
                && Arrays.equals(recorded.head(), seen.getHead().toByteArray())
                && (!seen.hasMove()
                        || recorded.kind() == EventKind.MOVE.value()
                                && recorded.seat() == seen.getMove().getSeat()
                                && Arrays.equals(recorded.payload(), seen.getMove().getPayload().toByteArray()));
    }

    private static void require(final boolean holds, final String otherwise) throws RecordException {
        if (!holds) {
            throw new RecordException("the record: " + otherwise);
        }
    }
}
