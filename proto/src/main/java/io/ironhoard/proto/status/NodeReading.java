package io.ironhoard.proto.status;

import io.ironhoard.proto.config.SharedSettings;
import io.ironhoard.proto.counters.GatewayGauge;
import io.ironhoard.proto.counters.MoveBook;
import io.ironhoard.proto.counters.ShardGauge;
import io.ironhoard.proto.instance.InstanceLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Every process of an instance, read one after the other: each section is consistent in itself, and all gateways are read
 * before the dispatcher.
 *
 * @param gateways   the matchmaking processes of this dispatcher's life, those that ended included.
 * @param dispatcher the dispatcher, where it has ever run.
 */
public record NodeReading(List<ProcessReading> gateways, Optional<ProcessReading> dispatcher) {
    /** Keeps a copy of the gateways. */
    public NodeReading {
        gateways = List.copyOf(gateways);
    }

    /**
     * @param layout the instance.
     * @return what its files say now.
     * @throws IOException where a file cannot be read; a missing one is no error.
     */
    public static NodeReading read(final InstanceLayout layout) throws IOException {
        final List<ProcessReading> gateways = new ArrayList<>();
        for (int id = 0; id < SharedSettings.GATEWAY_COUNT_LIMIT; id++) {
            final Path file = layout.matchmakingCounters(id);
            if (Files.exists(file)) {
                gateways.add(ProcessReading.ofGateway(file));
            }
        }
        final Path file = layout.dispatcherCounters();
        final Optional<ProcessReading> dispatcher =
                Files.exists(file) ? Optional.of(ProcessReading.ofDispatcher(file)) : Optional.empty();
        final long since = dispatcher.map(ProcessReading::startedMs).orElse(Long.MIN_VALUE);
        // A gateway that ended before this dispatcher started has nothing to do with its books.
        gateways.removeIf(gateway -> !gateway.alive() && gateway.startedMs() < since);
        return new NodeReading(gateways, dispatcher);
    }

    /** Whether any process of the instance runs. */
    public boolean isRunning() {
        return dispatcher.filter(ProcessReading::alive).isPresent()
                || gateways.stream().anyMatch(ProcessReading::alive);
    }

    /** The books of all gateways as one. */
    public MoveBook.Reading gatewayBook() {
        return new MoveBook.Reading(
                sum(MoveBook.Reading::received),
                sum(MoveBook.Reading::accepted),
                sum(MoveBook.Reading::rejected),
                sum(MoveBook.Reading::overloaded),
                sum(MoveBook.Reading::inFlight));
    }

    /** Moves that the gateways handed to shards. */
    public long submitted() {
        return gauge(GatewayGauge.SUBMITTED);
    }

    /** Moves among those whose outcome the gateways never learned: rejected in their books, perhaps accepted in a shard's. */
    public long outcomeUnknown() {
        return gauge(GatewayGauge.OUTCOME_UNKNOWN);
    }

    /** The books of all shards as one, all zero where there is no dispatcher. */
    public MoveBook.Reading shardBook() {
        return dispatcher.map(ProcessReading::book).orElse(new MoveBook.Reading(0, 0, 0, 0, 0));
    }

    /**
     * Whether nothing has moved since another reading and nothing waits in front of a shard. A shard that stands still in a
     * rule set's call is not at rest: what it was asked is still to be answered.
     */
    public boolean isQuietSince(final NodeReading earlier) {
        return gatewayBook().equals(earlier.gatewayBook())
                && shardBook().equals(earlier.shardBook())
                && submitted() == earlier.submitted()
                && dispatcher.map(process -> process.gauge(ShardGauge.QUEUE_DEPTH_BYTES.label())).orElse(0L) == 0
                && dispatcher.stream().flatMap(process -> process.sections().stream())
                        .allMatch(shard -> shard.stuckRules().isEmpty());
    }

    /**
     * Whether the gateways' books tell of the same moves as the shards': every gateway began after this dispatcher, and
     * none was replaced by another of its id since. Otherwise a part of the account is lost with a process.
     */
    public boolean isWholeAccount() {
        return dispatcher
                .map(ProcessReading::startedMs)
                .filter(since -> gateways.stream()
                        .allMatch(gateway -> gateway.startedMs() >= since && gateway.replacedMs() < since))
                .isPresent();
    }

    private long gauge(final GatewayGauge gauge) {
        return gateways.stream()
                .mapToLong(gateway -> gateway.gauge(gauge.label()))
                .sum();
    }

    private long sum(final ToLongFunction<MoveBook.Reading> field) {
        return gateways.stream().mapToLong(gateway -> field.applyAsLong(gateway.book())).sum();
    }
}
