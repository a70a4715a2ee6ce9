package io.ironhoard.dispatcher.rules.chess;

/** Moves in the order in which they were found. No legal position has more than 218. */
final class MoveList {
    private static final int CAPACITY = 256;

    private final char[] moves = new char[CAPACITY];
    private int size;

    void clear() {
        size = 0;
    }

    void add(final int move) {
        moves[size++] = (char) move;
    }

    int size() {
        return size;
    }

    int get(final int index) {
        return moves[index];
    }

    boolean contains(final int move) {
        for (int i = 0; i < size; i++) {
            if (moves[i] == move) {
                return true;
            }
        }
        return false;
    }
}
