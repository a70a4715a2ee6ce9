package io.ironhoard.proto.code;

/**
 * Why a match ended, as far as the engine knows. Numbers from 64 on belong to rule sets (checkmate, agreed draw, …) and
 * are named in their descriptors.
 */
public enum EndReason {
    /** The match goes on. */
    NONE(0, "the match goes on"),
    /** A seat resigned. */
    RESIGNATION(1, "a seat resigned"),
    /** A seat's clock ran out. */
    TIME_OUT(2, "a seat's clock ran out"),
    /** A seat stayed away longer than the grace. */
    ABANDONMENT(3, "a seat stayed away for longer than the grace allowed"),
    /** The rule set failed; nobody is to blame but its author. */
    RULES_FAULT(4, "the rule set failed"),
    /** The server's limit of events for one match was reached. */
    LIMIT(5, "the server's limit of events for one match was reached"),
    /** The rule set took longer than a call may; whatever it answered is not taken. */
    RULES_OVERRUN(6, "the rule set took longer than its budget");

    private static final EndReason[] BY_ID = values();

    private final int id;
    private final String doc;

    EndReason(final int id, final String doc) {
        this.id = id;
        this.doc = doc;
    }

    /** The number on the wire. */
    public int id() {
        return id;
    }

    /** One sentence for people. */
    public String doc() {
        return doc;
    }

    /**
     * @param id a number from the wire, below 64.
     * @return the reason.
     * @throws IllegalArgumentException where there is none.
     */
    public static EndReason of(final int id) {
        if (id < 0 || id >= BY_ID.length) {
            throw new IllegalArgumentException("no engine end reason " + id);
        }
        return BY_ID[id];
    }
}
