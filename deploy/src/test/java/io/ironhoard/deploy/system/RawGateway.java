package io.ironhoard.deploy.system;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.aeron.Subscription;
import io.aeron.logbuffer.Header;
import io.ironhoard.proto.crypto.MoveSigning;
import io.ironhoard.proto.crypto.SeatKeys;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.ipc.StreamIds;
import io.ironhoard.proto.sbe.ConnectSeatEncoder;
import io.ironhoard.proto.sbe.CreateMatchEncoder;
import io.ironhoard.proto.sbe.GatewayHelloEncoder;
import io.ironhoard.proto.sbe.InspectMatchEncoder;
import io.ironhoard.proto.sbe.MatchCreatedDecoder;
import io.ironhoard.proto.sbe.MatchEventDecoder;
import io.ironhoard.proto.sbe.MatchInspectedDecoder;
import io.ironhoard.proto.sbe.MessageHeaderDecoder;
import io.ironhoard.proto.sbe.MessageHeaderEncoder;
import io.ironhoard.proto.sbe.MoveReceiptDecoder;
import io.ironhoard.proto.sbe.MoveRejectedDecoder;
import io.ironhoard.proto.sbe.RequestRefusedDecoder;
import io.ironhoard.proto.sbe.SeatConnectedDecoder;
import io.ironhoard.proto.sbe.ShardInfoDecoder;
import io.ironhoard.proto.sbe.SigningMode;
import io.ironhoard.proto.sbe.SubmitMoveEncoder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A gateway of a test's own on a running dispatcher's shard 0: it writes any frame, also those that no real gateway
 * would, and waits for the answer to each.
 */
final class RawGateway implements AutoCloseable {
    /** What an accepted move, a duplicate and an answered request count as here. */
    static final int ACCEPTED = 0;

    private static final Duration WAIT_MAX = Duration.ofSeconds(30);
    private static final int NO_ANSWER = -1;

    final UnsafeBuffer frame = new UnsafeBuffer(new byte[StreamIds.MESSAGE_LENGTH_MAX]);
    int epoch;

    private final int gatewayId;
    private final Aeron aeron;
    private final ExclusivePublication ingress;
    private final Subscription events;
    private final Subscription replies;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MessageHeaderDecoder headerDecoder = new MessageHeaderDecoder();
    private final MoveSigning signing = new MoveSigning(StreamIds.MESSAGE_LENGTH_MAX);
    private final Map<String, byte[]> keys = new HashMap<>();
    private long correlationId = ThreadLocalRandom.current().nextLong(1L << 60);
    private int answer;
    private String stateHash;
    private byte[] seatKey;

    RawGateway(final Path aeronDirectory, final int gatewayId) {
        this.gatewayId = gatewayId;
        aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(aeronDirectory.toString()));
        ingress = aeron.addExclusivePublication("aeron:ipc", StreamIds.ingress(gatewayId, 0));
        events = aeron.addSubscription("aeron:ipc?tether=false", StreamIds.events(0));
        replies = aeron.addSubscription("aeron:ipc?tether=false", StreamIds.replies(0));
        Await.until("the shard's streams", WAIT_MAX, () -> isConnected() ? true : null);
        new GatewayHelloEncoder()
                .wrapAndApplyHeader(frame, 0, header)
                .correlationId(++correlationId)
                .gatewayId(gatewayId)
                .protocolVersion(StreamIds.PROTOCOL_VERSION);
        send(MessageHeaderEncoder.ENCODED_LENGTH + GatewayHelloEncoder.BLOCK_LENGTH);
    }

    private boolean isConnected() {
        return ingress.isConnected() && events.isConnected() && replies.isConnected();
    }

    /** Create a match; the code of the answer. Seat s belongs to player (s, s). */
    int create(final MatchId match, final String rules, final int seats, final long clockMs, final byte... options) {
        final CreateMatchEncoder encoder = new CreateMatchEncoder();
        encoder.wrapAndApplyHeader(frame, 0, header)
                .correlationId(++correlationId)
                .matchIdHigh(match.high())
                .matchIdLow(match.low())
                .clockInitialMs(clockMs)
                .clockIncrementMs(0)
                .abandonGraceMs(0)
                .epoch(epoch)
                .gatewayId(gatewayId)
                .rulesVersion(1)
                .signing(SigningMode.GATEWAY)
                .putSeed(new byte[32], 0, 32);
        final CreateMatchEncoder.SeatsEncoder players = encoder.seatsCount(seats);
        for (int seat = 0; seat < seats; seat++) {
            players.next().playerIdHigh(seat).playerIdLow(seat);
        }
        encoder.rules(rules).putOptions(options, 0, options.length);
        return send(MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength());
    }

    /** Take a seat; the code of the answer. */
    int connect(final MatchId match, final int seat, final int player) {
        new ConnectSeatEncoder()
                .wrapAndApplyHeader(frame, 0, header)
                .correlationId(++correlationId)
                .matchIdHigh(match.high())
                .matchIdLow(match.low())
                .playerIdHigh(player)
                .playerIdLow(player)
                .connectionId(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE))
                .epoch(epoch)
                .gatewayId(gatewayId)
                .seat((short) seat);
        final int code = send(MessageHeaderEncoder.ENCODED_LENGTH + ConnectSeatEncoder.BLOCK_LENGTH);
        if (code == ACCEPTED) {
            keys.put(match + "/" + seat, seatKey);
        }
        return code;
    }

    /** Lay a signed move out in {@link #frame}; its length. */
    int encodeMove(
            final MatchId match, final int seat, final long sequence, final int action, final byte... payload) {
        final SubmitMoveEncoder encoder = new SubmitMoveEncoder();
        encoder.wrapAndApplyHeader(frame, 0, header)
                .correlationId(++correlationId)
                .deadlineMs(0)
                .epoch(epoch)
                .gatewayId(gatewayId)
                .reserved(0)
                .label(MoveSigning.LABEL)
                .matchIdHigh(match.high())
                .matchIdLow(match.low())
                .sequence(sequence)
                .seat((short) seat)
                .action((short) action)
                .putPayload(payload, 0, payload.length);
        final int body = MessageHeaderEncoder.ENCODED_LENGTH;
        signing.sign(
                keys.getOrDefault(match + "/" + seat, new byte[SeatKeys.LENGTH]),
                0,
                frame,
                body + SubmitMoveEncoder.labelEncodingOffset(),
                MoveSigning.HEADER_LENGTH + payload.length,
                frame,
                body + SubmitMoveEncoder.tagEncodingOffset());
        return body + encoder.encodedLength();
    }

    /** Submit a move; the code of the answer. */
    int move(final MatchId match, final int seat, final long sequence, final byte... payload) {
        return send(encodeMove(match, seat, sequence, MoveSigning.ACTION_MOVE, payload));
    }

    /** Resign; the code of the answer. */
    int resign(final MatchId match, final int seat, final long sequence) {
        return send(encodeMove(match, seat, sequence, MoveSigning.ACTION_RESIGN));
    }

    /** The fixed fields of the move laid out last, to be changed before {@link #send}. */
    SubmitMoveEncoder fields() {
        return new SubmitMoveEncoder().wrap(frame, MessageHeaderEncoder.ENCODED_LENGTH);
    }

    /** The match's state hash as its shard computes it. */
    String stateHash(final MatchId match) {
        new InspectMatchEncoder()
                .wrapAndApplyHeader(frame, 0, header)
                .correlationId(++correlationId)
                .matchIdHigh(match.high())
                .matchIdLow(match.low())
                .epoch(epoch)
                .gatewayId(gatewayId);
        final int code = send(MessageHeaderEncoder.ENCODED_LENGTH + InspectMatchEncoder.BLOCK_LENGTH);
        return code == ACCEPTED ? stateHash : "refused with " + code;
    }

    /** Send the first bytes of {@link #frame} and wait for the answer; its code. */
    int send(final int length) {
        answer = NO_ANSWER;
        Await.until("room in the ingress stream", WAIT_MAX, () -> {
            final long position = ingress.offer(frame, 0, length);
            if (position == Publication.CLOSED) {
                throw new AssertionError("the ingress stream is closed");
            }
            return position > 0 ? true : null;
        });
        final long deadline = System.nanoTime() + WAIT_MAX.toNanos();
        while (answer == NO_ANSWER) {
            if (events.poll(this::onFragment, 64) + replies.poll(this::onFragment, 64) == 0) {
                Thread.onSpinWait();
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("no answer to the frame with correlation id " + correlationId);
            }
        }
        return answer;
    }

    @Override
    public void close() {
        aeron.close();
    }

    private void onFragment(final DirectBuffer buffer, final int offset, final int length, final Header fragment) {
        headerDecoder.wrap(buffer, offset);
        switch (headerDecoder.templateId()) {
            case MatchEventDecoder.TEMPLATE_ID -> {
                final MatchEventDecoder event =
                        new MatchEventDecoder().wrapAndApplyHeader(buffer, offset, headerDecoder);
                answered(event.correlationId(), ACCEPTED);
            }
            case MatchCreatedDecoder.TEMPLATE_ID -> {
                final MatchCreatedDecoder created =
                        new MatchCreatedDecoder().wrapAndApplyHeader(buffer, offset, headerDecoder);
                answered(created.correlationId(), ACCEPTED);
            }
            case MoveReceiptDecoder.TEMPLATE_ID -> {
                final MoveReceiptDecoder receipt =
                        new MoveReceiptDecoder().wrapAndApplyHeader(buffer, offset, headerDecoder);
                answered(receipt.correlationId(), ACCEPTED);
            }
            case MoveRejectedDecoder.TEMPLATE_ID -> {
                final MoveRejectedDecoder rejected =
                        new MoveRejectedDecoder().wrapAndApplyHeader(buffer, offset, headerDecoder);
                answered(rejected.correlationId(), rejected.code());
            }
            case RequestRefusedDecoder.TEMPLATE_ID -> {
                final RequestRefusedDecoder refused =
                        new RequestRefusedDecoder().wrapAndApplyHeader(buffer, offset, headerDecoder);
                answered(refused.correlationId(), refused.code());
            }
            case SeatConnectedDecoder.TEMPLATE_ID -> {
                final SeatConnectedDecoder connected =
                        new SeatConnectedDecoder().wrapAndApplyHeader(buffer, offset, headerDecoder);
                seatKey = new byte[SeatKeys.LENGTH];
                connected.getSeatKey(seatKey, 0, SeatKeys.LENGTH);
                answered(connected.correlationId(), ACCEPTED);
            }
            case MatchInspectedDecoder.TEMPLATE_ID -> {
                final MatchInspectedDecoder inspected =
                        new MatchInspectedDecoder().wrapAndApplyHeader(buffer, offset, headerDecoder);
                final byte[] hash = new byte[32];
                inspected.getStateHash(hash, 0, hash.length);
                stateHash = HexFormat.of().formatHex(hash);
                answered(inspected.correlationId(), ACCEPTED);
            }
            case ShardInfoDecoder.TEMPLATE_ID -> {
                final ShardInfoDecoder info =
                        new ShardInfoDecoder().wrapAndApplyHeader(buffer, offset, headerDecoder);
                epoch = info.epoch();
                answered(info.correlationId(), ACCEPTED);
            }
            default -> {
                // Presence and announcements answer nothing that is asked here.
            }
        }
    }

    private void answered(final long id, final int code) {
        if (id == correlationId) {
            answer = code;
        }
    }
}
