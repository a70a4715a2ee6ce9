package io.ironhoard.perf.bench.shard;

import io.ironhoard.proto.sbe.CreateMatchEncoder;
import io.ironhoard.proto.sbe.MessageHeaderEncoder;
import io.ironhoard.proto.sbe.SigningMode;
import java.util.concurrent.TimeUnit;
import org.agrona.MutableDirectBuffer;

/** Frames that open the matches of a book: no clocks, and nobody is missed for an hour. One thread's. */
final class CreateMatchFrames {
    private static final long GRACE_MS = TimeUnit.HOURS.toMillis(1);
    private static final byte[] SEED = new byte[CreateMatchEncoder.seedLength()];

    private final Script script;
    private final MatchBook book;
    private final int gatewayId;
    private final int epoch;
    private final byte[] options;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final CreateMatchEncoder create = new CreateMatchEncoder();

    /**
     * @param script what is played.
     * @param book the matches' ids.
     * @param gatewayId who asks.
     * @param epoch the shard's.
     */
    CreateMatchFrames(final Script script, final MatchBook book, final int gatewayId, final int epoch) {
        this.script = script;
        this.book = book;
        this.gatewayId = gatewayId;
        this.epoch = epoch;
        options = script.options();
    }

    /**
     * Write one frame.
     *
     * @param match which match.
     * @param correlationId of the request.
     * @param out takes it.
     * @param offset where to begin.
     * @return its length.
     */
    int write(final int match, final long correlationId, final MutableDirectBuffer out, final int offset) {
        create.wrapAndApplyHeader(out, offset, header)
                .correlationId(correlationId)
                .matchIdHigh(book.idHigh(match))
                .matchIdLow(book.idLow(match))
                .clockInitialMs(0)
                .clockIncrementMs(0)
                .abandonGraceMs(GRACE_MS)
                .epoch(epoch)
                .gatewayId(gatewayId)
                .rulesVersion(script.rulesVersion())
                .signing(SigningMode.GATEWAY)
                .putSeed(SEED, 0, SEED.length);
        final CreateMatchEncoder.SeatsEncoder seats = create.seatsCount(script.seats());
        for (int seat = 0; seat < script.seats(); seat++) {
            seats.next().playerIdHigh(match).playerIdLow(seat);
        }
        create.rules(script.rules()).putOptions(options, 0, options.length);
        return MessageHeaderEncoder.ENCODED_LENGTH + create.encodedLength();
    }
}
