package io.ironhoard.dispatcher.rules.testkit;

import io.ironhoard.dispatcher.rules.spi.EffectsBuffer;
import io.ironhoard.dispatcher.rules.spi.RuleSet;
import io.ironhoard.proto.rules.OptionsView;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.agrona.concurrent.UnsafeBuffer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A match of the rule set under test, its state in the middle of an array between guards, its views as well.
 */
final class GuardedMatch {
    private static final int GUARD = 64;
    private static final byte GUARD_BYTE = (byte) 0xA5;

    private final RuleSet rules;
    private final GameScript script;
    private final byte[] memory;
    private final byte[] viewMemory;
    private final int stateLength;
    private final int viewLengthMax;
    private final OptionsView options;
    private final UnsafeBuffer state;
    private final UnsafeBuffer viewOut;
    private final EffectsBuffer effects = new EffectsBuffer();

    /**
     * @param rules the instance.
     * @param script the game to play.
     * @param excess bytes of the buffer beyond the state length.
     */
    GuardedMatch(final RuleSet rules, final GameScript script, final int excess) {
        this.rules = rules;
        this.script = script;
        options = new OptionsView(rules.descriptor()).wrap(script.options(), 0);
        stateLength = rules.stateLength(script.seats(), options);
        viewLengthMax = rules.viewLengthMax(script.seats(), options);
        memory = guarded(stateLength + excess);
        Arrays.fill(memory, GUARD, GUARD + stateLength, (byte) 0);
        viewMemory = guarded(viewLengthMax);
        state = new UnsafeBuffer(memory, GUARD, stateLength + excess);
        viewOut = new UnsafeBuffer(viewMemory);
    }

    int init() {
        effects.clear(script.seats());
        return rules.init(state, script.seats(), options, script.seed(), script.startMs());
    }

    /** Begin again in the same memory. Allocates nothing. */
    int restart() {
        state.setMemory(0, stateLength, (byte) 0);
        return init();
    }

    /** Play one step; the code that the rule set answers. Allocates nothing. */
    int play(final GameScript.Step step) {
        effects.clear(script.seats());
        switch (step.kind()) {
            case MOVE -> {
                return rules.apply(state, step.seat(), step.move(), step.offset(), step.length(), step.nowMs(),
                        effects);
            }
            case FORFEIT -> rules.forfeit(state, step.seat(), step.forfeit(), step.nowMs(), effects);
            case TIMER -> rules.onTimer(state, step.nowMs(), effects);
        }
        return RuleSet.OK;
    }

    /** Ask everything that can be asked; a number that depends on all answers. Allocates nothing. */
    long askAll() {
        long sum = rules.turn(state) + rules.nextTimerMs(state) + rules.endReason(state) + effects.length();
        for (int seat = -1; seat < script.seats(); seat++) {
            sum = 31 * sum + rules.view(state, seat, viewOut, GUARD);
            if (seat >= 0) {
                sum = 31 * sum + rules.score(state, seat) + rules.placement(state, seat);
            }
        }
        return sum;
    }

    /** The same as the reference was asked; views only where it gave any. */
    GameScript.Answer answer(final int code, final GameScript.Answer expected) {
        final int endReason = rules.endReason(state);
        final List<Integer> places = endReason == 0
                ? List.of()
                : IntStream.range(0, script.seats())
                        .map(seat -> rules.placement(state, seat))
                        .boxed()
                        .toList();
        return new GameScript.Answer(
                code,
                rules.turn(state),
                rules.nextTimerMs(state),
                endReason,
                places,
                GameScript.forSeats(script.seats(), seat -> rules.score(state, seat)),
                IntStream.range(0, script.seats() + 1)
                        .mapToObj(i -> i == 0
                                ? hex(effects.publicOffset(), effects.publicLength())
                                : hex(effects.privateOffset(i - 1), effects.privateLength(i - 1)))
                        .toList(),
                IntStream.range(0, script.seats() + 1)
                        .mapToObj(i -> expected.views().get(i).isEmpty() ? "" : viewOf(i - 1))
                        .toList());
    }

    private String hex(final int offset, final int length) {
        final byte[] part = new byte[length];
        effects.bytes().getBytes(offset, part);
        return HexFormat.of().formatHex(part);
    }

    /** The bytes that the last call told everybody and single seats, together. */
    int toldLength() {
        return effects.length();
    }

    private String viewOf(final int seat) {
        final int length = rules.view(state, seat, viewOut, GUARD);
        return HexFormat.of().formatHex(viewMemory, GUARD, GUARD + length);
    }

    /** The view of a seat; its guards and everything behind its length are checked. */
    int checkView(final int seat) {
        Arrays.fill(viewMemory, GUARD_BYTE);
        final int length = rules.view(state, seat, viewOut, GUARD);
        assertThat(length).as("length of the view of seat %d", seat).isBetween(0, viewLengthMax);
        checkGuards(viewMemory, length, "the view of seat " + seat);
        return length;
    }

    void checkStateGuards() {
        checkGuards(memory, stateLength, "the state");
    }

    byte[] stateBytes() {
        return Arrays.copyOfRange(memory, GUARD, GUARD + stateLength);
    }

    int endReason() {
        return rules.endReason(state);
    }

    private static byte[] guarded(final int length) {
        final byte[] bytes = new byte[GUARD + length + GUARD];
        Arrays.fill(bytes, GUARD_BYTE);
        return bytes;
    }

    private static void checkGuards(final byte[] bytes, final int length, final String what) {
        for (int i = 0; i < bytes.length; i++) {
            if ((i < GUARD || i >= GUARD + length) && bytes[i] != GUARD_BYTE) {
                assertThat(i - GUARD).as("a byte was written outside %s of %d bytes", what, length).isBetween(0,
                        length - 1);
            }
        }
    }
}
