package io.ironhoard.dispatcher.match;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;

/** Each match in a segment of its own, up to a number of bytes; what is freed twice or never was is found. */
public final class SegmentMemory implements MatchMemory {
    private final long bytesMax;
    private final Map<Long, MemorySegment> segments = new HashMap<>();
    private long bytes;

    /**
     * @param bytesMax how much there is.
     */
    public SegmentMemory(final long bytesMax) {
        this.bytesMax = bytesMax;
    }

    @Override
    public long allocate(final int length) {
        if (bytes + length > bytesMax) {
            return NONE;
        }
        final MemorySegment segment = Arena.ofAuto().allocate(length, 64);
        segment.fill((byte) 0xA5);
        segments.put(segment.address(), segment);
        bytes += length;
        return segment.address();
    }

    @Override
    public void free(final long address, final int length) {
        final MemorySegment segment = segments.remove(address);
        if (segment == null || segment.byteSize() != length) {
            throw new AssertionError("a match of " + length + " bytes was freed that is not there");
        }
        bytes -= length;
    }
}
