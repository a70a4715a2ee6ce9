package io.ironhoard.perf.bench.shard;

import io.aeron.Aeron;
import io.aeron.CommonContext;
import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.logbuffer.Header;
import io.ironhoard.dispatcher.ipc.MessageBlock;
import io.ironhoard.proto.chain.ChainHasher;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.ipc.StreamIds;
import io.ironhoard.proto.sbe.GatewayHelloEncoder;
import io.ironhoard.proto.sbe.MatchCreatedDecoder;
import io.ironhoard.proto.sbe.MatchEventDecoder;
import io.ironhoard.proto.sbe.MessageHeaderDecoder;
import io.ironhoard.proto.sbe.MessageHeaderEncoder;
import io.ironhoard.proto.sbe.MoveReceiptDecoder;
import io.ironhoard.proto.sbe.MoveRejectedDecoder;
import io.ironhoard.proto.sbe.RequestRefusedDecoder;
import io.ironhoard.proto.sbe.ShardInfoDecoder;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.agrona.DirectBuffer;
import org.agrona.collections.IntArrayList;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The one gateway of shard 0: it greets, opens matches, and is the {@link Exchange} of prepared moves and events. Frames
 * of one wake-up are appended together. Used by one thread at a time.
 */
final class ShardGateway implements Exchange, AutoCloseable {
    /** Its id. */
    static final int ID = 0;

    private static final int SHARD = 0;
    private static final int FRAGMENTS_PER_POLL_MAX = 256;
    private static final int CREATED_IN_FLIGHT_MAX = 256;
    /** About as many moves in one go as a gateway sends after one wake-up. */
    private static final int BLOCK_BYTES = 2 * 1024;
    /** Rejections come on the replies: looked for every so many polls that found no event. */
    private static final int IDLE_POLLS_BETWEEN_REPLIES = 64;

    private final Aeron aeron;
    private final ExclusivePublication ingress;
    private final Subscription events;
    private final Subscription replies;
    private final MessageBlock block;
    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[StreamIds.MESSAGE_LENGTH_MAX]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MessageHeaderDecoder headerDecoder = new MessageHeaderDecoder();
    private final Answers answers = new Answers();
    /** Matches that had no room yet. */
    private final IntArrayList refused = new IntArrayList();

    private PreparedMoves moves;
    private MatchBook book;
    private long nextCorrelationId = 1;
    private long firstCreatedCorrelationId;
    private int firstCreated;
    private int created;
    private int epoch = -1;
    private int idlePolls;

    /**
     * Connect and greet.
     *
     * @param aeronDirectory the driver's folder.
     * @throws BenchFault where the shard does not answer.
     */
    ShardGateway(final Path aeronDirectory) {
        aeron = BenchClient.connect(aeronDirectory);
        ingress = aeron.addExclusivePublication(CommonContext.IPC_CHANNEL, StreamIds.ingress(ID, SHARD));
        // Tethered, other than a gateway of a server: an event that was missed could not be checked.
        events = aeron.addSubscription(CommonContext.IPC_CHANNEL, StreamIds.events(SHARD));
        replies = aeron.addSubscription(CommonContext.IPC_CHANNEL, StreamIds.replies(SHARD));
        final long deadlineNs = System.nanoTime() + Loops.SILENCE_NS_MAX;
        while (!ingress.isConnected() || !events.isConnected() || !replies.isConnected()) {
            requireTime(deadlineNs, "the shard's streams are not connected");
        }
        block = new MessageBlock(ingress, BLOCK_BYTES, null);
        new GatewayHelloEncoder()
                .wrapAndApplyHeader(frame, 0, header)
                .correlationId(nextCorrelationId++)
                .gatewayId(ID)
                .protocolVersion(StreamIds.PROTOCOL_VERSION);
        final int length = MessageHeaderEncoder.ENCODED_LENGTH + GatewayHelloEncoder.BLOCK_LENGTH;
        while (!offer(length)) {
            requireTime(deadlineNs, "the shard does not read");
        }
        while (epoch < 0) {
            replies.poll(this::onReply, FRAGMENTS_PER_POLL_MAX);
            requireTime(deadlineNs, "the shard does not answer a greeting");
        }
    }

    /** The shard's epoch. */
    int epoch() {
        return epoch;
    }

    /** The answers to the moves that were sent last. */
    Answers answers() {
        return answers;
    }

    /**
     * Open matches until there are so many, with keys and first heads in the book.
     *
     * @param script what is played.
     * @param into the book; grown.
     * @param count how many there shall be.
     * @throws BenchFault where one is refused for good, or the shard does not answer.
     */
    void open(final Script script, final MatchBook into, final int count) {
        book = into;
        firstCreated = into.count();
        created = firstCreated;
        into.grow(count);
        final CreateMatchFrames creations = new CreateMatchFrames(script, into, ID, epoch);
        firstCreatedCorrelationId = nextCorrelationId;
        nextCorrelationId += Math.max(0, count - firstCreated);
        int asked = firstCreated;
        long deadlineNs = System.nanoTime() + Loops.SILENCE_NS_MAX;
        while (created < count) {
            final int before = created;
            if (!refused.isEmpty()) {
                if (offer(creation(creations, refused.getInt(refused.size() - 1)))) {
                    refused.removeAt(refused.size() - 1);
                }
            } else if (asked < Math.min(count, created + CREATED_IN_FLIGHT_MAX)
                    && offer(creation(creations, asked))) {
                asked++;
            }
            events.poll(this::onEvent, FRAGMENTS_PER_POLL_MAX);
            replies.poll(this::onReply, FRAGMENTS_PER_POLL_MAX);
            if (created > before) {
                deadlineNs = System.nanoTime() + Loops.SILENCE_NS_MAX;
            }
            requireTime(deadlineNs, "the shard opens no more matches after " + created);
        }
    }

    /**
     * Sign the moves of a stretch, to be sent as {@link Exchange}.
     *
     * @param prepared takes them.
     * @param stretch which.
     */
    void prepare(final PreparedMoves prepared, final Lanes.Stretch stretch) {
        prepared.fill(stretch, nextCorrelationId);
        nextCorrelationId += prepared.count();
        moves = prepared;
        answers.begin(prepared);
    }

    @Override
    public int count() {
        return moves.count();
    }

    @Override
    public boolean send(final int number) {
        if (!claim(moves.frameLength())) {
            return false;
        }
        moves.copy(number, block.buffer(), block.offset());
        block.commit();
        return true;
    }

    @Override
    public void flush() {
        block.flush();
    }

    @Override
    public int poll() {
        final int fragments = events.poll(this::onEvent, FRAGMENTS_PER_POLL_MAX);
        if (fragments > 0) {
            idlePolls = 0;
        } else if (++idlePolls >= IDLE_POLLS_BETWEEN_REPLIES) {
            idlePolls = 0;
            replies.poll(this::onReply, FRAGMENTS_PER_POLL_MAX);
        }
        return fragments;
    }

    @Override
    public int answered() {
        return answers.received();
    }

    @Override
    public void close() {
        aeron.close();
    }

    private void onEvent(final DirectBuffer buffer, final int offset, final int length, final Header fragment) {
        final int templateId = buffer.getShort(
                offset + MessageHeaderDecoder.templateIdEncodingOffset(), ByteOrder.LITTLE_ENDIAN);
        if (templateId == MatchEventDecoder.TEMPLATE_ID) {
            if (moves == null) {
                throw new BenchFault("a match has an event before its first move");
            }
            answers.onEvent(buffer, offset);
        } else if (templateId == MatchCreatedDecoder.TEMPLATE_ID) {
            onCreated(buffer, offset);
        }
    }

    private void onCreated(final DirectBuffer buffer, final int offset) {
        final MatchCreatedDecoder event = new MatchCreatedDecoder().wrapAndApplyHeader(buffer, offset, headerDecoder);
        event.getInitialHead(
                book.heads(), book.headOffset(matchOf(event.correlationId())), ChainHasher.HEAD_LENGTH);
        created++;
    }

    private void onReply(final DirectBuffer buffer, final int offset, final int length, final Header fragment) {
        headerDecoder.wrap(buffer, offset);
        switch (headerDecoder.templateId()) {
            case MoveRejectedDecoder.TEMPLATE_ID -> {
                final MoveRejectedDecoder reply =
                        new MoveRejectedDecoder().wrapAndApplyHeader(buffer, offset, headerDecoder);
                answers.onRejected(reply.correlationId(), reply.code());
            }
            case MoveReceiptDecoder.TEMPLATE_ID -> throw new BenchFault("a move was taken for one sent before");
            case RequestRefusedDecoder.TEMPLATE_ID ->
                    onRefused(new RequestRefusedDecoder().wrapAndApplyHeader(buffer, offset, headerDecoder));
            case ShardInfoDecoder.TEMPLATE_ID -> epoch =
                    new ShardInfoDecoder().wrapAndApplyHeader(buffer, offset, headerDecoder).epoch();
            default -> {
                // What rule sets there are, and who is present.
            }
        }
    }

    /** A shard whose next region of memory is still being mapped has room a little later. */
    private void onRefused(final RequestRefusedDecoder reply) {
        if (reply.code() != ResultCode.MATCHES_FULL.code()) {
            throw new BenchFault("the shard refuses a request with code " + reply.code());
        }
        refused.addInt(matchOf(reply.correlationId()));
    }

    private int matchOf(final long correlationId) {
        final long match = firstCreated + (correlationId - firstCreatedCorrelationId);
        if (book == null || match < firstCreated || match >= book.count()) {
            throw new BenchFault("the shard answers a request that nobody made");
        }
        return (int) match;
    }

    private int creation(final CreateMatchFrames creations, final int match) {
        return creations.write(match, firstCreatedCorrelationId + (match - firstCreated), frame, 0);
    }

    private boolean offer(final int length) {
        if (!claim(length)) {
            return false;
        }
        block.buffer().putBytes(block.offset(), frame, 0, length);
        block.commit();
        block.flush();
        return true;
    }

    private boolean claim(final int length) {
        if (block.claim(length)) {
            return true;
        }
        if (!ingress.isConnected()) {
            throw new BenchFault("the shard has left its stream");
        }
        return false;
    }

    private static void requireTime(final long deadlineNs, final String otherwise) {
        if (System.nanoTime() > deadlineNs) {
            throw new BenchFault(otherwise);
        }
        Thread.onSpinWait();
    }
}
