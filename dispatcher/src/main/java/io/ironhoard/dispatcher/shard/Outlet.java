package io.ironhoard.dispatcher.shard;

import org.agrona.MutableDirectBuffer;

/**
 * Where the engine writes one of its two streams: claim, encode in place, commit.
 *
 * <p>Whoever calls the engine asks {@link #hasRoom} before each input and holds the input back where the answer is no:
 * so a claim inside the engine does not fail, and an input is executed whole or not at all. Owned by the shard's thread.
 */
public interface Outlet {
    /** The most bytes, all messages together, that one input makes the engine write to one outlet. */
    int ROOM_FOR_ONE_INPUT = 32 * 1024;

    /** Whether {@link #ROOM_FOR_ONE_INPUT} bytes can be claimed now. */
    boolean hasRoom();

    /**
     * Claim room for one message.
     *
     * @param length its length in bytes, header included.
     * @return whether there is room; false, after {@link #hasRoom} was true, only where nobody can receive it, or where
     *     one input made more than {@link #ROOM_FOR_ONE_INPUT}.
     */
    boolean claim(int length);

    /** Where to write, after a claim: outside the heap. */
    MutableDirectBuffer buffer();

    /** Where to begin in {@link #buffer}. */
    int offset();

    /** What was claimed is written; readers see it by the next {@link #flush} at the latest. */
    void commit();

    /**
     * Let readers see what was committed.
     *
     * @return whether they can; where not, it is kept for the next time.
     */
    default boolean flush() {
        return true;
    }

    /** How many committed messages were let go because nobody read them. */
    default long discarded() {
        return 0;
    }
}
