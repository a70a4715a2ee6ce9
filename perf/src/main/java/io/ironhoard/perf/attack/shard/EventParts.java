package io.ironhoard.perf.attack.shard;

import io.ironhoard.dispatcher.rules.spi.EffectsBuffer;
import io.ironhoard.proto.chain.ChainHasher;
import io.ironhoard.proto.sbe.MatchEventDecoder;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an event holds behind its fixed fields, read in their order.
 *
 * @param head the head after the event.
 * @param payload what was played.
 * @param publicPart what the rules tell everybody.
 * @param privateParts what they tell seats alone.
 */
record EventParts(byte[] head, byte[] payload, byte[] publicPart, Map<Integer, byte[]> privateParts) {
    static EventParts read(final MatchEventDecoder event) {
        final byte[] head = new byte[ChainHasher.HEAD_LENGTH];
        event.getHead(head, 0, head.length);
        final MatchEventDecoder.StandingsDecoder standings = event.standings();
        while (standings.hasNext()) {
            standings.next();
        }
        final Map<Integer, byte[]> parts = new TreeMap<>();
        for (final MatchEventDecoder.PrivatePartsDecoder part : event.privateParts()) {
            final int seat = part.seat();
            final byte[] bytes = new byte[part.partLength()];
            part.getPart(bytes, 0, bytes.length);
            parts.put(seat, bytes);
        }
        final byte[] payload = new byte[event.payloadLength()];
        event.getPayload(payload, 0, payload.length);
        final byte[] publicPart = new byte[event.publicPartLength()];
        event.getPublicPart(publicPart, 0, publicPart.length);
        return new EventParts(head, payload, publicPart, parts);
    }

    /** Whether the parts are those that the rules gave. */
    boolean areOf(final EffectsBuffer effects, final int seats) {
        boolean same = isSame(publicPart, effects, effects.publicOffset(), effects.publicLength())
                && privateParts.size() == effects.privateCount();
        for (int seat = 0; seat < seats && same; seat++) {
            final byte[] part = privateParts.getOrDefault(seat, new byte[0]);
            same = isSame(part, effects, effects.privateOffset(seat), effects.privateLength(seat));
        }
        return same;
    }

    private static boolean isSame(
            final byte[] part, final EffectsBuffer effects, final int offset, final int length) {
        final byte[] expected = new byte[length];
        effects.bytes().getBytes(offset, expected);
        return Arrays.equals(part, expected);
    }
}
