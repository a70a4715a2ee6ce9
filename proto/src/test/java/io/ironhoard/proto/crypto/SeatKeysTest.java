package io.ironhoard.proto.crypto;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class SeatKeysTest {
    @Test
    void shouldDeriveWhatThePlainHkdfOfTheJdkDerives() throws Exception {
        final byte[] nodeSecret = new byte[32];
        new Random(1).nextBytes(nodeSecret);
        final long high = 0x0123_4567_89AB_CDEFL;
        final long low = 0xFEDC_BA98_7654_3210L;

        final byte[] keys = new byte[3 * SeatKeys.LENGTH];
        new SeatKeys(nodeSecret).derive(high, low, 3, keys);

        final KDF hkdf = KDF.getInstance("HKDF-SHA256");
        final SecretKey nodeKey = hkdf.deriveKey(
                "Generic",
                HKDFParameterSpec.ofExtract()
                        .addSalt("ironhoard node 1".getBytes(StandardCharsets.US_ASCII))
                        .addIKM(nodeSecret)
                        .extractOnly());
        final byte[] matchInfo = ByteBuffer.allocate(33)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("ironhoard match 1".getBytes(StandardCharsets.US_ASCII))
                .putLong(high)
                .putLong(low)
                .array();
        final byte[] matchSecret = hkdf.deriveData(HKDFParameterSpec.expandOnly(nodeKey, matchInfo, 32));
        for (int seat = 0; seat < 3; seat++) {
            final byte[] seatInfo = ByteBuffer.allocate(17)
                    .put("ironhoard seat 1".getBytes(StandardCharsets.US_ASCII))
                    .put((byte) seat)
                    .array();
            final byte[] expected = hkdf.deriveData(
                    HKDFParameterSpec.expandOnly(new SecretKeySpec(matchSecret, "Generic"), seatInfo, 32));
            assertThat(Arrays.copyOfRange(keys, seat * 32, seat * 32 + 32))
                    .as("seat %d", seat)
                    .isEqualTo(expected);
        }
    }

    @Test
    void shouldRefuseAShortNodeSecret() {
        assertThatThrownBy(() -> new SeatKeys(new byte[31]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("31");
    }
}
