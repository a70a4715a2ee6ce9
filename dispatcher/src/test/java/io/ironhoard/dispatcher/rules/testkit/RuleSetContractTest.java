package io.ironhoard.dispatcher.rules.testkit;

import com.sun.management.ThreadMXBean;
import io.ironhoard.dispatcher.rules.spi.RuleSet;
import io.ironhoard.proto.code.EndReason;
import io.ironhoard.proto.rules.OptionsCodec;
import io.ironhoard.proto.rules.OptionsView;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import io.ironhoard.proto.rules.RuleSetDescriptor.Meaning;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the server relies on in every rule set, tried on seeded random games that a plain reference plays first.
 *
 * <p>Extend it, say how to make the rule set, its reference and a random move, and list the setups that matter. A failure
 * names setup, seed and step; the same seed plays the same game.
 *
 * @param <G> the reference implementation.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class RuleSetContractTest<G extends ReferenceGame> {
    /** Spreads the seeds of games: 2⁶⁴ divided by the golden ratio. */
    private static final long SEED_FACTOR = 0x9E3779B97F4A7C15L;
    private static final int WARM_UP_CALLS = 200_000;
    private static final int MEASURED_ROUNDS = 10;

    private final List<GameScript> scripts = new ArrayList<>();
    /** Keeps what the measured calls answer alive. */
    private long sink;

    /**
     * How a match is set up.
     *
     * @param seats how many seats.
     * @param options names and values; what is missing takes its default.
     */
    public record Setup(int seats, Map<String, String> options) {}

    /** A fresh instance of the rule set under test. */
    protected abstract RuleSet newRules();

    /** A fresh match of the reference. */
    protected abstract G newReference();

    /**
     * A move to try: mostly a legal one, so that games get somewhere, and now and then one that is just not.
     *
     * @param game the reference, before the move.
     * @param seat who shall move.
     * @param random the only source of chance.
     * @return the move's bytes, up to the descriptor's longest.
     */
    protected abstract byte[] proposeMove(G game, int seat, Random random);

    /** The setups to play; by default the fewest and the most seats, with default options. */
    protected List<Setup> setups() {
        final RuleSetDescriptor descriptor = newRules().descriptor();
        final Setup most = new Setup(descriptor.seatsMax(), Map.of());
        return descriptor.seatsMin() == descriptor.seatsMax()
                ? List.of(most)
                : List.of(new Setup(descriptor.seatsMin(), Map.of()), most);
    }

    /** How many games of each setup: kept, and played in every test. */
    protected int gamesPerSetup() {
        return 100;
    }

    /** How many more games of each setup are played once, only to compare them with the reference. */
    protected int furtherGamesPerSetup() {
        return 0;
    }

    /** The most calls of one game. */
    protected int callsMax() {
        return 300;
    }

    @BeforeAll
    final void recordGamesOfTheReference() {
        final RuleSetDescriptor descriptor = newRules().descriptor();
        for (final Setup setup : setups()) {
            for (int game = 0; game < gamesPerSetup(); game++) {
                scripts.add(record(descriptor, setup, SEED_FACTOR * (scripts.size() + 1)));
            }
        }
    }

    private GameScript record(final RuleSetDescriptor descriptor, final Setup setup, final long seed) {
        return GameScript.record(descriptor, setup, seed, callsMax(), newReference(), this::proposeMove);
    }

    @Test
    void shouldAnswerAsTheReferenceDoes() {
        final RuleSet rules = newRules();
        scripts.forEach(script -> compare(rules, script));
    }

    @Test
    void shouldAnswerAsTheReferenceDoesInFurtherGames() {
        final RuleSet rules = newRules();
        long seed = scripts.size();
        for (final Setup setup : setups()) {
            for (int game = 0; game < furtherGamesPerSetup(); game++) {
                compare(rules, record(rules.descriptor(), setup, SEED_FACTOR * ++seed));
            }
        }
    }

    private static void compare(final RuleSet rules, final GameScript script) {
        final GuardedMatch match = new GuardedMatch(rules, script, 0);
        final int code = match.init();
        assertThat(code).as("init of %s", script.name()).isEqualTo(script.start().code());
        if (code != RuleSet.OK) {
            return;
        }
        assertThat(match.answer(code, script.start())).as("start of %s", script.name()).isEqualTo(script.start());
        int number = 0;
        for (final GameScript.Step step : script.steps()) {
            final GameScript.Answer answer = match.answer(match.play(step), step.answer());
            // Nearly always equal: the assertion and its text are for the rest.
            if (!answer.equals(step.answer())) {
                assertThat(answer).as("step %d, %s, of %s", number, step, script.name()).isEqualTo(step.answer());
            }
            number++;
        }
    }

    @Test
    void shouldLeaveEveryByteOfTheStateAsItWasWhenItRefusesAMove() {
        final RuleSet rules = newRules();
        int refusals = 0;
        for (final GameScript script : startedScripts()) {
            final GuardedMatch match = new GuardedMatch(rules, script, 0);
            match.init();
            for (final GameScript.Step step : script.steps()) {
                final byte[] before = match.stateBytes();
                if (match.play(step) != RuleSet.OK) {
                    assertThat(match.stateBytes()).as("%s of %s", step, script.name()).isEqualTo(before);
                    assertThat(match.toldLength()).as("told by the refused %s of %s", step, script.name()).isZero();
                    refusals++;
                }
            }
        }
        assertThat(refusals).as("refused moves tried").isPositive();
    }

    @Test
    void shouldComeToTheSameBytesAloneAndAmongOtherMatches() {
        final RuleSet shared = newRules();
        final List<GameScript> games = startedScripts();
        for (int i = 0; i < games.size(); i++) {
            final GuardedMatch one = new GuardedMatch(shared, games.get(i), 0);
            final GuardedMatch other = new GuardedMatch(shared, games.get((i + 1) % games.size()), 0);
            playInTurns(one, games.get(i), other, games.get((i + 1) % games.size()));

            final GuardedMatch alone = new GuardedMatch(newRules(), games.get(i), 0);
            alone.init();
            games.get(i).steps().forEach(alone::play);

            assertThat(one.stateBytes()).as(games.get(i).name()).isEqualTo(alone.stateBytes());
        }
    }

    private static void playInTurns(
            final GuardedMatch one, final GameScript script, final GuardedMatch other, final GameScript otherScript) {
        one.init();
        other.init();
        final int steps = Math.max(script.steps().size(), otherScript.steps().size());
        for (int i = 0; i < steps; i++) {
            if (i < script.steps().size()) {
                one.play(script.steps().get(i));
                one.askAll();
            }
            if (i < otherScript.steps().size()) {
                other.play(otherScript.steps().get(i));
                other.askAll();
            }
        }
    }

    @Test
    void shouldStayWithinItsStateAndItsViews() {
        final RuleSet rules = newRules();
        int excess = 0;
        for (final GameScript script : startedScripts()) {
            final GuardedMatch match = new GuardedMatch(rules, script, excess++ % 9);
            match.init();
            for (final GameScript.Step step : script.steps()) {
                match.play(step);
                final byte[] before = match.stateBytes();
                for (int seat = -1; seat < script.seats(); seat++) {
                    match.checkView(seat);
                }
                match.askAll();
                assertThat(match.stateBytes()).as("state after questions, %s", script.name()).isEqualTo(before);
                match.checkStateGuards();
            }
        }
    }

    @Test
    void shouldNameEveryCodeAndEveryEndReasonThatItGives() {
        final RuleSet rules = newRules();
        final List<Integer> codes =
                rules.descriptor().codes().stream().map(Meaning::id).toList();
        final List<Integer> reasons =
                rules.descriptor().endReasons().stream().map(Meaning::id).toList();
        for (final GameScript script : scripts) {
            final GuardedMatch match = new GuardedMatch(rules, script, 0);
            final int start = match.init();
            assertThat(start == RuleSet.OK || codes.contains(start)).as("code %d of init", start).isTrue();
            if (start != RuleSet.OK) {
                continue;
            }
            for (final GameScript.Step step : script.steps()) {
                final int code = match.play(step);
                assertThat(code == RuleSet.OK || codes.contains(code)).as("code %d of %s", code, step).isTrue();
            }
            final int reason = match.endReason();
            assertThat(reasons.contains(reason) || reason == EndReason.of(reason).id()).as("end reason %d", reason)
                    .isTrue();
        }
    }

    @Test
    void shouldPlaceEverySeatWhenAMatchEnds() {
        final RuleSet rules = newRules();
        int ended = 0;
        for (final GameScript script : startedScripts()) {
            final GuardedMatch match = new GuardedMatch(rules, script, 0);
            match.init();
            script.steps().forEach(match::play);
            if (match.endReason() != 0) {
                final List<Integer> places = new ArrayList<>(match.answer(0, script.start()).places());
                Collections.sort(places);
                assertThat(places.getFirst()).as("the best place of %s", script.name()).isEqualTo(1);
                for (int i = 0; i < places.size(); i++) {
                    assertThat(places.get(i)).as("places %s of %s", places, script.name()).isBetween(1, i + 1);
                }
                ended++;
            }
        }
        assertThat(ended).as("games that ended").isPositive();
    }

    @Test
    void shouldAllocateNothing() {
        final RuleSet rules = newRules();
        final List<GameScript> games = startedScripts();
        final GuardedMatch[] matches = new GuardedMatch[games.size()];
        final GameScript.Step[][] steps = new GameScript.Step[games.size()][];
        for (int i = 0; i < matches.length; i++) {
            matches[i] = new GuardedMatch(rules, games.get(i), 0);
            steps[i] = games.get(i).steps().toArray(new GameScript.Step[0]);
        }
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        playAtLeast(WARM_UP_CALLS, matches, steps);
        threads.getCurrentThreadAllocatedBytes();

        // Every round plays the same games, so what the rule set allocates comes again; what the virtual machine
        // allocates on its own account while it compiles does not.
        long allocated = Long.MAX_VALUE;
        for (int round = 0; round < MEASURED_ROUNDS && allocated > 0; round++) {
            final long before = threads.getCurrentThreadAllocatedBytes();
            playAtLeast(1, matches, steps);
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
        }

        assertThat(allocated).as("bytes allocated in the last round, sink %d", sink).isZero();
    }

    private void playAtLeast(final int callsMin, final GuardedMatch[] matches, final GameScript.Step[][] steps) {
        int calls = 0;
        while (calls < callsMin) {
            for (int i = 0; i < matches.length; i++) {
                sink += matches[i].restart();
                for (int j = 0; j < steps[i].length; j++) {
                    sink += matches[i].play(steps[i][j]);
                    sink += matches[i].askAll();
                }
                calls += steps[i].length + 1;
            }
        }
    }

    @Test
    void shouldDescribeItself() {
        final RuleSet rules = newRules();
        assertThat(rules.descriptor()).isSameAs(rules.descriptor()).isEqualTo(newRules().descriptor());
        for (final Setup setup : setups()) {
            final byte[] options = OptionsCodec.encode(rules.descriptor(), setup.options());
            final OptionsView view = new OptionsView(rules.descriptor()).wrap(new UnsafeBuffer(options), 0);
            assertThat(setup.seats())
                    .isBetween(rules.descriptor().seatsMin(), rules.descriptor().seatsMax());
            assertThat(rules.stateLength(setup.seats(), view)).as("state length").isPositive();
            assertThat(rules.viewLengthMax(setup.seats(), view)).as("view length").isNotNegative();
        }
    }

    /** The codes and end reasons that the recorded games brought about, for a test that the games are worth their time. */
    protected final Set<Integer> meanings() {
        final Set<Integer> meanings = new TreeSet<>();
        for (final GameScript script : scripts) {
            meanings.add(script.start().code());
            for (final GameScript.Step step : script.steps()) {
                meanings.add(step.answer().code());
                meanings.add(step.answer().endReason());
            }
        }
        return meanings;
    }

    private List<GameScript> startedScripts() {
        return scripts.stream()
                .filter(script -> script.start().code() == RuleSet.OK)
                .toList();
    }
}
