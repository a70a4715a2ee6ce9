package io.ironhoard.proto.record;

import io.ironhoard.proto.chain.ChainHasher;
import io.ironhoard.proto.chain.HeadPreimage;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class RecordVerifierTest {
    private static final KeyPair KEYS = RecordKeys.generate();

    private final byte[] file = record(KEYS, 20);
    private final RecordVerifier verifier = new RecordVerifier(KEYS.getPublic());

    @Test
    void shouldAcceptARecordAsItWasWritten() throws Exception {
        final MatchRecord record = verifier.verify(file);
        assertThat(record.events()).hasSize(20);
        assertThat(record.events().get(3).payload()).containsExactly(3, 3);
        assertThat(record.events().get(3).timeMs()).isEqualTo(1_700_000_000_003L);
        assertThat(record.endReason()).isEqualTo(64);
        assertThat(record.standings()).containsExactly(new Standing(1, 5), new Standing(2, -5));
    }

    @Test
    void shouldNameAPlaceForEveryFlippedByte() {
        final Random random = new Random(3);
        for (int at = 0; at < file.length; at++) {
            final byte[] flipped = file.clone();
            flipped[at] ^= (byte) (1 + random.nextInt(255));
            assertThatThrownBy(() -> verifier.verify(flipped))
                    .as("byte %d", at)
                    .isInstanceOf(RecordException.class)
                    .hasMessageMatching(
                            "(header|seed|head 0|event \\d+|number of events|end|standings|fingerprint|signature): .*");
        }
    }

    @Test
    void shouldNameTheEventWhoseBytesWereFlipped() {
        final int eventsStart = file.length - 64 - 8 - 2 - 18 - 20 * (17 + 32);
        final byte[] flipped = file.clone();
        flipped[eventsStart + 7 * 49 + 15] ^= 1;
        assertThatThrownBy(() -> verifier.verify(flipped)).hasMessage("event 7: the chain breaks here");
    }

    @Test
    void shouldRefuseARecordThatEndsEarlyOrGoesOn() {
        for (int length = 0; length < file.length; length++) {
            final byte[] cut = Arrays.copyOf(file, length);
            assertThatThrownBy(() -> verifier.verify(cut)).isInstanceOf(RecordException.class);
        }
        assertThatThrownBy(() -> verifier.verify(Arrays.copyOf(file, file.length + 1)))
                .hasMessageContaining("follow the signature");
    }

    @Test
    void shouldRefuseARecordSignedByAnotherKey() {
        final byte[] other = record(RecordKeys.generate(), 20);
        assertThatThrownBy(() -> verifier.verify(other)).hasMessageContaining("signed by key");
    }

    private static byte[] record(final KeyPair keys, final int events) {
        final byte[] seed = new byte[32];
        Arrays.fill(seed, (byte) 9);
        final HeadPreimage preimage = new HeadPreimage(2, 64);
        preimage.match(1, 2, 1_700_000_000_000L, new UnsafeBuffer(seed), 0)
                .clock(0, 0, 60_000)
                .rules(1, 1, 2);
        preimage.player(0, 3, 4);
        preimage.player(1, 5, 6);
        final byte[] id = "tic-tac-toe".getBytes(StandardCharsets.US_ASCII);
        preimage.rulesId(new UnsafeBuffer(id), 0, id.length);
        preimage.options(new UnsafeBuffer(new byte[0]), 0, 0);
        final byte[] head = new byte[32];
        preimage.hash(head, 0);
        final RecordWriter writer = new RecordWriter(preimage.toByteArray(), seed, head);
        final ChainHasher chain = new ChainHasher(16);
        final byte[] canonical = new byte[64];
        for (int i = 0; i < events; i++) {
            final UnsafeBuffer payload = new UnsafeBuffer(new byte[] {(byte) i, (byte) i});
            final int length = chain.encode(i, 1, i & 1, 1_700_000_000_000L + i, payload, 0, 2);
            chain.canonical(canonical, 0, length);
            chain.extend(head, 0, length, head, 0);
            writer.append(canonical, length, head);
        }
        return writer.finish(64, List.of(new Standing(1, 5), new Standing(2, -5)), new RecordSigner(keys));
    }
}
