package io.ironhoard.dispatcher.rules.chess;

import io.ironhoard.dispatcher.rules.spi.EffectsBuffer;
import io.ironhoard.dispatcher.rules.spi.Forfeit;
import io.ironhoard.dispatcher.rules.spi.RuleSet;
import io.ironhoard.proto.rules.OptionsCodec;
import io.ironhoard.proto.rules.OptionsView;
import java.nio.ByteOrder;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;

import static org.assertj.core.api.Assertions.assertThat;

/** A match of {@link ChessRules}, played in UCI's text. */
final class ChessMatch {
    private final ChessRules rules = new ChessRules();
    private final EffectsBuffer effects = new EffectsBuffer();
    private final UnsafeBuffer state = new UnsafeBuffer(new byte[ChessState.LENGTH]);
    private final UnsafeBuffer move = new UnsafeBuffer(new byte[ChessMove.LENGTH]);

    /** A match from the start of chess. */
    static ChessMatch start() {
        return of(ChessDescriptor.START_FEN);
    }

    static ChessMatch of(final String fen) {
        final ChessMatch match = new ChessMatch();
        assertThat(match.init(fen)).as("init with %s", fen).isEqualTo(RuleSet.OK);
        return match;
    }

    /** The code with which these options are taken or refused. */
    int init(final String fen) {
        final byte[] options = OptionsCodec.encode(rules.descriptor(), Map.of("fen", fen));
        state.setMemory(0, ChessState.LENGTH, (byte) 0);
        return rules.init(state, 2, new OptionsView(rules.descriptor()).wrap(new UnsafeBuffer(options), 0), 1, 2);
    }

    /** Play moves that must be accepted, white and black in turn. */
    ChessMatch play(final String moves) {
        for (final String text : moves.split(" ")) {
            assertThat(submit(rules.turn(state), ChessNotation.parseUci(text))).as(text).isEqualTo(RuleSet.OK);
        }
        return this;
    }

    /** Submit a move of the side to move; its code. */
    int submit(final String text) {
        return submit(rules.turn(state), ChessNotation.parseUci(text));
    }

    /** Submit a move of the side to move that claims the draw it brings about; its code. */
    int submitWithClaim(final String text) {
        return submit(rules.turn(state), ChessNotation.parseUci(text) | ChessMove.CLAIM << 12);
    }

    int submit(final int seat, final int word) {
        move.putShort(0, (short) word, ByteOrder.LITTLE_ENDIAN);
        return rules.apply(state, seat, move, 0, ChessMove.LENGTH, 3, effects);
    }

    int submitBytes(final int seat, final byte... bytes) {
        return rules.apply(state, seat, new UnsafeBuffer(bytes), 0, bytes.length, 3, effects);
    }

    ChessMatch forfeit(final int seat, final Forfeit forfeit) {
        rules.forfeit(state, seat, forfeit, 4, effects);
        return this;
    }

    int turn() {
        return rules.turn(state);
    }

    int endReason() {
        return rules.endReason(state);
    }

    int placement(final int seat) {
        return rules.placement(state, seat);
    }

    UnsafeBuffer state() {
        return state;
    }

    String fen() {
        return ChessNotation.fen(state);
    }
}
