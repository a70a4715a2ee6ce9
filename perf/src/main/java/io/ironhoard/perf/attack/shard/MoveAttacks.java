package io.ironhoard.perf.attack.shard;

import io.ironhoard.dispatcher.rules.spi.RuleSet;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.crypto.MoveSigning;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import io.ironhoard.proto.sbe.SubmitMoveEncoder;
import java.util.random.RandomGenerator;

/** Moves, honest and dishonest: each method makes the frame and says what may come of it. One thread. */
final class MoveAttacks {
    private static final int PROPOSALS_MAX = 2_000;
    private static final int PROPOSALS_MAX_WITHOUT_TURNS = 32;
    private static final int RESIGNATION_ONE_IN = 2_000;
    private static final int RATE_LIMITED = ResultCode.RATE_LIMITED.code();
    private static final int CLOCK_EXPIRED = ResultCode.CLOCK_EXPIRED.code();

    private final RandomGenerator random;
    private final Candidates candidates;
    private final Frames frames;

    MoveAttacks(final RandomGenerator random, final Frames frames) {
        this.random = random;
        this.frames = frames;
        candidates = new Candidates(random);
    }

    /** A legal move, where one is found among some; now and then a resignation. */
    Attempt honest(final Mirror match, final long nowMs) {
        final int seat = mover(match);
        if (random.nextInt(RESIGNATION_ONE_IN) == 0) {
            frames.move(match, seat, match.sequence(seat) + 1, MoveSigning.ACTION_RESIGN, new byte[0]);
            return Attempt.honest("a resignation", match, seat, RATE_LIMITED, CLOCK_EXPIRED);
        }
        final int proposals = match.turn() == RuleSet.NO_TURN ? PROPOSALS_MAX_WITHOUT_TURNS : PROPOSALS_MAX;
        byte[] payload = candidates.next(match.rules());
        int code = match.judge(seat, payload, nowMs);
        for (int i = 1; i < proposals && code != RuleSet.OK; i++) {
            payload = candidates.next(match.rules());
            code = match.judge(seat, payload, nowMs);
        }
        frames.move(match, seat, match.sequence(seat) + 1, payload);
        return code == RuleSet.OK
                ? Attempt.honest("a legal move", match, seat, RATE_LIMITED, CLOCK_EXPIRED)
                : Attempt.refused("a move that comes too soon", match, seat, code, RATE_LIMITED, CLOCK_EXPIRED);
    }

    /** A move that was accepted, byte for byte. */
    Attempt duplicate(final Mirror match) {
        final int seat = random.nextInt(match.seats());
        final int last = match.sequence(seat);
        final byte[] frame = match.acceptedFrame(seat, last - random.nextInt(ShardTarget.RECEIPTS));
        if (frame == null) {
            return null;
        }
        frames.putBytes(frame);
        return Attempt.open("a move sent again", match, seat);
    }

    /** Stage 1: what the frame says cannot be. */
    Attempt frame(final Mirror match) {
        final int seat = mover(match);
        final SubmitMoveEncoder fields = genuine(match, seat);
        final int malformed = ResultCode.MALFORMED_FRAME.code();
        final int unsupported = ResultCode.UNSUPPORTED_VERSION.code();
        switch (random.nextInt(8)) {
            case 0 -> {
                fields.label(random.nextLong());
                return signed("a foreign label", match, seat, unsupported);
            }
            case 1 -> {
                fields.reserved(1 + random.nextInt(0xFFFE));
                return signed("a reserved field", match, seat, malformed);
            }
            case 2 -> {
                fields.action((short) (2 + random.nextInt(250)));
                return signed("an unknown action", match, seat, malformed);
            }
            case 3 -> {
                fields.epoch(random.nextInt(Frames.EPOCH));
                return signed("an earlier epoch", match, seat, ResultCode.STALE_EPOCH.code());
            }
            case 4 -> {
                final int longer = match.rules().descriptor().moveLengthMax() + 1
                        + random.nextInt(RuleSetDescriptor.MOVE_LENGTH_LIMIT);
                frames.move(match, seat, match.sequence(seat) + 1, new byte[longer]);
                return Attempt.refused("a long payload", match, seat, ResultCode.PAYLOAD_TOO_LONG.code());
            }
            case 5 -> {
                fields.gatewayId(1 + random.nextInt(60_000));
                return signed("another gateway", match, seat, malformed);
            }
            case 6 -> {
                frames.length(frames.length() + 1 + random.nextInt(16));
                return Attempt.refused("bytes behind the frame", match, seat, malformed);
            }
            default -> {
                frames.move(match, seat, match.sequence(seat) + 1, MoveSigning.ACTION_RESIGN, new byte[] {1});
                return Attempt.refused("a resignation with a payload", match, seat, malformed);
            }
        }
    }

    /** Stage 2: a match or a seat that is not there. */
    Attempt seat(final Mirror match, final Mirror ended) {
        final int seat = mover(match);
        final SubmitMoveEncoder fields = genuine(match, seat);
        switch (random.nextInt(3)) {
            case 0 -> {
                fields.matchIdHigh(random.nextLong());
                return signed("an unknown match", match, seat, ResultCode.MATCH_NOT_FOUND.code());
            }
            case 1 -> {
                fields.seat((short) (match.seats() + random.nextInt(250 - match.seats())));
                return signed("an unknown seat", match, seat, ResultCode.SEAT_NOT_FOUND.code());
            }
            default -> {
                if (ended == null) {
                    return null;
                }
                final int late = random.nextInt(ended.seats());
                frames.move(ended, late, ended.sequence(late) + 1, candidates.next(ended.rules()));
                return Attempt.refused(
                        "a move after the end", ended, late, ResultCode.MATCH_ENDED.code(),
                        ResultCode.MATCH_NOT_FOUND.code());
            }
        }
    }

    /** Stage 3: a tag that is not the seat's for these bytes. */
    Attempt tag(final Mirror match, final Mirror other) {
        final int seat = mover(match);
        genuine(match, seat);
        final int forged = ResultCode.TAG_FORGED.code();
        switch (random.nextInt(4)) {
            case 0 -> frames.flipBit(8 * Frames.TAG + random.nextInt(8 * MoveSigning.TAG_LENGTH));
            case 1 ->
                    frames.flipBit(8 * (Frames.BODY + SubmitMoveEncoder.sequenceEncodingOffset()) + random.nextInt(32));
            case 2 -> frames.sign(match, (seat + 1) % match.seats());
            default -> frames.sign(other, seat % other.seats());
        }
        final boolean isOwnKey = match == other;
        return isOwnKey ? null : Attempt.refused("a forged tag", match, seat, forged);
    }

    /** Stage 4: a number that is not the next one. */
    Attempt sequence(final Mirror match) {
        final int seat = mover(match);
        final int last = match.sequence(seat);
        final byte[] payload = candidates.next(match.rules());
        switch (random.nextInt(3)) {
            case 0 -> {
                frames.move(match, seat, last + 2 + random.nextInt(1 << 20), payload);
                return Attempt.refused("a gap", match, seat, ResultCode.SEQUENCE_GAP.code());
            }
            case 1 -> {
                final byte[] accepted = last == 0 ? null : match.acceptedFrame(seat, last);
                frames.move(match, seat, last, payload);
                if (accepted == null || isSigned(accepted)) {
                    return null;
                }
                return Attempt.refused("a number used again", match, seat, ResultCode.SEQUENCE_REUSED.code());
            }
            default -> {
                final int old = last - ShardTarget.RECEIPTS - random.nextInt(1 << 10);
                frames.move(match, seat, Math.max(0, old), payload);
                return Attempt.refused("a number of long ago", match, seat, ResultCode.SEQUENCE_TOO_OLD.code());
            }
        }
    }

    /** Stage 5: a genuine move too many. The moves before it spend the seat's budget, and are told apart by the rules. */
    Attempt rate(final Mirror match, final int seat) {
        frames.move(match, seat, match.sequence(seat) + 1, illegal(match, seat));
        return Attempt.open("one of many moves at once", match, seat);
    }

    /** Stage 6: genuine, and against the rules. */
    Attempt rules(final Mirror match, final long nowMs) {
        final int seat = random.nextBoolean() ? mover(match) : random.nextInt(match.seats());
        if (match.hasForfeited(seat)) {
            return null;
        }
        final byte[] payload = random.nextBoolean()
                ? candidates.anything(match.rules().descriptor().moveLengthMax())
                : candidates.next(match.rules());
        final int code = match.judge(seat, payload, nowMs);
        frames.move(match, seat, match.sequence(seat) + 1, payload);
        return code == RuleSet.OK
                ? Attempt.honest("a legal move by chance", match, seat, RATE_LIMITED, CLOCK_EXPIRED)
                : Attempt.refused("a move against the rules", match, seat, code, RATE_LIMITED, CLOCK_EXPIRED);
    }

    /** Anything at all may be changed, and signed again or not. */
    Attempt flips(final Mirror match) {
        final int seat = mover(match);
        genuine(match, seat);
        final byte[] signed = frames.signedBytes();
        for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
            frames.flipBit(random.nextInt(8 * frames.length()));
        }
        if (random.nextBoolean()) {
            frames.sign(match, seat);
            return Attempt.open("flipped bits, signed again", match, seat);
        }
        if (random.nextInt(4) == 0) {
            frames.length(random.nextInt(frames.length() + 1));
        }
        return Attempt.tampered("flipped bits", match, seat, signed);
    }

    /** A seat that may move now, as far as turns go; one that has not given up, where there is one. */
    int mover(final Mirror match) {
        final int turn = match.turn();
        if (turn != RuleSet.NO_TURN) {
            return turn;
        }
        int seat = random.nextInt(match.seats());
        for (int i = 0; i < match.seats() && match.hasForfeited(seat); i++) {
            seat = (seat + 1) % match.seats();
        }
        return seat;
    }

    private SubmitMoveEncoder genuine(final Mirror match, final int seat) {
        frames.move(match, seat, match.sequence(seat) + 1, candidates.next(match.rules()));
        return frames.fields();
    }

    private Attempt signed(final String name, final Mirror match, final int seat, final int code) {
        frames.sign(match, seat);
        return Attempt.refused(name, match, seat, code);
    }

    private byte[] illegal(final Mirror match, final int seat) {
        return match.turn() == RuleSet.NO_TURN
                ? candidates.anything(match.rules().descriptor().moveLengthMax())
                : candidates.next(match.rules());
    }

    /** Whether the frame made last carries the same tag as another, so that it is its duplicate. */
    private boolean isSigned(final byte[] other) {
        for (int i = 0; i < MoveSigning.TAG_LENGTH; i++) {
            if (other[Frames.TAG + i] != frames.buffer().getByte(Frames.TAG + i)) {
                return false;
            }
        }
        return true;
    }
}
