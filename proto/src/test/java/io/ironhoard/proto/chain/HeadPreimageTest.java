package io.ironhoard.proto.chain;

import io.ironhoard.proto.crypto.Sha256;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.ids.PlayerId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class HeadPreimageTest {
    private final byte[] seed = new byte[32];
    private final HeadPreimage preimage = new HeadPreimage(4, 64);

    @Test
    void shouldBeReadBackAsTheMatchThatWasPut() {
        final byte[] bytes = put("chess", new byte[] {1, 2, 3});

        final MatchHeader header = MatchHeader.parse(bytes);

        assertThat(header.matchId()).isEqualTo(new MatchId(-1, 2));
        assertThat(header.createdMs()).isEqualTo(1_700_000_000_000L);
        assertThat(header.clockInitialMs()).isEqualTo(300_000);
        assertThat(header.clockIncrementMs()).isEqualTo(2_000);
        assertThat(header.abandonGraceMs()).isEqualTo(60_000);
        assertThat(header.rulesId()).isEqualTo("chess");
        assertThat(header.rulesVersion()).isEqualTo(7);
        assertThat(header.signing()).isEqualTo(2);
        assertThat(header.seats()).containsExactly(new PlayerId(10, 11), new PlayerId(12, 13));
        assertThat(header.options()).containsExactly(1, 2, 3);
        assertThat(header.isSeed(seed)).isTrue();
        assertThat(header.isSeed(new byte[32])).isFalse();
    }

    @Test
    void shouldHashToTheInitialHead() {
        final byte[] bytes = put("chess", new byte[0]);
        final byte[] head = new byte[32];
        preimage.hash(head, 0);
        assertThat(head).isEqualTo(Sha256.of(bytes));
    }

    @Test
    void shouldRefuseToReadBytesThatEndEarlyOrGoOn() {
        final byte[] bytes = put("tic-tac-toe", new byte[] {1});
        for (int length = 0; length < bytes.length; length++) {
            final byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> MatchHeader.parse(cut)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> MatchHeader.parse(Arrays.copyOf(bytes, bytes.length + 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 bytes follow");
    }

    private byte[] put(final String rules, final byte[] options) {
        Arrays.fill(seed, (byte) 0x5A);
        preimage.match(-1, 2, 1_700_000_000_000L, new UnsafeBuffer(seed), 0)
                .clock(300_000, 2_000, 60_000)
                .rules(7, 2, 2);
        preimage.player(0, 10, 11);
        preimage.player(1, 12, 13);
        preimage.rulesId(new UnsafeBuffer(rules.getBytes(StandardCharsets.US_ASCII)), 0, rules.length());
        preimage.options(new UnsafeBuffer(options), 0, options.length);
        return preimage.toByteArray();
    }
}
