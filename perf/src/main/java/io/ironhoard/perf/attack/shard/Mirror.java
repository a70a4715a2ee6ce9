package io.ironhoard.perf.attack.shard;

import io.ironhoard.dispatcher.rules.spi.EffectsBuffer;
import io.ironhoard.dispatcher.rules.spi.Forfeit;
import io.ironhoard.dispatcher.rules.spi.RuleSet;
import io.ironhoard.proto.chain.ChainHasher;
import io.ironhoard.proto.crypto.SeatKeys;
import io.ironhoard.proto.rules.OptionsView;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import io.ironhoard.proto.sbe.MatchEventDecoder;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** One match as it should be: the rules' state, the chain and the sequences, advanced by the shard's events alone. */
final class Mirror {
    private static final int REMEMBERED = 64;

    private final long idHigh;
    private final long idLow;
    private final RuleSet rules;
    private final int seats;
    private final boolean hasClock;
    private final byte[] keys;
    private final UnsafeBuffer state;
    private final UnsafeBuffer draft;
    private final int[] sequences;
    private final boolean[] hasForfeited;
    private final byte[][][] accepted;
    private final ChainHasher chain = new ChainHasher(RuleSetDescriptor.MOVE_LENGTH_LIMIT);
    private final byte[] head = new byte[ChainHasher.HEAD_LENGTH];
    private final EffectsBuffer effects = new EffectsBuffer();
    private long nextIndex;
    private int endReason;

    Mirror(final long idHigh, final long idLow, final RuleSet rules, final int seats, final boolean hasClock,
            final SeatKeys seatKeys) {
        this.idHigh = idHigh;
        this.idLow = idLow;
        this.rules = rules;
        this.seats = seats;
        this.hasClock = hasClock;
        keys = new byte[seats * SeatKeys.LENGTH];
        seatKeys.derive(idHigh, idLow, seats, keys);
        sequences = new int[seats];
        hasForfeited = new boolean[seats];
        accepted = new byte[seats][REMEMBERED][];
        state = new UnsafeBuffer(0, 0);
        draft = new UnsafeBuffer(0, 0);
    }

    /** The match was created: set the state up and begin the chain. */
    void open(final OptionsView options, final long seed, final byte[] initialHead, final long nowMs) {
        state.wrap(new byte[rules.stateLength(seats, options)]);
        draft.wrap(new byte[state.capacity()]);
        FuzzFault.require(rules.init(state, seats, options, seed, nowMs) == RuleSet.OK, "init of the mirror");
        System.arraycopy(initialHead, 0, head, 0, head.length);
    }

    long idHigh() {
        return idHigh;
    }

    long idLow() {
        return idLow;
    }

    RuleSet rules() {
        return rules;
    }

    int seats() {
        return seats;
    }

    boolean hasClock() {
        return hasClock;
    }

    byte[] keys() {
        return keys;
    }

    int sequence(final int seat) {
        return sequences[seat];
    }

    boolean hasForfeited(final int seat) {
        return hasForfeited[seat];
    }

    boolean hasEnded() {
        return endReason != 0;
    }

    /** The seat to move; {@link RuleSet#NO_TURN} where any may. */
    int turn() {
        return rules.turn(state);
    }

    /** The frame with which a seat's sequence number was accepted, or null where it is not remembered. */
    byte[] acceptedFrame(final int seat, final int sequence) {
        return sequence > 0 && sequence > sequences[seat] - REMEMBERED ? accepted[seat][sequence % REMEMBERED] : null;
    }

    /** What the rules would answer to a move, without playing it. */
    int judge(final int seat, final byte[] payload, final long nowMs) {
        draft.putBytes(0, state, 0, state.capacity());
        effects.clear(seats);
        return rules.apply(draft, seat, new UnsafeBuffer(payload), 0, payload.length, nowMs, effects);
    }

    /** A move of this frame was accepted; its event comes as any other. */
    void accept(final int seat, final byte[] frame) {
        sequences[seat]++;
        accepted[seat][sequences[seat] % REMEMBERED] = frame;
    }

    /** Advance by an event of the shard, and compare everything that it says. */
    void onEvent(final MatchEventDecoder event, final EventParts parts) {
        FuzzFault.require(endReason == 0, "an event after the end of the match");
        FuzzFault.require(event.index() == nextIndex, "event " + event.index() + " came, not " + nextIndex);
        nextIndex++;
        effects.clear(seats);
        final long nowMs = event.timeMs();
        final DirectBuffer payload = new UnsafeBuffer(parts.payload());
        switch (event.kind()) {
            case MOVE -> {
                final int code = rules.apply(state, event.seat(), payload, 0, payload.capacity(), nowMs, effects);
                FuzzFault.require(code == RuleSet.OK, "a move was accepted that the rules refuse with " + code);
            }
            case FORFEIT -> {
                hasForfeited[event.seat()] = true;
                rules.forfeit(state, event.seat(), forfeit(payload.getByte(0)), nowMs, effects);
            }
            case TIMER -> rules.onTimer(state, nowMs, effects);
            default -> endReason = event.endReason();
        }
        if (endReason == 0) {
            endReason = rules.endReason(state);
        }
        FuzzFault.require(endReason == event.endReason(), "the end: " + event.endReason() + ", not " + endReason);
        final int length = chain.encode(
                (int) event.index(), event.kindRaw(), event.seat(), nowMs, payload, 0, payload.capacity());
        chain.extend(head, 0, length, head, 0);
        FuzzFault.require(Arrays.equals(head, parts.head()), "the chain breaks at event " + event.index());
        FuzzFault.require(parts.areOf(effects, seats), "the parts of event " + event.index() + " are not the rules'");
    }

    private static Forfeit forfeit(final int reason) {
        for (final Forfeit forfeit : Forfeit.values()) {
            if (forfeit.endReason().id() == reason) {
                return forfeit;
            }
        }
        throw new FuzzFault("nobody gives up for reason " + reason);
    }
}
