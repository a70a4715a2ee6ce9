package io.ironhoard.matchmaking.gateway.feed;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.ironhoard.matchmaking.gateway.fake.FakeShard;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.ipc.StreamIds;
import io.ironhoard.proto.sbe.EventKind;
import io.ironhoard.proto.sbe.MatchEventDecoder;
import io.ironhoard.v1.MatchEnded;
import io.ironhoard.v1.MatchEvent;
import io.ironhoard.v1.MovePlayed;
import io.ironhoard.v1.PlayResponse;
import io.ironhoard.v1.RulesTimer;
import io.ironhoard.v1.SeatForfeited;
import io.ironhoard.v1.ServerClosed;
import io.ironhoard.v1.Standing;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class EventEncoderTest {
    private static final MatchId MATCH = new MatchId(11, 12);
    private static final MatchInfo INFO =
            MatchInfo.of(0, Events.created(MATCH, 0), (id, version) -> Optional.of(FakeShard.RULES));
    private static final long[] NO_CLOCKS = {};

    private final EventEncoder encoder = new EventEncoder();

    @Test
    void shouldEncodeAMoveAsTheGeneratedCodeWould() {
        final Events.Event event = Events.Event.move(MATCH, 300, 1, (byte) 5, (byte) 0, (byte) 7);

        assertThat(encode(event, NO_CLOCKS))
                .isEqualTo(base(300)
                        .setMove(MovePlayed.newBuilder().setSeat(1)
                                .setPayload(ByteString.copyFrom(new byte[] {5, 0, 7})))
                        .build());
    }

    @Test
    void shouldEncodeTheFirstMoveOfTheFirstSeatWithoutPayload() {
        assertThat(encode(Events.Event.move(MATCH, 0, 0), NO_CLOCKS))
                .isEqualTo(base(0).setMove(MovePlayed.newBuilder()).build());
    }

    @Test
    void shouldEncodePartsForEverybodyAndForSingleSeats() throws InvalidProtocolBufferException {
        final Events.Event event = Events.Event.move(MATCH, 2, 1, (byte) 5)
                .tellingAll((byte) 1, (byte) 2)
                .telling(1, new byte[200])
                .telling(0, (byte) 3);
        final MatchEvent everybodys = base(2)
                .setMove(MovePlayed.newBuilder().setSeat(1).setPayload(ByteString.copyFrom(new byte[] {5})))
                .setPublicPart(ByteString.copyFrom(new byte[] {1, 2}))
                .build();

        assertThat(encode(event, NO_CLOCKS)).isEqualTo(everybodys);
        assertThat(encoder.privateSeats()).isEqualTo(0b11);
        final EncodedFrame[] frames = encoder.encodePrivate(event.decoder(), NO_CLOCKS);
        assertThat(PlayResponse.parseFrom(frames[0].bytes()).getEvent())
                .isEqualTo(everybodys.toBuilder().setPrivatePart(ByteString.copyFrom(new byte[] {3})).build());
        assertThat(PlayResponse.parseFrom(frames[1].bytes()).getEvent())
                .isEqualTo(everybodys.toBuilder().setPrivatePart(ByteString.copyFrom(new byte[200])).build());
        encode(Events.Event.move(MATCH, 3, 1), NO_CLOCKS);
        assertThat(encoder.privateSeats()).isZero();
    }

    @Test
    void shouldEncodeALongPayloadAndManyClocks() {
        final byte[] payload = new byte[512];
        payload[511] = 1;
        final long[] clocks = new long[64];
        java.util.Arrays.fill(clocks, Long.MAX_VALUE);
        clocks[3] = -1;

        final MatchEvent decoded = encode(Events.Event.move(MATCH, -2, 63, payload), clocks);

        assertThat(decoded.getMove().getPayload().toByteArray()).isEqualTo(payload);
        assertThat(decoded.getClocksMsList()).hasSize(64).contains(-1L, Long.MAX_VALUE);
        assertThat(decoded.getIndex()).isEqualTo(-2);
    }

    @Test
    void shouldEncodeAForfeitWithItsEndAndStandings() {
        final Events.Event event =
                Events.Event.move(MATCH, 4, 1, (byte) 2).of(EventKind.FORFEIT).ending(FakeShard.WON);

        assertThat(encode(event, new long[] {8, 0}))
                .isEqualTo(base(4)
                        .setForfeit(SeatForfeited.newBuilder().setSeat(1).setReason(2))
                        .setEnded(MatchEnded.newBuilder()
                                .setReason(FakeShard.WON)
                                .setReasonName("WON")
                                .setSeed(ByteString.copyFrom(new byte[32]))
                                .addStandings(Standing.newBuilder().setSeat(0).setPlacement(1))
                                .addStandings(Standing.newBuilder().setSeat(1).setPlacement(2).setScore(-5)))
                        .addClocksMs(8)
                        .addClocksMs(0)
                        .build());
    }

    @Test
    void shouldEncodeTimersAndClosures() {
        final Events.Event event = Events.Event.move(MATCH, 4, StreamIds.NO_SEAT);

        assertThat(encode(event.of(EventKind.TIMER), NO_CLOCKS))
                .isEqualTo(base(4).setTimer(RulesTimer.getDefaultInstance()).build());
        assertThat(encode(event.of(EventKind.CLOSE).ending(4), NO_CLOCKS).getEnded().getReasonName())
                .isEqualTo("RULES_FAULT");
        assertThat(encode(event.of(EventKind.CLOSE), NO_CLOCKS))
                .isEqualTo(base(4).setClosed(ServerClosed.getDefaultInstance()).build());
    }

    private static MatchEvent.Builder base(final int index) {
        return MatchEvent.newBuilder()
                .setIndex(index)
                .setHead(ByteString.copyFrom(Events.HEAD))
                .setTimeMs(1_700_000_000_000L + index);
    }

    private MatchEvent encode(final Events.Event event, final long[] clocks) {
        final MatchEventDecoder decoder = event.decoder();
        encoder.take(decoder, INFO);
        try {
            final PlayResponse response =
                    PlayResponse.parseFrom(encoder.encode(decoder, clocks).bytes());
            assertThat(response.hasEvent()).isTrue();
            return response.getEvent();
        } catch (final InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }
}
