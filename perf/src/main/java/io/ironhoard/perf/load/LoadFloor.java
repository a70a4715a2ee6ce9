package io.ironhoard.perf.load;

import io.ironhoard.perf.bot.Bots;
import io.ironhoard.perf.wire.PlayEncoder;
import io.ironhoard.perf.wire.PlayFrame;
import io.ironhoard.perf.wire.WireConnection;
import io.ironhoard.perf.wire.WireLink;
import io.ironhoard.proto.crypto.MoveSigning;
import io.ironhoard.proto.ipc.StreamIds;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import io.ironhoard.v1.GameServiceGrpc;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Where all tables stand: the schedule, what they share, and the tick that releases what is due and hands what was sent to
 * the system, once. Owned by the loop.
 */
final class LoadFloor implements Schedule.Due {
    /** The version of {@code Play}. */
    static final int PROTOCOL_VERSION = StreamIds.PROTOCOL_VERSION;
    /** The path of {@code Play}. */
    static final String PLAY = "/" + GameServiceGrpc.getPlayMethod().getFullMethodName();

    /** The shortest time between two ticks: what becomes due within it is sent in one go. */
    private static final long TICK_NS = TimeUnit.MICROSECONDS.toNanos(250);

    private final WireLink link;
    private final Bots bots;
    private final Schedule schedule;
    private final long deeds;
    private final Faults faults;
    private final LoadCounts counts = new LoadCounts();
    private final Latencies answers = new Latencies("answer");
    private final Latencies delivery = new Latencies("delivery");
    private final Latencies lateness = new Latencies("lateness");
    private final PlayFrame frame = new PlayFrame();
    private final PlayEncoder encoder =
            new PlayEncoder(RuleSetDescriptor.MOVE_LENGTH_LIMIT, MoveSigning.TAG_LENGTH);
    private final SeatSigner signer = new SeatSigner();
    private final MatchCheck.Scratch scratch = new MatchCheck.Scratch(RuleSetDescriptor.MOVE_LENGTH_LIMIT);
    private final byte[] payload = new byte[RuleSetDescriptor.MOVE_LENGTH_LIMIT];
    private final LoadTable[] tableOf;
    private final Consumer<LoadTable> matchmaker;
    private final Consumer<MatchCheck> reveals;

    private final Cooldowns cooldowns;

    private long[] prompt = new long[256];
    private int promptCount;
    private final Runnable ticking = this::tick;
    private Optional<ScheduledFuture<?>> nextTick = Optional.empty();
    private long nextTickNs;
    private boolean isStopped;
    private long nowNs;

    /**
     * @param link the connections.
     * @param bots who plays.
     * @param plan how many play how fast.
     * @param faults takes what is wrong.
     * @param matchmaker makes another match for a table.
     * @param reveals checks a finished match again.
     */
    LoadFloor(
            final WireLink link,
            final Bots bots,
            final LoadPlan plan,
            final Faults faults,
            final Consumer<LoadTable> matchmaker,
            final Consumer<MatchCheck> reveals) {
        this.link = link;
        this.bots = bots;
        this.faults = faults;
        this.matchmaker = matchmaker;
        this.reveals = reveals;
        deeds = plan.deeds();
        schedule = new Schedule(plan.actors(), plan.actorRate(), deeds + (closes() ? 1 : 0), plan.seed());
        tableOf = new LoadTable[plan.actors()];
        cooldowns = new Cooldowns(plan.actors());
        int player = 0;
        int actor = 0;
        for (int i = 0; i < plan.tables(); i++) {
            final int seats = plan.seatsOf(i);
            final int own = plan.isTurnBased() ? 1 : seats;
            final LoadTable table = new LoadTable(this, actor, own, player, seats);
            Arrays.fill(tableOf, actor, actor + own, table);
            counts.busyTables++;
            player += seats;
            actor += own;
        }
    }

    /** Every table, once. */
    List<LoadTable> tables() {
        return Arrays.stream(tableOf).distinct().toList();
    }

    /** Begin to play. */
    void begin(final long startNs) {
        schedule.begin(startNs);
        tick();
    }

    /** Release nothing more, and send nothing that waits. */
    void stop() {
        isStopped = true;
        schedule.stop();
    }

    /** Whether nothing is to be sent any more. */
    boolean isStopped() {
        return isStopped;
    }

    /** Leave every match that goes on. */
    void leave() {
        stop();
        for (final LoadTable table : tableOf) {
            table.leave();
        }
        link.flush();
    }

    private void tick() {
        nextTick = Optional.empty();
        nowNs = System.nanoTime();
        while (!cooldowns.isEmpty() && cooldowns.nextNs() - nowNs <= 0) {
            final int actor = cooldowns.take();
            tableOf[actor].cooledDown(actor, nowNs);
        }
        schedule.release(nowNs, this);
        link.flush();
        if (promptCount > 0) {
            final long sentNs = System.nanoTime();
            for (int i = 0; i < promptCount; i++) {
                lateness.record(sentNs - prompt[i]);
            }
            promptCount = 0;
        }
        if (!schedule.isOver()) {
            tickAt(schedule.nextNs());
        }
        if (!cooldowns.isEmpty()) {
            tickAt(cooldowns.nextNs());
        }
    }

    /** Tick at a time, or soon after the last tick where that is later; not where a tick comes before that anyway. */
    private void tickAt(final long ns) {
        if (nextTick.isPresent() && nextTickNs - ns <= 0) {
            return;
        }
        nextTick.ifPresent(later -> later.cancel(false));
        final long waitNs = Math.max(TICK_NS, ns - System.nanoTime());
        nextTickNs = ns;
        nextTick = Optional.of(link.loop().schedule(ticking, waitNs, TimeUnit.NANOSECONDS));
    }

    /**
     * An actor has a deed that its game's cool-down does not allow yet: its table is told when it is over.
     *
     * @param actor of the schedule.
     * @param untilNs when that is.
     */
    void coolDown(final int actor, final long untilNs) {
        cooldowns.add(actor, untilNs);
        tickAt(cooldowns.nextNs());
    }

    @Override
    public void due(final int actor, final long deed) {
        tableOf[actor].due(actor, deed, nowNs);
    }

    /** A deed was done at its time: nothing but this client could make it late. */
    void prompt(final long intendedNs) {
        if (promptCount == prompt.length) {
            prompt = Arrays.copyOf(prompt, 2 * promptCount);
        }
        prompt[promptCount++] = intendedNs;
    }

    /** Hand what was sent to the system, outside of a tick and of what came in. */
    void flush() {
        link.flush();
    }

    /** Every player of a table has joined. */
    void begun(final int seats) {
        counts.seated += seats;
    }

    /** A match ended in order. */
    void ended(final LoadMatch match) {
        reveals.accept(match.check());
    }

    void anotherMatch(final LoadTable table) {
        matchmaker.accept(table);
    }

    /** A table plays no more. */
    void over() {
        counts.busyTables--;
    }

    WireConnection connectionOf(final int player) {
        return link.connection(player);
    }

    /** How many moves each actor plans, without the giving up. */
    long deeds() {
        return deeds;
    }

    /** How many moves of all were due so far, without the giving up. */
    long planned() {
        return tables().stream().mapToLong(LoadTable::planned).sum();
    }

    /** How many of the {@link #planned} ones have not been made. */
    long pending() {
        return tables().stream().mapToLong(LoadTable::pending).sum();
    }

    /** Whether somebody gives up at the end, because the match would go on. */
    boolean closes() {
        return !bots.endsByTime();
    }

    boolean isTurnBased() {
        return bots.rules().turnBased();
    }

    Bots bots() {
        return bots;
    }

    Schedule schedule() {
        return schedule;
    }

    Faults faults() {
        return faults;
    }

    LoadCounts counts() {
        return counts;
    }

    Latencies answers() {
        return answers;
    }

    Latencies delivery() {
        return delivery;
    }

    Latencies lateness() {
        return lateness;
    }

    PlayFrame frame() {
        return frame;
    }

    PlayEncoder encoder() {
        return encoder;
    }

    SeatSigner signer() {
        return signer;
    }

    MatchCheck.Scratch scratch() {
        return scratch;
    }

    /** Where bots write their moves. */
    byte[] payload() {
        return payload;
    }
}
