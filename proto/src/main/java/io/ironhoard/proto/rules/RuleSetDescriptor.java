package io.ironhoard.proto.rules;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a rule set says of itself to lobbies, gateways and people. Immutable.
 *
 * @param id lower-case name, for example {@code tic-tac-toe}; goes into head₀ of each match.
 * @param version raised whenever the same moves could lead to another state; goes into head₀.
 * @param title a name for people.
 * @param seatsMin the fewest seats of a match, at least 1.
 * @param seatsMax the most seats of a match, at most {@link #SEATS_LIMIT}.
 * @param moveLengthMax the longest move in bytes, at most {@link #MOVE_LENGTH_LIMIT}; longer ones are refused by the frame check.
 * @param turnBased whether exactly one seat is to move at any time, which is what match clocks need.
 * @param options the options of a match, in the order of their encoding.
 * @param codes the rule set's own result codes, 600 to 699.
 * @param endReasons the rule set's own reasons for the end of a match, {@link #END_REASON_MIN} to 255.
 */
public record RuleSetDescriptor(
        String id,
        int version,
        String title,
        int seatsMin,
        int seatsMax,
        int moveLengthMax,
        boolean turnBased,
        List<OptionDescriptor> options,
        List<Meaning> codes,
        List<Meaning> endReasons) {

    /** The most seats that a match may have: a set of seats is a bit each in one word. */
    public static final int SEATS_LIMIT = 64;
    /** The longest move that any rule set may take, in bytes. */
    public static final int MOVE_LENGTH_LIMIT = 512;
    /** The first end reason that belongs to rule sets; lower ones are the engine's, see {@link io.ironhoard.proto.code.EndReason}. */
    public static final int END_REASON_MIN = 64;

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final Pattern OPTION = Pattern.compile("[a-z][a-z0-9_]{0,47}");

    /**
     * A number with its name.
     *
     * @param id the number on the wire.
     * @param name upper-case name, for example {@code NOT_YOUR_TURN}.
     * @param doc one sentence for people.
     */
    public record Meaning(int id, String name, String doc) {
        public Meaning {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(doc, "doc");
        }
    }

    public RuleSetDescriptor {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("rule set id '" + id + "' does not match " + ID);
        }
        require(id, version >= 1 && version <= 0xFFFF, "version " + version + " is outside 1..65535");
        require(id, seatsMin >= 1 && seatsMin <= seatsMax && seatsMax <= SEATS_LIMIT,
                "seats " + seatsMin + ".." + seatsMax);
        require(id, moveLengthMax >= 1 && moveLengthMax <= MOVE_LENGTH_LIMIT, "moveLengthMax " + moveLengthMax);
        Objects.requireNonNull(title, "title");
        options = List.copyOf(options);
        codes = List.copyOf(codes);
        endReasons = List.copyOf(endReasons);
        final Set<String> names = new HashSet<>();
        for (final OptionDescriptor option : options) {
            require(id, OPTION.matcher(option.name()).matches(), "option name '" + option.name() + "'");
            require(id, names.add(option.name()), "option '" + option.name() + "' is there twice");
        }
        for (final Meaning code : codes) {
            require(id, code.id() >= 600 && code.id() <= 699, "code " + code.id() + " is outside 600..699");
        }
        for (final Meaning reason : endReasons) {
            require(id, reason.id() >= END_REASON_MIN && reason.id() <= 255, "end reason " + reason.id());
        }
    }

    private static void require(final String id, final boolean condition, final String what) {
        if (!condition) {
            throw new IllegalArgumentException("rule set " + id + ": " + what);
        }
    }
}
