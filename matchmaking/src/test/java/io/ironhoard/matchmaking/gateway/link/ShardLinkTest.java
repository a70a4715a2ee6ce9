package io.ironhoard.matchmaking.gateway.link;

import io.ironhoard.matchmaking.gateway.fake.Await;
import io.ironhoard.matchmaking.gateway.fake.FakeShard;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.v1.Signing;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

final class ShardLinkTest {
    @TempDir
    private Path folder;

    private LinkRig rig;

    @BeforeEach
    void open() {
        rig = new LinkRig(folder, 8, 1);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldLearnWhatTheShardIs() {
        rig.awaitReady();

        assertThat(rig.directory.rules()).containsExactly(FakeShard.RULES);
        assertThat(rig.directory.allReady()).isTrue();
        assertThat(rig.link.epoch()).isEqualTo(1);
        assertThat(rig.directory.movesInFlightMax(0)).isEqualTo(FakeShard.MOVES_IN_FLIGHT_MAX);
        assertThat(rig.directory.durability(0)).isEqualTo("memory");
        assertThat(rig.directory.leastLoaded()).isZero();
    }

    @Test
    void shouldSayHelloAgainWhereNobodyAnswers() {
        rig.shard.pause(true);
        Await.until(() -> "greeting", rig::stepGateway, () -> rig.link.state() == ShardLink.State.GREETING);
        for (int i = 0; i < 3_000; i++) {
            rig.stepGateway();
        }
        rig.shard.pause(false);

        rig.awaitReady();
    }

    @Test
    void shouldLoseTheLinkWhenItFallsTooFarBehind() {
        rig.awaitReady();
        final SeatBinding seat = rig.openSeat(Signing.SIGNING_GATEWAY);
        final MatchId match = new MatchId(seat.matchIdHigh(), seat.matchIdLow());
        final int readBefore = rig.eventIndexes.size();

        // More than fits, while the gateway reads nothing: the driver cuts it off, and the shard is not held up.
        rig.shard.timerEvents(match, 4_000);
        Await.until(() -> "cut off", rig::stepGateway, () -> rig.changes.contains(ShardLink.Change.LOST));

        assertThat(rig.eventIndexes.size() - readBefore).isLessThan(4_000);
        assertThat(rig.directory.isReady(0)).isFalse();
        rig.awaitReady();
    }
}
