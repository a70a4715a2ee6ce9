package io.ironhoard.proto.status;

import io.ironhoard.proto.counters.CountersFile;
import io.ironhoard.proto.counters.GatewayGauge;
import io.ironhoard.proto.counters.GaugeText;
import io.ironhoard.proto.counters.MoveBook;
import io.ironhoard.proto.counters.ShardGauge;
import io.ironhoard.proto.instance.InstanceLayout;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Real counters files, written as the processes write them. */
final class StatusReportTest {
    @TempDir
    private Path data;

    private InstanceLayout layout;
    private CountersFile dispatcher;
    private CountersFile gateway;
    private MoveBook shard;
    private MoveBook gatewayBook;

    @BeforeEach
    void openTheBooks() {
        layout = new InstanceLayout(data);
        dispatcher = CountersFile.create(layout.dispatcherCounters(), 0, 2, ShardGauge.values().length);
        gateway = CountersFile.create(layout.matchmakingCounters(0), 0, 1, GatewayGauge.values().length);
        shard = dispatcher.book(1);
        gatewayBook = gateway.book(0);
    }

    @AfterEach
    void closeTheBooks() {
        gateway.close();
        dispatcher.close();
    }

    @Test
    void shouldFindAnInstanceInOrderWhoseEveryMoveWasAnswered() throws IOException {
        submit();
        answerAccepted();
        submit();
        answerRejected();
        refuseAtTheGateway();

        final StatusReport report = StatusReport.take(layout);

        assertThat(report.reasons()).isEmpty();
        assertThat(report.conserved()).isTrue();
        assertThat(report.isRunning()).isTrue();
        assertThat(report.reading().gatewayBook()).isEqualTo(new MoveBook.Reading(3, 1, 1, 1, 0));
        assertThat(report.reading().shardBook()).isEqualTo(new MoveBook.Reading(2, 1, 1, 0, 0));
    }

    @Test
    void shouldMissAnAnswerThatNeverReachedTheGateway() throws IOException {
        submit();
        answerAccepted();
        submit();
        shard.received(1);
        shard.publish();
        shard.accepted(0);
        shard.publish();

        final StatusReport report = StatusReport.take(layout);

        assertThat(report.conserved()).isFalse();
        assertThat(report.reasons()).containsExactly(
                "gateway 0 still waits for answers to 1 moves though nothing moves: answers were lost",
                "1 moves were accepted by the gateways and 2 accepted by the shards");
    }

    @Test
    void shouldNameTheRulesThatAShardStandsStillInAndNotMissWhatWaitsForThem() throws IOException {
        submit();
        GaugeText.set(dispatcher, 1, ShardGauge.STUCK_RULES, "hostile");

        final StatusReport report = StatusReport.take(layout);

        assertThat(report.reasons()).isEmpty();
        assertThat(report.json()).containsOnlyOnce("\"stuck_rules\":\"hostile\"")
                .containsOnlyOnce("\"stuck_rules\":null");
    }

    @Test
    void shouldMissAMoveThatThePendingTableForgot() throws IOException {
        submit();
        answerAccepted();
        submit();
        shard.received(1);
        shard.publish();
        shard.accepted(0);
        shard.publish();
        // The table dropped the entry without an answer, and its next count says so.
        submit(1);
        answerAccepted();

        final StatusReport report = StatusReport.take(layout);

        assertThat(report.conserved()).isFalse();
        assertThat(report.reasons()).contains(
                "gateway 0: received 3 is not accepted 2 + rejected 0 + overloaded 0 + in flight 0");
    }

    @Test
    void shouldMissAMoveThatNoShardReceived() throws IOException {
        submit();
        gatewayBook.rejected(0);
        gatewayBook.publish();

        final StatusReport report = StatusReport.take(layout);

        assertThat(report.conserved()).isFalse();
        assertThat(report.reasons()).containsExactly(
                "1 moves were submitted by the gateways and 0 received by the shards");
    }

    @Test
    void shouldBearWithMovesWhoseOutcomeTheGatewayNeverLearned() throws IOException {
        submit();
        shard.received(1);
        shard.publish();
        shard.accepted(0);
        shard.publish();
        giveUp();
        submit();
        shard.received(1);
        shard.publish();
        shard.rejected(0);
        shard.publish();
        giveUp();

        final StatusReport report = StatusReport.take(layout);

        assertThat(report.reasons()).isEmpty();
        assertThat(report.reading().outcomeUnknown()).isEqualTo(2);
    }

    @Test
    void shouldMissMoreAnswersThanThereAreUnknownOutcomes() throws IOException {
        submit();
        shard.received(1);
        shard.publish();
        shard.accepted(0);
        shard.publish();
        giveUp();
        submit();
        shard.received(1);
        shard.publish();
        shard.accepted(0);
        shard.publish();
        gatewayBook.rejected(0);
        gatewayBook.publish();

        final StatusReport report = StatusReport.take(layout);

        assertThat(report.conserved()).isFalse();
        assertThat(report.reasons())
                .containsExactly("0 moves were accepted by the gateways and 2 accepted by the shards,"
                        + " with 1 whose outcome is unknown");
    }

    @Test
    void shouldMissAMoveThatOnlyTheGatewayAccepted() throws IOException {
        submit();
        shard.received(1);
        shard.publish();
        shard.rejected(0);
        shard.publish();
        gatewayBook.accepted(0);
        gatewayBook.publish();
        submit();
        shard.received(1);
        shard.publish();
        shard.rejected(0);
        shard.publish();
        giveUp();

        final StatusReport report = StatusReport.take(layout);

        assertThat(report.conserved()).isFalse();
    }

    @Test
    void shouldAddUpTheGateways() throws IOException {
        try (CountersFile second = CountersFile.create(
                layout.matchmakingCounters(3), 3, 1, GatewayGauge.values().length)) {
            submit();
            answerAccepted();
            final MoveBook secondBook = second.book(0);
            secondBook.received(1);
            secondBook.publish();
            second.add(0, GatewayGauge.SUBMITTED, 1);
            shard.received(1);
            shard.publish();
            shard.accepted(0);
            shard.publish();
            secondBook.accepted(0);
            secondBook.publish();

            final StatusReport report = StatusReport.take(layout);

            assertThat(report.reasons()).isEmpty();
            assertThat(report.reading().gateways()).extracting(ProcessReading::id).containsExactly(0, 3);
            assertThat(report.reading().gatewayBook().accepted()).isEqualTo(2);
        }
    }

    @Test
    void shouldNotBlameAGatewayForWhatItsPredecessorTookAlong() throws IOException {
        submit();
        answerAccepted();
        gateway.close();
        gateway = CountersFile.create(layout.matchmakingCounters(0), 0, 1, GatewayGauge.values().length);

        final StatusReport report = StatusReport.take(layout);

        assertThat(report.reading().isWholeAccount()).isFalse();
        assertThat(report.conserved()).isTrue();
    }

    @Test
    void shouldSayThatNothingRunsWhereNothingEverDid() throws IOException {
        final StatusReport report = StatusReport.take(new InstanceLayout(data.resolve("empty")));

        assertThat(report.isRunning()).isFalse();
        assertThat(report.conserved()).isTrue();
    }

    @Test
    void shouldWriteTheJsonThatScriptsRead() throws IOException {
        submit();
        answerAccepted();
        dispatcher.set(0, ShardGauge.CORE, -1);
        dispatcher.set(1, ShardGauge.CYCLE_MAX_US, 17);

        final String json = StatusReport.take(layout).json();

        assertThat(json)
                .contains(
                        "\"matchmaking\":{\"running\":true,\"submitted\":1,\"received\":1,\"accepted\":1,\"rejected\":0,"
                                + "\"overloaded\":0,\"in_flight\":0")
                .contains("\"shards\":[{\"id\":0,").contains("\"core\":-1").contains("\"cycle_max_us\":17")
                .contains("\"queue_depth_bytes\":0", "\"arena_used_bytes\":0", "\"arena_regions\":0")
                .endsWith("\"conserved\":true,\"reasons\":[]}");
    }

    private void submit() {
        submit(1);
    }

    private void submit(final int pending) {
        gatewayBook.received(pending);
        gatewayBook.publish();
        gateway.add(0, GatewayGauge.SUBMITTED, 1);
    }

    private void answerAccepted() {
        shard.received(1);
        shard.publish();
        shard.accepted(0);
        shard.publish();
        gatewayBook.accepted(0);
        gatewayBook.publish();
    }

    private void answerRejected() {
        shard.received(1);
        shard.publish();
        shard.rejected(0);
        shard.publish();
        gatewayBook.rejected(0);
        gatewayBook.publish();
    }

    /** As the gateway does where no answer comes. */
    private void giveUp() {
        gateway.add(0, GatewayGauge.OUTCOME_UNKNOWN, 1);
        gatewayBook.rejected(0);
        gatewayBook.publish();
    }

    private void refuseAtTheGateway() {
        gatewayBook.received(1);
        gatewayBook.publish();
        gateway.add(0, GatewayGauge.REFUSED_HERE, 1);
        gatewayBook.overloaded(0);
        gatewayBook.publish();
    }
}
