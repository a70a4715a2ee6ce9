package io.ironhoard.perf.bench.shard;

import io.ironhoard.dispatcher.rules.chess.ChessDescriptor;
import io.ironhoard.dispatcher.rules.chess.ChessMove;
import io.ironhoard.dispatcher.rules.chess.ChessRules;
import io.ironhoard.dispatcher.rules.chess.LegalMoves;
import io.ironhoard.dispatcher.rules.spi.EffectsBuffer;
import io.ironhoard.dispatcher.rules.spi.RuleSet;
import io.ironhoard.proto.rules.OptionsCodec;
import io.ironhoard.proto.rules.OptionsView;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.SplittableRandom;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The first {@link #PLIES} plies of random legal games that are longer; the matches take them in turn. */
final class ChessScript implements Script {
    /** Moves of a match. */
    static final int PLIES = 120;

    private static final int SEATS = 2;
    private static final int GAMES = 256;

    private final byte[] options = OptionsCodec.encode(new ChessRules().descriptor(), Map.of());
    private final short[][] games = new short[GAMES][PLIES];

    /** @param seed for the games. */
    ChessScript(final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final ChessRules rules = new ChessRules();
        final LegalMoves moves = new LegalMoves();
        for (final short[] game : games) {
            boolean isComplete = false;
            while (!isComplete) {
                isComplete = play(rules, moves, random, game);
            }
        }
    }

    /** False where the game is over before its last ply, or with it. */
    private boolean play(
            final ChessRules rules, final LegalMoves moves, final SplittableRandom random, final short[] game) {
        final EffectsBuffer effects = new EffectsBuffer();
        final OptionsView view = new OptionsView(rules.descriptor()).wrap(new UnsafeBuffer(options), 0);
        final UnsafeBuffer state = new UnsafeBuffer(new byte[rules.stateLength(SEATS, view)]);
        final UnsafeBuffer move = new UnsafeBuffer(new byte[ChessMove.LENGTH]);
        if (rules.init(state, SEATS, view, 0, 0) != RuleSet.OK) {
            throw new IllegalStateException("chess cannot begin");
        }
        for (int ply = 0; ply < PLIES; ply++) {
            game[ply] = (short) moves.get(random.nextInt(moves.find(state)));
            move.putShort(0, game[ply], ByteOrder.LITTLE_ENDIAN);
            effects.clear(SEATS);
            if (rules.apply(state, seat(ply), move, 0, ChessMove.LENGTH, 0, effects) != RuleSet.OK) {
                throw new IllegalStateException("the rules refuse one of their own moves");
            }
            if (rules.endReason(state) != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String rules() {
        return ChessDescriptor.ID;
    }

    @Override
    public int rulesVersion() {
        return ChessDescriptor.VERSION;
    }

    @Override
    public byte[] options() {
        return options.clone();
    }

    @Override
    public int seats() {
        return SEATS;
    }

    @Override
    public int length() {
        return PLIES;
    }

    @Override
    public int payloadLength() {
        return ChessMove.LENGTH;
    }

    @Override
    public int seat(final int step) {
        return step % SEATS;
    }

    @Override
    public int sequence(final int step) {
        return step / SEATS + 1;
    }

    @Override
    public void payload(final int match, final int step, final MutableDirectBuffer out, final int offset) {
        out.putShort(offset, games[match % GAMES][step], ByteOrder.LITTLE_ENDIAN);
    }
}
