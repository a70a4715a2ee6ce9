package io.ironhoard.perf.bench.pieces;

import io.ironhoard.proto.counters.MoveBook;
import java.lang.foreign.Arena;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What a move's account costs where it is shown after each move, while nobody reads it. */
@State(Scope.Thread)
public class BookPiece extends ShortPiece {
    private final MoveBook book = new MoveBook(
            new UnsafeBuffer(Arena.ofAuto().allocate(MoveBook.LENGTH, MoveBook.LENGTH).asByteBuffer()), 0);

    /** One move: received, and accepted. */
    @Benchmark
    public void moveBook() {
        book.received(1);
        book.accepted(0);
        book.publish();
    }
}
