package io.ironhoard.perf.attack.shard;

import io.ironhoard.dispatcher.rules.RuleSetFactory;
import io.ironhoard.dispatcher.rules.RuleSetRegistry;
import io.ironhoard.dispatcher.rules.spi.RuleSet;
import io.ironhoard.perf.attack.shard.Answers.Answer;
import io.ironhoard.proto.chain.HeadPreimage;
import io.ironhoard.proto.crypto.SeatKeys;
import io.ironhoard.proto.rules.OptionsView;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Attacks a shard with frames: a part honest, the others made to be refused by each stage in turn, some changed at
 * random. After each frame: there is exactly one answer, and the right one; every event is what the rules and the chain
 * say; a refused frame has left the state hash of its match as it was; nothing was accepted but what its seat signed.
 *
 * <p>One thread, used once. The same seed brings the same run.
 */
public final class ShardFuzz {
    private static final int MATCHES = 48;
    private static final int STEP_MS_MAX = 40;
    private static final int BURST = 14;
    private static final int CLOCK_JUMP_ONE_IN = 5_000;
    private static final int RANDOM_LENGTH_MAX = 600;
    private static final int COMPARE_ALL_EVERY = 10_000;
    private static final long T0 = 1_700_000_000_000L;
    private static final byte[] NODE_SECRET = "a secret of the attacked shard's".getBytes();

    private final long seed;
    private final SplittableRandom random;
    private final List<RuleSet> rules = new ArrayList<>();
    private final ShardTarget target;
    private final Frames frames = new Frames();
    private final Matches matches;
    private final MoveAttacks moves;
    private final RequestAttacks requests;
    private final Answers answers;
    private final SeatKeys seatKeys = new SeatKeys(NODE_SECRET);
    private final Map<Integer, Long> codes = new TreeMap<>();
    /** State hashes as last seen; a match that has changed since is not in it. */
    private final Map<Mirror, byte[]> hashes = new IdentityHashMap<>();

    private long nowMs = T0;
    private long count;
    private long nextComparison = COMPARE_ALL_EVERY;
    private long accepted;
    private long duplicates;
    private long statesCompared;
    private long created;
    private long connectionId;

    /**
     * @param seed brings the same run again.
     */
    public ShardFuzz(final long seed) {
        this.seed = seed;
        random = new SplittableRandom(seed);
        try (RuleSetRegistry registry = RuleSetRegistry.builtIn()) {
            registry.factories().stream().map(RuleSetFactory::create).forEach(rules::add);
        }
        target = new ShardTarget(rules, NODE_SECRET, nowMs);
        matches = new Matches(random);
        moves = new MoveAttacks(random, frames);
        requests = new RequestAttacks(random, frames);
        answers = new Answers(matches);
    }

    /**
     * Attack.
     *
     * @param framesMax how many frames to hand in.
     * @param progress is told now and then how many were.
     * @return what came of it.
     * @throws FuzzFault naming the first thing that is not as it should be, with the seed and the frame's number.
     */
    public FuzzReport run(final long framesMax, final LongConsumer progress) {
        final long start = System.nanoTime();
        long heapBytes = 0;
        try {
            while (count < framesMax) {
                step();
                if (count >= nextComparison) {
                    nextComparison = count + COMPARE_ALL_EVERY;
                    compareAll();
                    progress.accept(count);
                }
                if (heapBytes == 0 && count >= framesMax / 10) {
                    heapBytes = liveBytes();
                }
            }
            compareAll();
            FuzzFault.require(target.book().isConserved(), "the book is not balanced: " + target.book());
        } catch (final AssertionError | RuntimeException e) {
            throw new FuzzFault("seed " + seed + ", frame " + count + ": " + e.getMessage(), e);
        } finally {
            target.close();
        }
        return new FuzzReport(
                seed, count, accepted, duplicates, codes, target.unreadable(), statesCompared, created,
                answers.events(), heapBytes, liveBytes(), (System.nanoTime() - start) / 1e9);
    }

    private void step() {
        nowMs += random.nextInt(STEP_MS_MAX);
        expireTimers();
        while (matches.openCount() < MATCHES) {
            create();
        }
        final Mirror match = matches.any();
        switch (random.nextInt(16)) {
            case 0, 1, 2, 3 -> attack(moves.honest(match, nowMs));
            case 4 -> attack(moves.duplicate(match));
            case 5, 6 -> attack(moves.frame(match));
            case 7 -> attack(moves.seat(match, matches.anyEnded()));
            case 8 -> attack(requests.any(match, connectionId, random.split()));
            case 9, 10 -> attack(moves.tag(match, matches.any()));
            case 11 -> attack(moves.sequence(match));
            case 12 -> burst(match);
            case 13 -> attack(moves.rules(match, nowMs));
            case 14 -> attack(moves.flips(match));
            default -> attack(noise());
        }
        if (random.nextInt(CLOCK_JUMP_ONE_IN) == 0) {
            outlastClock();
        }
    }

    /** Whole frames of random bytes, some behind a header that can be read. */
    private Attempt noise() {
        final byte[] bytes = new byte[random.nextInt(RANDOM_LENGTH_MAX)];
        random.nextBytes(bytes);
        final Mirror match = matches.any();
        frames.move(match, 0, 1, new byte[0]);
        final int kept = random.nextBoolean() ? 0 : Math.min(bytes.length, Frames.BODY);
        frames.buffer().putBytes(kept, bytes, kept, bytes.length - kept);
        frames.length(bytes.length);
        return Attempt.open("random bytes", null, -1);
    }

    /** More moves of one seat at one time than its budget allows. */
    private void burst(final Mirror match) {
        final int seat = moves.mover(match);
        for (int i = 0; i < BURST && !match.hasEnded() && !match.hasForfeited(seat); i++) {
            attack(moves.rate(match, seat));
        }
    }

    /** A seat moves after its clock has run out and before the shard has noticed. */
    private void outlastClock() {
        final Mirror match = matches.withClock();
        if (match != null) {
            nowMs += MatchPlan.CLOCK_MS + 1;
            attack(moves.honest(match, nowMs));
            expireTimers();
        }
    }

    private void attack(final Attempt attempt) {
        if (attempt == null) {
            return;
        }
        final Mirror match = attempt.match();
        final byte[] before = match == null ? null : hashOf(match);
        final byte[] frame = attempt.seat() < 0 ? null : frames.toByteArray();
        final Optional<Answer> answer = submit();
        if (answer.isEmpty()) {
            FuzzFault.require(attempt.mayPass() && attempt.codes().isEmpty(), attempt.name() + " was not answered");
        } else {
            judge(attempt, answer.get(), frame);
        }
        if (match != null && (answer.isEmpty() || answer.get().kind() == Answers.Kind.REFUSED)) {
            hashes.remove(match);
            FuzzFault.require(Arrays.equals(before, hashOf(match)),
                    attempt.name() + " was refused and changed the state");
            statesCompared++;
        }
        matches.sweep();
    }

    private void judge(final Attempt attempt, final Answer answer, final byte[] frame) {
        switch (answer.kind()) {
            case REFUSED -> {
                codes.merge(answer.code(), 1L, Long::sum);
                FuzzFault.require(
                        attempt.codes().isEmpty() || attempt.codes().contains(answer.code()),
                        attempt.name() + " was refused with " + answer.code() + ", not one of " + attempt.codes());
            }
            case ACCEPTED -> {
                FuzzFault.require(attempt.mayPass(), attempt.name() + " was accepted");
                FuzzFault.require(
                        attempt.signed() == null || Arrays.equals(attempt.signed(), frames.signedBytes()),
                        attempt.name() + " was accepted, though its seat has signed other bytes");
                accepted++;
                hashes.remove(attempt.match());
                attempt.match().accept(attempt.seat(), frame);
            }
            case DUPLICATE -> {
                FuzzFault.require(attempt.mayPass(), attempt.name() + " got a receipt");
                duplicates++;
            }
            default -> {
                FuzzFault.require(attempt.mayPass(), attempt.name() + " was granted");
                hashes.remove(attempt.match());
            }
        }
    }

    private Optional<Answer> submit() {
        final long correlationId = frames.buffer().getLong(Frames.BODY, ByteOrder.LITTLE_ENDIAN);
        target.submit(frames.buffer(), frames.length(), nowMs);
        count++;
        final Optional<Answer> answer = answers.read(target);
        answer.ifPresent(given -> FuzzFault.require(
                given.correlationId() == correlationId || given.correlationId() == 0,
                "the answer is to frame " + given.correlationId() + ", not to " + correlationId));
        return answer;
    }

    private void expireTimers() {
        while (target.expireTimer(nowMs)) {
            FuzzFault.require(answers.read(target).isEmpty(), "a timer answered somebody");
            hashes.clear();
        }
        matches.sweep();
    }

    private void create() {
        final RuleSet chosen = rules.get(random.nextInt(rules.size()));
        final MatchPlan plan = MatchPlan.any(chosen, random);
        final Mirror match =
                new Mirror(random.nextLong(), random.nextLong(), chosen, plan.seats(), plan.clockMs() > 0, seatKeys);
        final byte[] secret = new byte[HeadPreimage.SEED_LENGTH];
        random.nextBytes(secret);
        frames.create(match.idHigh(), match.idLow(), plan, secret);
        FuzzFault.require(
                submit().map(Answer::kind).equals(Optional.of(Answers.Kind.GRANTED)), "a match was not created");
        final OptionsView options = new OptionsView(chosen.descriptor()).wrap(new UnsafeBuffer(plan.options()), 0);
        match.open(options, ByteBuffer.wrap(secret).order(ByteOrder.LITTLE_ENDIAN).getLong(), answers.initialHead(),
                nowMs);
        matches.add(match);
        created++;
        for (int seat = 0; seat < plan.seats(); seat++) {
            frames.connect(match, seat, seat, ++connectionId);
            FuzzFault.require(
                    submit().map(Answer::kind).equals(Optional.of(Answers.Kind.GRANTED)), "a seat was not connected");
        }
    }

    private byte[] hashOf(final Mirror match) {
        return hashes.computeIfAbsent(match, this::inspect);
    }

    /** Without touching the frame that is being made. */
    private byte[] inspect(final Mirror match) {
        final byte[] frame = frames.toByteArray();
        final int length = frames.length();
        frames.inspect(match);
        target.submit(frames.buffer(), frames.length(), nowMs);
        final Optional<Answer> answer = answers.read(target);
        frames.buffer().putBytes(0, frame);
        frames.length(length);
        return answer.filter(given -> given.kind() == Answers.Kind.GRANTED).map(given -> answers.stateHash())
                .orElse(new byte[0]);
    }

    private void compareAll() {
        for (final Mirror match : matches.open()) {
            final byte[] seen = hashes.remove(match);
            FuzzFault.require(seen == null || Arrays.equals(seen, hashOf(match)), "a match changed by itself");
        }
    }

    private static long liveBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
