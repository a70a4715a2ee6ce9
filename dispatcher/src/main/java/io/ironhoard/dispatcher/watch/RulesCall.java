package io.ironhoard.dispatcher.watch;

/** What a shard asks of a rule set. What changes a state is followed, in the same go, by how the match stands then. */
public enum RulesCall {
    /** Before a match is opened. */
    STATE_LENGTH("stateLength"),
    /** Before a match is opened. */
    VIEW_LENGTH_MAX("viewLengthMax"),
    /** Setting a match up. */
    INIT("init"),
    /** A move. */
    APPLY("apply"),
    /** A seat gives up. */
    FORFEIT("forfeit"),
    /** The rules' own time. */
    ON_TIMER("onTimer"),
    /** What a seat may see. */
    VIEW("view");

    private static final RulesCall[] BY_ORDINAL = values();

    private final String method;

    RulesCall(final String method) {
        this.method = method;
    }

    /** The method's name, for logs. */
    public String method() {
        return method;
    }

    static RulesCall of(final int ordinal) {
        return BY_ORDINAL[ordinal];
    }
}
