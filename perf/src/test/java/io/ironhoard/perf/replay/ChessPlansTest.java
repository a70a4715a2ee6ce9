package io.ironhoard.perf.replay;

import io.ironhoard.perf.pgn.GameResolver;
import io.ironhoard.perf.pgn.PgnReader;
import io.ironhoard.v1.Signing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class ChessPlansTest {
    @Test
    void shouldEncodeAMoveInTwoBytesLittleEndian() throws IOException {
        final GamePlan plan = plan("1. e4 e5 *");

        // e2 = 12, e4 = 28: 12 | 28 << 6 = 0x070c.
        assertThat(hex(plan.steps().getFirst())).isEqualTo("0c07");
        assertThat(plan.steps().getFirst().label()).isEqualTo("1. e4");
        assertThat(plan.steps().get(1).label()).isEqualTo("1... e5");
        assertThat(plan.steps()).extracting(Step::seat).containsExactly(0, 1);
    }

    @Test
    void shouldEncodePromotions() throws IOException {
        final GamePlan plan = plan("[FEN \"7k/P7/8/8/8/8/8/K7 w - - 0 1\"]\n1. a8=N *");

        // a7 = 48, a8 = 56, knight = 1.
        assertThat(hex(plan.steps().getFirst())).isEqualTo("301e");
    }

    @Test
    void shouldMakeTheLoserResign() throws IOException {
        final GamePlan plan = plan("1. e4 e5 1-0");

        assertThat(plan.steps().getLast().kind()).isEqualTo(Step.Kind.RESIGN);
        assertThat(plan.steps().getLast().seat()).isEqualTo(1);
        assertThat(plan.expected()).contains(new ExpectedEnd(1, "RESIGNATION", List.of(1, 2), true));
    }

    @Test
    void shouldOfferAndAcceptADraw() throws IOException {
        final GamePlan plan = plan("1. e4 e5 2. Nf3 1/2-1/2");

        assertThat(plan.steps().subList(3, 5)).extracting(Step::seat).containsExactly(0, 1);
        assertThat(plan.steps().subList(3, 5)).extracting(ChessPlansTest::hex).containsExactly("0180", "0280");
        assertThat(plan.expected()).contains(new ExpectedEnd(71, "DRAW_AGREED", List.of(1, 1), true));
    }

    @Test
    void shouldLeaveAGameWhoseResultNobodyKnows() throws IOException {
        final GamePlan plan = plan("1. e4 *");

        assertThat(plan.expected()).isEmpty();
        assertThat(plan.settings().getAbandonGraceMs()).isEqualTo(ChessPlans.ABANDON_GRACE_MS);
    }

    @Test
    void shouldExpectTheBoardsOwnEndAndAddNothing() throws IOException {
        final GamePlan plan = plan("1. f3 e5 2. g4 Qh4# 0-1");

        assertThat(plan.steps()).hasSize(4);
        assertThat(plan.expected()).contains(new ExpectedEnd(64, "CHECKMATE", List.of(2, 1), true));
        assertThat(plan.remarks().problem()).isEmpty();
    }

    @Test
    void shouldFindFaultWithASourceThatTheBoardContradicts() throws IOException {
        assertThat(plan("1. f3 e5 2. g4 Qh4# 1-0").remarks().problem().orElseThrow()).contains("CHECKMATE");
    }

    @Test
    void shouldStopWhereTheBoardEndsAGameBeforeItsSource() throws IOException {
        final GamePlan plan = plan("[FEN \"8/8/8/3k4/8/3p4/3K4/8 w - - 0 1\"]\n1. Kxd3 Ke5 2. Ke3 1/2-1/2");

        assertThat(plan.steps()).hasSize(1);
        assertThat(plan.remarks().endedEarly().orElseThrow()).contains("INSUFFICIENT_MATERIAL after ply 1");
        assertThat(plan.remarks().problem()).isEmpty();
    }

    @Test
    void shouldSubmitAnIllegalMoveToSeeItRefusedAndEndTheGameLikeTheRest() throws IOException {
        final GamePlan plan = plan("1. e4 e5 2. Ke3 Nf6 1-0");

        assertThat(plan.steps())
                .extracting(Step::kind)
                .containsExactly(Step.Kind.MOVE, Step.Kind.MOVE, Step.Kind.REFUSED, Step.Kind.RESIGN);
        assertThat(plan.steps().get(2).ply()).isEqualTo(3);
        assertThat(plan.steps().get(2).seat()).isZero();
        assertThat(plan.remarks().illegal().orElseThrow().submitted()).isTrue();
    }

    @Test
    void shouldGiveTheFirstMoveToBlackWhereThePositionDoes() throws IOException {
        final GamePlan plan = plan("[FEN \"4k3/8/8/8/8/8/4P3/4K3 b - - 3 9\"]\n1... Kd7 2. e4 1-0");

        assertThat(plan.steps()).extracting(Step::seat).containsExactly(1, 0, 1);
        assertThat(plan.steps().getFirst().label()).isEqualTo("1... Kd7");
        assertThat(plan.settings().getOptionsMap()).containsEntry("fen", "4k3/8/8/8/8/8/4P3/4K3 b - - 3 9");
    }

    @Test
    void shouldFillInTheCountersOfAShortFen() throws IOException {
        assertThat(plan("[FEN \"4k3/8/8/8/8/8/4P3/4K3 w - -\"]\n1. e4 *").settings().getOptionsMap())
                .containsEntry("fen", "4k3/8/8/8/8/8/4P3/4K3 w - - 0 1");
    }

    private static GamePlan plan(final String pgn) throws IOException {
        final byte[] bytes = pgn.getBytes(StandardCharsets.US_ASCII);
        try (PgnReader reader = PgnReader.read(new ByteArrayInputStream(bytes))) {
            return ChessPlans.plan(
                    Path.of("games.pgn"),
                    GameResolver.resolve(reader.next().orElseThrow()),
                    Signing.SIGNING_GATEWAY);
        }
    }

    private static String hex(final Step step) {
        return HexFormat.of().formatHex(step.payload());
    }
}
