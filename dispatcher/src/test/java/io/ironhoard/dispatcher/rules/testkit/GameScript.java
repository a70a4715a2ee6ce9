package io.ironhoard.dispatcher.rules.testkit;

import io.ironhoard.dispatcher.rules.spi.Forfeit;
import io.ironhoard.dispatcher.rules.spi.RuleSet;
import io.ironhoard.proto.rules.OptionsCodec;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A random game as it went with the reference: every call, and what the reference answered.
 *
 * @param name seats, options and seed, for messages.
 * @param seats how many seats.
 * @param options the encoded options.
 * @param seed the match's seed.
 * @param startMs the time of its start.
 * @param start the answer to init.
 * @param steps the calls in order.
 */
record GameScript(
        String name, int seats, DirectBuffer options, long seed, long startMs, Answer start, List<Step> steps) {
    private static final long START_MS = 1_700_000_000_000L;
    private static final int STEP_MS_MAX = 400;

    /** Which method is called. */
    enum Kind {
        MOVE,
        FORFEIT,
        TIMER
    }

    /** A call and its answer. The move lies somewhere inside its buffer, between bytes that are not its own. */
    record Step(
            Kind kind, int seat, DirectBuffer move, int offset, int length, Forfeit forfeit, long nowMs,
            Answer answer) {
        @Override
        public String toString() {
            final byte[] bytes = new byte[length];
            move.getBytes(offset, bytes);
            return switch (kind) {
                case MOVE -> "move " + HexFormat.of().formatHex(bytes) + " of seat " + seat;
                case FORFEIT -> forfeit + " of seat " + seat;
                case TIMER -> "timer at " + nowMs;
            };
        }
    }

    /**
     * All that can be asked after a call; places only once the match has ended. In hex what the call told the public and
     * then each seat, and what they see; a view is empty where it is not compared.
     */
    record Answer(
            int code,
            int turn,
            long nextTimerMs,
            int endReason,
            List<Integer> places,
            List<Long> scores,
            List<String> parts,
            List<String> views) {}

    /** How a game is recorded: the reference, and who proposes its moves. */
    interface Proposer<G extends ReferenceGame> {
        byte[] propose(G game, int seat, Random random);
    }

    static <G extends ReferenceGame> GameScript record(
            final RuleSetDescriptor descriptor,
            final RuleSetContractTest.Setup setup,
            final long seed,
            final int callsMax,
            final G game,
            final Proposer<G> proposer) {
        final byte[] encoded = OptionsCodec.encode(descriptor, setup.options());
        final Map<String, String> options = OptionsCodec.decode(descriptor, encoded);
        final List<Step> steps = new ArrayList<>();
        final int code = game.init(setup.seats(), options, seed, START_MS);
        final Answer start = answer(game, setup.seats(), code);
        if (code == RuleSet.OK) {
            new Recorder<>(descriptor, setup.seats(), new Random(seed), game, proposer, steps).play(callsMax);
        }
        final String name = setup + ", seed " + seed;
        return new GameScript(name, setup.seats(), new UnsafeBuffer(encoded), seed, START_MS, start, steps);
    }

    private static Answer answer(final ReferenceGame game, final int seats, final int code) {
        if (code != RuleSet.OK) {
            return new Answer(code, 0, 0, 0, List.of(), List.of(), List.of(), List.of());
        }
        final List<Integer> places = game.endReason() == 0
                ? List.of()
                : IntStream.range(0, seats).map(game::placement).boxed().toList();
        return new Answer(
                code,
                game.turn(),
                game.nextTimerMs(),
                game.endReason(),
                places,
                forSeats(seats, game::score),
                IntStream.range(-1, seats)
                        .mapToObj(seat -> hex(seat == RuleSet.PUBLIC ? game.publicPart() : game.privatePart(seat)))
                        .toList(),
                IntStream.range(-1, seats)
                        .mapToObj(seat -> game.view(seat).map(GameScript::hex).orElse(""))
                        .toList());
    }

    private static String hex(final byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    static List<Long> forSeats(final int seats, final ToLongFunction<Integer> value) {
        return IntStream.range(0, seats).boxed().map(value::applyAsLong).toList();
    }

    /** Plays one random game: mostly what is proposed for the seat to move, some nonsense, now and then a forfeit. */
    private record Recorder<G extends ReferenceGame>(
            RuleSetDescriptor descriptor, int seats, Random random, G game, Proposer<G> proposer, List<Step> steps) {
        void play(final int callsMax) {
            long nowMs = START_MS;
            while (steps.size() < callsMax && game.endReason() == 0) {
                final long next = nowMs + random.nextInt(STEP_MS_MAX);
                // A shard reads frames before it looks at its timers: a call can come when a timer is due already.
                if (game.nextTimerMs() <= next && random.nextInt(4) != 0) {
                    nowMs = Math.max(nowMs, game.nextTimerMs());
                    timer(nowMs);
                } else {
                    nowMs = next;
                    call(nowMs, random.nextInt(callsMax) == 0, random.nextInt(16) == 0);
                }
            }
        }

        private void call(final long nowMs, final boolean givesUp, final boolean isNonsense) {
            final boolean anySeat = game.turn() == RuleSet.NO_TURN || random.nextInt(8) == 0;
            final int seat = anySeat ? random.nextInt(seats) : game.turn();
            if (givesUp) {
                final Forfeit forfeit = Forfeit.values()[random.nextInt(Forfeit.values().length)];
                game.forfeit(seat, forfeit, nowMs);
                add(Kind.FORFEIT, seat, new byte[0], forfeit, nowMs, RuleSet.OK);
            } else {
                final byte[] move = isNonsense ? nonsense() : proposer.propose(game, seat, random);
                add(Kind.MOVE, seat, move, Forfeit.RESIGNED, nowMs, game.apply(seat, move.clone(), nowMs));
            }
        }

        private void timer(final long nowMs) {
            game.onTimer(nowMs);
            add(Kind.TIMER, 0, new byte[0], Forfeit.RESIGNED, nowMs, RuleSet.OK);
        }

        private byte[] nonsense() {
            final byte[] move = new byte[random.nextInt(descriptor.moveLengthMax() + 1)];
            random.nextBytes(move);
            return move;
        }

        private void add(
                final Kind kind, final int seat, final byte[] move, final Forfeit forfeit, final long nowMs,
                final int code) {
            final byte[] around = new byte[move.length + random.nextInt(8) + 4];
            random.nextBytes(around);
            final int offset = random.nextInt(around.length - move.length);
            System.arraycopy(move, 0, around, offset, move.length);
            // A refusal is its code; what can be asked afterwards is as it was, and is asked all the same.
            final Answer after = answer(game, seats, RuleSet.OK);
            final Answer answer = new Answer(
                    code, after.turn, after.nextTimerMs, after.endReason, after.places, after.scores, after.parts,
                    after.views);
            steps.add(new Step(kind, seat, new UnsafeBuffer(around), offset, move.length, forfeit, nowMs, answer));
        }
    }
}
