package io.ironhoard.perf.attack.gateway;

import io.ironhoard.perf.attack.gateway.Assault.Context;
import io.ironhoard.perf.attack.gateway.RawConnection.End;
import io.ironhoard.perf.client.Credentials;
import io.ironhoard.perf.client.PlayerSession;
import io.ironhoard.perf.client.ServerLink;
import io.ironhoard.perf.client.Target;
import io.ironhoard.v1.CreateSessionRequest;
import io.ironhoard.v1.SessionServiceGrpc;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Attacks a running gateway while honest players play: every assault in turn, in an order that the seed gives, connections
 * that say nothing, and a player who floods. Every honest move must be accepted, every flooding one answered, every
 * assault ended as it may be. Runs on the caller's thread.
 */
public final class GatewayAttack {
    private static final int PAIRS = 4;
    private static final int HALF_OPEN = 100;
    private static final int END_MS_MAX = 20_000;
    private static final int SILENCE_MS = 250;
    private static final int CONNECT_MS_MAX = 10_000;
    private static final int IDLE_MS_MAX = 30_000;
    private static final int FAULTS_MAX = 50;
    private static final long RESIDENT_GROWTH_MAX = 512L * 1024 * 1024;

    private final Target target;
    private final long seed;
    private final int seconds;
    private final Map<String, Long> processes;
    private final Map<String, Long> assaults = new TreeMap<>();
    private final Map<String, Long> ends = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();

    /**
     * @param target the gateway, on this machine, without TLS.
     * @param seed gives the order of assaults and their bytes.
     * @param seconds how long to go on; every assault is made at least once.
     * @param processes the server's process ids by name, where they are known.
     * @throws IllegalArgumentException where the target is not on this machine.
     * @throws IOException where the target's name is not known.
     */
    public GatewayAttack(
            final Target target, final long seed, final int seconds, final Map<String, Long> processes)
            throws IOException {
        if (!InetAddress.getByName(target.host()).isLoopbackAddress()) {
            throw new IllegalArgumentException(target + " is not on this machine: attacks go to loopback only");
        }
        this.target = target;
        this.seed = seed;
        this.seconds = seconds;
        this.processes = Map.copyOf(processes);
    }

    /**
     * Attack.
     *
     * @return what came of it.
     * @throws IOException where the server cannot be reached.
     * @throws InterruptedException where the thread was asked to stop.
     */
    public AttackReport run() throws IOException, InterruptedException {
        final long startNs = System.nanoTime();
        final Map<String, List<Long>> rss = new TreeMap<>();
        processes.forEach((name, pid) -> rss.put(name, new ArrayList<>(List.of(residentBytes(pid)))));
        final List<RawConnection> halfOpen = new ArrayList<>();
        try (ServerLink honestLink = new ServerLink(target, Credentials.none(), 1);
                ServerLink hostileLink = new ServerLink(target, Credentials.none(), 1)) {
            honestLink.connect(CONNECT_MS_MAX);
            hostileLink.connect(CONNECT_MS_MAX);
            final List<HonestPair> pairs = pairs(honestLink);
            pairs.forEach(HonestPair::start);
            final Flood flood = Flood.start(
                    hostileLink,
                    List.of(PlayerSession.signIn(hostileLink.channel(0), "flooder"),
                            PlayerSession.signIn(hostileLink.channel(0), "flooder-2")));
            try {
                openHalf(halfOpen);
                assail(hostileLink, startNs);
            } finally {
                flood.stop();
                for (final RawConnection connection : halfOpen) {
                    connection.close();
                }
            }
            if (flood.sent() == 0) {
                fault("the flooding player could not send a move");
            }
            if (flood.answered() < flood.sent()) {
                fault(flood.sent() - flood.answered() + " moves of the flooding player were not answered");
            }
            final AttackReport.Honest honest = honest(honestLink, pairs);
            rss.forEach((name, values) -> judge(name, values, residentBytes(processes.get(name))));
            return new AttackReport(
                    seed, (System.nanoTime() - startNs) / 1e9, assaults, ends, flood.sent(), flood.answered(),
                    halfOpen.size(), honest, rss, List.copyOf(faults));
        }
    }

    private List<HonestPair> pairs(final ServerLink link) {
        final List<HonestPair> pairs = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            pairs.add(new HonestPair(
                    link, i,
                    List.of(PlayerSession.signIn(link.channel(i), "honest-" + i + "-x"),
                            PlayerSession.signIn(link.channel(i), "honest-" + i + "-o"))));
        }
        return pairs;
    }

    /** Connections that say nothing, and connections that stop in the middle of their greeting. */
    private void openHalf(final List<RawConnection> halfOpen) throws IOException {
        for (int i = 0; i < HALF_OPEN; i++) {
            final RawConnection connection = RawConnection.open(target);
            halfOpen.add(connection);
            if (i % 2 == 0) {
                connection.write(Arrays.copyOf(RawConnection.preface(), 10)).flush();
            }
        }
    }

    private void assail(final ServerLink link, final long startNs) throws InterruptedException {
        final String token = SessionServiceGrpc.newBlockingStub(link.channel(0))
                .createSession(CreateSessionRequest.newBuilder().setName("assailant").build())
                .getToken();
        final Random random = new Random(seed);
        final Context context = new Context(target, token, random);
        final long endNs = startNs + TimeUnit.SECONDS.toNanos(seconds);
        do {
            final List<Assault> order = new ArrayList<>(List.of(Assault.values()));
            Collections.shuffle(order, random);
            for (final Assault assault : order) {
                strike(assault, context);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        } while (System.nanoTime() < endNs);
    }

    private void strike(final Assault assault, final Context context) {
        assaults.merge(assault.name(), 1L, Long::sum);
        try (RawConnection connection =
                assault == Assault.GARBAGE ? RawConnection.open(target) : RawConnection.begin(target)) {
            try {
                assault.strike(connection, context);
            } catch (final IOException e) {
                // The server has closed while it was being written to; what it said before is still to be read.
                ends.merge("cut off", 1L, Long::sum);
            }
            final End end = connection.awaitEnd(assault.ends().contains(End.OPEN) ? SILENCE_MS : END_MS_MAX);
            ends.merge(end.name(), 1L, Long::sum);
            if (!assault.ends().contains(end)) {
                fault(assault + " came to the end " + end + ", not one of " + assault.ends());
            }
        } catch (final IOException e) {
            fault(assault + " could not connect: " + e);
        }
    }

    private AttackReport.Honest honest(final ServerLink link, final List<HonestPair> pairs)
            throws InterruptedException {
        pairs.forEach(HonestPair::stop);
        final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(IDLE_MS_MAX);
        boolean isIdle = false;
        while (!isIdle && System.nanoTime() < deadlineNs) {
            TimeUnit.MILLISECONDS.sleep(SILENCE_MS);
            isIdle = ask(link, () -> pairs.stream().allMatch(HonestPair::isIdle));
        }
        if (!isIdle) {
            fault("honest games did not come to their end within " + IDLE_MS_MAX + " ms");
        }
        final AttackReport.Honest honest = ask(link, () -> sum(pairs));
        pairs.stream().map(HonestPair::fault).filter(fault -> !fault.isEmpty()).forEach(this::fault);
        if (honest.accepted() < honest.submitted()) {
            fault(honest.submitted() - honest.accepted() + " honest moves were not accepted");
        }
        return honest;
    }

    private static AttackReport.Honest sum(final List<HonestPair> pairs) {
        final Histogram latencyUs = new Histogram(3);
        pairs.forEach(pair -> latencyUs.add(pair.latencyUs()));
        return new AttackReport.Honest(
                pairs.stream().mapToLong(HonestPair::submitted).sum(),
                pairs.stream().mapToLong(HonestPair::accepted).sum(),
                pairs.stream().mapToLong(HonestPair::games).sum(),
                latencyUs.getValueAtPercentile(50),
                latencyUs.getValueAtPercentile(99),
                latencyUs.getMaxValue());
    }

    private static <T> T ask(final ServerLink link, final Callable<T> question)
            throws InterruptedException {
        try {
            return link.loop().submit(question).get();
        } catch (final ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private void judge(final String process, final List<Long> resident, final long now) {
        if (now - resident.getFirst() > RESIDENT_GROWTH_MAX) {
            fault(process + " grew from " + resident.getFirst() + " to " + now + " resident bytes");
        }
        resident.add(now);
    }

    private void fault(final String what) {
        if (faults.size() < FAULTS_MAX) {
            faults.add(what);
        }
    }

    /** What a process keeps in memory, 0 where that cannot be read. */
    private static long residentBytes(final long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (final IOException e) {
            return 0;
        }
    }
}
