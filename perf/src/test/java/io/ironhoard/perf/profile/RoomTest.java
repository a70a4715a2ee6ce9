package io.ironhoard.perf.profile;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Which room a stack belongs to. */
final class RoomTest {
    private static final String CYCLE =
            "[shard-0 tid=7];java/lang/Thread.run_[0];org/agrona/concurrent/AgentRunner.run_[0];"
                    + "org/agrona/concurrent/AgentRunner.doWork_[i];";
    private static final String POLL = CYCLE + "io/ironhoard/dispatcher/ipc/ShardAgent.doWork_[j];"
            + "io/ironhoard/dispatcher/ipc/IngressAdapter.poll_[i];io/aeron/Image.controlledPoll_[j];";
    private static final String MOVE = POLL + "io/ironhoard/dispatcher/ipc/IngressAdapter.onFragment_[i];"
            + "io/ironhoard/dispatcher/shard/ShardEngine.submitMove_[j];";

    static Stream<Arguments> stacks() {
        return Stream.of(
                stack(Room.HASH, MOVE + "io/ironhoard/dispatcher/validation/TagCheck.check_[i];"
                        + "io/ironhoard/dispatcher/hash/NativeMoveHash.isTag_[j];nep_invoker_blob;/usr/lib/libcrypto.so.3"),
                stack(Room.HASH, MOVE + "/usr/lib/x86_64-linux-gnu/libcrypto.so.3"),
                stack(Room.HASH, MOVE + "java/security/MessageDigest.digest_[j];sha256_implCompressMB"),
                stack(Room.CHANNEL, POLL + "org/agrona/concurrent/UnsafeBuffer.getIntVolatile_[i]"),
                stack(Room.CHANNEL, MOVE + "io/ironhoard/dispatcher/shard/ShardEventEncoder.matchEvent_[j];"
                        + "org/agrona/AbstractMutableDirectBuffer.putBytes_[i];jbyte_disjoint_arraycopy"),
                stack(Room.CHANNEL, MOVE + "io/ironhoard/proto/sbe/MatchEventEncoder.index_[i]"),
                stack(Room.ARENA,
                        MOVE + "io/ironhoard/dispatcher/match/MatchTable.find_[i];org/agrona/UnsafeApi.getLong_[i]"),
                stack(Room.ARENA, MOVE + "io/ironhoard/arena/NativeArena.allocate_[j]"),
                stack(Room.RULES, MOVE + "io/ironhoard/dispatcher/shard/RulesRunner.apply_[i];"
                        + "io/ironhoard/dispatcher/rules/chess/ChessRules.apply_[j];java/lang/Math.min_[i]"),
                stack(Room.PIPELINE,
                        MOVE + "io/ironhoard/proto/counters/MoveBook.received_[i];org/agrona/UnsafeApi.putLong_[i]"),
                stack(Room.PIPELINE, MOVE + "io/ironhoard/dispatcher/validation/SeatCheck.check_[i]"),
                stack(Room.PIPELINE,
                        CYCLE + "io/ironhoard/dispatcher/ipc/ShardAgent.cycle_[j];java/lang/System.nanoTime_[j]"),
                stack(Room.KERNEL, MOVE
                        + "io/ironhoard/dispatcher/match/Match.wrap_[i];asm_exc_page_fault_[k];handle_mm_fault_[k]"),
                stack(Room.IDLE,
                        CYCLE + "org/agrona/concurrent/BackoffIdleStrategy.idle_[j];java/lang/Thread.yield0_[j];"
                                + "__sched_yield;do_syscall_64_[k];__schedule_[k]"),
                stack(Room.IDLE,
                        CYCLE + "org/agrona/concurrent/BusySpinIdleStrategy.idle_[i];java/lang/Thread.onSpinWait_[i]"),
                stack(Room.JVM, "[shard-0 tid=7];java/lang/Thread.run_[0];SharedRuntime::resolve_static_call_C"),
                stack(Room.JVM, "[shard-0]"));
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void shouldGiveAStackToTheInnermostRoomThatKnowsIt(final Room room, final String line) {
        assertThat(Room.of(Stack.parse(line + " 1").frames())).isEqualTo(room);
    }

    @Test
    void shouldKnowNoClassOfOursThatIsNotThere() {
        final List<String> ours = Arrays.stream(Room.values())
                .flatMap(room -> room.beginnings().stream())
                .filter(beginning -> beginning.startsWith("io/ironhoard/"))
                .toList();
        assertThat(ours).isNotEmpty().allSatisfy(beginning -> assertThat(
                RoomTest.class.getResource("/" + (beginning.endsWith("/") ? beginning : beginning + ".class")))
                .as(beginning).isNotNull());
    }

    @ParameterizedTest
    @CsvSource({"Linux,amd64,linux-x64", "Linux,aarch64,linux-arm64", "Mac OS X,aarch64,macos",
        "Linux,riscv64,linux-riscv64"})
    void shouldFindTheLibraryOfThePlatform(final String system, final String processor, final String folder) {
        assertThat(ProfilerLibrary.platform(system, processor)).isEqualTo(folder);
    }

    private static Arguments stack(final Room room, final String line) {
        return Arguments.of(room, line);
    }
}
