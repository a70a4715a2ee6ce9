package io.ironhoard.perf.replay;

import io.ironhoard.v1.MatchSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A game as the replay will play it, whatever it was read from.
 *
 * @param file where it comes from.
 * @param number its place in that file, from 1.
 * @param title its name for people.
 * @param settings what the match is created with.
 * @param seats how many seats.
 * @param steps the submissions, in order.
 * @param expected how the match ends after the last step; empty where it is left by everybody.
 * @param remarks what the report says of the source.
 */
record GamePlan(
        Path file,
        int number,
        String title,
        MatchSettings settings,
        int seats,
        List<Step> steps,
        Optional<ExpectedEnd> expected,
        Remarks remarks) {

    /**
     * What is odd about a game before it is played.
     *
     * @param illegal the source's first move that makes no sense.
     * @param problem why the game cannot be right whatever the server does; empty for most.
     * @param endedEarly why the rest of the source's moves is not played.
     * @param leftOut what of the source is not played for another reason.
     * @param truncated the source breaks off.
     * @param notes what did no harm.
     */
    record Remarks(
            Optional<IllegalInSource> illegal,
            Optional<String> problem,
            Optional<String> endedEarly,
            List<String> leftOut,
            boolean truncated,
            List<String> notes) {
        static Remarks none() {
            return new Remarks(
                    Optional.empty(), Optional.empty(), Optional.empty(), List.of(), false, List.of());
        }
    }

    /**
     * A move that makes no sense where it stands.
     *
     * @param ply which half-move, from 1.
     * @param line of the file.
     * @param move as written.
     * @param kind what is wrong, one word.
     * @param reason what is wrong, a sentence.
     * @param submitted whether the server is asked, which must refuse it.
     */
    record IllegalInSource(int ply, int line, String move, String kind, String reason, boolean submitted) {}

    GamePlan {
        steps = List.copyOf(steps);
    }
}
