package io.ironhoard.deploy.supervise;

import java.util.List;

/** Hears what the supervisor does. Called from the supervisor's thread. */
public interface SupervisorObserver {
    /**
     * Every child is ready.
     *
     * @param children in the order of their start.
     */
    void ready(List<ReadyChild> children);

    /**
     * Something that people should know, for example that a child had to be killed.
     *
     * @param sentence one line.
     */
    void said(String sentence);

    /**
     * A child that is ready.
     *
     * @param name its name.
     * @param pid  its process id.
     * @param json what it printed behind {@code READY}.
     */
    record ReadyChild(String name, long pid, String json) {}
}
