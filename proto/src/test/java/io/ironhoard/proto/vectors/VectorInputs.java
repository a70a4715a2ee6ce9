package io.ironhoard.proto.vectors;

import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.ids.PlayerId;
import io.ironhoard.proto.vectors.ClientFunctions.End;
import io.ironhoard.proto.vectors.ClientFunctions.Event;
import io.ironhoard.proto.vectors.ClientFunctions.Match;
import io.ironhoard.proto.vectors.ClientFunctions.Option;
import io.ironhoard.proto.vectors.ClientFunctions.Submission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** What is computed with: nothing here is a result. */
final class VectorInputs {
    private static final int MOVE = 1;
    private static final int FORFEIT = 2;
    private static final int TIMER = 3;
    private static final int CLOSED = 4;
    private static final int NO_SEAT = 255;
    private static final int BY_PLAYER = 2;
    private static final long CREATED_MS = 1_700_000_000_000L;
    private static final long UINT32_MAX = 0xFFFF_FFFFL;

    private final MatchId match = new MatchId(0x0123_4567_89AB_CDEFL, 0xFEDC_BA98_7654_3210L);
    private final MatchId other = new MatchId(-1, 1);
    private final byte[] key = counting(32, 0);
    private final byte[] otherKey = counting(32, 0xE0);
    private final byte[] seed = filled(32, 0x5A);
    private final Played ticTacToe = ticTacToe();
    private final Played endings = endings();

    /** Something with a sentence on what it is for. */
    interface Described {
        String description();
    }

    /** A submission and the key of its seat. */
    record TagCase(String description, byte[] key, Submission submission) implements Described {}

    /** A seed to commit to. */
    record CommitmentCase(String description, MatchId match, byte[] seed) implements Described {}

    /** A match to begin. */
    record MatchCase(String description, Match match) implements Described {}

    /** An event after a head. */
    record EventCase(String description, byte[] head, Event event) implements Described {}

    /** A whole match: the first events are those of the submissions, in order. */
    record Played(String description, Match match, List<byte[]> seatKeys, List<Submission> submissions,
            List<Event> events, End end) implements Described {}

    /** A record and what was done to it after it had been signed. */
    record RecordCase(String description, Played played, UnaryOperator<byte[]> damage) implements Described {}

    List<String> about() {
        return List.of("What a client computes, value by value: docs/CLIENTS.md and docs/RECORDS.md say how.",
                "Bytes are lower-case hexadecimal; an empty text is no bytes.",
                "Numbers of 64 bits (times, scores, integer options) are decimal texts, all others are JSON numbers.",
                "No server has the keys of this file.");
    }

    List<TagCase> tags() {
        return List.of(tag("a move of one byte", 1, 0, 0, new byte[] {4}),
                tag("a resignation: action 1, no payload", 2, 0, 1, new byte[0]),
                tag("a move without payload", 3, 0, 0, new byte[0]),
                tag("another seat under the same key", 1, 1, 0, new byte[] {4}),
                tag("23 bytes, the longest payload that fills one block inside the HMAC", 5, 1, 0, counting(23, 1)),
                tag("24 bytes: two blocks", 6, 1, 0, counting(24, 1)),
                tag("512 bytes, the longest payload, from the last seat there can be", 7, 63, 0, counting(512, 7)),
                tag("sequence 2147483648: the number has no sign", 1L << 31, 0, 0, new byte[] {4}),
                tag("sequence 4294967295, the last", UINT32_MAX, 0, 0, new byte[] {4}),
                new TagCase("another match and another key", otherKey,
                        new Submission(other, 1, 0, 0, new byte[] {4})));
    }

    List<CommitmentCase> commitments() {
        return List.of(new CommitmentCase("a seed of equal bytes", match, seed),
                new CommitmentCase("another match with the same seed", other, seed),
                new CommitmentCase("a seed of different bytes", match, counting(32, 0x80)));
    }

    List<MatchCase> matches() {
        final List<PlayerId> many = new ArrayList<>();
        for (int seat = 0; seat < 64; seat++) {
            many.add(new PlayerId(seat, ~(long) seat));
        }
        return List.of(new MatchCase("two players who sign, no clocks, no options", ticTacToe.match()),
                new MatchCase("clocks, options of both types, signed by the gateway, the highest version",
                        new Match(match, CREATED_MS, 300_000, 2_000, 60_000, counting(32, 0x80), 1, "chess", 0xFFFF,
                                many.subList(1, 3), List.of(new Option.Whole("chess960", 518),
                                        new Option.Text("start", "8/8/8/8/8/8/8/K1k5 w - - 0 1"),
                                        new Option.Text("note", ""), new Option.Whole("least", Long.MIN_VALUE)))),
                new MatchCase("64 seats, times as large as they may be, the longest name",
                        new Match(other, (1L << 56) - 1, 2_592_000_000L, 2_592_000_000L, 3_600_000, seed, BY_PLAYER,
                                "a-rule-set-with-the-longest-name", 1, many, List.of())));
    }

    List<EventCase> events() {
        final byte[] before = counting(32, 0x40);
        return List.of(event("a move of one byte", before, 0, MOVE, 0, CREATED_MS + 1_234, new byte[] {4}),
                event("a move without payload", before, 1, MOVE, 1, CREATED_MS, new byte[0]),
                event("8 bytes, the longest payload that makes one block", before, 2, MOVE, 0, CREATED_MS,
                        counting(8, 1)),
                event("9 bytes: two blocks", before, 2, MOVE, 0, CREATED_MS, counting(9, 1)),
                event("512 bytes, the longest payload", before, 3, MOVE, 63, CREATED_MS, counting(512, 7)),
                event("a forfeit by resignation", before, 4, FORFEIT, 1, CREATED_MS, new byte[] {1}),
                event("a forfeit by abandonment", before, 4, FORFEIT, 0, CREATED_MS, new byte[] {3}),
                event("a timer of the rules: no seat, no payload", before, 5, TIMER, NO_SEAT, CREATED_MS, new byte[0]),
                event("closed by the server at its limit: no seat", before, 6, CLOSED, NO_SEAT, CREATED_MS,
                        new byte[] {5}),
                event("the largest time of 7 bytes", before, 7, MOVE, 0, (1L << 56) - 1, new byte[] {4}),
                event("the last index", before, UINT32_MAX, MOVE, 0, CREATED_MS, new byte[] {4}),
                event("after the head of zeros", new byte[32], 0, MOVE, 0, 0, new byte[] {0}));
    }

    List<Played> played() {
        return List.of(ticTacToe, endings);
    }

    List<RecordCase> records() {
        final int header = 12;
        final int afterHeader = header + 95 + 2 * 16 + "tic-tac-toe".length();
        final int events = afterHeader + 32 + 32 + 4;
        final int eventLength = 15 + 1 + 32;
        return List.of(new RecordCase("a record as it was signed", ticTacToe, file -> file),
                new RecordCase("one with every kind of event", endings, file -> file),
                flipped("the time of creation was changed", header + 24),
                flipped("the seed was changed", afterHeader),
                flipped("head 0 was changed", afterHeader + 32),
                flipped("the payload of event 3 was changed", events + 3 * eventLength + 15),
                flipped("the head after event 4 was changed", events + 4 * eventLength + 16),
                flipped("the end reason was changed: no hash covers it, the signature does", events + 5 * eventLength),
                flipped("another key's fingerprint", events + 5 * eventLength + 2 + 18),
                flipped("the signature was changed", events + 5 * eventLength + 2 + 18 + 8));
    }

    private RecordCase flipped(final String description, final int at) {
        return new RecordCase(description, ticTacToe, file -> {
            final byte[] copy = file.clone();
            copy[at] ^= 1;
            return copy;
        });
    }

    private Played ticTacToe() {
        final Match begun = new Match(match, CREATED_MS, 0, 0, 60_000, seed, BY_PLAYER, "tic-tac-toe", 1,
                List.of(new PlayerId(0x1111_1111_1111_1111L, 0x1111_1111_1111_1111L),
                        new PlayerId(0x2222_2222_2222_2222L, 0x2222_2222_2222_2222L)),
                List.of());
        final List<Submission> submissions = new ArrayList<>();
        final List<Event> events = new ArrayList<>();
        final byte[] cells = {4, 0, 3, 1, 5};
        for (int i = 0; i < cells.length; i++) {
            final byte[] payload = {cells[i]};
            submissions.add(new Submission(match, 1 + i / 2, i % 2, 0, payload));
            events.add(new Event(i, MOVE, i % 2, CREATED_MS + 1_234 + 1_000L * i, payload));
        }
        return new Played("a game of tic-tac-toe, from what the match is to its last head", begun,
                List.of(key, otherKey), submissions, events, new End(64, List.of(1, 2), List.of(0L, 0L)));
    }

    private Played endings() {
        final Match begun = new Match(other, CREATED_MS, 0, 0, 60_000, counting(32, 0x80), BY_PLAYER, "all-kinds", 2,
                List.of(new PlayerId(1, 2), new PlayerId(3, 4), new PlayerId(5, 6)), List.of());
        return new Played("every kind of event in one match of no known rules", begun,
                List.of(key, otherKey, counting(32, 0x20)),
                List.of(new Submission(other, 1, 2, 0, counting(9, 1)), new Submission(other, 1, 1, 1, new byte[0])),
                List.of(new Event(0, MOVE, 2, CREATED_MS + 1, counting(9, 1)),
                        new Event(1, FORFEIT, 1, CREATED_MS + 1, new byte[] {1}),
                        new Event(2, TIMER, NO_SEAT, CREATED_MS + 5_000, new byte[0]),
                        new Event(3, CLOSED, NO_SEAT, CREATED_MS + 5_001, new byte[] {4})),
                new End(4, List.of(0, 0, 0), List.of(-1L, Long.MAX_VALUE, Long.MIN_VALUE)));
    }

    private TagCase tag(final String description, final long sequence, final int seat, final int action,
            final byte[] payload) {
        return new TagCase(description, key, new Submission(match, sequence, seat, action, payload));
    }

    private static EventCase event(final String description, final byte[] head, final long index, final int kind,
            final int seat, final long timeMs, final byte[] payload) {
        return new EventCase(description, head, new Event(index, kind, seat, timeMs, payload));
    }

    private static byte[] counting(final int length, final int first) {
        final byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (first + i);
        }
        return bytes;
    }

    private static byte[] filled(final int length, final int value) {
        final byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
