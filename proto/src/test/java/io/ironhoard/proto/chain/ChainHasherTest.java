package io.ironhoard.proto.chain;

import io.ironhoard.proto.crypto.Sha256;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class ChainHasherTest {
    private final Random random = new Random(11);

    @Test
    void shouldHashTheHeadAndThePlainEncodingOfTheEvent() {
        final ChainHasher chain = new ChainHasher(512);
        final byte[] head = new byte[32];
        for (int length = 0; length <= 512; length++) {
            random.nextBytes(head);
            final byte[] payload = new byte[length + 3];
            random.nextBytes(payload);
            final long timeMs = random.nextLong(1L << 56);
            final int index = random.nextInt();

            final byte[] plain = plain(head, index, 2, 200, timeMs, payload, length);
            final int canonical = chain.encode(index, 2, 200, timeMs, new UnsafeBuffer(payload), 3, length);
            chain.extend(head, 0, canonical, head, 0);

            assertThat(canonical).isEqualTo(15 + length);
            assertThat(head).as("payload of %d bytes", length).isEqualTo(Sha256.of(plain));
        }
    }

    @Test
    void shouldNeedOneBlockForAPayloadOfEightBytes() {
        final int paddingAndLength = 9;
        assertThat(ChainHasher.HEAD_LENGTH + ChainHasher.HEADER_LENGTH + 8 + paddingAndLength)
                .isLessThanOrEqualTo(64);
    }

    private static byte[] plain(
            final byte[] head,
            final int index,
            final int kind,
            final int seat,
            final long timeMs,
            final byte[] payload,
            final int length) {
        final ByteBuffer out = ByteBuffer.allocate(47 + length).order(ByteOrder.LITTLE_ENDIAN);
        out.put(head).putInt(index).putShort((short) length).put((byte) seat).put((byte) kind);
        for (int i = 0; i < 7; i++) {
            out.put((byte) (timeMs >>> 8 * i));
        }
        return out.put(payload, 3, length).array();
    }
}
