package io.ironhoard.dispatcher.shard;

import io.ironhoard.proto.sbe.MatchEventDecoder;
import io.ironhoard.proto.sbe.MessageHeaderDecoder;
import io.ironhoard.proto.sbe.MoveRejectedDecoder;
import io.ironhoard.proto.sbe.RequestRefusedDecoder;
import java.nio.ByteBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Counts what the engine writes, by kind, code and end reason; allocates nothing. */
final class TallyOutlet implements Outlet {
    private static final int CODES = 1_000;

    private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(ROOM_FOR_ONE_INPUT));
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final MatchEventDecoder event = new MatchEventDecoder();
    private final MoveRejectedDecoder rejected = new MoveRejectedDecoder();
    private final RequestRefusedDecoder refused = new RequestRefusedDecoder();
    private final long[] templates = new long[1 << 10];
    private final long[] eventKinds = new long[1 << Byte.SIZE];
    private final long[] endReasons = new long[1 << Byte.SIZE];
    private final long[] moveCodes = new long[CODES];
    private final long[] requestCodes = new long[CODES];
    private long committed;

    @Override
    public boolean hasRoom() {
        return true;
    }

    @Override
    public boolean claim(final int length) {
        return true;
    }

    @Override
    public MutableDirectBuffer buffer() {
        return buffer;
    }

    @Override
    public int offset() {
        return 0;
    }

    @Override
    public void commit() {
        committed++;
        header.wrap(buffer, 0);
        final int template = header.templateId();
        templates[template]++;
        if (template == MatchEventDecoder.TEMPLATE_ID) {
            event.wrapAndApplyHeader(buffer, 0, header);
            eventKinds[event.kindRaw()]++;
            endReasons[event.endReason()]++;
        } else if (template == MoveRejectedDecoder.TEMPLATE_ID) {
            moveCodes[rejected.wrapAndApplyHeader(buffer, 0, header).code()]++;
        } else if (template == RequestRefusedDecoder.TEMPLATE_ID) {
            requestCodes[refused.wrapAndApplyHeader(buffer, 0, header).code()]++;
        }
    }

    long committed() {
        return committed;
    }

    long template(final int templateId) {
        return templates[templateId];
    }

    long eventKind(final int kind) {
        return eventKinds[kind];
    }

    long endReason(final int reason) {
        return endReasons[reason];
    }

    long moveCode(final int code) {
        return moveCodes[code];
    }

    long requestCode(final int code) {
        return requestCodes[code];
    }
}
