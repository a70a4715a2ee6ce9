package io.ironhoard.deploy.system;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.ironhoard.dispatcher.hash.JdkMoveHash;
import io.ironhoard.dispatcher.match.MatchMemory;
import io.ironhoard.dispatcher.rules.InstalledRules;
import io.ironhoard.dispatcher.rules.treasurehunt.TreasureHuntRules;
import io.ironhoard.dispatcher.shard.Outlet;
import io.ironhoard.dispatcher.shard.ShardEngine;
import io.ironhoard.dispatcher.shard.ShardResources;
import io.ironhoard.dispatcher.shard.ShardSettings;
import io.ironhoard.dispatcher.validation.MoveFrame;
import io.ironhoard.matchmaking.gateway.feed.FeedConfig;
import io.ironhoard.matchmaking.gateway.feed.FeedStore;
import io.ironhoard.matchmaking.gateway.feed.MatchFeed;
import io.ironhoard.proto.chain.ChainHasher;
import io.ironhoard.proto.counters.CountersFile;
import io.ironhoard.proto.counters.MoveBook;
import io.ironhoard.proto.crypto.MoveSigning;
import io.ironhoard.proto.crypto.SeatKeys;
import io.ironhoard.proto.ipc.StreamIds;
import io.ironhoard.proto.rules.OptionsCodec;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import io.ironhoard.proto.sbe.ConnectSeatDecoder;
import io.ironhoard.proto.sbe.ConnectSeatEncoder;
import io.ironhoard.proto.sbe.CreateMatchDecoder;
import io.ironhoard.proto.sbe.CreateMatchEncoder;
import io.ironhoard.proto.sbe.MatchCreatedDecoder;
import io.ironhoard.proto.sbe.MatchEventDecoder;
import io.ironhoard.proto.sbe.MatchViewedDecoder;
import io.ironhoard.proto.sbe.MessageHeaderDecoder;
import io.ironhoard.proto.sbe.MessageHeaderEncoder;
import io.ironhoard.proto.sbe.SigningMode;
import io.ironhoard.proto.sbe.SubmitMoveEncoder;
import io.ironhoard.proto.sbe.ViewMatchDecoder;
import io.ironhoard.proto.sbe.ViewMatchEncoder;
import io.ironhoard.v1.MatchEvent;
import io.ironhoard.v1.PlayResponse;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A hunt through a shard's engine and a gateway's histories on a clock of the test's, with everything that leaves them: the
 * frames of each seat and of a spectator, and every reply. Two runs differ in nothing but the match's seed.
 */
final class HuntRun {
    /** Who has no seat. */
    static final int SPECTATOR = -1;

    private static final RuleSetDescriptor HUNT = new TreasureHuntRules().descriptor();
    private static final long START_MS = 1_700_000_000_000L;
    private static final long MATCH_HIGH = 77;
    private static final long MATCH_LOW = 78;
    private static final int EPOCH = 3;
    private static final long TICK_MS = 4;
    private static final byte[] NODE_SECRET = new byte[SeatKeys.LENGTH];

    private final Kept events = new Kept();
    private final Kept replies = new Kept();
    private final ShardEngine engine;
    private final FeedStore feeds;
    private final UnsafeBuffer frame = new UnsafeBuffer(ByteBuffer.allocateDirect(4096));
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MessageHeaderDecoder decoder = new MessageHeaderDecoder();
    private final MoveSigning signing = new MoveSigning(RuleSetDescriptor.MOVE_LENGTH_LIMIT);
    private final byte[] keys;
    private final int[] sequences;
    private final int seats;
    private MatchFeed feed;
    private long nowMs = START_MS;
    private long correlationId;

    /** Keeps what is written. */
    private static final class Kept implements Outlet {
        private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(ROOM_FOR_ONE_INPUT));
        private final List<byte[]> messages = new ArrayList<>();
        private int length;

        @Override
        public boolean hasRoom() {
            return true;
        }

        @Override
        public boolean claim(final int claimed) {
            length = claimed;
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
            final byte[] copy = new byte[length];
            buffer.getBytes(0, copy);
            messages.add(copy);
        }

        private List<byte[]> take() {
            final List<byte[]> taken = List.copyOf(messages);
            messages.clear();
            return taken;
        }
    }

    /** Keeps the one hunt's memory for as long as this lives. */
    private static final class KeptMemory implements MatchMemory {
        private final List<MemorySegment> segments = new ArrayList<>();

        @Override
        public long allocate(final int bytes) {
            segments.add(Arena.ofAuto().allocate(bytes, 64));
            return segments.getLast().address();
        }

        @Override
        public void free(final long address, final int bytes) {
            // With this object.
        }
    }

    HuntRun(final byte[] seed, final int seats, final Map<String, String> options, final CountersFile counters) {
        this.seats = seats;
        sequences = new int[seats];
        keys = new byte[seats * SeatKeys.LENGTH];
        new SeatKeys(NODE_SECRET).derive(MATCH_HIGH, MATCH_LOW, seats, keys);
        engine = new ShardEngine(
                new ShardSettings(0, 1, EPOCH, "memory", 10, 100_000, 1_000, 60_000, 60_000, 16, 1_000,
                        1_000),
                new InstalledRules(List.of(new TreasureHuntRules())),
                new ShardResources(new KeptMemory(), new JdkMoveHash(), NODE_SECRET),
                new MoveBook(new UnsafeBuffer(new byte[MoveBook.LENGTH]), 0), events, replies, (rulesId, fault) -> {
                    throw new AssertionError(rulesId, fault);
                });
        feeds = new FeedStore(new FeedConfig(1 << 26, 60_000, 0, 0), (id, version) -> Optional.of(HUNT), counters);
        engine.start(nowMs);
        events.take();
        create(seed, OptionsCodec.encode(HUNT, options));
        for (int seat = 0; seat < seats; seat++) {
            connect(seat);
        }
    }

    /** What head 0 binds, but for the commitment to the seed: it is made to differ, and tells nothing of it. */
    byte[] headPreimage() {
        final byte[] preimage = feed.info().headPreimage().clone();
        Arrays.fill(preimage, 56, 88, (byte) 0);
        return preimage;
    }

    /** The replies since the last look, which carry no head. */
    List<byte[]> takeReplies() {
        return replies.take();
    }

    /** Let time pass, and submit a move. */
    void move(final long afterMs, final int seat, final int move) {
        pass(afterMs);
        final SubmitMoveEncoder encoder = new SubmitMoveEncoder();
        encoder.wrapAndApplyHeader(frame, 0, header)
                .correlationId(++correlationId)
                .deadlineMs(0)
                .epoch(EPOCH)
                .gatewayId(0)
                .reserved(0)
                .label(MoveSigning.LABEL)
                .matchIdHigh(MATCH_HIGH)
                .matchIdLow(MATCH_LOW)
                .sequence(sequences[seat] + 1)
                .seat((short) seat)
                .action((short) MoveSigning.ACTION_MOVE)
                .putPayload(new byte[] {(byte) move}, 0, 1);
        final int body = MessageHeaderEncoder.ENCODED_LENGTH;
        signing.sign(keys, seat * SeatKeys.LENGTH, frame, body + SubmitMoveEncoder.labelEncodingOffset(),
                MoveSigning.HEADER_LENGTH + 1, frame, body + SubmitMoveEncoder.tagEncodingOffset());
        final int before = feed.nextIndex();
        final MoveFrame submitted = new MoveFrame();
        if (!submitted.wrap(frame, 0, MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength())) {
            throw new AssertionError("a move's frame is not one");
        }
        engine.submitMove(submitted, nowMs);
        deliver();
        sequences[seat] += feed.nextIndex() > before ? 1 : 0;
    }

    /** Let time pass, with every timer on its way. */
    void pass(final long ms) {
        final long end = nowMs + ms;
        while (nowMs < end) {
            nowMs = Math.min(end, nowMs + TICK_MS);
            boolean isMore = engine.expireTimer(nowMs);
            while (isMore) {
                isMore = engine.expireTimer(nowMs);
            }
            deliver();
        }
    }

    /** What a seat, or the public, sees now; without the head, which binds the commitment. */
    byte[] view(final int seat) {
        new ViewMatchEncoder()
                .wrapAndApplyHeader(frame, 0, header)
                .correlationId(++correlationId)
                .matchIdHigh(MATCH_HIGH)
                .matchIdLow(MATCH_LOW)
                .epoch(EPOCH)
                .gatewayId(0)
                .seat((short) (seat == SPECTATOR ? StreamIds.NO_SEAT : seat));
        final List<byte[]> before = replies.take();
        engine.viewMatch(new ViewMatchDecoder().wrapAndApplyHeader(frame, 0, decoder), nowMs);
        final byte[] viewed = replies.take().getFirst();
        replies.messages.addAll(before);
        final int head = MessageHeaderDecoder.ENCODED_LENGTH + MatchViewedDecoder.headEncodingOffset();
        Arrays.fill(viewed, head, head + ChainHasher.HEAD_LENGTH, (byte) 0);
        return viewed;
    }

    /** How many events there are. */
    int events() {
        return feed.nextIndex();
    }

    boolean isOver() {
        return feed.isEnded();
    }

    /** The length of the frame that an audience gets of an event. */
    int length(final int index, final int audience) {
        return frame(index, audience).length;
    }

    /** The event as an audience gets it, with the head blanked: it binds the commitment, and so differs from the start. */
    MatchEvent event(final int index, final int audience) {
        try {
            return PlayResponse.parseFrom(frame(index, audience)).getEvent().toBuilder()
                    .setHead(ByteString.copyFrom(new byte[ChainHasher.HEAD_LENGTH])).build();
        } catch (final InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private byte[] frame(final int index, final int audience) {
        return (audience == SPECTATOR ? feed.frame(index) : feed.frame(index, audience)).bytes();
    }

    private void create(final byte[] seed, final byte[] options) {
        final CreateMatchEncoder encoder = new CreateMatchEncoder();
        encoder.wrapAndApplyHeader(frame, 0, header)
                .correlationId(++correlationId)
                .matchIdHigh(MATCH_HIGH)
                .matchIdLow(MATCH_LOW)
                .clockInitialMs(0)
                .clockIncrementMs(0)
                .abandonGraceMs(0)
                .epoch(EPOCH)
                .gatewayId(0)
                .rulesVersion(HUNT.version())
                .signing(SigningMode.GATEWAY)
                .putSeed(seed, 0, seed.length);
        final CreateMatchEncoder.SeatsEncoder players = encoder.seatsCount(seats);
        for (int seat = 0; seat < seats; seat++) {
            players.next().playerIdHigh(100 + seat).playerIdLow(seat);
        }
        encoder.rules(HUNT.id()).putOptions(options, 0, options.length);
        engine.createMatch(new CreateMatchDecoder().wrapAndApplyHeader(frame, 0, decoder), nowMs);
        final DirectBuffer created = new UnsafeBuffer(events.take().getFirst());
        feeds.onMatchCreated(0, new MatchCreatedDecoder().wrapAndApplyHeader(created, 0, decoder));
        feed = feeds.find(MATCH_HIGH, MATCH_LOW).orElseThrow();
    }

    private void connect(final int seat) {
        new ConnectSeatEncoder()
                .wrapAndApplyHeader(frame, 0, header)
                .correlationId(++correlationId)
                .matchIdHigh(MATCH_HIGH)
                .matchIdLow(MATCH_LOW)
                .playerIdHigh(100 + seat)
                .playerIdLow(seat)
                .connectionId(1 + seat)
                .epoch(EPOCH)
                .gatewayId(0)
                .seat((short) seat);
        engine.connectSeat(new ConnectSeatDecoder().wrapAndApplyHeader(frame, 0, decoder), nowMs);
    }

    private void deliver() {
        for (final byte[] event : events.take()) {
            feeds.onMatchEvent(
                    new MatchEventDecoder().wrapAndApplyHeader(new UnsafeBuffer(event), 0, decoder), nowMs);
        }
    }
}
