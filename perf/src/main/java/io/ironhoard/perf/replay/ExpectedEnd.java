package io.ironhoard.perf.replay;

import io.ironhoard.v1.MatchEnded;
import io.ironhoard.v1.Standing;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How a match must end after its last step.
 *
 * @param reason the number of the end reason.
 * @param name its name, for people.
 * @param placements each seat's place, from 1.
 * @param withLastStep the last step itself ends it; otherwise a timer of the rules does, some time after.
 */
record ExpectedEnd(int reason, String name, List<Integer> placements, boolean withLastStep) {
    ExpectedEnd {
        placements = List.copyOf(placements);
    }

    /** Whether the server's end is this one. */
    boolean matches(final MatchEnded ended) {
        return ended.getReason() == reason
                && ended.getStandingsCount() == placements.size()
                && IntStream.range(0, placements.size())
                        .allMatch(seat -> placementOf(ended, seat) == placements.get(seat));
    }

    static String describe(final MatchEnded ended) {
        final List<Integer> places = ended.getStandingsList().stream()
                .map(Standing::getPlacement)
                .toList();
        return ended.getReason() + " " + ended.getReasonName() + " with places " + places;
    }

    @Override
    public String toString() {
        return reason + " " + name + " with places " + placements;
    }

    private static int placementOf(final MatchEnded ended, final int seat) {
        return ended.getStandingsList().stream()
                .filter(standing -> standing.getSeat() == seat)
                .mapToInt(Standing::getPlacement)
                .findFirst()
                .orElse(0);
    }
}
