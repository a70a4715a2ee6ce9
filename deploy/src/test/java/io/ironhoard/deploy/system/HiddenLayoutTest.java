package io.ironhoard.deploy.system;

import com.google.protobuf.ByteString;
import io.ironhoard.dispatcher.rules.treasurehunt.HuntMove;
import io.ironhoard.proto.counters.CountersFile;
import io.ironhoard.proto.counters.GatewayGauge;
import io.ironhoard.v1.MatchEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The same hunt over two hidden layouts, many times: the same moves of the same seats at the same times. Until something is
 * revealed, by a find or by the end, every seat and a spectator receive the same bytes, of the same sizes, with the same times;
 * so do the refusals and the views. Two things are excepted. A digger's own clue depends on the layout, which is its purpose:
 * its length is compared, and that nobody else gets it. And heads and the commitment are SHA-256 over a secret seed of 32
 * bytes: they differ from the start, and whoever cannot guess the seed learns nothing from them; they are blanked.
 */
final class HiddenLayoutTest {
    private static final int HUNTS = 250;
    private static final int SEATS = 4;
    private static final int MOVES = 60;
    /** This seat only walks: no word of its own depends on the layout, its view included. */
    private static final int WALKER = 3;
    private static final int DURATION_S = 20;
    private static final Map<String, String> OPTIONS = Map.of("width", "16", "height", "16", "treasures", "6",
            "duration_s", Integer.toString(DURATION_S));

    @TempDir
    private Path folder;

    private int comparedEvents;
    private int comparedRefusals;
    private int clues;
    private int finds;
    private int ends;

    @Test
    void shouldTellNobodyOfTheLayoutBeforeItIsRevealed() {
        try (CountersFile counters =
                CountersFile.create(folder.resolve("counters"), 0, 1, GatewayGauge.values().length)) {
            for (int hunt = 0; hunt < HUNTS; hunt++) {
                final Random random = new Random(hunt);
                play(random, run(random, counters), run(random, counters));
            }
        }
        assertThat(comparedEvents).as("events").isGreaterThan(5_000);
        assertThat(comparedRefusals).as("refusals").isGreaterThan(1_000);
        assertThat(clues).as("clues").isGreaterThan(500);
        assertThat(finds).as("hunts with a find").isPositive();
        assertThat(ends).as("hunts without one").isPositive();
    }

    private static HuntRun run(final Random random, final CountersFile counters) {
        final byte[] seed = new byte[32];
        random.nextBytes(seed);
        return new HuntRun(seed, SEATS, OPTIONS, counters);
    }

    private void play(final Random random, final HuntRun one, final HuntRun other) {
        assertThat(one.headPreimage()).isEqualTo(other.headPreimage());
        final boolean[] hasDug = new boolean[SEATS];
        compareReplies(one, other);
        for (int i = 0; i < MOVES; i++) {
            final int seat = random.nextInt(SEATS);
            final boolean digs = seat != WALKER && random.nextInt(4) == 0;
            final int move = digs ? HuntMove.DIG : random.nextInt(HuntMove.DIRECTIONS);
            final long afterMs = random.nextInt(150);
            final int before = one.events();
            one.move(afterMs, seat, move);
            other.move(afterMs, seat, move);
            assertThat(one.events()).isEqualTo(other.events());
            compareReplies(one, other);
            hasDug[seat] |= digs;
            for (int index = before; index < one.events(); index++) {
                if (isRevealing(one, other, index)) {
                    finds++;
                    return;
                }
                compare(one, other, index, digs ? seat : HuntRun.SPECTATOR);
            }
            compareViews(one, other, hasDug);
        }
        compareTheEnd(one, other);
    }

    private static boolean isRevealing(final HuntRun one, final HuntRun other, final int index) {
        final MatchEvent event = one.event(index, HuntRun.SPECTATOR);
        assertThat(event.getTimeMs()).isEqualTo(other.event(index, HuntRun.SPECTATOR).getTimeMs());
        return !event.getPublicPart().isEmpty()
                || !other.event(index, HuntRun.SPECTATOR).getPublicPart().isEmpty();
    }

    /** What each audience gets of an event that reveals nothing. */
    private void compare(final HuntRun one, final HuntRun other, final int index, final int digger) {
        for (int audience = HuntRun.SPECTATOR; audience < SEATS; audience++) {
            final MatchEvent event = one.event(index, audience);
            assertThat(one.length(index, audience)).isEqualTo(other.length(index, audience));
            if (audience == digger && digger != HuntRun.SPECTATOR) {
                assertThat(event.getPrivatePart()).isNotEmpty();
                assertThat(blanked(event)).isEqualTo(blanked(other.event(index, audience)));
                clues++;
            } else {
                assertThat(event.getPrivatePart()).isEmpty();
                assertThat(event.toByteString()).isEqualTo(other.event(index, audience).toByteString());
            }
        }
        comparedEvents++;
    }

    private static ByteString blanked(final MatchEvent event) {
        return event.toBuilder().setPrivatePart(ByteString.copyFrom(new byte[event.getPrivatePart().size()])).build()
                .toByteString();
    }

    private void compareReplies(final HuntRun one, final HuntRun other) {
        final List<byte[]> replies = one.takeReplies();
        final List<byte[]> others = other.takeReplies();
        assertThat(replies).hasSameSizeAs(others);
        for (int i = 0; i < replies.size(); i++) {
            assertThat(replies.get(i)).isEqualTo(others.get(i));
            comparedRefusals++;
        }
    }

    private static void compareViews(final HuntRun one, final HuntRun other, final boolean[] hasDug) {
        for (int audience = HuntRun.SPECTATOR; audience < SEATS; audience++) {
            final byte[] view = one.view(audience);
            if (audience == HuntRun.SPECTATOR || !hasDug[audience]) {
                assertThat(view).isEqualTo(other.view(audience));
            } else {
                assertThat(view).hasSameSizeAs(other.view(audience));
            }
        }
    }

    /** The time is up in both at the same time; the layouts, which are told then, differ, and are as long. */
    private void compareTheEnd(final HuntRun one, final HuntRun other) {
        final int before = one.events();
        one.pass(DURATION_S * 1_000L);
        other.pass(DURATION_S * 1_000L);
        assertThat(one.isOver()).isTrue();
        assertThat(other.isOver()).isTrue();
        assertThat(one.events()).isEqualTo(before + 1);
        assertThat(other.events()).isEqualTo(before + 1);
        for (int audience = HuntRun.SPECTATOR; audience < SEATS; audience++) {
            final MatchEvent end = one.event(before, audience);
            assertThat(end.getTimeMs()).isEqualTo(other.event(before, audience).getTimeMs());
            assertThat(end.getPublicPart()).isNotEqualTo(other.event(before, audience).getPublicPart());
            assertThat(one.length(before, audience)).isEqualTo(other.length(before, audience));
        }
        ends++;
    }
}
