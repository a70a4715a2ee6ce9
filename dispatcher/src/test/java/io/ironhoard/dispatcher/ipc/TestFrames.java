package io.ironhoard.dispatcher.ipc;

import io.ironhoard.proto.crypto.MoveSigning;
import io.ironhoard.proto.crypto.SeatKeys;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.ipc.StreamIds;
import io.ironhoard.proto.sbe.ConnectSeatEncoder;
import io.ironhoard.proto.sbe.CreateMatchEncoder;
import io.ironhoard.proto.sbe.DisconnectSeatEncoder;
import io.ironhoard.proto.sbe.GatewayHelloEncoder;
import io.ironhoard.proto.sbe.InspectMatchEncoder;
import io.ironhoard.proto.sbe.MessageHeaderEncoder;
import io.ironhoard.proto.sbe.SigningMode;
import io.ironhoard.proto.sbe.SubmitMoveEncoder;
import io.ironhoard.proto.sbe.ViewMatchEncoder;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;

/** Makes frames as a gateway does; each into {@link #buffer}, whose first bytes they are. */
public final class TestFrames {
    /** Where the last frame is. */
    public final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(4096));

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final SubmitMoveEncoder submitMove = new SubmitMoveEncoder();
    private final MoveSigning signing = new MoveSigning(64);
    private final SeatKeys seatKeys;
    private final byte[] keys = new byte[256 * SeatKeys.LENGTH];
    private final int gatewayId;
    private final int epoch;

    public TestFrames(final byte[] nodeSecret, final int gatewayId, final int epoch) {
        seatKeys = new SeatKeys(nodeSecret);
        this.gatewayId = gatewayId;
        this.epoch = epoch;
    }

    public int hello(final long correlationId) {
        final GatewayHelloEncoder encoder = new GatewayHelloEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .correlationId(correlationId)
                .gatewayId(gatewayId)
                .protocolVersion(StreamIds.PROTOCOL_VERSION);
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    /** A game of tic-tac-toe for two. */
    public int createMatch(final long correlationId, final MatchId matchId) {
        return createMatch(correlationId, matchId, "tic-tac-toe", 2, 0, 0);
    }

    /** A match, as its creator wants it. */
    public int createMatch(
            final long correlationId,
            final MatchId matchId,
            final String rules,
            final int seatCount,
            final long clockMs,
            final long graceMs,
            final byte... options) {
        final CreateMatchEncoder encoder = new CreateMatchEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, header)
                .correlationId(correlationId)
                .matchIdHigh(matchId.high())
                .matchIdLow(matchId.low())
                .clockInitialMs(clockMs)
                .clockIncrementMs(0)
                .abandonGraceMs(graceMs)
                .epoch(epoch)
                .gatewayId(gatewayId)
                .rulesVersion(1)
                .signing(SigningMode.GATEWAY)
                .putSeed(new byte[32], 0, 32);
        final CreateMatchEncoder.SeatsEncoder seats = encoder.seatsCount(seatCount);
        for (int seat = 0; seat < seatCount; seat++) {
            seats.next().playerIdHigh(1).playerIdLow(10 + seat);
        }
        encoder.rules(rules).putOptions(options, 0, options.length);
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    public int submitMove(
            final long correlationId, final MatchId matchId, final int seat, final long sequence, final byte... move) {
        return submit(correlationId, matchId, seat, sequence, MoveSigning.ACTION_MOVE, move);
    }

    public int resign(final long correlationId, final MatchId matchId, final int seat, final long sequence) {
        return submit(correlationId, matchId, seat, sequence, MoveSigning.ACTION_RESIGN);
    }

    private int submit(
            final long correlationId,
            final MatchId matchId,
            final int seat,
            final long sequence,
            final int action,
            final byte... move) {
        submitMove
                .wrapAndApplyHeader(buffer, 0, header)
                .correlationId(correlationId)
                .deadlineMs(0)
                .epoch(epoch)
                .gatewayId(gatewayId)
                .reserved(0)
                .label(MoveSigning.LABEL)
                .matchIdHigh(matchId.high())
                .matchIdLow(matchId.low())
                .sequence(sequence)
                .seat((short) seat)
                .action((short) action)
                .putPayload(move, 0, move.length);
        seatKeys.derive(matchId.high(), matchId.low(), seat + 1, keys);
        final int body = MessageHeaderEncoder.ENCODED_LENGTH;
        signing.sign(
                keys,
                seat * SeatKeys.LENGTH,
                buffer,
                body + SubmitMoveEncoder.labelEncodingOffset(),
                MoveSigning.HEADER_LENGTH + move.length,
                buffer,
                body + SubmitMoveEncoder.tagEncodingOffset());
        return body + submitMove.encodedLength();
    }

    public int connectSeat(final long correlationId, final MatchId matchId, final int seat) {
        final ConnectSeatEncoder encoder = new ConnectSeatEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .correlationId(correlationId)
                .matchIdHigh(matchId.high())
                .matchIdLow(matchId.low())
                .playerIdHigh(1)
                .playerIdLow(10 + seat)
                .connectionId(1 + seat)
                .epoch(epoch)
                .gatewayId(gatewayId)
                .seat((short) seat);
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    public int disconnectSeat(final MatchId matchId, final int seat) {
        final DisconnectSeatEncoder encoder = new DisconnectSeatEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .matchIdHigh(matchId.high())
                .matchIdLow(matchId.low())
                .connectionId(1 + seat)
                .epoch(epoch)
                .gatewayId(gatewayId)
                .seat((short) seat);
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    public int viewMatch(final long correlationId, final MatchId matchId, final int seat) {
        final ViewMatchEncoder encoder = new ViewMatchEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .correlationId(correlationId)
                .matchIdHigh(matchId.high())
                .matchIdLow(matchId.low())
                .epoch(epoch)
                .gatewayId(gatewayId)
                .seat((short) seat);
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    public int inspectMatch(final long correlationId, final MatchId matchId) {
        final InspectMatchEncoder encoder = new InspectMatchEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .correlationId(correlationId)
                .matchIdHigh(matchId.high())
                .matchIdLow(matchId.low())
                .epoch(epoch)
                .gatewayId(gatewayId);
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    /** One valid frame of every template. */
    public Map<String, byte[]> oneOfEach(final MatchId matchId) {
        final Map<String, byte[]> frames = new LinkedHashMap<>();
        frames.put("GatewayHello", bytes(hello(1)));
        frames.put("CreateMatch", bytes(createMatch(2, matchId)));
        frames.put("ConnectSeat", bytes(connectSeat(3, matchId, 0)));
        frames.put("SubmitMove", bytes(submitMove(4, matchId, 0, 1, (byte) 4)));
        frames.put("InspectMatch", bytes(inspectMatch(5, matchId)));
        frames.put("DisconnectSeat", bytes(disconnectSeat(matchId, 0)));
        return frames;
    }

    /** A copy of the last frame. */
    public byte[] bytes(final int length) {
        final byte[] bytes = new byte[length];
        buffer.getBytes(0, bytes);
        return bytes;
    }
}
