package io.ironhoard.perf.bot;

import io.ironhoard.dispatcher.rules.chess.ChessMove;
import io.ironhoard.dispatcher.rules.chess.ChessRules;
import io.ironhoard.dispatcher.rules.chess.LegalMoves;
import io.ironhoard.dispatcher.rules.spi.EffectsBuffer;
import io.ironhoard.dispatcher.rules.spi.RuleSet;
import io.ironhoard.dispatcher.rules.tictactoe.TicTacToeRules;
import io.ironhoard.proto.chain.MatchHeader;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import java.util.Map;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;

/** Bots of games without secrets: any legal move is as good as another. */
final class OpenBots implements Bots {
    private static final int CELLS = 9;

    private final RuleSet rules;
    private final OpenGame.Chooser chooser;
    private final EffectsBuffer effects = new EffectsBuffer();
    private final UnsafeBuffer payload = new UnsafeBuffer(new byte[0]);

    private OpenBots(final RuleSet rules, final OpenGame.Chooser chooser) {
        this.rules = rules;
        this.chooser = chooser;
    }

    static Bots chess(final SplittableRandom random) {
        final LegalMoves moves = new LegalMoves();
        return new OpenBots(new ChessRules(), (state, out) -> {
            final int count = moves.find(state);
            if (count == 0) {
                return BotGame.NOT_NOW;
            }
            final int move = moves.get(random.nextInt(count));
            out[0] = (byte) move;
            out[1] = (byte) (move >>> Byte.SIZE);
            return ChessMove.LENGTH;
        });
    }

    static Bots ticTacToe(final SplittableRandom random) {
        return new OpenBots(new TicTacToeRules(), (state, out) -> {
            int cell = random.nextInt(CELLS);
            for (int i = 0; i < CELLS; i++) {
                if (state.getByte(cell) == 0) {
                    out[0] = (byte) cell;
                    return 1;
                }
                cell = (cell + 1) % CELLS;
            }
            return BotGame.NOT_NOW;
        });
    }

    @Override
    public RuleSetDescriptor rules() {
        return rules.descriptor();
    }

    @Override
    public Map<String, String> options(final double seconds) {
        return Map.of();
    }

    @Override
    public boolean endsByTime() {
        return false;
    }

    @Override
    public BotGame open(final MatchHeader header) {
        return new OpenGame(rules, chooser, effects, payload, header);
    }
}
