package io.ironhoard.perf.client;

import com.google.protobuf.ByteString;
import io.grpc.Channel;
import io.grpc.stub.ClientCallStreamObserver;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.v1.GameServiceGrpc;
import io.ironhoard.v1.Join;
import io.ironhoard.v1.Joined;
import io.ironhoard.v1.MatchEvent;
import io.ironhoard.v1.Move;
import io.ironhoard.v1.MoveAccepted;
import io.ironhoard.v1.MoveRejected;
import io.ironhoard.v1.PlayRequest;
import io.ironhoard.v1.PlayResponse;
import io.ironhoard.v1.Resign;
import io.ironhoard.v1.Signing;
import io.ironhoard.v1.Snapshot;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * One seat of one match over one {@code Play} stream: a submission at a time, sent again under its number while the server
 * says that this can help; every event checked against the chain, every receipt against its event.
 *
 * <p>Everything here, and every call of its listener, runs on the link's event loop. No locks.
 */
public final class SeatStream {
    /** How long a submission is sent again, in milliseconds. */
    public static final long RETRY_MS_MAX = 30_000;

    private static final int PROTOCOL_VERSION = 1;
    private static final int RECENT_MAX = 64;
    private static final long RETRY_PAUSE_MS_MIN = 1;

    private final ScheduledExecutorService loop;
    private final MatchId matchId;
    private final int seat;
    private final boolean bySnapshot;
    private final SeatListener listener;
    private final ChainFollower chain = new ChainFollower();
    private final Deque<MatchEvent> recent = new ArrayDeque<>(RECENT_MAX);

    private ClientCallStreamObserver<PlayRequest> requests;
    private Optional<PlayerSigning> signing = Optional.empty();
    private Submission pending;
    private MoveAccepted unmatchedReceipt;
    /** The answer to the join; null before it came. */
    private Joined answer;
    private int lastSequence;
    private int retries;
    private boolean isJoined;
    private boolean isClosed;

    /** What waits for its answer. */
    private static final class Submission {
        private final PlayRequest request;
        private final int sequence;
        private final long intendedNs;

        Submission(final PlayRequest request, final int sequence, final long intendedNs) {
            this.request = request;
            this.sequence = sequence;
            this.intendedNs = intendedNs;
        }
    }

    private SeatStream(
            final ScheduledExecutorService loop,
            final MatchId matchId,
            final int seat,
            final boolean bySnapshot,
            final SeatListener listener) {
        this.loop = loop;
        this.matchId = matchId;
        this.seat = seat;
        this.bySnapshot = bySnapshot;
        this.listener = listener;
    }

    /**
     * Open a stream and join.
     *
     * @param link the server.
     * @param channel one of the link's connections.
     * @param player whose seat it is.
     * @param matchId the match.
     * @param seat the seat, from 0.
     * @param listener told of everything, never before this returns.
     * @return the stream.
     */
    public static SeatStream open(
            final ServerLink link,
            final Channel channel,
            final PlayerSession player,
            final MatchId matchId,
            final int seat,
            final SeatListener listener) {
        final SeatStream stream = new SeatStream(link.loop(), matchId, seat, false, listener);
        link.loop().execute(() -> stream.start(channel, player));
        return stream;
    }

    /**
     * Open a stream and join a match that may have been going on for long: what the seat may see now comes instead of the
     * events so far.
     *
     * @param link the server.
     * @param channel one of the link's connections.
     * @param player whose seat it is.
     * @param matchId the match.
     * @param seat the seat, from 0.
     * @param listener told of everything, never before this returns.
     * @return the stream.
     */
    public static SeatStream openBySnapshot(
            final ServerLink link,
            final Channel channel,
            final PlayerSession player,
            final MatchId matchId,
            final int seat,
            final SeatListener listener) {
        final SeatStream stream = new SeatStream(link.loop(), matchId, seat, true, listener);
        link.loop().execute(() -> stream.start(channel, player));
        return stream;
    }

    /** The seat, from 0. */
    public int seat() {
        return seat;
    }

    /** Whether a submission may be made now. */
    public boolean isReady() {
        return isJoined && !isClosed && pending == null;
    }

    /** The index of the next event that will come. */
    public int nextIndex() {
        return chain.nextIndex();
    }

    /** How often a submission was sent again. */
    public int retries() {
        return retries;
    }

    /**
     * Submit a move.
     *
     * @param payload the rule set's bytes.
     * @param intendedNs when it was meant to be sent, by {@link System#nanoTime}.
     */
    public void move(final byte[] payload, final long intendedNs) {
        final int sequence = lastSequence + 1;
        final Move.Builder move =
                Move.newBuilder().setSequence(sequence).setPayload(ByteString.copyFrom(payload));
        signing.ifPresent(key -> move.setTag(key.tagOfMove(sequence, payload)));
        submit(new Submission(PlayRequest.newBuilder().setMove(move).build(), sequence, intendedNs));
    }

    /**
     * Give the match up.
     *
     * @param intendedNs when it was meant to be sent, by {@link System#nanoTime}.
     */
    public void resign(final long intendedNs) {
        final int sequence = lastSequence + 1;
        final Resign.Builder resign = Resign.newBuilder().setSequence(sequence);
        signing.ifPresent(key -> resign.setTag(key.tagOfResignation(sequence)));
        submit(new Submission(PlayRequest.newBuilder().setResign(resign).build(), sequence, intendedNs));
    }

    /** Leave. The listener hears nothing more. */
    public void close() {
        if (!isClosed) {
            isClosed = true;
            pending = null;
            if (requests != null) {
                requests.onCompleted();
            }
        }
    }

    private void start(final Channel channel, final PlayerSession player) {
        if (isClosed) {
            return;
        }
        GameServiceGrpc.newStub(channel).withCallCredentials(player.token()).play(new Responses());
        requests.onNext(PlayRequest.newBuilder()
                .setJoin(Join.newBuilder()
                        .setMatchId(matchId.toString())
                        .setSeat(seat)
                        .setSnapshot(bySnapshot)
                        .setProtocolVersion(PROTOCOL_VERSION))
                .build());
    }

    private void submit(final Submission submission) {
        if (!isReady()) {
            throw new IllegalStateException("seat " + seat + " is not ready for a submission");
        }
        pending = submission;
        requests.onNext(submission.request);
    }

    private void onResponse(final PlayResponse response) throws ProtocolException {
        switch (response.getFrameCase()) {
            case EVENT -> onEvent(response.getEvent());
            case ACCEPTED -> onAccepted(response.getAccepted());
            case REJECTED -> onRejected(response.getRejected());
            case OVERLOADED -> {
                awaited(response.getOverloaded().getSequence());
                again(response.getOverloaded().getRetryAfterMs());
            }
            case JOINED -> onJoined(response.getJoined());
            case SNAPSHOT -> onSnapshot(response.getSnapshot());
            case PRESENCE, SPECTATORS -> {}
            case FRAME_NOT_SET -> throw new ProtocolException("an empty frame came");
        }
    }

    private void onJoined(final Joined joined) throws ProtocolException {
        if (answer != null) {
            throw new ProtocolException("a second answer to one join came");
        }
        answer = joined;
        chain.begin(joined, matchId);
        if (joined.getSeatKey().isEmpty() == (joined.getSettings().getSigning() == Signing.SIGNING_PLAYER)) {
            throw new ProtocolException("a seat key belongs to a player-signed match, and only there");
        }
        if (!joined.getSeatKey().isEmpty()) {
            signing = Optional.of(new PlayerSigning(matchId, seat, joined.getSeatKey().toByteArray()));
        }
        lastSequence = joined.getLastSequence();
        if (!bySnapshot) {
            begin();
        }
    }

    private void onSnapshot(final Snapshot snapshot) throws ProtocolException {
        if (!bySnapshot || answer == null || isJoined) {
            throw new ProtocolException("a snapshot came where none was due");
        }
        if (snapshot.getIndex() != answer.getNextIndex()) {
            throw new ProtocolException("the snapshot is of another index than the answer to the join");
        }
        chain.skipTo(snapshot);
        listener.snapshot(this, snapshot);
        begin();
    }

    private void begin() {
        isJoined = true;
        listener.joined(this);
    }

    private void onEvent(final MatchEvent event) throws ProtocolException {
        if (!isJoined) {
            throw new ProtocolException("an event came before the answer to the join and its snapshot");
        }
        chain.follow(event);
        if (recent.size() == RECENT_MAX) {
            recent.removeFirst();
        }
        recent.addLast(event);
        if (unmatchedReceipt != null && unmatchedReceipt.getIndex() == event.getIndex()) {
            matchReceipt(unmatchedReceipt, event);
            unmatchedReceipt = null;
        }
        listener.event(this, event);
    }

    private void onAccepted(final MoveAccepted receipt) throws ProtocolException {
        final Submission answered = awaited(receipt.getSequence());
        pending = null;
        lastSequence = answered.sequence;
        if (receipt.getIndex() >= chain.nextIndex()) {
            unmatchedReceipt = receipt;
        } else {
            for (final MatchEvent event : recent) {
                if (event.getIndex() == receipt.getIndex()) {
                    matchReceipt(receipt, event);
                }
            }
        }
        listener.accepted(this, receipt.getIndex(), System.nanoTime() - answered.intendedNs);
    }

    private void onRejected(final MoveRejected rejected) throws ProtocolException {
        final Submission answered = awaited(rejected.getSequence());
        if (rejected.getProblem().getRetry()
                && System.nanoTime() - answered.intendedNs < TimeUnit.MILLISECONDS.toNanos(RETRY_MS_MAX)) {
            again(rejected.getProblem().getRetryAfterMs());
            return;
        }
        pending = null;
        listener.rejected(this, rejected.getProblem(), System.nanoTime() - answered.intendedNs);
    }

    private static void matchReceipt(final MoveAccepted receipt, final MatchEvent event) throws ProtocolException {
        if (!receipt.getHead().equals(event.getHead()) || receipt.getTimeMs() != event.getTimeMs()) {
            throw new ProtocolException("the receipt of event " + event.getIndex() + " is not that event's");
        }
    }

    private Submission awaited(final int sequence) throws ProtocolException {
        if (pending == null || pending.sequence != sequence) {
            throw new ProtocolException("an answer came to sequence number " + Integer.toUnsignedString(sequence)
                    + ", which waits for none");
        }
        return pending;
    }

    /** The same number again: whatever became of it before, it counts once. */
    private void again(final long retryAfterMs) {
        final Submission submission = pending;
        retries++;
        if (System.nanoTime() - submission.intendedNs > TimeUnit.MILLISECONDS.toNanos(RETRY_MS_MAX)) {
            fail("the server was overloaded for " + RETRY_MS_MAX + " ms");
            return;
        }
        loop.schedule(
                () -> {
                    if (!isClosed && pending == submission) {
                        requests.onNext(submission.request);
                    }
                },
                Math.max(RETRY_PAUSE_MS_MIN, retryAfterMs),
                TimeUnit.MILLISECONDS);
    }

    private void fail(final String reason) {
        if (!isClosed) {
            isClosed = true;
            pending = null;
            if (requests != null) {
                requests.cancel(reason, null);
            }
            listener.closed(this, reason);
        }
    }

    private final class Responses extends LoopResponses<PlayRequest, PlayResponse> {
        Responses() {
            super(loop);
        }

        @Override
        void started(final ClientCallStreamObserver<PlayRequest> stream) {
            requests = stream;
        }

        @Override
        boolean isClosed() {
            return isClosed;
        }

        @Override
        void onResponse(final PlayResponse response) throws ProtocolException {
            SeatStream.this.onResponse(response);
        }

        @Override
        void fail(final String reason) {
            SeatStream.this.fail(reason);
        }
    }
}
