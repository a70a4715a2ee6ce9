package io.ironhoard.matchmaking.gateway.grpc;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.UnsafeByteOperations;
import io.ironhoard.matchmaking.gateway.feed.EncodedFrame;
import io.ironhoard.matchmaking.gateway.feed.MatchInfo;
import io.ironhoard.matchmaking.gateway.link.Receipt;
import io.ironhoard.matchmaking.gateway.link.SeatBinding;
import io.ironhoard.matchmaking.refusal.Refusals;
import io.ironhoard.matchmaking.refusal.RefusedException;
import io.ironhoard.proto.ids.PlayerId;
import io.ironhoard.proto.rules.RuleSetDescriptor.Meaning;
import io.ironhoard.proto.sbe.MatchViewedDecoder;
import io.ironhoard.v1.Joined;
import io.ironhoard.v1.MoveAccepted;
import io.ironhoard.v1.MoveOverloaded;
import io.ironhoard.v1.MoveRejected;
import io.ironhoard.v1.PlayResponse;
import io.ironhoard.v1.Problem;
import io.ironhoard.v1.Snapshot;
import io.ironhoard.v1.SpectateResponse;
import io.ironhoard.v1.Watching;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * What one stream alone is told, serialized. The frequent answer, an acceptance, is written field by field; it allocates
 * its bytes and a stream object.
 *
 * <p>Owned by the gateway's event loop.
 */
final class AnswerEncoder {
    private static final int LENGTH_DELIMITED = 2;
    private static final int ACCEPTED_LENGTH_MAX = 128;

    private final byte[] scratch = new byte[ACCEPTED_LENGTH_MAX];

    EncodedFrame accepted(final Receipt receipt) {
        try {
            final CodedOutputStream out = CodedOutputStream.newInstance(scratch);
            out.writeUInt32(MoveAccepted.SEQUENCE_FIELD_NUMBER, receipt.sequence());
            if (receipt.index() != 0) {
                out.writeUInt32(MoveAccepted.INDEX_FIELD_NUMBER, receipt.index());
            }
            out.writeByteArray(MoveAccepted.HEAD_FIELD_NUMBER, receipt.head());
            out.writeInt64(MoveAccepted.TIME_MS_FIELD_NUMBER, receipt.timeMs());
            if (receipt.duplicate()) {
                out.writeBool(MoveAccepted.DUPLICATE_FIELD_NUMBER, true);
            }
            final int length = out.getTotalBytesWritten();
            // The body is shorter than 128 bytes, so tag and length are one byte each.
            final byte[] bytes = new byte[2 + length];
            bytes[0] = (byte) (PlayResponse.ACCEPTED_FIELD_NUMBER << 3 | LENGTH_DELIMITED);
            bytes[1] = (byte) length;
            System.arraycopy(scratch, 0, bytes, 2, length);
            return new EncodedFrame(bytes);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    EncodedFrame rejected(final int sequence, final int code, final int retryAfterMs, final MatchInfo info) {
        return encode(PlayResponse.newBuilder()
                .setRejected(MoveRejected.newBuilder()
                        .setSequence(sequence)
                        .setProblem(problem(code, retryAfterMs, info)))
                .build());
    }

    EncodedFrame overloaded(final int sequence, final int retryAfterMs) {
        return encode(PlayResponse.newBuilder()
                .setOverloaded(MoveOverloaded.newBuilder().setSequence(sequence).setRetryAfterMs(retryAfterMs))
                .build());
    }

    /**
     * @param info the match.
     * @param seat the stream's seat.
     * @param place where the seat stands.
     * @param seatKey the seat's key where the player signs; else empty.
     * @param durability what an acceptance promises.
     * @return the answer to {@code join}.
     */
    EncodedFrame joined(
            final MatchInfo info, final SeatBinding seat, final Place place, final byte[] seatKey,
            final String durability) {
        final Joined.Builder joined = Joined.newBuilder()
                .setMatchId(info.matchId().toString())
                .setSeat(seat.seat())
                .setSettings(info.settings())
                .setLastSequence(place.lastSequence())
                .setNextIndex(place.nextIndex())
                .setInitialHead(UnsafeByteOperations.unsafeWrap(info.initialHead()))
                .setHeadPreimage(UnsafeByteOperations.unsafeWrap(info.headPreimage()))
                .setSeatKey(UnsafeByteOperations.unsafeWrap(seatKey))
                .setMovesInFlightMax(place.movesInFlightMax())
                .setDurability(durability)
                .setOptionsEncoded(UnsafeByteOperations.unsafeWrap(info.header().options()));
        for (final PlayerId player : info.header().seats()) {
            joined.addPlayerIds(player.toString());
        }
        return encode(PlayResponse.newBuilder().setJoined(joined).build());
    }

    /**
     * @param info the match.
     * @param delayMs by how much everything comes later.
     * @return the answer to a spectator's request.
     */
    static EncodedFrame watching(final MatchInfo info, final int delayMs) {
        final Watching.Builder watching = Watching.newBuilder()
                .setMatchId(info.matchId().toString())
                .setSettings(info.settings())
                .setInitialHead(UnsafeByteOperations.unsafeWrap(info.initialHead()))
                .setHeadPreimage(UnsafeByteOperations.unsafeWrap(info.headPreimage()))
                .setDelayMs(delayMs)
                .setOptionsEncoded(UnsafeByteOperations.unsafeWrap(info.header().options()));
        for (final PlayerId player : info.header().seats()) {
            watching.addPlayerIds(player.toString());
        }
        return new EncodedFrame(
                SpectateResponse.newBuilder().setWatching(watching).build().toByteArray());
    }

    /**
     * @param reply a shard's answer, read from its beginning.
     * @return the snapshot that it brings.
     */
    static EncodedFrame snapshot(final MatchViewedDecoder reply) {
        final byte[] head = new byte[MatchViewedDecoder.headLength()];
        reply.getHead(head, 0, head.length);
        final Snapshot.Builder snapshot = Snapshot.newBuilder()
                .setIndex((int) reply.nextIndex())
                .setHead(UnsafeByteOperations.unsafeWrap(head))
                .setTimeMs(reply.timeMs());
        // A group and what follows it are read in order.
        for (final MatchViewedDecoder.ClocksDecoder clock : reply.clocks()) {
            snapshot.addClocksMs(clock.leftMs());
        }
        final byte[] view = new byte[reply.viewLength()];
        reply.getView(view, 0, view.length);
        snapshot.setView(UnsafeByteOperations.unsafeWrap(view));
        return encode(PlayResponse.newBuilder().setSnapshot(snapshot).build());
    }

    /**
     * Where a seat stands when its stream joins.
     *
     * @param nextIndex the index of the match's next event.
     * @param lastSequence the last number accepted from the seat.
     * @param movesInFlightMax how many moves may be unanswered.
     */
    record Place(int nextIndex, int lastSequence, int movesInFlightMax) {}

    private static Problem problem(final int code, final int retryAfterMs, final MatchInfo info) {
        final Optional<Meaning> meaning = info.meaning(code);
        if (meaning.isPresent()) {
            return Problem.newBuilder()
                    .setCode(code)
                    .setName(meaning.get().name())
                    .setReason(meaning.get().doc())
                    .setRetryAfterMs(retryAfterMs)
                    .build();
        }
        return Refusals.problem(RefusedException.of(code, retryAfterMs));
    }

    private static EncodedFrame encode(final PlayResponse response) {
        return new EncodedFrame(response.toByteArray());
    }
}
