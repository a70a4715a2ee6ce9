package io.ironhoard.matchmaking.gateway.link;

import com.google.protobuf.ByteString;
import io.ironhoard.matchmaking.gateway.fake.Await;
import io.ironhoard.matchmaking.gateway.fake.FakeShard;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.counters.GatewayGauge;
import io.ironhoard.proto.counters.MoveBook;
import io.ironhoard.proto.crypto.MoveSigning;
import io.ironhoard.v1.Signing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

final class MoveExchangeTest {
    private static final int PENDING_MAX = 32;
    private static final long SEED = 4711;

    @TempDir
    private Path folder;

    private LinkRig rig;
    private SeatBinding seat;
    private MoveBook book;

    @BeforeEach
    void connect() {
        rig = new LinkRig(folder, PENDING_MAX, SEED);
        rig.awaitReady();
        seat = rig.openSeat(Signing.SIGNING_GATEWAY);
        book = rig.counters.book(0);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldAnswerAcceptedRejectedAndDuplicateMoves() {
        final Answers answers = new Answers();
        submit(1, answers, (byte) 9);
        submit(2, answers, FakeShard.ILLEGAL);
        submit(4, answers, (byte) 9);
        submit(2, answers, (byte) 9);
        submit(1, answers, (byte) 9);
        awaitAnswers(answers, 5);

        assertThat(answers.got)
                .containsExactlyInAnyOrder(
                        "accepted 1 at 0", "rejected 2 600", "rejected 4 400", "accepted 2 at 1", "duplicate 1 at 0");
        assertThat(book.read()).isEqualTo(new MoveBook.Reading(5, 3, 2, 0, 0));
    }

    @Test
    void shouldAnswerEveryMoveExactlyOnceUnderRandomlyRefusedClaims() throws InterruptedException {
        final AtomicBoolean done = new AtomicBoolean();
        final AtomicLong unbalanced = new AtomicLong();
        final MoveBook other = rig.counters.book(0);
        final Thread auditor = new Thread(() -> {
            while (!done.get()) {
                if (!other.read().isConserved()) {
                    unbalanced.incrementAndGet();
                }
            }
        });
        auditor.start();
        final Random random = new Random(SEED);
        final Answers answers = new Answers();
        rig.port.faultsPercent(30);
        int submitted = 0;
        for (int round = 0; round < 3_000; round++) {
            for (int burst = random.nextInt(PENDING_MAX + 8); burst > 0; burst--) {
                submit(1 + random.nextInt(answers.acceptedMax + 2), answers, (byte) random.nextInt(6));
                submitted++;
                assertThat(book.read().isConserved()).isTrue();
                assertThat(book.read().inFlight()).isEqualTo(rig.moves.inFlight());
            }
            rig.step();
        }
        rig.port.faultsPercent(0);
        Await.until(() -> rig.moves.inFlight() + " unanswered", rig::step, () -> rig.moves.inFlight() == 0);
        done.set(true);
        auditor.join();

        assertThat(answers.got).hasSize(submitted);
        assertThat(unbalanced.get()).isZero();
        assertThat(rig.eventIndexes).doesNotHaveDuplicates().isSorted();
        final MoveBook.Reading reading = book.read();
        assertThat(reading.received()).isEqualTo(submitted);
        assertThat(reading.overloaded()).isPositive();
        assertThat(reading.accepted()).isEqualTo(answers.count("accepted") + answers.count("duplicate"));
        assertThat(rig.counters.get(0, GatewayGauge.SUBMITTED) + rig.counters.get(0, GatewayGauge.REFUSED_HERE))
                .isEqualTo(submitted);
    }

    @Test
    void shouldCallAFullTableOverload() {
        final Answers answers = new Answers();
        for (int i = 1; i <= PENDING_MAX + 3; i++) {
            submit(i, answers, (byte) 9);
        }

        assertThat(answers.got).hasSize(3).allMatch(answer -> answer.endsWith("after 33"));
        assertThat(book.read()).isEqualTo(new MoveBook.Reading(PENDING_MAX + 3, 0, 0, 3, PENDING_MAX));
    }

    @Test
    void shouldCallAFullStreamOverloadAndGoOnWhenItIsRead() {
        final Answers answers = new Answers();
        rig.port.faultsPercent(100);
        for (int i = 0; i < 50; i++) {
            submit(1, answers, (byte) 9);
        }
        rig.port.faultsPercent(0);
        submit(1, answers, (byte) 9);
        awaitAnswers(answers, 51);

        assertThat(answers.got.getLast()).isEqualTo("accepted 1 at 0");
        assertThat(answers.count("overloaded")).isPositive();
        assertThat(answers.count("rejected 1 901")).isPositive();
    }

    @Test
    void shouldGiveUpAMoveThatIsNeverAnswered() {
        final Answers answers = new Answers();
        submit(1, answers, FakeShard.SWALLOW);
        Await.until(() -> "timeout", rig::step, () -> !answers.got.isEmpty());

        assertThat(answers.got).containsExactly("rejected 1 901");
        assertThat(book.read()).isEqualTo(new MoveBook.Reading(1, 0, 1, 0, 0));
        assertThat(rig.counters.get(0, GatewayGauge.OUTCOME_UNKNOWN)).isEqualTo(1);
    }

    @Test
    void shouldTellPlayersToWaitWhileAShardSaysNothing() {
        final Answers answers = new Answers();
        rig.shard.pause(true);
        submit(1, answers, (byte) 9);
        pass(LinkRig.SILENCE_MS);
        submit(2, answers, (byte) 9);
        assertThat(answers.got).isEmpty();
        pass(2);
        submit(3, answers, (byte) 9);
        assertThat(answers.got).containsExactly("overloaded 3 after 33");
        assertThat(rig.directory.leastLoaded()).isZero();

        pass(LinkRig.SILENCE_MS);
        submit(3, answers, (byte) 9);
        submit(4, answers, (byte) 9);
        assertThat(answers.got).as("one is tried now and then").hasSize(2).endsWith("overloaded 4 after 33");
        assertThat(book.read()).isEqualTo(new MoveBook.Reading(5, 0, 0, 2, 3));

        rig.shard.pause(false);
        awaitAnswers(answers, 5);
        submit(4, answers, (byte) 9);
        awaitAnswers(answers, 6);
        assertThat(answers.got).endsWith("accepted 1 at 0", "accepted 2 at 1", "accepted 3 at 2", "accepted 4 at 3");
    }

    @Test
    void shouldNotTakeAShardForSilentThatWasAskedNothing() {
        final Answers answers = new Answers();
        rig.shard.pause(true);
        pass(3 * LinkRig.SILENCE_MS);
        submit(1, answers, (byte) 9);
        rig.shard.pause(false);
        awaitAnswers(answers, 1);
        assertThat(answers.got).containsExactly("accepted 1 at 0");
    }

    private void pass(final int ms) {
        for (int i = 0; i < ms; i++) {
            rig.stepGateway();
        }
    }

    @Test
    void shouldNotGiveUpWhileAnswersAreWaitingToBeRead() {
        final Answers answers = new Answers();
        submit(1, answers, FakeShard.SWALLOW);

        rig.moves.tick(rig.nowMs + 10 * LinkRig.ANSWER_TIMEOUT_MS, false);

        assertThat(answers.got).isEmpty();
    }

    @Test
    void shouldAnswerWhatWasAskedOfALostShard() {
        final Answers answers = new Answers();
        submit(1, answers, FakeShard.SWALLOW);
        submit(1, answers, FakeShard.SWALLOW);
        rig.shard.restart();
        Await.until(() -> "loss", rig::stepGateway, () -> rig.changes.contains(ShardLink.Change.LOST));

        assertThat(answers.got).containsExactly("rejected 1 901", "rejected 1 901");
        submit(1, answers, (byte) 9);
        assertThat(answers.got).hasSize(3);
        // The third was refused here: its outcome is known.
        assertThat(rig.counters.get(0, GatewayGauge.OUTCOME_UNKNOWN)).isEqualTo(2);
        rig.awaitReady();
        assertThat(rig.link.epoch()).isEqualTo(2);
        submit(1, answers, (byte) 9);
        awaitAnswers(answers, 4);
        assertThat(answers.got.getLast()).isEqualTo("rejected 1 " + ResultCode.MATCH_NOT_FOUND.code());
    }

    @Test
    void shouldRefuseMovesWhileDraining() {
        final Answers answers = new Answers();
        rig.moves.drain();

        submit(1, answers, (byte) 9);

        assertThat(answers.got).containsExactly("rejected 1 900");
    }

    @Test
    void shouldAbortAClaimThatCannotBeFilled() {
        final Answers answers = new Answers();
        try {
            submit(1, answers, new byte[600]);
        } catch (final IndexOutOfBoundsException expected) {
            answers.got.add("thrown");
        }
        submit(1, answers, (byte) 9);
        awaitAnswers(answers, 3);

        assertThat(answers.got).containsExactly("rejected 1 903", "thrown", "accepted 1 at 0");
        assertThat(book.read().isConserved()).isTrue();
    }

    private void submit(final int sequence, final Answers answers, final byte... payload) {
        rig.moves.submit(
                seat, MoveSigning.ACTION_MOVE, sequence, 0, ByteString.copyFrom(payload), ByteString.EMPTY, answers);
    }

    private void awaitAnswers(final Answers answers, final int count) {
        Await.until(() -> "answers " + answers.got, rig::step, () -> answers.got.size() >= count);
    }

    private static final class Answers implements MoveWaiter {
        private final List<String> got = new ArrayList<>();
        private int acceptedMax;

        private long count(final String prefix) {
            return got.stream().filter(answer -> answer.startsWith(prefix)).count();
        }

        @Override
        public void onAccepted(final Receipt receipt) {
            acceptedMax = Math.max(acceptedMax, receipt.sequence());
            got.add((receipt.duplicate() ? "duplicate " : "accepted ") + receipt.sequence() + " at " + receipt.index());
        }

        @Override
        public void onRejected(final int sequence, final int code, final int retryAfterMs) {
            got.add("rejected " + sequence + " " + code);
        }

        @Override
        public void onOverloaded(final int sequence, final int retryAfterMs) {
            got.add("overloaded " + sequence + " after " + retryAfterMs);
        }
    }
}
