package io.ironhoard.perf.load;

import com.google.protobuf.InvalidProtocolBufferException;
import io.ironhoard.dispatcher.rules.RuleSetFactory;
import io.ironhoard.dispatcher.rules.RuleSetRegistry;
import io.ironhoard.dispatcher.rules.spi.EffectsBuffer;
import io.ironhoard.dispatcher.rules.spi.RuleSet;
import io.ironhoard.perf.verify.Execution;
import io.ironhoard.perf.verify.ExecutionListener;
import io.ironhoard.proto.chain.ChainHasher;
import io.ironhoard.proto.chain.MatchHeader;
import io.ironhoard.proto.record.MatchRecord;
import io.ironhoard.proto.record.RecordException;
import io.ironhoard.proto.record.RecordedEvent;
import io.ironhoard.proto.record.Standing;
import io.ironhoard.v1.MatchEnded;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.agrona.DirectBuffer;

/**
 * Checks finished matches once their seed is known: the seed must fit what head 0 committed to, and the rules, executed
 * again, must make of it every part that everybody, or one seat alone, was told. One thread of its own; what waits for it is
 * bounded by the matches that were played.
 */
final class Reveals implements AutoCloseable {
    private static final byte[] NOTHING = {};

    private final RuleSetRegistry registry = RuleSetRegistry.builtIn();
    private final Faults faults;
    private final LongAdder verified = new LongAdder();
    private final ExecutorService worker =
            Executors
                    .newSingleThreadExecutor(task -> Thread.ofPlatform().name("bots-reveals").daemon().unstarted(task));

    Reveals(final Faults faults) {
        this.faults = faults;
    }

    /** Check a match that is over for everybody; it is not written any more. On any thread. */
    void check(final MatchCheck match) {
        worker.execute(() -> {
            try {
                execute(match);
                verified.increment();
            } catch (final RecordException e) {
                faults.add("match " + match.matchId() + ", revealed: " + e.getMessage());
            } catch (final RuntimeException e) {
                faults.add("match " + match.matchId() + ", revealed: the check failed: " + e);
            }
        });
    }

    /** How many matches held. */
    long verified() {
        return verified.sum();
    }

    /**
     * Wait for what was given so far.
     *
     * @param waitMs how long, in milliseconds.
     * @return whether all of it was checked.
     * @throws InterruptedException where the thread was asked to stop.
     */
    boolean finish(final long waitMs) throws InterruptedException {
        worker.shutdown();
        return worker.awaitTermination(waitMs, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        worker.shutdownNow();
        registry.close();
    }

    private void execute(final MatchCheck match) throws RecordException {
        final MatchHeader header = match.header().orElseThrow();
        final MatchEnded ended;
        try {
            ended = MatchEnded.parseFrom(match.ended());
        } catch (final InvalidProtocolBufferException e) {
            throw new RecordException("the end cannot be read: " + e.getMessage());
        }
        final byte[] seed = ended.getSeed().toByteArray();
        if (!header.isSeed(seed)) {
            throw new RecordException("the seed does not fit the commitment in head 0");
        }
        final RuleSetFactory rules = registry.find(header.rulesId(), header.rulesVersion())
                .orElseThrow(() -> new RecordException("the rule set is not installed here"));
        final MatchRecord record = new MatchRecord(
                header, NOTHING, seed, NOTHING, events(match), ended.getReason(), standings(ended), NOTHING, NOTHING,
                0);
        final MatchHistory history = match.history();
        final List<MatchHistory.Parts> seats = new ArrayList<>();
        for (int seat = 0; seat < header.seats().size(); seat++) {
            seats.add(history.parts(seat));
        }
        new Execution(rules.create(), record, new ExecutionListener() {
            @Override
            public void onEvent(
                    final RuleSet executed, final DirectBuffer state, final RecordedEvent event,
                    final EffectsBuffer effects) throws RecordException {
                compare(history, seats, (int) event.index(), effects);
            }
        }).run();
    }

    private static void compare(
            final MatchHistory history, final List<MatchHistory.Parts> seats, final int index,
            final EffectsBuffer effects) throws RecordException {
        final int at = history.publicPart(index);
        final byte[] told = Arrays.copyOfRange(history.bytes(), at, at + history.publicLength(index));
        if (!isSame(told, effects, effects.publicOffset(), effects.publicLength())) {
            throw new RecordException("event " + index + ": the rules tell everybody something else");
        }
        for (int seat = 0; seat < seats.size(); seat++) {
            final byte[] part = seats.get(seat).take(index);
            if (!isSame(part, effects, effects.privateOffset(seat), effects.privateLength(seat))) {
                throw new RecordException("event " + index + ": the rules tell seat " + seat + " something else");
            }
        }
    }

    private static boolean isSame(
            final byte[] told, final EffectsBuffer effects, final int offset, final int length) {
        if (told.length != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (told[i] != effects.bytes().getByte(offset + i)) {
                return false;
            }
        }
        return true;
    }

    private static List<RecordedEvent> events(final MatchCheck match) {
        final MatchHistory history = match.history();
        final byte[] bytes = history.bytes();
        final List<RecordedEvent> events = new ArrayList<>(history.count());
        for (int i = 0; i < history.count(); i++) {
            final int at = history.canonical(i);
            final byte[] canonical = Arrays.copyOfRange(bytes, at, at + history.canonicalLength(i));
            events.add(new RecordedEvent(
                    i, canonical[7] & 0xFF, canonical[6] & 0xFF, match.timeOf(i),
                    Arrays.copyOfRange(canonical, ChainHasher.HEADER_LENGTH, canonical.length), canonical, NOTHING));
        }
        return events;
    }

    private static List<Standing> standings(final MatchEnded ended) {
        return ended.getStandingsList().stream()
                .map(standing -> new Standing(standing.getPlacement(), standing.getScore()))
                .toList();
    }
}
