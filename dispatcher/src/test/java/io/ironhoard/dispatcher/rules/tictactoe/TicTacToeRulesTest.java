package io.ironhoard.dispatcher.rules.tictactoe;

import io.ironhoard.dispatcher.rules.spi.Forfeit;
import io.ironhoard.dispatcher.rules.spi.RuleSet;
import io.ironhoard.dispatcher.rules.testkit.RuleSetContractTest;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import io.ironhoard.proto.rules.RuleSetDescriptor.Meaning;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class TicTacToeRulesTest extends RuleSetContractTest<ReferenceTicTacToe> {
    @Override
    protected RuleSet newRules() {
        return new TicTacToeRules();
    }

    @Override
    protected ReferenceTicTacToe newReference() {
        return new ReferenceTicTacToe();
    }

    @Override
    protected byte[] proposeMove(final ReferenceTicTacToe game, final int seat, final Random random) {
        return new byte[] {(byte) random.nextInt(9)};
    }

    @Override
    protected int gamesPerSetup() {
        return 1_000;
    }

    @Override
    protected int callsMax() {
        return 60;
    }

    @Test
    void shouldMeetEveryCodeAndEveryEndReason() {
        final RuleSetDescriptor descriptor = newRules().descriptor();
        assertThat(meanings())
                .containsAll(descriptor.codes().stream().map(Meaning::id).toList())
                .containsAll(descriptor.endReasons().stream().map(Meaning::id).toList())
                .containsAll(Stream.of(Forfeit.values()).map(forfeit -> forfeit.endReason().id()).toList());
    }
}
