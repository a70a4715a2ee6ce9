package io.ironhoard.perf.verify;

import io.ironhoard.dispatcher.rules.RuleSetRegistry;
import io.ironhoard.dispatcher.rules.treasurehunt.HuntDescriptor;
import io.ironhoard.dispatcher.rules.treasurehunt.HuntMove;
import io.ironhoard.proto.record.MatchRecord;
import io.ironhoard.proto.record.RecordException;
import io.ironhoard.proto.record.RecordKeys;
import io.ironhoard.proto.record.RecordSigner;
import io.ironhoard.proto.record.RecordWriter;
import io.ironhoard.proto.record.Standing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Records of the treasure hunt: that its hidden layout was the committed one. */
final class HuntRecordCheckTest {
    private static final KeyPair KEYS = RecordKeys.generate();
    private static final RecordSigner SIGNER = new RecordSigner(KEYS);

    private final RecordCheck check = new RecordCheck(KEYS.getPublic(), RuleSetRegistry.builtIn());

    @Test
    void shouldAcceptAHuntAndSayThatItsLayoutFits(@TempDir final Path folder) throws IOException, RecordException {
        final Path key = folder.resolve("record.pub");
        final KeyPair pair = RecordKeys.loadOrCreate(folder.resolve("record.key"), key);
        final Path file = folder.resolve("hunt.ihr");
        Files.write(file, HuntRecord.play(4, 20).finish(new RecordSigner(pair)));

        final VerifySummary summary = RecordCheck.run(List.of(file), key);

        assertThat(summary.ok()).isTrue();
        assertThat(summary.files().getFirst().layout().orElseThrow()).matches("32 treasures, [1-9]\\d* found");
        assertThat(summary.toJson().get("files").get(0).get("layout").asText()).isEqualTo("ok");
        final MatchRecord record = MatchRecord.parse(Files.readAllBytes(file));
        assertThat(record.endReason()).isEqualTo(HuntDescriptor.TIME_IS_UP);
        assertThat(record.standings()).extracting(Standing::score).anyMatch(score -> score > 0);
    }

    @Test
    void shouldAcceptAHuntThatEveryExplorerButOneLeaves() throws RecordException {
        final EngineRecord match = new EngineRecord("treasure-hunt", 3, Map.of(), 0);
        match.move(1, 500, HuntMove.DIG).resign(2).move(0, 0, HuntMove.EAST).resign(1);

        assertThat(check.check(match.finish(SIGNER)).standings())
                .extracting(Standing::placement)
                .containsExactly(1, 2, 2);
    }

    @Test
    void shouldFindAnotherSeedInAHunt() throws RecordException {
        final byte[] hunt = HuntRecord.play(2, 5).finish(SIGNER);
        final MatchRecord record = MatchRecord.parse(hunt);
        final byte[] seed = record.seed().clone();
        seed[31] ^= 1;

        // A server that wants another layout to have been hidden needs another seed, and the header holds the first one's
        // hash. With a header that fits the other seed, it is head 0 that does not fit.
        final byte[] reseeded = rewrite(record, record.preimage(), seed, record.standings());
        assertThatThrownBy(() -> check.check(reseeded)).hasMessageStartingWith("seed: it does not fit the commitment");
        final byte[] preimage = record.preimage().clone();
        preimage[60] ^= 1;
        final byte[] recommitted = rewrite(record, preimage, seed, record.standings());
        assertThatThrownBy(() -> check.check(recommitted)).hasMessageStartingWith("header: it does not hash to head 0");
    }

    @Test
    void shouldFindAHuntThatWasNotPlayedOverTheLayoutOfItsSeed() throws RecordException {
        final MatchRecord record = MatchRecord.parse(HuntRecord.play(2, 20).finish(SIGNER));
        final List<Standing> better = List.of(
                new Standing(record.standings().get(0).placement(), record.standings().get(0).score() + 1),
                record.standings().get(1));

        assertThatThrownBy(() -> check.check(rewrite(record, record.preimage(), record.seed(), better)))
                .hasMessageStartingWith("standings");
    }

    @Test
    void shouldRefuseAHuntWhoseRulesTellOfAnotherLayout() throws RecordException {
        final MatchRecord record = MatchRecord.parse(HuntRecord.play(2, 20).finish(SIGNER));
        final MatchRecord other =
                withSeed(record, "quite another seed, 32 bytes too".getBytes(StandardCharsets.US_ASCII));
        final LayoutCheck layout = new LayoutCheck(other);

        assertThatThrownBy(() -> RecordCheck.execute(record, RuleSetRegistry.builtIn(), layout))
                .isInstanceOf(RecordException.class)
                .hasMessageMatching("event \\d+: the (find is not what the seed's layout has hidden there"
                        + "|revealed layout is not the seed's)");
    }

    private static byte[] rewrite(
            final MatchRecord record, final byte[] preimage, final byte[] seed, final List<Standing> standings) {
        final RecordWriter writer = new RecordWriter(preimage, seed, record.initialHead());
        record.events().forEach(event -> writer.append(event.canonical(), event.canonical().length, event.head()));
        return writer.finish(record.endReason(), standings, SIGNER);
    }

    private static MatchRecord withSeed(final MatchRecord record, final byte[] seed) {
        return new MatchRecord(
                record.header(),
                record.preimage(),
                seed,
                record.initialHead(),
                record.events(),
                record.endReason(),
                record.standings(),
                record.fingerprint(),
                record.signature(),
                record.signedLength());
    }
}
