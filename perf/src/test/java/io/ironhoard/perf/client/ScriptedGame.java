package io.ironhoard.perf.client;

import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import io.ironhoard.proto.chain.ChainHasher;
import io.ironhoard.proto.chain.HeadPreimage;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.sbe.EventKind;
import io.ironhoard.v1.GameServiceGrpc;
import io.ironhoard.v1.Joined;
import io.ironhoard.v1.MatchEnded;
import io.ironhoard.v1.MatchEvent;
import io.ironhoard.v1.MatchSettings;
import io.ironhoard.v1.Move;
import io.ironhoard.v1.MoveAccepted;
import io.ironhoard.v1.MoveOverloaded;
import io.ironhoard.v1.MovePlayed;
import io.ironhoard.v1.MoveRejected;
import io.ironhoard.v1.PlayRequest;
import io.ironhoard.v1.PlayResponse;
import io.ironhoard.v1.Problem;
import io.ironhoard.v1.Signing;
import io.ironhoard.v1.Snapshot;
import io.ironhoard.v1.SpectateRequest;
import io.ironhoard.v1.SpectateResponse;
import io.ironhoard.v1.Watching;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** A server of one seat that accepts everything, with a true chain, or breaks its contract in one way. */
final class ScriptedGame extends GameServiceGrpc.GameServiceImplBase {
    static final MatchId MATCH = new MatchId(1, 2);

    private static final long T0 = 1_700_000_000_000L;

    /** How it breaks its contract, if it does. */
    enum Lie {
        NONE,
        HEAD_ZERO_OF_ANOTHER_MATCH,
        HEAD_ZERO_NOT_THE_HASH,
        HEAD_ZERO_OF_ANOTHER_GRACE,
        SEAT_KEY_WHERE_THE_GATEWAY_SIGNS,
        GAP,
        WRONG_HEAD,
        CHANGED_PAYLOAD,
        RECEIPT_OF_ANOTHER_HEAD,
        ANSWER_TO_NOTHING,
        OVERLOADED_TWICE,
        REFUSED_FOR_NOW,
        REFUSED_FOR_GOOD,
        RECEIPT_BEFORE_ITS_EVENT,
        SNAPSHOT_OF_ANOTHER_INDEX,
        SNAPSHOT_OF_ANOTHER_HEAD_ZERO,
        SNAPSHOT_NOT_ASKED_FOR,
        EVENT_BEFORE_THE_SNAPSHOT,
        PRIVATE_PART_FOR_SPECTATORS,
        ANOTHER_SEED
    }

    private final Lie lie;
    private final List<Integer> sequences = new ArrayList<>();
    private final ChainHasher chain = new ChainHasher(512);
    private final byte[] head = new byte[ChainHasher.HEAD_LENGTH];
    private int index;

    ScriptedGame(final Lie lie) {
        this.lie = lie;
    }

    /** The sequence numbers of the moves that came, in order. */
    synchronized List<Integer> sequences() {
        return List.copyOf(sequences);
    }

    @Override
    public StreamObserver<PlayRequest> play(final StreamObserver<PlayResponse> out) {
        return new StreamObserver<>() {
            @Override
            public void onNext(final PlayRequest request) {
                if (request.hasJoin()) {
                    out.onNext(PlayResponse.newBuilder().setJoined(joined()).build());
                    if (request.getJoin().getSnapshot()) {
                        out.onNext(PlayResponse.newBuilder().setSnapshot(snapshot()).build());
                    }
                } else {
                    answer(request.getMove(), out);
                }
            }

            @Override
            public void onError(final Throwable failure) {}

            @Override
            public void onCompleted() {
                out.onCompleted();
            }
        };
    }

    /** Two events, and with the second one the end. */
    @Override
    public synchronized void spectate(final SpectateRequest request, final StreamObserver<SpectateResponse> out) {
        final Joined joined = joined();
        out.onNext(SpectateResponse.newBuilder()
                .setWatching(Watching.newBuilder()
                        .setMatchId(joined.getMatchId())
                        .setSettings(joined.getSettings())
                        .addAllPlayerIds(joined.getPlayerIdsList())
                        .setInitialHead(joined.getInitialHead())
                        .setHeadPreimage(joined.getHeadPreimage()))
                .build());
        if (request.getSnapshot() && lie != Lie.EVENT_BEFORE_THE_SNAPSHOT || lie == Lie.SNAPSHOT_NOT_ASKED_FOR) {
            out.onNext(SpectateResponse.newBuilder().setSnapshot(snapshot()).build());
        }
        final Move move = Move.newBuilder().setPayload(ByteString.copyFromUtf8("m")).build();
        final MatchEvent.Builder first = event(move).toBuilder();
        if (lie == Lie.PRIVATE_PART_FOR_SPECTATORS) {
            first.setPrivatePart(ByteString.copyFromUtf8("secret"));
        }
        out.onNext(SpectateResponse.newBuilder().setEvent(first).build());
        final ByteString seed = ByteString.copyFrom(new byte[lie == Lie.ANOTHER_SEED ? 31 : 32]);
        out.onNext(SpectateResponse.newBuilder()
                .setEvent(event(move).toBuilder().setEnded(MatchEnded.newBuilder().setSeed(seed)))
                .build());
        out.onCompleted();
    }

    /** Before the first event, or of a match that has come to event 5. */
    private Snapshot snapshot() {
        final ByteString right = ByteString.copyFrom(head);
        return Snapshot.newBuilder()
                .setIndex(lie == Lie.SNAPSHOT_OF_ANOTHER_INDEX ? 5 : 0)
                .setHead(lie == Lie.SNAPSHOT_OF_ANOTHER_HEAD_ZERO ? ByteString.copyFrom(new byte[32]) : right)
                .setView(ByteString.copyFromUtf8("seen"))
                .build();
    }

    private Joined joined() {
        final byte[] rules = "chess".getBytes(StandardCharsets.US_ASCII);
        final HeadPreimage preimage = new HeadPreimage(1, rules.length);
        final long low = lie == Lie.HEAD_ZERO_OF_ANOTHER_MATCH ? 3 : MATCH.low();
        preimage.match(MATCH.high(), low, T0, new UnsafeBuffer(new byte[32]), 0)
                .clock(0, 0, 1_000)
                .rules(1, Signing.SIGNING_GATEWAY_VALUE, 1);
        preimage.player(0, 7, 8);
        preimage.rulesId(new UnsafeBuffer(rules), 0, rules.length);
        preimage.options(new UnsafeBuffer(new byte[0]), 0, 0);
        preimage.hash(head, 0);
        if (lie == Lie.HEAD_ZERO_NOT_THE_HASH) {
            head[0] ^= 1;
        }
        return Joined.newBuilder()
                .setMatchId(MATCH.toString())
                .setSettings(MatchSettings.newBuilder()
                        .setRules("chess")
                        .setRulesVersion(1)
                        .setSigning(Signing.SIGNING_GATEWAY)
                        .setAbandonGraceMs(lie == Lie.HEAD_ZERO_OF_ANOTHER_GRACE ? 2_000 : 1_000))
                .addPlayerIds("00000000000000070000000000000008")
                .setInitialHead(ByteString.copyFrom(head))
                .setHeadPreimage(ByteString.copyFrom(preimage.toByteArray()))
                .setSeatKey(ByteString.copyFrom(
                        new byte[lie == Lie.SEAT_KEY_WHERE_THE_GATEWAY_SIGNS ? 32 : 0]))
                .build();
    }

    private synchronized void answer(final Move move, final StreamObserver<PlayResponse> out) {
        sequences.add(move.getSequence());
        if (lie == Lie.OVERLOADED_TWICE && sequences.size() <= 2) {
            out.onNext(PlayResponse.newBuilder()
                    .setOverloaded(MoveOverloaded.newBuilder().setSequence(move.getSequence()).setRetryAfterMs(1))
                    .build());
            return;
        }
        if (lie == Lie.REFUSED_FOR_GOOD || lie == Lie.REFUSED_FOR_NOW && sequences.size() == 1) {
            final Problem problem = Problem.newBuilder()
                    .setCode(lie == Lie.REFUSED_FOR_GOOD ? 601 : 500)
                    .setRetry(lie == Lie.REFUSED_FOR_NOW)
                    .build();
            out.onNext(PlayResponse.newBuilder()
                    .setRejected(MoveRejected.newBuilder().setSequence(move.getSequence()).setProblem(problem))
                    .build());
            return;
        }
        final MatchEvent event = event(move);
        final PlayResponse receipt = PlayResponse.newBuilder().setAccepted(receipt(move, event)).build();
        final PlayResponse told = PlayResponse.newBuilder().setEvent(event).build();
        out.onNext(lie == Lie.RECEIPT_BEFORE_ITS_EVENT ? receipt : told);
        out.onNext(lie == Lie.RECEIPT_BEFORE_ITS_EVENT ? told : receipt);
    }

    private MatchEvent event(final Move move) {
        final byte[] bytes = move.getPayload().toByteArray();
        final long time = T0 + index;
        final int length =
                chain.encode(index, EventKind.MOVE.value(), 0, time, new UnsafeBuffer(bytes), 0, bytes.length);
        chain.extend(head, 0, length, head, 0);
        if (lie == Lie.WRONG_HEAD) {
            head[31] ^= 1;
        }
        if (lie == Lie.CHANGED_PAYLOAD) {
            bytes[0] ^= 1;
        }
        return MatchEvent.newBuilder()
                .setIndex(lie == Lie.GAP ? ++index : index++)
                .setTimeMs(time)
                .setHead(ByteString.copyFrom(head))
                .setMove(MovePlayed.newBuilder().setSeat(0).setPayload(ByteString.copyFrom(bytes)))
                .build();
    }

    private MoveAccepted receipt(final Move move, final MatchEvent event) {
        return MoveAccepted.newBuilder()
                .setSequence(move.getSequence() + (lie == Lie.ANSWER_TO_NOTHING ? 5 : 0))
                .setIndex(event.getIndex())
                .setTimeMs(event.getTimeMs())
                .setHead(
                        lie == Lie.RECEIPT_OF_ANOTHER_HEAD
                                ? ByteString.copyFrom(new byte[ChainHasher.HEAD_LENGTH])
                                : event.getHead())
                .build();
    }
}
