package io.ironhoard.perf.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.ironhoard.proto.ipc.StreamIds;
import io.ironhoard.proto.sbe.EventKind;
import io.ironhoard.v1.Join;
import io.ironhoard.v1.Joined;
import io.ironhoard.v1.MatchEnded;
import io.ironhoard.v1.MatchEvent;
import io.ironhoard.v1.Move;
import io.ironhoard.v1.MoveAccepted;
import io.ironhoard.v1.MoveOverloaded;
import io.ironhoard.v1.MovePlayed;
import io.ironhoard.v1.MoveRejected;
import io.ironhoard.v1.PlayRequest;
import io.ironhoard.v1.PlayResponse;
import io.ironhoard.v1.Problem;
import io.ironhoard.v1.Resign;
import io.ironhoard.v1.RulesTimer;
import io.ironhoard.v1.SeatForfeited;
import io.ironhoard.v1.ServerClosed;
import io.ironhoard.v1.Standing;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is written and read in place equals what the generated classes make of it. */
final class PlayCodecTest {
    private static final int LEAD = 7;
    private static final int TIMES = 2_000;

    private final PlayFrame frame = new PlayFrame();
    private final Random random = new Random(42);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 127, 128, 300, 512})
    void shouldWriteMovesAsTheGeneratedClassesDo(final int payloadLength) {
        final PlayEncoder encoder = new PlayEncoder(512, 16);
        for (final int sequence : new int[] {0, 1, 127, 128, 16_383, 16_384, Integer.MAX_VALUE, -1}) {
            for (final int tagLength : new int[] {0, 16}) {
                final byte[] payload = bytes(payloadLength);
                final byte[] tag = bytes(tagLength);
                final PlayRequest expected = PlayRequest.newBuilder()
                        .setMove(Move.newBuilder().setSequence(sequence).setPayload(ByteString.copyFrom(payload))
                                .setTag(ByteString.copyFrom(tag)))
                        .build();
                final int length = encoder.move(sequence, payload, payloadLength, tag, tagLength);
                assertThat(Arrays.copyOf(encoder.bytes(), length)).isEqualTo(expected.toByteArray());
            }
        }
    }

    @Test
    void shouldWriteResignationsAndJoinsAsTheGeneratedClassesDo() {
        final PlayEncoder encoder = new PlayEncoder(1, 16);
        final byte[] tag = bytes(16);
        for (final int sequence : new int[] {1, 200, -1}) {
            assertThat(Arrays.copyOf(encoder.bytes(), encoder.resign(sequence, tag, 16))).isEqualTo(
                    PlayRequest.newBuilder().setResign(
                            Resign.newBuilder().setSequence(sequence).setTag(ByteString.copyFrom(tag)))
                            .build().toByteArray());
            assertThat(Arrays.copyOf(encoder.bytes(), encoder.resign(sequence, tag, 0))).isEqualTo(
                    PlayRequest.newBuilder().setResign(Resign.newBuilder().setSequence(sequence)).build()
                            .toByteArray());
        }
        assertThat(PlayEncoder.join("ab", 3, 1)).isEqualTo(PlayRequest.newBuilder()
                .setJoin(Join.newBuilder().setMatchId("ab").setSeat(3).setProtocolVersion(1)).build().toByteArray());
    }

    @Test
    void shouldReadReceiptsFieldByField() throws WireException {
        for (int i = 0; i < TIMES; i++) {
            final MoveAccepted accepted = MoveAccepted.newBuilder().setSequence(number()).setIndex(number())
                    .setHead(ByteString.copyFrom(bytes(random.nextInt(40)))).setTimeMs(random.nextLong())
                    .setDuplicate(random.nextBoolean()).setUnknownFields(unknown()).build();
            wrap(PlayResponse.newBuilder().setAccepted(accepted).setUnknownFields(unknown()).build());

            assertThat(frame.which()).isEqualTo(PlayResponse.ACCEPTED_FIELD_NUMBER);
            assertThat(frame.sequence()).isEqualTo(accepted.getSequence());
            assertThat(frame.index()).isEqualTo(accepted.getIndex());
            assertThat(frame.timeMs()).isEqualTo(accepted.getTimeMs());
            assertThat(frame.isDuplicate()).isEqualTo(accepted.getDuplicate());
            assertThat(slice(frame.headOffset(), frame.headLength())).isEqualTo(accepted.getHead());
        }
    }

    @Test
    void shouldReadRefusalsFieldByField() throws WireException {
        for (int i = 0; i < TIMES; i++) {
            final Problem problem = Problem.newBuilder().setCode(number()).setName("NAME").setReason("why")
                    .setRetry(random.nextBoolean()).setRetryAfterMs(random.nextLong()).setUnknownFields(unknown())
                    .build();
            final MoveRejected rejected = MoveRejected.newBuilder().setSequence(number()).setProblem(problem)
                    .setUnknownFields(unknown()).build();
            wrap(PlayResponse.newBuilder().setRejected(rejected).build());

            assertThat(frame.which()).isEqualTo(PlayResponse.REJECTED_FIELD_NUMBER);
            assertThat(frame.sequence()).isEqualTo(rejected.getSequence());
            assertThat(frame.code()).isEqualTo(problem.getCode());
            assertThat(frame.canRetry()).isEqualTo(problem.getRetry());
            assertThat(frame.retryAfterMs()).isEqualTo(problem.getRetryAfterMs());

            final MoveOverloaded overloaded = MoveOverloaded.newBuilder().setSequence(number())
                    .setRetryAfterMs(random.nextLong()).setUnknownFields(unknown()).build();
            wrap(PlayResponse.newBuilder().setOverloaded(overloaded).build());

            assertThat(frame.which()).isEqualTo(PlayResponse.OVERLOADED_FIELD_NUMBER);
            assertThat(frame.sequence()).isEqualTo(overloaded.getSequence());
            assertThat(frame.retryAfterMs()).isEqualTo(overloaded.getRetryAfterMs());
        }
    }

    @Test
    void shouldReadEventsFieldByField() throws WireException {
        for (int i = 0; i < TIMES; i++) {
            final MatchEvent event = event();
            wrap(PlayResponse.newBuilder().setEvent(event).setUnknownFields(unknown()).build());

            assertThat(frame.which()).isEqualTo(PlayResponse.EVENT_FIELD_NUMBER);
            assertIsSame(frame.event(), event);
        }
    }

    @Test
    void shouldSayWhereOtherFramesAre() throws WireException {
        final Joined joined = Joined.newBuilder().setMatchId("m").setSeat(2).build();
        final byte[] all = wrap(PlayResponse.newBuilder().setJoined(joined).build());

        assertThat(frame.which()).isEqualTo(PlayResponse.JOINED_FIELD_NUMBER);
        assertThat(ByteString.copyFrom(all, frame.offset(), frame.length())).isEqualTo(joined.toByteString());
    }

    @Test
    void shouldRefuseMessagesThatAreCutWithinAField() {
        final byte[] whole = PlayResponse.newBuilder().setEvent(event()).build().toByteArray();
        for (int length = 1; length < whole.length; length++) {
            final int cut = length;
            assertThatThrownBy(() -> frame.wrap(whole, 0, cut)).isInstanceOf(WireException.class);
        }
    }

    @Test
    void shouldRefuseBytesThatAreNoMessage() {
        assertRefused(0x0B); // a group
        assertRefused(0x02, 0x00); // field 0
        assertRefused(0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01); // 11 bytes of a number
        assertRefused(0x2A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01); // of length -1
    }

    private void assertRefused(final int... message) {
        final byte[] bytes = new byte[message.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) message[i];
        }
        assertThatThrownBy(() -> frame.wrap(bytes, 0, bytes.length)).isInstanceOf(WireException.class);
    }

    private void assertIsSame(final EventFrame read, final MatchEvent event) {
        assertThat(read.index()).isEqualTo(event.getIndex());
        assertThat(read.timeMs()).isEqualTo(event.getTimeMs());
        assertThat(slice(read.headOffset(), read.headLength())).isEqualTo(event.getHead());
        assertThat(slice(read.publicOffset(), read.publicLength())).isEqualTo(event.getPublicPart());
        assertThat(slice(read.privateOffset(), read.privateLength())).isEqualTo(event.getPrivatePart());
        assertThat(read.isEnd()).isEqualTo(event.hasEnded());
        assertThat(read.endReason()).isEqualTo(event.getEnded().getReason());
        if (event.hasEnded()) {
            assertThat(slice(read.endedOffset(), read.endedLength())).isEqualTo(event.getEnded().toByteString());
        }
        final ByteString payload =
                ByteString.copyFrom(read.payloadBuffer(), read.payloadOffset(), read.payloadLength());
        switch (event.getWhatCase()) {
            case MOVE -> {
                assertThat(read.kind()).isEqualTo(EventKind.MOVE);
                assertThat(read.seat()).isEqualTo(event.getMove().getSeat());
                assertThat(payload).isEqualTo(event.getMove().getPayload());
            }
            case FORFEIT -> {
                assertThat(read.kind()).isEqualTo(EventKind.FORFEIT);
                assertThat(read.seat()).isEqualTo(event.getForfeit().getSeat());
                assertThat(payload.toByteArray()).containsExactly(event.getForfeit().getReason());
            }
            case TIMER -> {
                assertThat(read.kind()).isEqualTo(EventKind.TIMER);
                assertThat(read.seat()).isEqualTo(StreamIds.NO_SEAT);
                assertThat(payload.isEmpty()).isTrue();
            }
            case CLOSED -> {
                assertThat(read.kind()).isEqualTo(EventKind.CLOSE);
                assertThat(read.seat()).isEqualTo(StreamIds.NO_SEAT);
                assertThat(payload.toByteArray()).containsExactly(event.getEnded().getReason());
            }
            default -> assertThat(read.kind()).isEqualTo(EventKind.NULL_VAL);
        }
    }

    private MatchEvent event() {
        final MatchEvent.Builder event = MatchEvent.newBuilder().setIndex(number()).setTimeMs(random.nextLong())
                .setHead(ByteString.copyFrom(bytes(32)));
        switch (random.nextInt(5)) {
            case 0 -> event.setMove(MovePlayed.newBuilder().setSeat(random.nextInt(64))
                    .setPayload(ByteString.copyFrom(bytes(random.nextInt(300)))).setUnknownFields(unknown()));
            case 1 -> event.setForfeit(
                    SeatForfeited.newBuilder().setSeat(random.nextInt(64)).setReason(random.nextInt(128)));
            case 2 -> event.setTimer(RulesTimer.getDefaultInstance());
            case 3 -> event.setClosed(ServerClosed.getDefaultInstance());
            default -> {
                // says nothing of what happened
            }
        }
        if (random.nextBoolean()) {
            event.setEnded(MatchEnded.newBuilder().setReason(random.nextInt(128)).setReasonName("OVER")
                    .addStandings(Standing.newBuilder().setPlacement(1)));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            event.addClocksMs(random.nextLong());
        }
        return event.setPublicPart(ByteString.copyFrom(bytes(random.nextInt(200))))
                .setPrivatePart(ByteString.copyFrom(bytes(random.nextInt(20)))).setUnknownFields(unknown()).build();
    }

    /** Fields that no message has, of every type but groups. */
    private UnknownFieldSet unknown() {
        final UnknownFieldSet.Builder fields = UnknownFieldSet.newBuilder();
        if (random.nextBoolean()) {
            fields.addField(1_000, UnknownFieldSet.Field.newBuilder().addVarint(random.nextLong()).build());
            fields.addField(1_001, UnknownFieldSet.Field.newBuilder().addFixed32(7).build());
            fields.addField(1_002, UnknownFieldSet.Field.newBuilder().addFixed64(7).build());
        }
        return fields.build();
    }

    private byte[] source = {};

    /** Wraps it where it does not begin at 0, nor end with the array. */
    private byte[] wrap(final PlayResponse response) throws WireException {
        final byte[] bytes = response.toByteArray();
        source = bytes(LEAD + bytes.length + LEAD);
        System.arraycopy(bytes, 0, source, LEAD, bytes.length);
        frame.wrap(source, LEAD, bytes.length);
        return source;
    }

    private ByteString slice(final int offset, final int length) {
        return length == 0 ? ByteString.EMPTY : ByteString.copyFrom(source, offset, length);
    }

    private int number() {
        return random.nextInt() >>> random.nextInt(32);
    }

    private byte[] bytes(final int length) {
        final byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
