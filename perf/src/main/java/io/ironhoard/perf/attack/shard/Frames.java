package io.ironhoard.perf.attack.shard;

import io.ironhoard.proto.chain.HeadPreimage;
import io.ironhoard.proto.crypto.MoveSigning;
import io.ironhoard.proto.crypto.SeatKeys;
import io.ironhoard.proto.ipc.StreamIds;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import io.ironhoard.proto.sbe.ConnectSeatEncoder;
import io.ironhoard.proto.sbe.CreateMatchEncoder;
import io.ironhoard.proto.sbe.DisconnectSeatEncoder;
import io.ironhoard.proto.sbe.InspectMatchEncoder;
import io.ironhoard.proto.sbe.MessageHeaderEncoder;
import io.ironhoard.proto.sbe.SigningMode;
import io.ironhoard.proto.sbe.SubmitMoveEncoder;
import io.ironhoard.proto.sbe.ViewMatchEncoder;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/** One frame at a time, as a gateway would write it, open to be changed. One thread. */
final class Frames {
    /** The gateway that all frames come from. */
    static final int GATEWAY = 0;
    /** The shard's epoch. */
    static final int EPOCH = 3;
    /** Where the block of a frame begins. */
    static final int BODY = MessageHeaderEncoder.ENCODED_LENGTH;
    /** Where the signed bytes of a move's frame begin. */
    static final int SIGNED = BODY + SubmitMoveEncoder.labelEncodingOffset();
    /** Where the tag of a move's frame begins. */
    static final int TAG = BODY + SubmitMoveEncoder.tagEncodingOffset();

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[StreamIds.MESSAGE_LENGTH_MAX]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final SubmitMoveEncoder move = new SubmitMoveEncoder();
    private final MoveSigning signing = new MoveSigning(2 * RuleSetDescriptor.MOVE_LENGTH_LIMIT);
    private long correlationId;
    private int length;

    UnsafeBuffer buffer() {
        return buffer;
    }

    int length() {
        return length;
    }

    void length(final int changed) {
        length = changed;
    }

    /** The bytes of a move's frame that its seat signs. */
    byte[] signedBytes() {
        final byte[] bytes = new byte[Math.max(0, length - SIGNED)];
        buffer.getBytes(SIGNED, bytes);
        return bytes;
    }

    byte[] toByteArray() {
        final byte[] bytes = new byte[length];
        buffer.getBytes(0, bytes);
        return bytes;
    }

    void putBytes(final byte[] frame) {
        buffer.putBytes(0, frame);
        length = frame.length;
        buffer.putLong(BODY, ++correlationId, ByteOrder.LITTLE_ENDIAN);
    }

    /** A move that its seat has signed. */
    Frames move(final Mirror match, final int seat, final int sequence, final byte[] payload) {
        return move(match, seat, sequence, MoveSigning.ACTION_MOVE, payload);
    }

    Frames move(final Mirror match, final int seat, final int sequence, final int action, final byte[] payload) {
        move.wrapAndApplyHeader(buffer, 0, header)
                .correlationId(++correlationId)
                .deadlineMs(0)
                .epoch(EPOCH)
                .gatewayId(GATEWAY)
                .reserved(0)
                .label(MoveSigning.LABEL)
                .matchIdHigh(match.idHigh())
                .matchIdLow(match.idLow())
                .sequence(Integer.toUnsignedLong(sequence))
                .seat((short) seat)
                .action((short) action)
                .putPayload(payload, 0, payload.length);
        length = BODY + move.encodedLength();
        return sign(match, seat % match.seats());
    }

    /** The fields of the move made last, to be changed. */
    SubmitMoveEncoder fields() {
        return move;
    }

    /** Sign what stands in the frame with a seat's key, whatever it says. */
    Frames sign(final Mirror match, final int seat) {
        signing.sign(match.keys(), seat * SeatKeys.LENGTH, buffer, SIGNED, length - SIGNED, buffer, TAG);
        return this;
    }

    void flipBit(final int bit) {
        final int at = bit / Byte.SIZE;
        buffer.putByte(at, (byte) (buffer.getByte(at) ^ 1 << bit % Byte.SIZE));
    }

    /** A match of a plan; the player of each seat is its number. */
    Frames create(final long idHigh, final long idLow, final MatchPlan plan, final byte[] seed) {
        final CreateMatchEncoder encoder = new CreateMatchEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, header)
                .correlationId(++correlationId)
                .matchIdHigh(idHigh)
                .matchIdLow(idLow)
                .clockInitialMs(plan.clockMs())
                .clockIncrementMs(0)
                .abandonGraceMs(0)
                .epoch(EPOCH)
                .gatewayId(GATEWAY)
                .rulesVersion(plan.rulesVersion())
                .signing(SigningMode.PLAYER)
                .putSeed(seed, 0, HeadPreimage.SEED_LENGTH);
        final CreateMatchEncoder.SeatsEncoder seats = encoder.seatsCount(plan.seats());
        for (int seat = 0; seat < plan.seats(); seat++) {
            seats.next().playerIdHigh(1).playerIdLow(seat);
        }
        encoder.rules(plan.rules()).putOptions(plan.options(), 0, plan.options().length);
        length = BODY + encoder.encodedLength();
        return this;
    }

    Frames connect(final Mirror match, final int seat, final long player, final long connectionId) {
        new ConnectSeatEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .correlationId(++correlationId)
                .matchIdHigh(match.idHigh())
                .matchIdLow(match.idLow())
                .playerIdHigh(1)
                .playerIdLow(player)
                .connectionId(connectionId)
                .epoch(EPOCH)
                .gatewayId(GATEWAY)
                .seat((short) seat);
        length = BODY + ConnectSeatEncoder.BLOCK_LENGTH;
        return this;
    }

    Frames disconnect(final Mirror match, final int seat, final long connectionId) {
        new DisconnectSeatEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .matchIdHigh(match.idHigh())
                .matchIdLow(match.idLow())
                .connectionId(connectionId)
                .epoch(EPOCH)
                .gatewayId(GATEWAY)
                .seat((short) seat);
        length = BODY + DisconnectSeatEncoder.BLOCK_LENGTH;
        return this;
    }

    Frames inspect(final Mirror match) {
        new InspectMatchEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .correlationId(++correlationId)
                .matchIdHigh(match.idHigh())
                .matchIdLow(match.idLow())
                .epoch(EPOCH)
                .gatewayId(GATEWAY);
        length = BODY + InspectMatchEncoder.BLOCK_LENGTH;
        return this;
    }

    Frames view(final Mirror match, final int seat) {
        new ViewMatchEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .correlationId(++correlationId)
                .matchIdHigh(match.idHigh())
                .matchIdLow(match.idLow())
                .epoch(EPOCH)
                .gatewayId(GATEWAY)
                .seat((short) seat);
        length = BODY + ViewMatchEncoder.BLOCK_LENGTH;
        return this;
    }
}
