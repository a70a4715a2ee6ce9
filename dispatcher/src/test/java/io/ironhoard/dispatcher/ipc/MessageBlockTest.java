package io.ironhoard.dispatcher.ipc;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.aeron.logbuffer.FragmentHandler;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Blocks of messages through a real driver with the shortest terms that there are. */
@Timeout(60)
final class MessageBlockTest {
    private static final int TERM_BYTES = 64 * 1024;
    private static final int FLUSH_BYTES = 2048;
    private static final int MESSAGES = 20_000;
    private static final int STREAM = 7;

    private final Random random = new Random(51);
    private final List<byte[]> received = new ArrayList<>();
    private final FragmentHandler keep = (buffer, offset, length, header) -> {
        final byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        received.add(bytes);
    };

    @TempDir
    private Path folder;

    private MediaDriver driver;
    private Aeron aeron;

    @BeforeEach
    void launch() {
        driver = MediaDriver.launch(new MediaDriver.Context()
                .aeronDirectoryName(folder.resolve("aeron").toString())
                .threadingMode(ThreadingMode.SHARED)
                .ipcTermBufferLength(TERM_BYTES)
                .dirDeleteOnShutdown(true));
        aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(driver.aeronDirectoryName()));
    }

    @AfterEach
    void close() {
        aeron.close();
        driver.close();
    }

    @Test
    void shouldShowMessagesByTheFlushAndTogether() {
        final Subscription reader = aeron.addSubscription("aeron:ipc", STREAM);
        final MessageBlock block = new MessageBlock(connected(STREAM), FLUSH_BYTES, null);
        awaitImage(reader);

        write(block, new byte[] {1});
        write(block, new byte[] {2, 3});
        assertThat(reader.poll(keep, 10)).isZero();
        block.flush();

        assertThat(reader.poll(keep, 10)).isEqualTo(2);
        assertThat(received).containsExactly(new byte[] {1}, new byte[] {2, 3});
    }

    @Test
    void shouldBringEachMessageOnceInOrderAndWholeOverManyTerms() {
        final Subscription reader = aeron.addSubscription("aeron:ipc", STREAM);
        final ExclusivePublication stream = connected(STREAM);
        final MessageBlock block = new MessageBlock(stream, FLUSH_BYTES, null);
        final List<byte[]> sent = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            final byte[] message = new byte[1 + random.nextInt(i % 10 == 0 ? stream.maxPayloadLength() : 200)];
            random.nextBytes(message);
            while (!write(block, message)) {
                block.flush();
                reader.poll(keep, 100);
            }
            sent.add(message);
            if (random.nextInt(20) == 0) {
                block.flush();
            }
        }
        block.flush();
        while (reader.poll(keep, 100) > 0) {
            Thread.onSpinWait();
        }

        assertThat(stream.position()).isGreaterThan(10 * TERM_BYTES);
        assertThat(received).hasSameSizeAs(sent);
        for (int i = 0; i < MESSAGES; i++) {
            assertThat(received.get(i)).as("message %d", i).isEqualTo(sent.get(i));
        }
    }

    @Test
    void shouldShowWhatCameBeforeFirst() {
        final Subscription reader = aeron.addSubscription("aeron:ipc", STREAM);
        final Subscription laterReader = aeron.addSubscription("aeron:ipc", STREAM + 1);
        final MessageBlock before = new MessageBlock(connected(STREAM), FLUSH_BYTES, null);
        final MessageBlock block = new MessageBlock(connected(STREAM + 1), FLUSH_BYTES, before);
        awaitImage(reader);
        awaitImage(laterReader);
        write(before, new byte[] {1});
        write(block, new byte[] {2});

        block.flush();

        assertThat(laterReader.poll(keep, 10)).isEqualTo(1);
        assertThat(reader.poll(keep, 10)).isEqualTo(1);
    }

    @Test
    void shouldRefuseWhileNobodyReads() {
        final MessageBlock block =
                new MessageBlock(aeron.addExclusivePublication("aeron:ipc", STREAM), FLUSH_BYTES, null);

        assertThat(block.room(1)).isEqualTo(Publication.NOT_CONNECTED);
        assertThat(block.claim(1)).isFalse();
    }

    @Test
    void shouldRefuseWhatDoesNotFitOnceItsReaderHasLeft() {
        final Subscription reader = aeron.addSubscription("aeron:ipc", STREAM);
        final ExclusivePublication stream = connected(STREAM);
        final MessageBlock block = new MessageBlock(stream, FLUSH_BYTES, null);
        final MessageBlock later = new MessageBlock(connectedToItself(), FLUSH_BYTES, block);
        assertThat(write(block, new byte[] {1})).isTrue();
        assertThat(block.flush()).isTrue();
        reader.close();
        final SleepingMillisIdleStrategy pause = new SleepingMillisIdleStrategy(1);
        while (!block.isUnread()) {
            pause.idle();
        }

        int written = 0;
        while (written < MESSAGES && write(block, new byte[100])) {
            written++;
        }
        assertThat(written).as("messages of a block").isPositive().isLessThan(200);
        assertThat(block.flush()).isFalse();
        assertThat(write(later, new byte[] {1})).isTrue();
        assertThat(later.flush()).as("appended before what came earlier").isFalse();

        assertThat(block.discard()).isEqualTo(written);
        assertThat(later.flush()).isTrue();
    }

    /** A stream whose reader reads nothing. */
    private ExclusivePublication connectedToItself() {
        aeron.addSubscription("aeron:ipc", STREAM + 1);
        return connected(STREAM + 1);
    }

    private ExclusivePublication connected(final int streamId) {
        final ExclusivePublication publication = aeron.addExclusivePublication("aeron:ipc", streamId);
        final SleepingMillisIdleStrategy pause = new SleepingMillisIdleStrategy(1);
        while (publication.availableWindow() <= 0) {
            pause.idle();
        }
        return publication;
    }

    private static void awaitImage(final Subscription reader) {
        final SleepingMillisIdleStrategy pause = new SleepingMillisIdleStrategy(1);
        while (!reader.isConnected()) {
            pause.idle();
        }
    }

    private static boolean write(final MessageBlock block, final byte[] message) {
        if (!block.claim(message.length)) {
            return false;
        }
        block.buffer().putBytes(block.offset(), message);
        block.commit();
        return true;
    }
}
