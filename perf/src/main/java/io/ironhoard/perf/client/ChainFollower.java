package io.ironhoard.perf.client;

import com.google.protobuf.ByteString;
import io.ironhoard.proto.chain.ChainHasher;
import io.ironhoard.proto.chain.MatchHeader;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.ipc.StreamIds;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import io.ironhoard.proto.sbe.EventKind;
import io.ironhoard.v1.Joined;
import io.ironhoard.v1.MatchEvent;
import io.ironhoard.v1.Snapshot;
import io.ironhoard.v1.Watching;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Recomputes a match's chain from the events of one stream: head 0 from what it binds, then each head from the one before,
 * {@code head = SHA-256(head before | canonical event)}.
 *
 * <p>In the chain are index, kind, seat, time and payload of an event, and nothing else of it. A client that comes back goes
 * on from the head that it kept; this one begins at index 0, or at a snapshot, whose head it has to believe until the record
 * of the match can be checked. When the match ends, its seed is revealed, and must fit what head 0 committed to.
 * Single-threaded.
 */
final class ChainFollower {
    private static final byte[] NOTHING = {};

    private final ChainHasher hasher = new ChainHasher(RuleSetDescriptor.MOVE_LENGTH_LIMIT);
    private final UnsafeBuffer payload = new UnsafeBuffer(NOTHING);
    private final byte[] head = new byte[ChainHasher.HEAD_LENGTH];
    private MatchHeader header;
    private int nextIndex;

    /**
     * Check what a match says of itself, and begin.
     *
     * @param joined the answer to a join from index 0.
     * @param matchId the match that was asked for.
     * @return what head 0 binds.
     * @throws ProtocolException where head 0 is not the hash of its preimage, or binds another match than was told.
     */
    MatchHeader begin(final Joined joined, final MatchId matchId) throws ProtocolException {
        header = JoinedCheck.check(joined, matchId);
        joined.getInitialHead().copyTo(head, 0);
        nextIndex = 0;
        return header;
    }

    /**
     * The same for a spectator.
     *
     * @param watching the answer to the request.
     * @param matchId the match that was asked for.
     * @throws ProtocolException as for a player.
     */
    void begin(final Watching watching, final MatchId matchId) throws ProtocolException {
        header = JoinedCheck.check(watching, matchId);
        watching.getInitialHead().copyTo(head, 0);
        nextIndex = 0;
    }

    /**
     * Go on from a snapshot, in place of the events before it.
     *
     * @param snapshot as it came.
     * @throws ProtocolException where it has no head, or another head 0 than the match.
     */
    void skipTo(final Snapshot snapshot) throws ProtocolException {
        if (snapshot.getHead().size() != head.length) {
            throw new ProtocolException("the snapshot has a head of " + snapshot.getHead().size() + " bytes");
        }
        if (snapshot.getIndex() == 0 && !snapshot.getHead().equals(ByteString.copyFrom(head))) {
            throw new ProtocolException("the snapshot before the first event has another head than head 0");
        }
        snapshot.getHead().copyTo(head, 0);
        nextIndex = snapshot.getIndex();
    }

    /**
     * Check the next event.
     *
     * @param event as it came.
     * @throws ProtocolException where it is not the next one, or its head does not follow.
     */
    void follow(final MatchEvent event) throws ProtocolException {
        if (event.getIndex() != nextIndex) {
            throw new ProtocolException("event " + Integer.toUnsignedString(event.getIndex()) + " came where "
                    + Integer.toUnsignedString(nextIndex) + " was due");
        }
        final int length =
                switch (event.getWhatCase()) {
                    case MOVE -> {
                        final byte[] bytes = event.getMove().getPayload().toByteArray();
                        yield encode(event, EventKind.MOVE, event.getMove().getSeat(), bytes);
                    }
                    case FORFEIT -> {
                        final byte[] reason = {(byte) event.getForfeit().getReason()};
                        yield encode(event, EventKind.FORFEIT, event.getForfeit().getSeat(), reason);
                    }
                    case TIMER -> encode(event, EventKind.TIMER, StreamIds.NO_SEAT, NOTHING);
                    case CLOSED -> {
                        final byte[] reason = {(byte) event.getEnded().getReason()};
                        yield encode(event, EventKind.CLOSE, StreamIds.NO_SEAT, reason);
                    }
                    case WHAT_NOT_SET ->
                            throw new ProtocolException("event " + event.getIndex() + " says nothing of what happened");
                };
        hasher.extend(head, 0, length, head, 0);
        if (!event.getHead().equals(ByteString.copyFrom(head))) {
            throw new ProtocolException("event " + event.getIndex() + ": its head does not follow from the one before");
        }
        if (event.hasEnded() && !header.isSeed(event.getEnded().getSeed().toByteArray())) {
            throw new ProtocolException("the seed that was revealed does not fit what head 0 committed to");
        }
        nextIndex++;
    }

    /** The index of the event that is due. */
    int nextIndex() {
        return nextIndex;
    }

    /** The canonical event: what of it is hashed, and in which form. */
    private int encode(final MatchEvent event, final EventKind kind, final int seat, final byte[] bytes) {
        payload.wrap(bytes);
        return hasher.encode(event.getIndex(), kind.value(), seat, event.getTimeMs(), payload, 0, bytes.length);
    }
}
