package io.ironhoard.matchmaking.gateway.grpc;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.ironhoard.matchmaking.gateway.fake.Await;
import io.ironhoard.matchmaking.gateway.fake.FakeShard;
import io.ironhoard.proto.chain.MatchHeader;
import io.ironhoard.proto.crypto.MoveSigning;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.v1.GameServiceGrpc;
import io.ironhoard.v1.GetRecordRequest;
import io.ironhoard.v1.Join;
import io.ironhoard.v1.MatchEvent;
import io.ironhoard.v1.Move;
import io.ironhoard.v1.PlayResponse;
import io.ironhoard.v1.Signing;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class PlayStreamTest {
    @TempDir
    private Path folder;

    private GatewayRig rig;
    private MatchId match;

    @BeforeEach
    void open() {
        rig = GatewayRig.open(folder);
        match = rig.openMatch(Signing.SIGNING_GATEWAY);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldTellWhoJoinsWhatTheMatchIsMadeOf() throws NoSuchAlgorithmException {
        final PlayClient client = rig.join(match, 1, 0);

        assertThat(client.joined().getMatchId()).isEqualTo(match.toString());
        assertThat(client.joined().getSeat()).isEqualTo(1);
        assertThat(client.joined().getPlayerIdsList())
                .containsExactly(GatewayRig.PLAYERS.get(0).toString(), GatewayRig.PLAYERS.get(1).toString());
        assertThat(client.joined().getMovesInFlightMax()).isEqualTo(FakeShard.MOVES_IN_FLIGHT_MAX);
        assertThat(client.joined().getDurability()).isEqualTo("memory");
        assertThat(client.joined().getSeatKey()).isEmpty();
        assertThat(client.joined().getSettings().getRules()).isEqualTo(FakeShard.RULES.id());
        assertThat(client.joined().getSettings().getRulesVersion()).isEqualTo(3);
        final byte[] preimage = client.joined().getHeadPreimage().toByteArray();
        assertThat(MessageDigest.getInstance("SHA-256").digest(preimage))
                .isEqualTo(client.joined().getInitialHead().toByteArray());
        assertThat(MatchHeader.parse(preimage).seats()).isEqualTo(GatewayRig.PLAYERS);
    }

    @Test
    void shouldAnswerMovesAndShowThemToBothSeats() {
        final PlayClient white = rig.join(match, 0, 0);
        final PlayClient black = rig.join(match, 1, 0);
        white.move(1, (byte) 9, (byte) 8);
        white.awaitAnswers(1);
        black.move(1, FakeShard.ILLEGAL);
        black.awaitAnswers(1);
        black.move(1, (byte) 7);
        white.awaitEvents(2);
        black.awaitEvents(2);

        assertThat(white.answers().getFirst().getAccepted().getIndex()).isZero();
        assertThat(black.answers().getFirst().getRejected().getProblem().getCode()).isEqualTo(600);
        assertThat(black.answers().getFirst().getRejected().getProblem().getName()).isEqualTo("NOT_ALLOWED");
        assertThat(white.events()).isEqualTo(black.events());
        assertThat(white.events().get(0).getMove().getPayload()).isEqualTo(ByteString.copyFrom(new byte[] {9, 8}));
        assertThat(white.events().get(0).getHead()).isEqualTo(white.answers().getFirst().getAccepted().getHead());
        assertThat(white.events()).extracting(MatchEvent::getTimeMs)
                .containsExactly(FakeShard.timeMs(0), FakeShard.timeMs(1));
    }

    @Test
    void shouldGiveADuplicateItsOriginalReceipt() {
        final PlayClient white = rig.join(match, 0, 0);
        white.move(1, (byte) 9);
        white.awaitAnswers(1);
        white.move(1, (byte) 9);
        white.awaitAnswers(2);

        assertThat(white.answers().get(1).getAccepted().getDuplicate()).isTrue();
        assertThat(white.answers().get(1).getAccepted().getHead())
                .isEqualTo(white.answers().get(0).getAccepted().getHead());
        assertThat(white.events()).hasSize(1);
    }

    @Test
    void shouldResumeFromAnyIndexWithoutAGap() {
        final PlayClient white = rig.join(match, 0, 0);
        for (int sequence = 1; sequence <= 20; sequence++) {
            white.move(sequence, (byte) 9);
            white.awaitAnswers(sequence);
        }
        white.awaitEvents(20);
        white.cancel();
        white.awaitEnd();

        final PlayClient again = rig.join(match, 0, 13);
        again.move(21, (byte) 9);
        again.awaitEvents(8);

        assertThat(again.joined().getLastSequence()).isEqualTo(20);
        assertThat(again.joined().getNextIndex()).isEqualTo(20);
        assertThat(again.events()).extracting(MatchEvent::getIndex)
                .containsExactly(13, 14, 15, 16, 17, 18, 19, 20);
        assertThat(again.events().subList(0, 7)).isEqualTo(white.events().subList(13, 20));
    }

    @Test
    void shouldTellAPrivatePartToItsSeatAlone() {
        final PlayClient white = rig.join(match, 0, 0);
        final PlayClient black = rig.join(match, 1, 0);
        white.move(1, FakeShard.SECRET, (byte) 1);
        white.awaitEvents(1);
        black.awaitEvents(1);

        final ByteString part = ByteString.copyFrom(new byte[] {FakeShard.SECRET, 1});
        assertThat(white.events().getFirst().getPrivatePart()).isEqualTo(part);
        assertThat(black.events().getFirst()).isEqualTo(
                white.events().getFirst().toBuilder().clearPrivatePart().build());
    }

    @Test
    void shouldTellOthersOfComingAndGoing() {
        final PlayClient white = rig.join(match, 0, 0);
        final PlayClient black = rig.join(match, 1, 0);
        white.await("coming", frame -> frame.getPresence().getPresent(), 1);
        black.cancel();
        white.await("going", frame -> frame.hasPresence() && !frame.getPresence().getPresent(), 1);

        final List<PlayResponse> news = white.frames.stream().filter(PlayResponse::hasPresence).toList();
        assertThat(news).allMatch(frame -> frame.getPresence().getSeat() == 1);
        assertThat(news.getLast().getPresence().getForfeitsAtMs()).isEqualTo(77);
        Await.until("one disconnect", () -> rig.shard.disconnects() == 1);
    }

    @Test
    void shouldEndTheFirstStreamWhenASecondTakesTheSeat() {
        final PlayClient first = rig.join(match, 0, 0);
        final PlayClient second = rig.join(match, 0, 0);

        assertThat(first.awaitEnd()).isEqualTo(Status.Code.ABORTED);
        assertThat(first.problem().getCode()).isEqualTo(204);
        second.move(1, (byte) 9);
        second.awaitAnswers(1);
        assertThat(rig.shard.disconnects()).isZero();
    }

    @Test
    void shouldFinishAnsweringAfterAHalfClose() {
        final PlayClient white = rig.join(match, 0, 0);
        white.move(1, (byte) 9);
        white.move(2, (byte) 9);
        white.halfClose();

        assertThat(white.awaitEnd()).isEqualTo(Status.Code.OK);
        assertThat(white.answers()).hasSize(2).allMatch(PlayResponse::hasAccepted);
        assertThat(white.events()).hasSize(2);
        Await.until("one disconnect", () -> rig.shard.disconnects() == 1);
    }

    @Test
    void shouldRefuseWhatIsNoJoin() {
        final PlayClient mover = rig.open(0);
        mover.move(1, (byte) 9);
        assertThat(mover.awaitProblem()).isEqualTo(106);

        final PlayClient silent = rig.open(0);
        silent.halfClose();
        assertThat(silent.awaitProblem()).isEqualTo(106);

        final PlayClient slow = rig.open(0);
        assertThat(slow.awaitProblem()).isEqualTo(106);

        final PlayClient twice = rig.join(match, 0, 0);
        twice.join(GatewayRig.join(match.toString(), 0, 0));
        assertThat(twice.awaitProblem()).isEqualTo(106);

        final PlayClient empty = rig.join(match, 0, 0);
        empty.sendEmpty();
        assertThat(empty.awaitProblem()).isEqualTo(100);
    }

    @Test
    void shouldRefuseJoinsThatCannotBe() {
        assertThat(joinProblem(0, GatewayRig.join(match.toString(), 0, 0).toBuilder().setProtocolVersion(2).build()))
                .isEqualTo(101);
        assertThat(joinProblem(0, GatewayRig.join("no match", 0, 0))).isEqualTo(107);
        assertThat(joinProblem(0, GatewayRig.join(new MatchId(3, 4).toString(), 0, 0))).isEqualTo(200);
        assertThat(joinProblem(0, GatewayRig.join(match.toString(), 2, 0))).isEqualTo(201);
        assertThat(joinProblem(0, GatewayRig.join(match.toString(), -1, 0))).isEqualTo(201);
        assertThat(joinProblem(0, GatewayRig.join(match.toString(), 1, 0))).isEqualTo(203);
        assertThat(joinProblem(0, GatewayRig.join(match.toString(), 0, 1))).isEqualTo(107);
        assertThat(joinProblem(0, GatewayRig.join(match.toString(), 0, -1))).isEqualTo(107);
        Await.until("disconnects of the last two", () -> rig.shard.disconnects() == 2);
    }

    @Test
    void shouldRefuseMovesThatCannotBeSent() {
        final PlayClient white = rig.join(match, 0, 0);
        white.send(Move.newBuilder()
                .setSequence(1)
                .setTag(ByteString.copyFrom(new byte[MoveSigning.TAG_LENGTH]))
                .build());
        white.move(1, new byte[FakeShard.MOVE_LENGTH_MAX + 1]);
        white.send(Move.newBuilder().setSequence(1).setDeadlineMs(1).build());
        white.move(2, (byte) 9);
        white.awaitAnswers(4);

        assertThat(white.answers()).extracting(answer -> answer.getRejected().getProblem().getCode())
                .containsExactly(300, 102, 104, 400);
        assertThat(white.answers().get(2).getRejected().getProblem().getName()).isEqualTo("DEADLINE_PASSED");
        assertThat(rig.counters.book(0).read().isConserved()).isTrue();
    }

    @Test
    void shouldLimitTheMovesInFlight() {
        final PlayClient white = rig.join(match, 0, 0);
        for (int i = 0; i <= FakeShard.MOVES_IN_FLIGHT_MAX; i++) {
            white.move(1, FakeShard.SWALLOW);
        }
        white.awaitAnswers(1);

        assertThat(white.answers().getFirst().getRejected().getProblem().getCode()).isEqualTo(105);
        white.awaitAnswers(FakeShard.MOVES_IN_FLIGHT_MAX + 1);
        assertThat(white.answers().getLast().getRejected().getProblem().getCode()).isEqualTo(901);
    }

    @Test
    void shouldPassOverloadOn() {
        final PlayClient white = rig.join(match, 0, 0);
        white.move(1, FakeShard.OVERLOAD);
        white.awaitAnswers(1);

        assertThat(white.answers().getFirst().getOverloaded().getRetryAfterMs()).isEqualTo(33);
        assertThat(rig.counters.book(0).read().overloaded()).isEqualTo(1);
    }

    @Test
    void shouldLetPlayersSignTheirOwnMoves() {
        final MatchId signed = rig.openMatch(Signing.SIGNING_PLAYER);
        final PlayClient white = rig.join(signed, 0, 0);
        final byte[] key = white.joined().getSeatKey().toByteArray();
        final byte[] payload = {9};
        final UnsafeBuffer bytes = new UnsafeBuffer(new byte[128]);
        final UnsafeBuffer tag = new UnsafeBuffer(new byte[MoveSigning.TAG_LENGTH]);
        final int length =
                MoveSigning.encode(bytes, signed.high(), signed.low(), 1, 0, MoveSigning.ACTION_MOVE, payload);
        new MoveSigning(64).sign(key, 0, bytes, 0, length, tag, 0);
        final Move move = Move.newBuilder().setSequence(1).setPayload(ByteString.copyFrom(payload)).build();

        white.send(move);
        white.awaitAnswers(1);
        white.send(move.toBuilder().setTag(ByteString.copyFrom(new byte[MoveSigning.TAG_LENGTH])).build());
        white.awaitAnswers(2);
        white.send(move.toBuilder().setTag(ByteString.copyFrom(tag.byteArray())).build());
        white.awaitAnswers(3);

        assertThat(white.answers().get(0).getRejected().getProblem().getCode()).isEqualTo(300);
        assertThat(white.answers().get(1).getRejected().getProblem().getCode()).isEqualTo(301);
        assertThat(white.answers().get(2).hasAccepted()).isTrue();
    }

    @Test
    void shouldEndTheStreamSomeTimeAfterTheMatch() {
        final PlayClient white = rig.join(match, 0, 0);
        final PlayClient black = rig.join(match, 1, 0);
        white.resign(1);
        black.awaitEvents(1);
        black.move(1, (byte) 9);

        assertThat(white.awaitEnd()).isEqualTo(Status.Code.OK);
        assertThat(black.awaitEnd()).isEqualTo(Status.Code.OK);
        assertThat(black.answers().getFirst().getRejected().getProblem().getCode()).isEqualTo(202);
        final MatchEvent end = black.events().getLast();
        assertThat(end.getForfeit().getSeat()).isZero();
        assertThat(end.getEnded().getReasonName()).isEqualTo("RESIGNATION");
        assertThat(end.getEnded().getStandingsList()).hasSize(2);
    }

    @Test
    void shouldServeAFinishedMatchThatItsShardHasForgotten() {
        final PlayClient white = rig.join(match, 0, 0);
        white.move(1, (byte) 9);
        white.awaitAnswers(1);
        white.resign(2);
        assertThat(white.awaitEnd()).isEqualTo(Status.Code.OK);
        rig.shard.execute(() -> rig.shard.forget(match));
        Await.until("forgotten", () -> inspectFails(match));

        final PlayClient again = rig.join(match, 0, 0);
        again.move(3, (byte) 9);
        again.halfClose();
        final PlayClient stranger = rig.open(1);
        stranger.join(GatewayRig.join(match.toString(), 0, 0));

        assertThat(again.awaitEnd()).isEqualTo(Status.Code.OK);
        assertThat(again.events()).isEqualTo(white.events()).hasSize(2);
        assertThat(again.answers().getFirst().getRejected().getProblem().getCode()).isEqualTo(202);
        assertThat(stranger.awaitProblem()).isEqualTo(200);
    }

    @Test
    void shouldServeTheEventsSoFarToWhoHalfClosesAtOnce() {
        final PlayClient white = rig.join(match, 0, 0);
        white.move(1, (byte) 9);
        white.awaitAnswers(1);
        white.cancel();

        final PlayClient reader = rig.open(0);
        reader.join(GatewayRig.join(match.toString(), 0, 0));
        reader.halfClose();

        assertThat(reader.awaitEnd()).isEqualTo(Status.Code.OK);
        assertThat(reader.events()).hasSize(1);
    }

    @Test
    void shouldNameTheRulesOwnEndReason() {
        final PlayClient white = rig.join(match, 0, 0);
        white.move(1, FakeShard.WIN);
        white.awaitEvents(1);

        assertThat(white.events().getFirst().getEnded().getReasonName()).isEqualTo("WON");
    }

    @Test
    void shouldLimitTheStreamsOfAPlayerAndOfTheGateway() {
        rig.join(match, 0, 0);
        for (int i = 0; i < 5; i++) {
            rig.open(0);
        }
        assertThat(rig.open(0).awaitProblem()).isEqualTo(702);
        rig.open(1);
        rig.open(1);
        assertThat(rig.open(1).awaitProblem()).isEqualTo(702);
    }

    @Test
    void shouldRefuseAndEndStreamsWhileDraining() {
        final PlayClient white = rig.join(match, 0, 0);
        white.move(1, FakeShard.SWALLOW);
        Await.until("a move in flight", () -> !rig.gateway.isIdle());

        rig.gateway.drain();

        assertThat(white.awaitProblem()).isEqualTo(900);
        assertThat(white.answers()).hasSize(1);
        assertThat(rig.gateway.isIdle()).isTrue();
        assertThat(rig.open(0).awaitProblem()).isEqualTo(900);
    }

    @Test
    void shouldEndStreamsThatHaveNotJoinedWhileDraining() {
        rig.join(match, 1, 0);
        final PlayClient silent = rig.open(0);
        // On the same connection: when this one is answered, the silent one is open.
        rig.join(match, 0, 0);

        rig.gateway.drain();

        assertThat(silent.awaitProblem()).isEqualTo(900);
    }

    @Test
    void shouldInspectAMatch() {
        final PlayClient white = rig.join(match, 0, 0);
        white.move(1, (byte) 9);
        white.awaitAnswers(1);

        final var inspected = rig.gateway.inspect(match).join();

        assertThat(inspected.getNextIndex()).isEqualTo(1);
        assertThat(inspected.getHead()).isEqualTo(white.answers().getFirst().getAccepted().getHead());
        assertThat(inspected.getLastSequencesList()).containsExactly(1, 0);
        assertThat(inspected.getPresentList()).containsExactly(true, false);
    }

    @Test
    void shouldPassARefusedCreationOn() {
        rig.shard.refuseCreations(true);

        assertThatThrownBy(() -> rig.openMatch(Signing.SIGNING_GATEWAY))
                .cause()
                .hasMessageContaining("no room for another match");
    }

    @Test
    void shouldAnswerForRecords() {
        assertThatThrownBy(() -> GameServiceGrpc.newBlockingStub(rig.channel())
                .getRecord(GetRecordRequest.newBuilder().setMatchId(match.toString()).build()))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND));
    }

    private boolean inspectFails(final MatchId id) {
        return rig.gateway.inspect(id).handle((response, failure) -> failure != null).join();
    }

    private int joinProblem(final int player, final Join join) {
        final PlayClient client = rig.open(player);
        client.join(join);
        return client.awaitProblem();
    }
}
