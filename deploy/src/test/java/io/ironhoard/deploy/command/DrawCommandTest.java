package io.ironhoard.deploy.command;

import io.ironhoard.deploy.IronHoard;
import io.ironhoard.deploy.exit.ExitCode;
import io.ironhoard.dispatcher.rules.RuleSetRegistry;
import io.ironhoard.proto.chain.ChainHasher;
import io.ironhoard.proto.chain.HeadPreimage;
import io.ironhoard.proto.code.EndReason;
import io.ironhoard.proto.crypto.Sha256;
import io.ironhoard.proto.record.RecordKeys;
import io.ironhoard.proto.record.RecordSigner;
import io.ironhoard.proto.record.RecordWriter;
import io.ironhoard.proto.record.Standing;
import io.ironhoard.proto.rules.OptionsCodec;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import io.ironhoard.proto.sbe.EventKind;
import io.ironhoard.proto.sbe.SigningMode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/** What a treasure hunt's record is good for on the command line; the hunts here end before they begin. */
final class DrawCommandTest {
    private static final long CREATED_MS = 1_700_000_000_000L;
    private static final int SEATS = 2;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path key;
    private Path picture;
    private RecordSigner signer;

    @BeforeEach
    void makeAKey() throws IOException {
        key = folder.resolve("record.pub");
        picture = folder.resolve("hunt.svg");
        signer = new RecordSigner(RecordKeys.loadOrCreate(folder.resolve("record.key"), key));
    }

    @Test
    void shouldDrawAHunt() throws IOException {
        final Path hunt = record("treasure-hunt");

        assertThat(run("draw", hunt, "-o", picture)).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).startsWith(picture + "  1 events, ");
        assertThat(Files.readString(picture)).startsWith("<svg ").contains("0 of 32 treasures found");
        final byte[] first = Files.readAllBytes(picture);
        assertThat(run("draw", hunt, "-o", picture, "--key", key)).isEqualTo(ExitCode.DONE);
        assertThat(picture).hasBinaryContent(first);
    }

    @Test
    void shouldSayThatTheLayoutOfAHuntFits() throws IOException {
        assertThat(run("verify", record("treasure-hunt"), "--key", key)).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).startsWith("ok ").contains("layout ok: 32 treasures, 0 found");
    }

    @Test
    void shouldDrawNothingThatWasNotSignedWithTheKey() throws IOException {
        final Path other = folder.resolve("other.pub");
        RecordKeys.loadOrCreate(folder.resolve("other.key"), other);

        assertThat(run("draw", record("treasure-hunt"), "-o", picture, "--key", other))
                .isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(err.toString()).contains("signature: the record was signed by key ");
        assertThat(picture).doesNotExist();
    }

    @Test
    void shouldDrawNoOtherGame() throws IOException {
        assertThat(run("draw", record("chess"), "-o", picture)).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(err.toString()).contains("a match of chess version 1; only treasure-hunt version 1 can be drawn");
        assertThat(picture).doesNotExist();
    }

    @Test
    void shouldSayWhatIsWrongWithItsFiles() throws IOException {
        final Path hunt = record("treasure-hunt");
        final Path nothing = folder.resolve("nothing");

        assertThat(run("draw", nothing, "-o", picture)).isEqualTo(ExitCode.USAGE);
        assertThat(run("draw", hunt, "-o", nothing.resolve("hunt.svg"))).isEqualTo(ExitCode.USAGE);
        assertThat(run("draw", hunt, "-o", picture, "--key", nothing)).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains(nothing + " cannot be read").contains("cannot be written")
                .contains("--key " + nothing);
        assertThat(run("draw", Files.writeString(folder.resolve("text"), "no record at all"), "-o", picture))
                .isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(err.toString()).contains("header: the file does not begin like a record");
    }

    /** The record of a match that seat 0 resigns at once. */
    private Path record(final String rules) throws IOException {
        final byte[] seed = "the seed of the match, 32 bytes.".getBytes(StandardCharsets.US_ASCII);
        final byte[] preimage = preimage(rules, seed);
        final byte[] head = Sha256.of(preimage);
        final RecordWriter writer = new RecordWriter(preimage, seed, head);
        final ChainHasher chain = new ChainHasher(RuleSetDescriptor.MOVE_LENGTH_LIMIT);
        final UnsafeBuffer reason = new UnsafeBuffer(new byte[] {(byte) EndReason.RESIGNATION.id()});
        final int length = chain.encode(0, EventKind.FORFEIT.value(), 0, CREATED_MS + 1_000, reason, 0, 1);
        final byte[] canonical = new byte[length];
        chain.canonical(canonical, 0, length);
        chain.extend(head, 0, length, head, 0);
        writer.append(canonical, length, head);
        final List<Standing> standings = List.of(new Standing(2, 0), new Standing(1, 0));
        return Files.write(
                folder.resolve(rules + ".ihr"), writer.finish(EndReason.RESIGNATION.id(), standings, signer));
    }

    private static byte[] preimage(final String rules, final byte[] seed) {
        try (RuleSetRegistry registry = RuleSetRegistry.builtIn()) {
            final RuleSetDescriptor descriptor = registry.findLatest(rules).orElseThrow().descriptor();
            final byte[] id = rules.getBytes(StandardCharsets.US_ASCII);
            final byte[] options = OptionsCodec.encode(descriptor, Map.of());
            final HeadPreimage preimage = new HeadPreimage(SEATS, id.length + options.length);
            preimage.match(1, 2, CREATED_MS, new UnsafeBuffer(seed), 0)
                    .clock(0, 0, 60_000)
                    .rules(descriptor.version(), SigningMode.GATEWAY.value(), SEATS);
            preimage.player(0, 3, 4);
            preimage.player(1, 5, 6);
            preimage.rulesId(new UnsafeBuffer(id), 0, id.length);
            preimage.options(new UnsafeBuffer(options), 0, options.length);
            return preimage.toByteArray();
        }
    }

    private int run(final Object... args) {
        final CommandLine line = IronHoard.commandLine();
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return line.execute(Arrays.stream(args).map(Object::toString).toArray(String[]::new));
    }
}
