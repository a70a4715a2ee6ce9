package io.ironhoard.perf.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** From collapsed stacks to shares, a picture, and a report. */
final class ProfileTest {
    private static final String COLLAPSED = """
            [shard-0 tid=7];io/ironhoard/dispatcher/shard/ShardEngine.play_[j];io/ironhoard/dispatcher/hash/MoveHash.extend_[i] 60
            [shard-0 tid=7];io/ironhoard/dispatcher/shard/ShardEngine.play_[j] 20
            [shard-1 tid=8];io/aeron/Image.poll_[j];void frob(int, char const*) 20

            [shard-1 tid=8];org/agrona/concurrent/BackoffIdleStrategy.idle_[j];schedule_[k] 300
            [shard-10];io/aeron/Image.poll_[j] 100
            [records tid=9];io/aeron/Image.poll_[j] 1000
            [/dev/shm/x [sender,receiver] tid=10];io/aeron/driver/Sender.doWork_[j] 5
            """;

    @TempDir
    private Path folder;

    @Test
    void shouldReadWhatAProfilerCollapsed() throws IOException {
        final List<Stack> stacks = stacks();

        assertThat(stacks).hasSize(7);
        assertThat(stacks.get(2)).isEqualTo(new Stack("shard-1", List.of(
                new Frame("io/aeron/Image.poll", Frame.Kind.COMPILED),
                new Frame("void frob(int, char const*)", Frame.Kind.NATIVE)), 20));
        assertThat(stacks.get(6).thread()).isEqualTo("/dev/shm/x [sender,receiver]");
        assertThat(stacks).allSatisfy(stack -> assertThat(Stack.parse(stack.line())).isEqualTo(stack));
    }

    @Test
    void shouldRefuseWhatIsNoCollapsedStack() throws IOException {
        final Path file = Files.writeString(folder.resolve("other"), "hello\n");
        assertThatThrownBy(() -> Stack.read(file)).isInstanceOf(IOException.class).hasMessageContaining("hello");
    }

    @Test
    void shouldShareTheBusySamplesOfTheShardsAlone() throws IOException {
        final Shares shares = Shares.of(options(OptionalInt.empty(), false).shards(stacks()));

        assertThat(shares.busy()).isEqualTo(200);
        assertThat(shares.idle()).isEqualTo(300);
        assertThat(shares.busyShares()).containsEntry("hash", 0.3).containsEntry("pipeline", 0.1)
                .containsEntry("channel", 0.6).doesNotContainKey("idle");
        assertThat(shares.busyShares().values().stream().mapToDouble(Double::doubleValue).sum())
                .isCloseTo(1, within(1e-9));
    }

    @Test
    void shouldLookAtOneShardWhereOneIsAskedFor() throws IOException {
        assertThat(options(OptionalInt.of(1), false).shards(stacks())).hasSize(2)
                .allSatisfy(stack -> assertThat(stack.thread()).isEqualTo("shard-1"));
    }

    @Test
    void shouldHaveNoSharesOfNothing() {
        assertThat(Shares.of(List.of()).busyShares()).hasSize(7).allSatisfy(
                (room, share) -> assertThat(share).isZero());
    }

    @Test
    void shouldDrawOneFileThatNeedsNoOther() throws IOException {
        final Path out = folder.resolve("graph.html");
        try (FlameGraphFile file = new FlameGraphFile(out)) {
            assertThat(out).doesNotExist();
            file.write("a title", stacks());
        }
        assertThat(Files.readString(out)).startsWith("<!DOCTYPE html>").endsWith("</html>\n")
                .contains("a title", "ShardEngine.play").doesNotContain("src=", "<link", "@import");
        assertThat(folder).isDirectoryContaining("glob:**graph.html").isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void shouldLeaveWhatWasThereWhereNothingIsDrawn() throws IOException {
        final Path out = Files.writeString(folder.resolve("graph.html"), "earlier");
        new FlameGraphFile(out).close();
        assertThat(out).hasContent("earlier");
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void shouldNameTheFileThatCannotBeWrittenBeforeAnythingIsRecorded() {
        final ProfileOptions options = new ProfileOptions(
                1, folder, 1, OptionalInt.empty(), false, false, folder.resolve("none/x.html"));
        assertThatThrownBy(() -> Profile.start(options, sentence -> {}))
                .isInstanceOf(UnwritableFileException.class)
                .hasMessageContaining("x.html cannot be written: there is no folder");
    }

    @Test
    void shouldRefuseOptionsThatMakeNoSense() {
        assertThatThrownBy(() -> options(OptionalInt.of(1), true)).hasMessageContaining("--all and --shard");
        assertThatThrownBy(() -> new ProfileOptions(1, folder, 601, OptionalInt.empty(), false, false, folder))
                .hasMessageContaining("--seconds 601");
    }

    @Test
    void shouldReportInOneJsonObject() throws IOException {
        final ProfileOptions options = options(OptionalInt.of(0), false);
        final Shares shares = Shares.of(options.shards(stacks()));
        final JsonNode json = JsonMapper.builder().build()
                .readTree(new ProfileReport(options, "a recorder", "cpu", true, 1_000, 1.5, 80, shares).toJson());

        assertThat(json.path("event").asText()).isEqualTo("cpu");
        assertThat(json.path("kernel_stacks").asBoolean()).isTrue();
        assertThat(json.path("threads").asText()).isEqualTo("shard 0");
        assertThat(json.path("samples").asLong()).isEqualTo(80);
        assertThat(json.path("shares").path("hash").asDouble()).isEqualTo(0.75);
        assertThat(json.path("file").asText()).isEqualTo(folder.resolve("graph.html").toString());
    }

    private ProfileOptions options(final OptionalInt shard, final boolean all) {
        return new ProfileOptions(1, folder, 1, shard, all, false, folder.resolve("graph.html"));
    }

    private List<Stack> stacks() throws IOException {
        return Stack.read(Files.writeString(folder.resolve("collapsed"), COLLAPSED));
    }
}
