package io.ironhoard.perf.attack.shard;

import io.ironhoard.dispatcher.rules.chess.ChessMove;
import io.ironhoard.dispatcher.rules.spi.RuleSet;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import java.util.random.RandomGenerator;

/** Payloads that have a chance to be legal moves: whether one is, the rules say. One thread. */
final class Candidates {
    private static final int SQUARES = 64;
    private static final int PROMOTIONS = 5;
    private static final int SMALL = 16;

    private final RandomGenerator random;

    Candidates(final RandomGenerator random) {
        this.random = random;
    }

    /** A payload of a rule set's moves, not longer than they may be. */
    byte[] next(final RuleSet rules) {
        final RuleSetDescriptor descriptor = rules.descriptor();
        if (descriptor.id().equals("chess")) {
            final int promotion = random.nextInt(8) == 0 ? random.nextInt(PROMOTIONS) : ChessMove.NO_PROMOTION;
            final int move = ChessMove.of(random.nextInt(SQUARES), random.nextInt(SQUARES), promotion);
            return new byte[] {(byte) move, (byte) (move >>> Byte.SIZE)};
        }
        final byte[] payload = new byte[1 + random.nextInt(descriptor.moveLengthMax())];
        for (int i = 0; i < payload.length; i++) {
            payload[i] = (byte) random.nextInt(SMALL);
        }
        return payload;
    }

    /** Any bytes, up to a length. */
    byte[] anything(final int lengthMax) {
        final byte[] payload = new byte[random.nextInt(lengthMax + 1)];
        random.nextBytes(payload);
        return payload;
    }
}
