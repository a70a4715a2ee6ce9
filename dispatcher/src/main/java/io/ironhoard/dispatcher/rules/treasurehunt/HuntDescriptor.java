package io.ironhoard.dispatcher.rules.treasurehunt;

import io.ironhoard.proto.rules.OptionDescriptor;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import io.ironhoard.proto.rules.RuleSetDescriptor.Meaning;
import java.util.List;

/** The numbers of the treasure hunt: its options, limits, result codes and end reasons. */
public final class HuntDescriptor {
    /** The rule set's id. */
    public static final String ID = "treasure-hunt";
    /** The rule set's version. */
    public static final int VERSION = 1;

    /** The fewest explorers. */
    public static final int SEATS_MIN = 2;
    /** The most explorers. */
    public static final int SEATS_MAX = 16;

    /** The place of the option {@code width} in the descriptor's list. */
    public static final int WIDTH_OPTION = 0;
    /** The place of the option {@code height} in the descriptor's list. */
    public static final int HEIGHT_OPTION = 1;
    /** The place of the option {@code treasures} in the descriptor's list. */
    public static final int TREASURES_OPTION = 2;
    /** The place of the option {@code duration_s} in the descriptor's list. */
    public static final int DURATION_OPTION = 3;
    /** The place of the option {@code step_cooldown_ms} in the descriptor's list. */
    public static final int STEP_COOLDOWN_OPTION = 4;
    /** The place of the option {@code dig_cooldown_ms} in the descriptor's list. */
    public static final int DIG_COOLDOWN_OPTION = 5;

    /** The smallest width and height, in cells. */
    public static final int SIDE_MIN = 4;
    /** The largest width and height, in cells: coordinates and distances are single bytes below 255. */
    public static final int SIDE_MAX = 255;
    /** The most treasures. */
    public static final int TREASURES_MAX = 64;
    /** The longest hunt, in seconds. */
    public static final int DURATION_S_MAX = 3_600;
    /** The longest cool-down, in milliseconds. */
    public static final int COOLDOWN_MS_MAX = 60_000;

    /** Result code: everything is found, time is up, or all others have given up. */
    public static final int HUNT_IS_OVER = 600;
    /** Result code: the step leads off the grid. */
    public static final int OFF_THE_GRID = 601;
    /** Result code: not one byte of the documented form. */
    public static final int MALFORMED_MOVE = 602;
    /** Result code: the seat's cool-down after its last step is not over. */
    public static final int STEP_TOO_SOON = 603;
    /** Result code: the seat's cool-down after its last dig is not over. */
    public static final int DIG_TOO_SOON = 604;
    /** Result code: the seat has given up. */
    public static final int EXPLORER_IS_OUT = 605;
    /** Result code: the options ask for more treasures than half the cells of the grid. */
    public static final int TOO_MANY_TREASURES = 606;

    /** End reason: every treasure is found. */
    public static final int ALL_FOUND = 64;
    /** End reason: the hunt's time is over. */
    public static final int TIME_IS_UP = 65;

    static final RuleSetDescriptor DESCRIPTOR = new RuleSetDescriptor(
            ID, VERSION, "Treasure hunt", SEATS_MIN, SEATS_MAX, HuntMove.LENGTH, false, options(), codes(),
            endReasons());

    private HuntDescriptor() {}

    private static List<OptionDescriptor> options() {
        return List.of(
                new OptionDescriptor.Integer("width", SIDE_MIN, SIDE_MAX, 64, "Cells from west to east."),
                new OptionDescriptor.Integer("height", SIDE_MIN, SIDE_MAX, 64, "Cells from north to south."),
                new OptionDescriptor.Integer(
                        "treasures", 1, TREASURES_MAX, 32, "Hidden treasures, on at most half the cells."),
                new OptionDescriptor.Integer(
                        "duration_s", 1, DURATION_S_MAX, 180, "How long the hunt lasts from the match's creation."),
                new OptionDescriptor.Integer(
                        "step_cooldown_ms", 0, COOLDOWN_MS_MAX, 100, "From an explorer's step to its next one."),
                new OptionDescriptor.Integer(
                        "dig_cooldown_ms", 0, COOLDOWN_MS_MAX, 400, "From an explorer's dig to its next one."));
    }

    private static List<Meaning> codes() {
        return List.of(
                new Meaning(HUNT_IS_OVER, "HUNT_IS_OVER", "the hunt is over"),
                new Meaning(OFF_THE_GRID, "OFF_THE_GRID", "the step leads off the grid"),
                new Meaning(MALFORMED_MOVE, "MALFORMED_MOVE", "a move is one byte: 0 to 7 a step, 8 a dig"),
                new Meaning(STEP_TOO_SOON, "STEP_TOO_SOON", "the cool-down after the last step is not over"),
                new Meaning(DIG_TOO_SOON, "DIG_TOO_SOON", "the cool-down after the last dig is not over"),
                new Meaning(EXPLORER_IS_OUT, "EXPLORER_IS_OUT", "this explorer has given up"),
                new Meaning(
                        TOO_MANY_TREASURES, "TOO_MANY_TREASURES", "the treasures would fill over half of the cells"));
    }

    private static List<Meaning> endReasons() {
        return List.of(
                new Meaning(ALL_FOUND, "ALL_FOUND", "every treasure is found"),
                new Meaning(TIME_IS_UP, "TIME_IS_UP", "the hunt's time is over"));
    }
}
