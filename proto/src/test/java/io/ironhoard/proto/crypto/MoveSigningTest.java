package io.ironhoard.proto.crypto;

import java.util.Arrays;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class MoveSigningTest {
    private final Random random = new Random(7);
    private final MoveSigning signing = new MoveSigning(512);
    private final byte[] key = new byte[SeatKeys.LENGTH];
    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[1024]);

    @Test
    void shouldComputeTheLeftmostBytesOfThePlainHmac() throws Exception {
        for (int length = 0; length <= 512; length++) {
            random.nextBytes(key);
            final byte[] payload = new byte[length];
            random.nextBytes(payload);
            final int signed = MoveSigning.encode(frame, random.nextLong(), random.nextLong(), length, 3, 0, payload);
            final byte[] bytes = new byte[signed];
            frame.getBytes(0, bytes);

            signing.sign(key, 0, frame, 0, signed, frame, 900);

            final Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            final byte[] tag = new byte[MoveSigning.TAG_LENGTH];
            frame.getBytes(900, tag);
            assertThat(tag).as("payload of %d bytes", length).isEqualTo(Arrays.copyOf(mac.doFinal(bytes), 16));
            assertThat(signing.verify(key, 0, frame, 0, signed, 900)).isTrue();
        }
    }

    @Test
    void shouldRefuseEveryFlippedBitOfTheSignedBytesAndOfTheTag() {
        random.nextBytes(key);
        final int signed = MoveSigning.encode(frame, 1, 2, 3, 4, 0, new byte[] {5, 6});
        signing.sign(key, 0, frame, 0, signed, frame, signed);
        for (int bit = 0; bit < (signed + MoveSigning.TAG_LENGTH) * 8; bit++) {
            final byte original = frame.getByte(bit / 8);
            frame.putByte(bit / 8, (byte) (original ^ 1 << bit % 8));
            assertThat(signing.verify(key, 0, frame, 0, signed, signed))
                    .as("bit %d", bit)
                    .isFalse();
            frame.putByte(bit / 8, original);
        }
        assertThat(signing.verify(key, 0, frame, 0, signed, signed)).isTrue();
    }

    @Test
    void shouldLayOutTheSignedBytesAsDocumented() {
        final int length = MoveSigning.encode(frame, 0x1122334455667788L, 0x99AABBCCDDEEFF00L, 0x01020304, 5, 1,
                new byte[] {
                    9
                });
        final byte[] bytes = new byte[length];
        frame.getBytes(0, bytes);
        assertThat(bytes)
                .asHexString()
                .isEqualTo("49484D4F56450100" + "8877665544332211" + "00FFEEDDCCBBAA99" + "04030201" + "05" + "01"
                        + "0100" + "09");
    }
}
