package io.ironhoard.dispatcher.rules.tictactoe;

import io.ironhoard.dispatcher.rules.spi.RuleSet;
import io.ironhoard.dispatcher.rules.testkit.RuleSetContractTest;
import java.util.Random;

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
}
