package io.ironhoard.matchmaking.gateway.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.ironhoard.matchmaking.gateway.feed.EncodedFrame;
import io.ironhoard.v1.Joined;
import io.ironhoard.v1.MatchEvent;
import io.ironhoard.v1.MoveAccepted;
import io.ironhoard.v1.MovePlayed;
import io.ironhoard.v1.MoveRejected;
import io.ironhoard.v1.PlayResponse;
import io.ironhoard.v1.Presence;
import io.ironhoard.v1.Snapshot;
import io.ironhoard.v1.SpectateResponse;
import io.ironhoard.v1.Spectators;
import io.ironhoard.v1.Watching;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class FrameMarshallerTest {
    private static final MatchEvent EVENT = MatchEvent.newBuilder()
            .setIndex(300)
            .setHead(ByteString.copyFrom(new byte[32]))
            .setMove(MovePlayed.newBuilder().setSeat(1).setPayload(ByteString.copyFrom(new byte[200])))
            .build();
    private static final Presence PRESENCE = Presence.newBuilder().setSeat(1).setPresent(true).build();
    private static final Snapshot SNAPSHOT =
            Snapshot.newBuilder().setIndex(4).setView(ByteString.copyFromUtf8("seen")).build();
    private static final Spectators SPECTATORS = Spectators.newBuilder().setCount(7).build();

    @Test
    void shouldGivePlayersEveryFrameAsItIs() throws IOException {
        for (final PlayResponse frame : List.of(
                PlayResponse.newBuilder().setEvent(EVENT).build(),
                PlayResponse.newBuilder().setJoined(Joined.newBuilder().setSeat(3)).build(),
                PlayResponse.newBuilder().setSpectators(SPECTATORS).build())) {
            assertThat(PlayResponse.parseFrom(written(FrameMarshaller.play(), frame))).isEqualTo(frame);
            assertThat(PlayResponse.parseFrom(read(FrameMarshaller.play(), frame))).isEqualTo(frame);
        }
    }

    @Test
    void shouldGiveSpectatorsTheSameMessagesUnderTheirOwnNumbers() throws IOException {
        shouldBecome(
                PlayResponse.newBuilder().setEvent(EVENT).build(),
                SpectateResponse.newBuilder().setEvent(EVENT).build());
        shouldBecome(
                PlayResponse.newBuilder().setPresence(PRESENCE).build(),
                SpectateResponse.newBuilder().setPresence(PRESENCE).build());
        shouldBecome(
                PlayResponse.newBuilder().setSnapshot(SNAPSHOT).build(),
                SpectateResponse.newBuilder().setSnapshot(SNAPSHOT).build());
        shouldBecome(
                PlayResponse.newBuilder().setSpectators(SPECTATORS).build(),
                SpectateResponse.newBuilder().setSpectators(SPECTATORS).build());
        final SpectateResponse watching = SpectateResponse.newBuilder()
                .setWatching(Watching.newBuilder().setDelayMs(5))
                .build();
        shouldBecome(watching, watching);
    }

    @Test
    void shouldKeepAPlayersAnswersFromSpectators() {
        for (final PlayResponse frame : List.of(
                PlayResponse.newBuilder().setAccepted(MoveAccepted.newBuilder().setSequence(1)).build(),
                PlayResponse.newBuilder().setRejected(MoveRejected.newBuilder().setSequence(1)).build())) {
            assertThatThrownBy(() -> FrameMarshaller.spectate().stream(new EncodedFrame(frame.toByteArray())))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static void shouldBecome(final MessageLite frame, final SpectateResponse expected) throws IOException {
        assertThat(SpectateResponse.parseFrom(written(FrameMarshaller.spectate(), frame))).isEqualTo(expected);
        assertThat(SpectateResponse.parseFrom(read(FrameMarshaller.spectate(), frame))).isEqualTo(expected);
    }

    private static byte[] written(final FrameMarshaller marshaller, final MessageLite frame) throws IOException {
        try (InputStream stream = marshaller.stream(new EncodedFrame(frame.toByteArray()))) {
            final ByteArrayOutputStream out = new ByteArrayOutputStream();
            assertThat(stream).isInstanceOf(KnownLength.class);
            assertThat(stream.available()).isEqualTo(frame.getSerializedSize());
            assertThat(((Drainable) stream).drainTo(out)).isEqualTo(frame.getSerializedSize());
            assertThat(stream.available()).isZero();
            return out.toByteArray();
        }
    }

    private static byte[] read(final FrameMarshaller marshaller, final MessageLite frame) throws IOException {
        try (InputStream stream = marshaller.stream(new EncodedFrame(frame.toByteArray()))) {
            return stream.readAllBytes();
        }
    }
}
