package io.ironhoard.perf.load;

import java.util.ArrayList;
import java.util.List;

/** What was wrong: the first of them in words, all of them counted. Any thread. */
final class Faults {
    /** The longest list. */
    static final int LIST_MAX = 100;

    private final List<String> list = new ArrayList<>();
    private long count;

    synchronized void add(final String sentence) {
        count++;
        if (list.size() < LIST_MAX) {
            list.add(sentence);
        }
    }

    synchronized long count() {
        return count;
    }

    synchronized List<String> list() {
        return List.copyOf(list);
    }
}
