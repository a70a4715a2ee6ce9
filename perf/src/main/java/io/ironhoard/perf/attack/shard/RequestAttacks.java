package io.ironhoard.perf.attack.shard;

import io.ironhoard.proto.chain.HeadPreimage;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.ipc.StreamIds;
import java.util.random.RandomGenerator;

/** Requests other than moves, most of them to be refused. One thread. */
final class RequestAttacks {
    private final RandomGenerator random;
    private final Frames frames;

    RequestAttacks(final RandomGenerator random, final Frames frames) {
        this.random = random;
        this.frames = frames;
    }

    /** One of them, about a match that goes on. */
    Attempt any(final Mirror match, final long connectionId, final RandomGenerator seeds) {
        final int seat = random.nextInt(match.seats());
        return switch (random.nextInt(9)) {
            case 0 -> {
                frames.connect(match, seat, seat + 1, connectionId);
                yield Attempt.refused("a foreign seat", match, -1, ResultCode.SEAT_NOT_YOURS.code());
            }
            case 1 -> {
                frames.connect(match, match.seats(), 0, connectionId);
                yield Attempt.refused("a seat too many", match, -1, ResultCode.SEAT_NOT_FOUND.code());
            }
            case 2 -> create("a match of the same id", match, MatchPlan.any(match.rules(), random), seeds,
                    ResultCode.MATCH_EXISTS);
            case 3 -> create("unknown rules", null, MatchPlan.any(match.rules(), random).rules("no-such-game"),
                    seeds, ResultCode.RULES_NOT_FOUND);
            case 4 -> create("too many seats", null, MatchPlan.any(match.rules(), random).seats(65), seeds,
                    ResultCode.INVALID_SETTINGS);
            case 5 -> create("options of nothing", null,
                    MatchPlan.any(match.rules(), random).options(new byte[] {1, 2, 3, 4, 5, 6, 7}), seeds,
                    ResultCode.INVALID_SETTINGS);
            case 6 -> {
                frames.view(match, match.seats());
                yield Attempt.refused("a view of no seat", match, -1, ResultCode.SEAT_NOT_FOUND.code());
            }
            case 7 -> {
                frames.view(match, random.nextBoolean() ? seat : StreamIds.NO_SEAT);
                yield Attempt.honest("a view", match, -1);
            }
            default -> {
                frames.connect(match, seat, seat, connectionId);
                frames.length(random.nextInt(Frames.BODY + 8, frames.length()));
                yield Attempt.refused("half a request", match, -1, ResultCode.MALFORMED_FRAME.code());
            }
        };
    }

    private Attempt create(
            final String name, final Mirror match, final MatchPlan plan, final RandomGenerator seeds,
            final ResultCode code) {
        final byte[] seed = new byte[HeadPreimage.SEED_LENGTH];
        seeds.nextBytes(seed);
        final long high = match == null ? random.nextLong() : match.idHigh();
        frames.create(high, match == null ? random.nextLong() : match.idLow(), plan, seed);
        return Attempt.refused(name, match, -1, code.code());
    }
}
