package io.ironhoard.dispatcher.shard;

import io.ironhoard.arena.ArenaOptions;
import io.ironhoard.arena.NativeArena;
import io.ironhoard.arena.region.RegionOptions;
import io.ironhoard.arena.region.RegionSupplier;
import io.ironhoard.dispatcher.hash.JdkMoveHash;
import io.ironhoard.dispatcher.hash.MoveHash;
import io.ironhoard.dispatcher.hash.NativeMoveHash;
import io.ironhoard.dispatcher.ipc.IngressAdapter;
import io.ironhoard.dispatcher.match.ArenaMemory;
import io.ironhoard.dispatcher.rules.InstalledRules;
import io.ironhoard.dispatcher.rules.RuleSetRegistry;
import io.ironhoard.proto.counters.MoveBook;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.agrona.LangUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Whether moves are prepared, many together and some ahead, changes nothing that a shard says. */
@Timeout(120)
final class ComingMovesTest {
    private static final long START_MS = 1_700_000_000_000L;
    private static final int ROUNDS = 3;

    private final byte[] nodeSecret = "0123456789abcdef0123456789abcdef".getBytes();
    private final InputTape tape = MixedInputs.record(nodeSecret);

    /** What a shard has said to some inputs. */
    private record Said(List<byte[]> events, List<byte[]> replies) {}

    static List<MoveHash> hashes() {
        return Stream.concat(Stream.of(new JdkMoveHash()), NativeMoveHash.createAll().stream()).toList();
    }

    @ParameterizedTest
    @MethodSource("hashes")
    void shouldSayTheSameWhereMovesArePrepared(final MoveHash hash) {
        final Said plain = play(new JdkMoveHash(), adapter -> adapter::onFrame);

        for (long seed = 1; seed <= ROUNDS; seed++) {
            final long itsSeed = seed;
            final Said prepared = play(hash, adapter -> new TermPlayer(adapter, itsSeed));

            assertSame(prepared.events, plain.events, "event", seed);
            assertSame(prepared.replies, plain.replies, "reply", seed);
        }
    }

    private static void assertSame(
            final List<byte[]> actual, final List<byte[]> expected, final String what, final long seed) {
        assertThat(actual).as("seed %d", seed).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.get(i)).as("seed %d, %s %d", seed, what, i).isEqualTo(expected.get(i));
        }
    }

    private Said play(final MoveHash hash, final Function<IngressAdapter, InputTape.FramePlayer> player) {
        final MemoryOutlet events = new MemoryOutlet();
        final MemoryOutlet replies = new MemoryOutlet();
        try (RegionSupplier regions = RegionSupplier.start("regions");
                NativeArena arena = NativeArena.create(
                        ArenaOptions.defaults()
                                .withRegions(RegionOptions.defaults().withBytes(16 << 20))
                                .withScratchBytes(0),
                        regions)) {
            arena.start();
            final ShardEngine engine = new ShardEngine(
                    new ShardSettings(0, 1, MixedInputs.EPOCH, "memory", MixedInputs.MATCHES, 100_000,
                            MixedInputs.LINGER_MS, MixedInputs.GRACE_MS_MAX, MixedInputs.GRACE_MS_MAX, 16, 1_000,
                            MixedInputs.RATE_BURST),
                    new InstalledRules(RuleSetRegistry.builtIn()),
                    new ShardResources(new ArenaMemory(arena), hash, nodeSecret),
                    new MoveBook(new UnsafeBuffer(new byte[MoveBook.LENGTH]), 0),
                    events,
                    replies,
                    (rulesId, fault) -> LangUtil.rethrowUnchecked(fault));
            final IngressAdapter adapter = new IngressAdapter(engine, events, replies, List.of(), 64);
            engine.start(START_MS);
            tape.play(player.apply(adapter), engine, arena, START_MS);
            return new Said(bytes(events.take()), bytes(replies.take()));
        }
    }

    private static List<byte[]> bytes(final List<DirectBuffer> messages) {
        return messages.stream()
                .map(message -> {
                    final byte[] copy = new byte[message.capacity()];
                    message.getBytes(0, copy);
                    return copy;
                })
                .toList();
    }
}
