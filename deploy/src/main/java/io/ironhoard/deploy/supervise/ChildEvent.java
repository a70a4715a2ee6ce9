package io.ironhoard.deploy.supervise;

/** What the supervisor's thread hears about. */
sealed interface ChildEvent {
    /**
     * A child printed its ready line.
     *
     * @param child which.
     * @param json  what stood behind {@code READY}.
     */
    record Ready(Child child, String json) implements ChildEvent {}

    /**
     * A child is gone, and all its lines have been forwarded.
     *
     * @param child  which.
     * @param status its exit status, 128 plus the number where a signal ended it.
     */
    record Exited(Child child, int status) implements ChildEvent {}

    /** Somebody asked for an orderly stop. */
    record StopRequested() implements ChildEvent {}
}
