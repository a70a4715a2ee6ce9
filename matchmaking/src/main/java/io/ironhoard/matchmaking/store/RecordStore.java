package io.ironhoard.matchmaking.store;

import io.ironhoard.matchmaking.gateway.RecordSource;
import io.ironhoard.matchmaking.refusal.RefusedException;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.instance.InstanceLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Reads the records that the dispatcher writes to the data folder, each whole or not at all. A match id is parsed before
 * it comes here, so that no caller names a path. Blocks: from virtual threads.
 */
public final class RecordStore implements RecordSource {
    private final InstanceLayout layout;
    private final int bytesMax;

    /**
     * @param layout the instance's folders.
     * @param bytesMax the longest record that is read, in bytes.
     */
    public RecordStore(final InstanceLayout layout, final int bytesMax) {
        this.layout = layout;
        this.bytesMax = bytesMax;
    }

    @Override
    public byte[] read(final MatchId matchId) {
        final Path file = layout.record(matchId);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            final long size = channel.size();
            if (size > bytesMax) {
                throw new IllegalStateException(
                        "record " + file + " has " + size + " bytes, more than " + bytesMax + " can be sent");
            }
            final ByteBuffer record = ByteBuffer.allocate((int) size);
            while (record.hasRemaining() && channel.read(record) >= 0) {
                // A short read goes on where it stopped.
            }
            return record.array();
        } catch (final NoSuchFileException e) {
            throw RefusedException.of(ResultCode.RECORD_NOT_FOUND);
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot read record " + file, e);
        }
    }
}
