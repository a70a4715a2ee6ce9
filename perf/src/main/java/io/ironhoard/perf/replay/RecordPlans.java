package io.ironhoard.perf.replay;

import io.ironhoard.dispatcher.rules.RuleSetFactory;
import io.ironhoard.dispatcher.rules.RuleSetRegistry;
import io.ironhoard.perf.verify.RecordCheck;
import io.ironhoard.proto.chain.MatchHeader;
import io.ironhoard.proto.code.EndReason;
import io.ironhoard.proto.record.MatchRecord;
import io.ironhoard.proto.record.RecordException;
import io.ironhoard.proto.record.RecordedEvent;
import io.ironhoard.proto.record.Standing;
import io.ironhoard.proto.rules.OptionsCodec;
import io.ironhoard.proto.sbe.EventKind;
import io.ironhoard.v1.MatchSettings;
import io.ironhoard.v1.Signing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a plan of a record: the same rules, options, clocks and signing, the same moves and resignations in the same order,
 * as a new match. It has a seed of its own: a game that depends on its seed may go another way, and then fails.
 *
 * <p>Who ran out of time or stayed away is not made to do so again: such a match is left by everybody, and the report says
 * so. The record itself is checked first. Owned by the reading thread.
 */
final class RecordPlans implements PlanSource {
    private final Path file;
    private final RecordCheck check;
    private final RuleSetRegistry registry;
    private boolean isRead;

    RecordPlans(final Path file, final RecordCheck check, final RuleSetRegistry registry) {
        this.file = file;
        this.check = check;
        this.registry = registry;
    }

    @Override
    public Optional<GamePlan> next() throws IOException {
        if (isRead) {
            return Optional.empty();
        }
        isRead = true;
        try {
            return Optional.of(plan(check.check(Files.readAllBytes(file))));
        } catch (final RecordException e) {
            throw new IOException(file + " is no record to replay: " + e.getMessage(), e);
        }
    }

    @Override
    public long bytesRead() {
        return isRead ? file.toFile().length() : 0;
    }

    @Override
    public void close() {}

    private GamePlan plan(final MatchRecord record) throws RecordException {
        final MatchHeader header = record.header();
        final List<Step> steps = new ArrayList<>();
        final List<String> leftOut = new ArrayList<>();
        int ply = 0;
        for (final RecordedEvent event : record.events()) {
            if (event.kind() == EventKind.MOVE.value()) {
                ply++;
                steps.add(new Step(Step.Kind.MOVE, event.seat(), event.payload(), ply, "move of seat " + event.seat()));
            } else if (event.kind() == EventKind.FORFEIT.value()) {
                if (event.payload()[0] == EndReason.RESIGNATION.id()) {
                    steps.add(new Step(Step.Kind.RESIGN, event.seat(), new byte[0], 0, "resignation"));
                } else {
                    leftOut.add("event " + event.index() + ": seat " + event.seat() + " forfeits by "
                            + EndReason.of(event.payload()[0]));
                }
            } else if (event.kind() == EventKind.CLOSE.value()) {
                leftOut.add("event " + event.index() + ": the server closed the match");
            }
        }
        final Optional<ExpectedEnd> expected = leftOut.isEmpty() ? Optional.of(expected(record)) : Optional.empty();
        return new GamePlan(
                file,
                1,
                "match " + header.matchId() + " (" + header.rulesId() + ")",
                settings(header, expected.isEmpty()),
                header.seats().size(),
                steps,
                expected,
                new GamePlan.Remarks(
                        Optional.empty(), Optional.empty(), Optional.empty(), List.copyOf(leftOut), false, List.of()));
    }

    private MatchSettings settings(final MatchHeader header, final boolean abandons) throws RecordException {
        final RuleSetFactory factory = registry.find(header.rulesId(), header.rulesVersion())
                .orElseThrow(() -> new RecordException("the rule set " + header.rulesId() + " is not installed here"));
        return MatchSettings.newBuilder()
                .setRules(header.rulesId())
                .setRulesVersion(header.rulesVersion())
                .putAllOptions(OptionsCodec.decode(factory.descriptor(), header.options()))
                .setSigning(Signing.forNumber(header.signing()))
                .setClockInitialMs(header.clockInitialMs())
                .setClockIncrementMs(header.clockIncrementMs())
                .setAbandonGraceMs(abandons ? ChessPlans.ABANDON_GRACE_MS : header.abandonGraceMs())
                .build();
    }

    private ExpectedEnd expected(final MatchRecord record) {
        final int reason = record.endReason();
        final boolean isEngines = reason <= EndReason.RULES_OVERRUN.id();
        final String name = isEngines
                ? EndReason.of(reason).name()
                : registry.find(record.header().rulesId(), record.header().rulesVersion()).stream()
                        .flatMap(factory -> factory.descriptor().endReasons().stream())
                        .filter(meaning -> meaning.id() == reason)
                        .map(meaning -> meaning.name())
                        .findFirst()
                        .orElse("");
        final List<Integer> placements =
                record.standings().stream().map(Standing::placement).toList();
        final int lastKind =
                record.events().isEmpty() ? 0 : record.events().getLast().kind();
        return new ExpectedEnd(reason, name, placements, lastKind != EventKind.TIMER.value());
    }
}
