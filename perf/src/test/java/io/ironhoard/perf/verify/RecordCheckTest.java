package io.ironhoard.perf.verify;

import io.ironhoard.dispatcher.rules.RuleSetRegistry;
import io.ironhoard.perf.pgn.GameResolver;
import io.ironhoard.perf.pgn.GameResult;
import io.ironhoard.perf.pgn.PgnMove;
import io.ironhoard.perf.pgn.PgnText;
import io.ironhoard.proto.chain.ChainHasher;
import io.ironhoard.proto.record.MatchRecord;
import io.ironhoard.proto.record.RecordException;
import io.ironhoard.proto.record.RecordFormat;
import io.ironhoard.proto.record.RecordKeys;
import io.ironhoard.proto.record.RecordSigner;
import io.ironhoard.proto.record.RecordWriter;
import io.ironhoard.proto.record.RecordedEvent;
import io.ironhoard.proto.record.Standing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class RecordCheckTest {
    private static final KeyPair KEYS = RecordKeys.generate();
    private static final RecordSigner SIGNER = new RecordSigner(KEYS);

    private final RecordCheck check = new RecordCheck(KEYS.getPublic(), RuleSetRegistry.builtIn());

    @Test
    void shouldAcceptAGameThatEndsByTheRules() throws RecordException {
        final MatchRecord record = check.check(foolsMate().finish(SIGNER));

        assertThat(record.events()).hasSize(4);
        assertThat(record.standings()).containsExactly(new Standing(2, 0), new Standing(1, 0));
    }

    @Test
    void shouldAcceptAResignation() throws RecordException {
        final MatchRecord record = check.check(
                chess(0).moves(0, chessMoves("e4", "e5")).resign(1).finish(SIGNER));

        assertThat(record.endReason()).isEqualTo(1);
    }

    @Test
    void shouldAcceptATimeOutAndAnAbandonedMatch() throws RecordException {
        final byte[] timeOut =
                chess(20_000).moves(0, chessMoves("e4", "e5")).pass(30_000).finish(SIGNER);

        assertThat(check.check(timeOut).endReason()).isEqualTo(2);
    }

    @Test
    void shouldAcceptTicTacToe() {
        final EngineRecord match = new EngineRecord("tic-tac-toe", Map.of(), 0);
        match.moves(0, new byte[] {0}, new byte[] {3}, new byte[] {1}, new byte[] {4}, new byte[] {2});

        assertThatCode(() -> check.check(match.finish(SIGNER))).doesNotThrowAnyException();
    }

    @Test
    void shouldAcceptTheRecordOfTheTestVectorsByTheRules() throws Exception {
        final String vectors;
        try (InputStream in = RecordWriter.class.getResourceAsStream("/io/ironhoard/proto/vectors.json")) {
            vectors = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        final PublicKey key = KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(field(vectors, "public_key_x509")));

        final MatchRecord record =
                new RecordCheck(key, RuleSetRegistry.builtIn()).check(field(vectors, "file"));

        assertThat(record.finalHead()).isEqualTo(field(vectors, "last_head"));
    }

    /** The first value of a name in a JSON text, which is bytes. */
    private static byte[] field(final String json, final String name) {
        final Matcher value = Pattern.compile('"' + name + "\" : \"([0-9a-f]*)\"").matcher(json);
        assertThat(value.find()).as(name).isTrue();
        return HexFormat.of().parseHex(value.group(1));
    }

    @Test
    void shouldFindEveryChangeOfASingleByteAndNameThePlace() {
        final byte[] record = foolsMate().finish(SIGNER);
        final Random random = new Random(20_260_101);
        for (int i = 0; i < 1_000; i++) {
            final byte[] changed = record.clone();
            final int at = random.nextInt(changed.length);
            changed[at] ^= (byte) (1 + random.nextInt(255));

            assertThatThrownBy(() -> check.check(changed))
                    .as("byte " + at)
                    .isInstanceOf(RecordException.class)
                    .hasMessageMatching("(header|seed|head 0|event \\d+|number of events|end|standings|fingerprint"
                            + "|signature)[ :].*");
        }
    }

    @Test
    void shouldFindEveryCutAndWhatIsAppended() {
        final byte[] record = foolsMate().finish(SIGNER);
        for (int length = 0; length < record.length; length++) {
            final byte[] cut = Arrays.copyOf(record, length);

            assertThatThrownBy(() -> check.check(cut)).as("length " + length).isInstanceOf(RecordException.class);
        }
        assertThatThrownBy(() -> check.check(Arrays.copyOf(record, record.length + 1)))
                .isInstanceOf(RecordException.class);
    }

    @Test
    void shouldRefuseARecordSignedByAnotherKey() {
        final byte[] record = foolsMate().finish(new RecordSigner(RecordKeys.generate()));

        assertThatThrownBy(() -> check.check(record))
                .isInstanceOf(RecordException.class)
                .hasMessageStartingWith("signature");
    }

    @Test
    void shouldRefuseARecordThatWasRebuiltAndSignedWithAnotherKey() throws RecordException {
        final RecordSigner forger = new RecordSigner(RecordKeys.generate());
        final byte[] rebuilt = rebuild(foolsMate().finish(SIGNER), forger, UnaryOperator.identity());
        // With the true key's fingerprint in place of the forger's, only the signature itself tells.
        final byte[] disguised = rebuilt.clone();
        System.arraycopy(
                RecordKeys.fingerprint(KEYS.getPublic()),
                0,
                disguised,
                disguised.length - RecordFormat.SIGNATURE_LENGTH - RecordFormat.FINGERPRINT_LENGTH,
                RecordFormat.FINGERPRINT_LENGTH);

        assertThatThrownBy(() -> check.check(rebuilt)).hasMessageStartingWith("signature");
        assertThatThrownBy(() -> check.check(disguised)).hasMessageStartingWith("signature");
    }

    @Test
    void shouldNameTheMoveThatTheRulesRefuseThoughChainAndSignatureHold() throws RecordException {
        final byte[] illegal = rebuild(foolsMate().finish(SIGNER), SIGNER, event -> {
            // 2. g4 becomes 2. g5, with a chain and a signature that are right.
            return event.index() == 2 ? withPayload(event, encode(14, 38)) : event;
        });

        assertThatThrownBy(() -> check.check(illegal))
                .isInstanceOf(RecordException.class)
                .hasMessageStartingWith("event 2 (move of seat 0)")
                .hasMessageContaining("601 ILLEGAL_MOVE");
    }

    @Test
    void shouldRefuseAnEndThatTheRulesDoNotSay() throws RecordException {
        final MatchRecord record = MatchRecord.parse(foolsMate().finish(SIGNER));

        assertThatThrownBy(() -> check.check(rebuild(record, 65, record.standings(), UnaryOperator.identity(), SIGNER)))
                .hasMessageStartingWith("end");
        final List<Standing> swapped = record.standings().reversed();
        assertThatThrownBy(
                () -> check.check(rebuild(record, record.endReason(), swapped, UnaryOperator.identity(), SIGNER)))
                .hasMessageStartingWith("standings");
    }

    @Test
    void shouldRefuseATimeOutThatCameTooEarly() throws RecordException {
        final byte[] record =
                chess(20_000).moves(0, chessMoves("e4", "e5")).pass(30_000).finish(SIGNER);
        final byte[] early = rebuild(record, SIGNER, event -> {
            return event.index() == 2 ? at(event, EngineRecord.T0 + 4_000) : event;
        });

        assertThatThrownBy(() -> check.check(early)).hasMessageContaining("the seat had time left");
    }

    @Test
    void shouldHoldNoSecretInARecord() {
        final EngineRecord match = foolsMate();
        final String record = HexFormat.of().formatHex(match.finish(SIGNER));

        assertThat(record).doesNotContain(HexFormat.of().formatHex(EngineRecord.NODE_SECRET));
        for (int seat = 0; seat < 2; seat++) {
            final String key = HexFormat.of().formatHex(match.seatKey(seat));
            assertThat(record).doesNotContain(key).doesNotContain(key.substring(0, 16));
        }
        assertThat(record).doesNotContain(privateKey());
    }

    @Test
    void shouldCheckFilesAndFoldersAgainstAKeyFile(@TempDir final Path folder) throws IOException {
        final Path key = folder.resolve("record.pub");
        final KeyPair pair = RecordKeys.loadOrCreate(folder.resolve("record.key"), key);
        final Path records = Files.createDirectories(folder.resolve("records/ab"));
        final byte[] good = foolsMate().finish(new RecordSigner(pair));
        final byte[] bad = good.clone();
        bad[bad.length - 1] ^= 1;
        Files.write(records.resolve("good.ihr"), good);

        assertThat(RecordCheck.run(List.of(folder), key).ok()).isTrue();

        final Path badFile = Files.write(folder.resolve("bad.ihr"), bad);
        final VerifySummary summary =
                RecordCheck.run(List.of(records, badFile, folder.resolve("missing.ihr")), key, Optional.empty());

        assertThat(summary.ok()).isFalse();
        assertThat(summary.files()).extracting(VerifySummary.FileCheck::ok).containsExactly(true, false, false);
        assertThat(summary.files()).extracting(VerifySummary.FileCheck::signature)
                .containsExactly("ok", "bad", "not checked");
        assertThat(summary.files().getFirst().moves()).isEqualTo(4);
        assertThat(summary.toJson().get("files").get(0).get("reason").isNull()).isTrue();
    }

    private static EngineRecord chess(final long clockMs) {
        return new EngineRecord("chess", Map.of(), clockMs);
    }

    private static EngineRecord foolsMate() {
        return chess(0).moves(0, chessMoves("f3", "e5", "g4", "Qh4#"));
    }

    private static byte[][] chessMoves(final String... san) {
        final List<PgnText.Word> words =
                Arrays.stream(san).map(word -> new PgnText.Word(word, 1)).toList();
        final PgnText text = new PgnText(1, 1, Map.of(), words, GameResult.UNKNOWN, false, List.of());
        return GameResolver.resolve(text).moves().stream()
                .map(RecordCheckTest::encode)
                .toArray(byte[][]::new);
    }

    private static byte[] encode(final PgnMove move) {
        return encode(move.from(), move.to());
    }

    private static byte[] encode(final int from, final int to) {
        final int move = from | to << 6;
        return new byte[] {(byte) move, (byte) (move >>> 8)};
    }

    private static String privateKey() {
        final byte[] encoded = KEYS.getPrivate().getEncoded();
        return HexFormat.of().formatHex(encoded, encoded.length - 32, encoded.length);
    }

    private static RecordedEvent withPayload(final RecordedEvent event, final byte[] payload) {
        return new RecordedEvent(
                event.index(), event.kind(), event.seat(), event.timeMs(), payload, event.canonical(), event.head());
    }

    private static RecordedEvent at(final RecordedEvent event, final long timeMs) {
        return new RecordedEvent(
                event.index(), event.kind(), event.seat(), timeMs, event.payload(), event.canonical(), event.head());
    }

    private static byte[] rebuild(
            final byte[] file, final RecordSigner signer, final UnaryOperator<RecordedEvent> change)
            throws RecordException {
        final MatchRecord record = MatchRecord.parse(file);
        return rebuild(record, record.endReason(), record.standings(), change, signer);
    }

    /** A forger's work: any change, then a chain that fits it. */
    private static byte[] rebuild(
            final MatchRecord record,
            final int endReason,
            final List<Standing> standings,
            final UnaryOperator<RecordedEvent> change,
            final RecordSigner signer) {
        final RecordWriter writer = new RecordWriter(record.preimage(), record.seed(), record.initialHead());
        final ChainHasher chain = new ChainHasher(512);
        final byte[] head = record.initialHead().clone();
        for (final RecordedEvent original : record.events()) {
            final RecordedEvent event = change.apply(original);
            final UnsafeBuffer payload = new UnsafeBuffer(event.payload());
            final int length = chain.encode(
                    (int) event.index(), event.kind(), event.seat(), event.timeMs(), payload, 0, payload.capacity());
            final byte[] canonical = new byte[length];
            chain.canonical(canonical, 0, length);
            chain.extend(head, 0, length, head, 0);
            writer.append(canonical, length, head);
        }
        return writer.finish(endReason, standings, signer);
    }
}
