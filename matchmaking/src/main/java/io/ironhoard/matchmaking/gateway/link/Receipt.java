package io.ironhoard.matchmaking.gateway.link;

import io.ironhoard.proto.chain.ChainHasher;
import io.ironhoard.proto.sbe.MatchEventDecoder;
import io.ironhoard.proto.sbe.MoveReceiptDecoder;

/**
 * What a shard says of an accepted move. One object for all, valid during the call that hands it over.
 */
public final class Receipt {
    private final byte[] head = new byte[ChainHasher.HEAD_LENGTH];
    private int sequence;
    private int index;
    private long timeMs;
    private boolean duplicate;

    Receipt() {}

    Receipt of(final MatchEventDecoder event) {
        sequence = (int) event.sequence();
        index = (int) event.index();
        timeMs = event.timeMs();
        duplicate = false;
        event.getHead(head, 0, head.length);
        return this;
    }

    Receipt of(final MoveReceiptDecoder reply) {
        sequence = (int) reply.sequence();
        index = (int) reply.index();
        timeMs = reply.timeMs();
        duplicate = true;
        reply.getHead(head, 0, head.length);
        return this;
    }

    /** The client's number, uint32. */
    public int sequence() {
        return sequence;
    }

    /** The move's index in the match, uint32. */
    public int index() {
        return index;
    }

    /** The shard's time, milliseconds since the Unix epoch. */
    public long timeMs() {
        return timeMs;
    }

    /** The chain's head after the move; not to be kept or written. */
    public byte[] head() {
        return head;
    }

    /** Whether the move had been accepted before. */
    public boolean duplicate() {
        return duplicate;
    }
}
