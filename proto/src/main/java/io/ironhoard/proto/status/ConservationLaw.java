package io.ironhoard.proto.status;

import io.ironhoard.proto.counters.MoveBook;
import java.util.ArrayList;
import java.util.List;

/**
 * No move is lost without a word: what must hold between the books of gateways and shards. Each check returns what is
 * broken, in words, and an empty list where all is well.
 *
 * <p>Why the inequalities hold at any time: a gateway counts a move as accepted only after it has read the shard's event,
 * so a shard read later counts at least as many; a shard receives only what a gateway handed over, so a gateway read later
 * has handed over at least as many.
 *
 * <p>A move whose answer a gateway gave up waiting for is rejected in its book, with SHARD_UNAVAILABLE, and counted as one
 * whose outcome is unknown: it may be accepted in the shard's. At rest the shards may have accepted that many more.
 */
final class ConservationLaw {
    private ConservationLaw() {}

    /**
     * What holds at any time, whatever moves.
     *
     * @param earlier one reading.
     * @param later another, taken after it.
     */
    static List<String> always(final NodeReading earlier, final NodeReading later) {
        final List<String> broken = new ArrayList<>(balances(later));
        if (later.isWholeAccount() && earlier.isWholeAccount()) {
            final long gatewaysAccepted = earlier.gatewayBook().accepted();
            final long shardsAccepted = later.shardBook().accepted();
            if (gatewaysAccepted > shardsAccepted) {
                broken.add("the gateways had told players of " + gatewaysAccepted
                        + " accepted moves when the shards had accepted only " + shardsAccepted);
            }
            final long shardsReceived = earlier.shardBook().received();
            final long submitted = later.submitted();
            if (shardsReceived > submitted) {
                broken.add("the shards had received " + shardsReceived + " moves when the gateways had submitted only "
                        + submitted);
            }
        }
        return broken;
    }

    /**
     * What holds besides on a node where nothing moves.
     *
     * @param reading the last of several equal readings.
     */
    static List<String> atRest(final NodeReading reading) {
        final List<String> broken = new ArrayList<>(balances(reading));
        for (final ProcessReading gateway : reading.gateways()) {
            final long unanswered = gateway.book().inFlight();
            if (gateway.alive() && unanswered != 0) {
                broken.add("gateway " + gateway.id() + " still waits for answers to " + unanswered
                        + " moves though nothing moves: answers were lost");
            }
        }
        if (reading.isWholeAccount() && reading.gateways().stream().allMatch(ProcessReading::alive)) {
            final MoveBook.Reading shards = reading.shardBook();
            if (reading.submitted() != shards.received()) {
                broken.add(reading.submitted() + " moves were submitted by the gateways and " + shards.received()
                        + " received by the shards");
            }
            accepted(broken, reading.gatewayBook().accepted(), shards.accepted(), reading.outcomeUnknown());
        }
        return broken;
    }

    private static List<String> balances(final NodeReading reading) {
        final List<String> broken = new ArrayList<>();
        for (final ProcessReading gateway : reading.gateways()) {
            balances(broken, "gateway " + gateway.id(), gateway.book());
        }
        reading.dispatcher().ifPresent(dispatcher -> {
            for (int shard = 0; shard < dispatcher.sections().size(); shard++) {
                balances(broken, "shard " + shard, dispatcher.sections().get(shard).book());
            }
        });
        return broken;
    }

    private static void balances(final List<String> broken, final String who, final MoveBook.Reading book) {
        if (!book.isConserved()) {
            broken.add(who + ": received " + book.received() + " is not accepted " + book.accepted() + " + rejected "
                    + book.rejected() + " + overloaded " + book.overloaded() + " + in flight " + book.inFlight());
        }
    }

    /** A shard may have accepted what a gateway gave up, and nothing else that the gateways do not know of. */
    private static void accepted(
            final List<String> broken, final long gateways, final long shards, final long outcomeUnknown) {
        final long unheard = shards - gateways;
        if (unheard < 0 || unheard > outcomeUnknown) {
            broken.add(gateways + " moves were accepted by the gateways and " + shards + " accepted by the shards"
                    + (outcomeUnknown == 0 ? "" : ", with " + outcomeUnknown + " whose outcome is unknown"));
        }
    }
}
