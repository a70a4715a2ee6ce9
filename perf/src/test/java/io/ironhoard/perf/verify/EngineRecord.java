package io.ironhoard.perf.verify;

import io.ironhoard.dispatcher.hash.JdkMoveHash;
import io.ironhoard.dispatcher.match.MatchMemory;
import io.ironhoard.dispatcher.rules.InstalledRules;
import io.ironhoard.dispatcher.rules.RuleSetRegistry;
import io.ironhoard.dispatcher.shard.Outlet;
import io.ironhoard.dispatcher.shard.ShardEngine;
import io.ironhoard.dispatcher.shard.ShardResources;
import io.ironhoard.dispatcher.shard.ShardSettings;
import io.ironhoard.dispatcher.validation.MoveFrame;
import io.ironhoard.proto.chain.ChainHasher;
import io.ironhoard.proto.chain.HeadPreimage;
import io.ironhoard.proto.counters.MoveBook;
import io.ironhoard.proto.crypto.MoveSigning;
import io.ironhoard.proto.crypto.SeatKeys;
import io.ironhoard.proto.record.RecordSigner;
import io.ironhoard.proto.record.RecordWriter;
import io.ironhoard.proto.record.Standing;
import io.ironhoard.proto.rules.OptionsCodec;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import io.ironhoard.proto.sbe.ConnectSeatDecoder;
import io.ironhoard.proto.sbe.ConnectSeatEncoder;
import io.ironhoard.proto.sbe.CreateMatchDecoder;
import io.ironhoard.proto.sbe.CreateMatchEncoder;
import io.ironhoard.proto.sbe.MatchCreatedDecoder;
import io.ironhoard.proto.sbe.MatchEventDecoder;
import io.ironhoard.proto.sbe.MessageHeaderDecoder;
import io.ironhoard.proto.sbe.MessageHeaderEncoder;
import io.ironhoard.proto.sbe.SigningMode;
import io.ironhoard.proto.sbe.SubmitMoveEncoder;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import static org.assertj.core.api.Assertions.assertThat;

/** One match through the real shard engine on a stepped clock, and the record of it. */
public final class EngineRecord {
    static final long T0 = 1_700_000_000_000L;
    static final byte[] NODE_SECRET = "the node's secret, 32 bytes long".getBytes(StandardCharsets.US_ASCII);

    private static final long MATCH_HIGH = 0x1122334455667788L;
    private static final long MATCH_LOW = 0x99AABBCCDDEEFF00L;
    private static final int EPOCH = 3;
    private static final int EVENTS_MAX = 20_000;
    private static final long GRACE_MS = 60_000;

    private final Kept events = new Kept();
    private final UnsafeBuffer frame = new UnsafeBuffer(ByteBuffer.allocateDirect(8192));
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MessageHeaderDecoder headerDecoder = new MessageHeaderDecoder();
    private final MoveSigning signing = new MoveSigning(RuleSetDescriptor.MOVE_LENGTH_LIMIT);
    private final int seats;
    private final int[] sequences;
    private final byte[] keys;
    private final byte[] seed = "the seed of the match, 32 bytes.".getBytes(StandardCharsets.US_ASCII);
    private final RuleSetDescriptor descriptor;
    private final byte[] options;
    private final long clockMs;
    private final ShardEngine engine;
    private long nowMs = T0;

    /** Keeps the messages that the engine writes. */
    private static final class Kept implements Outlet {
        private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(ROOM_FOR_ONE_INPUT));
        private final List<UnsafeBuffer> messages = new ArrayList<>();
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
            messages.add(new UnsafeBuffer(copy));
        }
    }

    /** Keeps the one match's memory for as long as this lives. */
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

    /** A match of two seats. */
    EngineRecord(final String rules, final Map<String, String> options, final long clockMs) {
        this(rules, 2, options, clockMs);
    }

    public EngineRecord(
            final String rules, final int seats, final Map<String, String> options, final long clockMs) {
        this.seats = seats;
        sequences = new int[seats];
        keys = new byte[seats * SeatKeys.LENGTH];
        final RuleSetRegistry registry = RuleSetRegistry.builtIn();
        descriptor = registry.findLatest(rules).orElseThrow().descriptor();
        this.options = OptionsCodec.encode(descriptor, options);
        this.clockMs = clockMs;
        engine = new ShardEngine(
                new ShardSettings(
                        0, 1, EPOCH, "memory", 10, EVENTS_MAX, 1_000, GRACE_MS, GRACE_MS, 16, 1_000_000,
                        1_000_000),
                new InstalledRules(registry),
                new ShardResources(new KeptMemory(), new JdkMoveHash(), NODE_SECRET),
                new MoveBook(new UnsafeBuffer(new byte[MoveBook.LENGTH]), 0),
                events,
                new Kept(),
                (rulesId, fault) -> assertThat(fault).as(rulesId).isNull());
        engine.start(nowMs);
        create();
        new SeatKeys(NODE_SECRET).derive(MATCH_HIGH, MATCH_LOW, seats, keys);
        for (int seat = 0; seat < seats; seat++) {
            connect(seat);
        }
    }

    /** Play on in the order of the seats, one move after the other, a second for each. */
    EngineRecord moves(final int firstSeat, final byte[]... payloads) {
        int seat = firstSeat;
        for (final byte[] payload : payloads) {
            nowMs += 1_000;
            submit(seat, MoveSigning.ACTION_MOVE, payload);
            seat = 1 - seat;
        }
        return this;
    }

    public EngineRecord resign(final int seat) {
        nowMs += 1_000;
        submit(seat, MoveSigning.ACTION_RESIGN, new byte[0]);
        return this;
    }

    public EngineRecord pass(final long ms) {
        final long end = nowMs + ms;
        while (nowMs < end) {
            nowMs = Math.min(end, nowMs + 4);
            while (engine.expireTimer(nowMs)) {
                assertThat(nowMs).isLessThanOrEqualTo(end);
            }
        }
        return this;
    }

    /** One move of a seat, some time after what went before. */
    public EngineRecord move(final int seat, final long afterMs, final int payload) {
        pass(afterMs);
        submit(seat, MoveSigning.ACTION_MOVE, new byte[] {(byte) payload});
        return this;
    }

    /** Whether the match has ended. */
    public boolean isOver() {
        headerDecoder.wrap(events.messages.getLast(), 0);
        return headerDecoder.templateId() == MatchEventDecoder.TEMPLATE_ID && lastEvent().endReason() != 0;
    }

    /** What the last event told a seat alone. */
    public byte[] privatePart(final int seat) {
        for (final MatchEventDecoder.PrivatePartsDecoder part : lastEvent().privateParts()) {
            final byte[] bytes = new byte[part.partLength()];
            final int of = part.seat();
            part.getPart(bytes, 0, bytes.length);
            if (of == seat) {
                return bytes;
            }
        }
        return new byte[0];
    }

    private MatchEventDecoder lastEvent() {
        final MatchEventDecoder event =
                new MatchEventDecoder().wrapAndApplyHeader(events.messages.getLast(), 0, headerDecoder);
        event.standings().forEach(standing -> {});
        return event;
    }

    byte[] seatKey(final int seat) {
        final byte[] key = new byte[SeatKeys.LENGTH];
        System.arraycopy(keys, seat * SeatKeys.LENGTH, key, 0, key.length);
        return key;
    }

    /** The finished match's record. */
    public byte[] finish(final RecordSigner signer) {
        RecordWriter writer = null;
        final ChainHasher chain = new ChainHasher(RuleSetDescriptor.MOVE_LENGTH_LIMIT);
        for (final UnsafeBuffer message : events.messages) {
            headerDecoder.wrap(message, 0);
            if (headerDecoder.templateId() == MatchCreatedDecoder.TEMPLATE_ID) {
                writer = begin(new MatchCreatedDecoder().wrapAndApplyHeader(message, 0, headerDecoder));
            } else if (headerDecoder.templateId() == MatchEventDecoder.TEMPLATE_ID) {
                final MatchEventDecoder event = new MatchEventDecoder().wrapAndApplyHeader(message, 0, headerDecoder);
                final List<Standing> standings = append(writer, chain, event);
                if (event.endReason() != 0) {
                    return writer.finish(event.endReason(), standings, signer);
                }
            }
        }
        throw new AssertionError("the match goes on");
    }

    private RecordWriter begin(final MatchCreatedDecoder created) {
        final byte[] head = new byte[ChainHasher.HEAD_LENGTH];
        created.getInitialHead(head, 0, head.length);
        final byte[] id = descriptor.id().getBytes(StandardCharsets.US_ASCII);
        final HeadPreimage preimage = new HeadPreimage(seats, id.length + options.length);
        preimage.match(MATCH_HIGH, MATCH_LOW, created.timeMs(), new UnsafeBuffer(seed), 0)
                .clock(clockMs, 0, GRACE_MS)
                .rules(descriptor.version(), SigningMode.GATEWAY.value(), seats);
        for (int seat = 0; seat < seats; seat++) {
            preimage.player(seat, 100 + seat, seat);
        }
        preimage.rulesId(new UnsafeBuffer(id), 0, id.length);
        preimage.options(new UnsafeBuffer(options), 0, options.length);
        return new RecordWriter(preimage.toByteArray(), seed, head);
    }

    private static List<Standing> append(
            final RecordWriter writer, final ChainHasher chain, final MatchEventDecoder event) {
        final byte[] head = new byte[ChainHasher.HEAD_LENGTH];
        event.getHead(head, 0, head.length);
        final List<Standing> standings = new ArrayList<>();
        for (final var standing : event.standings()) {
            standings.add(new Standing(standing.placement(), standing.score()));
        }
        event.privateParts().forEach(part -> part.skipPart());
        final UnsafeBuffer payload = new UnsafeBuffer(new byte[event.payloadLength()]);
        event.getPayload(payload, 0, payload.capacity());
        final int length = chain.encode(
                (int) event.index(), event.kindRaw(), event.seat(), event.timeMs(), payload, 0, payload.capacity());
        final byte[] canonical = new byte[length];
        chain.canonical(canonical, 0, length);
        writer.append(canonical, length, head);
        return standings;
    }

    private void create() {
        final CreateMatchEncoder encoder = new CreateMatchEncoder();
        encoder.wrapAndApplyHeader(frame, 0, header)
                .correlationId(1)
                .matchIdHigh(MATCH_HIGH)
                .matchIdLow(MATCH_LOW)
                .clockInitialMs(clockMs)
                .clockIncrementMs(0)
                .abandonGraceMs(GRACE_MS)
                .epoch(EPOCH)
                .gatewayId(0)
                .rulesVersion(descriptor.version())
                .signing(SigningMode.GATEWAY)
                .putSeed(seed, 0, seed.length);
        final CreateMatchEncoder.SeatsEncoder players = encoder.seatsCount(seats);
        for (int seat = 0; seat < seats; seat++) {
            players.next().playerIdHigh(100 + seat).playerIdLow(seat);
        }
        encoder.rules(descriptor.id()).putOptions(options, 0, options.length);
        engine.createMatch(new CreateMatchDecoder().wrapAndApplyHeader(frame, 0, headerDecoder), nowMs);
    }

    private void connect(final int seat) {
        new ConnectSeatEncoder()
                .wrapAndApplyHeader(frame, 0, header)
                .correlationId(2 + seat)
                .matchIdHigh(MATCH_HIGH)
                .matchIdLow(MATCH_LOW)
                .playerIdHigh(100 + seat)
                .playerIdLow(seat)
                .connectionId(1 + seat)
                .epoch(EPOCH)
                .gatewayId(0)
                .seat((short) seat);
        engine.connectSeat(new ConnectSeatDecoder().wrapAndApplyHeader(frame, 0, headerDecoder), nowMs);
    }

    private void submit(final int seat, final int action, final byte[] payload) {
        final int before = events.messages.size();
        final SubmitMoveEncoder encoder = new SubmitMoveEncoder();
        encoder.wrapAndApplyHeader(frame, 0, header)
                .correlationId(10)
                .deadlineMs(0)
                .epoch(EPOCH)
                .gatewayId(0)
                .reserved(0)
                .label(MoveSigning.LABEL)
                .matchIdHigh(MATCH_HIGH)
                .matchIdLow(MATCH_LOW)
                .sequence(++sequences[seat])
                .seat((short) seat)
                .action((short) action)
                .putPayload(payload, 0, payload.length);
        final int body = MessageHeaderEncoder.ENCODED_LENGTH;
        signing.sign(
                keys,
                seat * SeatKeys.LENGTH,
                frame,
                body + SubmitMoveEncoder.labelEncodingOffset(),
                MoveSigning.HEADER_LENGTH + payload.length,
                frame,
                body + SubmitMoveEncoder.tagEncodingOffset());
        final MoveFrame move = new MoveFrame();
        assertThat(move.wrap(frame, 0, MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength())).isTrue();
        engine.submitMove(move, nowMs);
        assertThat(events.messages).as("accepted").hasSize(before + 1);
    }
}
