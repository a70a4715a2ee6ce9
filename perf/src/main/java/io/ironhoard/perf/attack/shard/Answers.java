package io.ironhoard.perf.attack.shard;

import io.ironhoard.proto.sbe.MatchCreatedDecoder;
import io.ironhoard.proto.sbe.MatchEventDecoder;
import io.ironhoard.proto.sbe.MatchInspectedDecoder;
import io.ironhoard.proto.sbe.MatchViewedDecoder;
import io.ironhoard.proto.sbe.MessageHeaderDecoder;
import io.ironhoard.proto.sbe.MoveReceiptDecoder;
import io.ironhoard.proto.sbe.MoveRejectedDecoder;
import io.ironhoard.proto.sbe.RequestRefusedDecoder;
import io.ironhoard.proto.sbe.SeatConnectedDecoder;
import io.ironhoard.proto.sbe.SeatPresenceDecoder;
import java.util.Optional;
import org.agrona.DirectBuffer;

/** What a frame brought about, read from the shard's two streams. One thread. */
final class Answers {
    private static final long NO_CORRELATION = 0;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final Matches matches;
    private long events;
    private Optional<Answer> answer = Optional.empty();
    private byte[] initialHead = {};
    private byte[] stateHash = {};

    /** How a frame was answered. */
    enum Kind {
        /** A move was accepted. */
        ACCEPTED,
        /** A move was accepted before. */
        DUPLICATE,
        /** A move or a request was refused. */
        REFUSED,
        /** A request was granted. */
        GRANTED
    }

    /**
     * The one answer to a frame.
     *
     * @param kind how.
     * @param code the refusal's code, else 0.
     * @param correlationId which frame's.
     */
    record Answer(Kind kind, int code, long correlationId) {}

    Answers(final Matches matches) {
        this.matches = matches;
    }

    /** Read everything that the shard has written since the last call. */
    Optional<Answer> read(final ShardTarget target) {
        answer = Optional.empty();
        for (final DirectBuffer message : target.takeEvents()) {
            onEvent(message);
        }
        for (final DirectBuffer message : target.takeReplies()) {
            onReply(message);
        }
        return answer;
    }

    /** How many events were checked. */
    long events() {
        return events;
    }

    /** The head of the match created last. */
    byte[] initialHead() {
        return initialHead;
    }

    /** The hash of the match inspected last. */
    byte[] stateHash() {
        return stateHash;
    }

    private void onEvent(final DirectBuffer message) {
        header.wrap(message, 0);
        if (header.templateId() == MatchCreatedDecoder.TEMPLATE_ID) {
            final MatchCreatedDecoder created = new MatchCreatedDecoder().wrapAndApplyHeader(message, 0, header);
            initialHead = new byte[MatchCreatedDecoder.initialHeadLength()];
            created.getInitialHead(initialHead, 0, initialHead.length);
            answered(Kind.GRANTED, 0, created.correlationId());
            return;
        }
        final MatchEventDecoder event = new MatchEventDecoder().wrapAndApplyHeader(message, 0, header);
        events++;
        matches.find(event.matchIdHigh()).onEvent(event, EventParts.read(event));
        if (event.correlationId() != NO_CORRELATION) {
            answered(Kind.ACCEPTED, 0, event.correlationId());
        }
    }

    private void onReply(final DirectBuffer message) {
        header.wrap(message, 0);
        switch (header.templateId()) {
            case MoveRejectedDecoder.TEMPLATE_ID -> {
                final MoveRejectedDecoder rejected = new MoveRejectedDecoder().wrapAndApplyHeader(message, 0, header);
                answered(Kind.REFUSED, rejected.code(), rejected.correlationId());
            }
            case RequestRefusedDecoder.TEMPLATE_ID -> {
                final RequestRefusedDecoder refused =
                        new RequestRefusedDecoder().wrapAndApplyHeader(message, 0, header);
                answered(Kind.REFUSED, refused.code(), refused.correlationId());
            }
            case MoveReceiptDecoder.TEMPLATE_ID -> answered(
                    Kind.DUPLICATE, 0,
                    new MoveReceiptDecoder().wrapAndApplyHeader(message, 0, header).correlationId());
            case SeatConnectedDecoder.TEMPLATE_ID -> answered(
                    Kind.GRANTED, 0,
                    new SeatConnectedDecoder().wrapAndApplyHeader(message, 0, header).correlationId());
            case MatchViewedDecoder.TEMPLATE_ID -> answered(
                    Kind.GRANTED, 0,
                    new MatchViewedDecoder().wrapAndApplyHeader(message, 0, header).correlationId());
            case MatchInspectedDecoder.TEMPLATE_ID -> {
                final MatchInspectedDecoder inspected =
                        new MatchInspectedDecoder().wrapAndApplyHeader(message, 0, header);
                stateHash = new byte[MatchInspectedDecoder.stateHashLength()];
                inspected.getStateHash(stateHash, 0, stateHash.length);
                answered(Kind.GRANTED, 0, inspected.correlationId());
            }
            case SeatPresenceDecoder.TEMPLATE_ID -> {
                // Nobody asked for it.
            }
            default -> answered(Kind.GRANTED, 0, NO_CORRELATION);
        }
    }

    private void answered(final Kind kind, final int code, final long correlationId) {
        FuzzFault.require(answer.isEmpty() || correlationId == NO_CORRELATION, "two answers to one frame");
        answer = Optional.of(new Answer(kind, code, correlationId));
    }
}
