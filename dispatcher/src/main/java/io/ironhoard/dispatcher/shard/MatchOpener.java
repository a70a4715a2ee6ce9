package io.ironhoard.dispatcher.shard;

import io.ironhoard.arena.Memory;
import io.ironhoard.dispatcher.match.Match;
import io.ironhoard.dispatcher.match.MatchTable;
import io.ironhoard.dispatcher.rules.InstalledRules;
import io.ironhoard.dispatcher.rules.spi.RuleSet;
import io.ironhoard.proto.chain.ChainHasher;
import io.ironhoard.proto.chain.HeadPreimage;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.ipc.StreamIds;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import io.ironhoard.proto.sbe.CreateMatchDecoder;
import io.ironhoard.proto.sbe.SigningMode;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/** Checks what a new match is to be, and builds it. Owned by the shard's thread. */
final class MatchOpener {
    /** The longest state that a rule set may ask for, in bytes. */
    static final int STATE_LENGTH_MAX = 1 << 20;
    private static final int RULES_ID_LENGTH_MAX = 32;

    private final ShardSettings settings;
    private final MatchTable matches;
    private final InstalledRules installedRules;
    private final RulesRunner runner;
    private final MatchLog log;
    private final MatchKeys keys;
    private final ShardEventEncoder events;
    private final HeadPreimage preimage =
            new HeadPreimage(RuleSetDescriptor.SEATS_LIMIT, RULES_ID_LENGTH_MAX + StreamIds.OPTIONS_LENGTH_MAX);
    private final long[] players = new long[2 * RuleSetDescriptor.SEATS_LIMIT];
    private final byte[] head = new byte[ChainHasher.HEAD_LENGTH];
    private final UnsafeBuffer seed = new UnsafeBuffer(0, 0);
    private final UnsafeBuffer rulesId = new UnsafeBuffer(0, 0);
    private final UnsafeBuffer options = new UnsafeBuffer(0, 0);
    private InstalledRules.Installed installed;
    private int seatCount;
    private Match opened;

    MatchOpener(
            final ShardSettings settings,
            final MatchTable matches,
            final InstalledRules installedRules,
            final RulesRunner runner,
            final MatchLog log,
            final MatchKeys keys,
            final ShardEventEncoder events) {
        this.settings = settings;
        this.matches = matches;
        this.installedRules = installedRules;
        this.runner = runner;
        this.log = log;
        this.keys = keys;
        this.events = events;
    }

    /** The match that the last {@link #open} opened. */
    Match opened() {
        return opened;
    }

    /**
     * Open a match and log its creation.
     *
     * @param frame what is asked for.
     * @param nowMs the shard's time.
     * @return a result code; {@link #opened} is the match where it is 0.
     */
    int open(final CreateMatchDecoder frame, final long nowMs) {
        read(frame);
        int code = check(frame);
        if (code == ResultCode.ACCEPTED.code()) {
            code = build(frame, nowMs);
        }
        if (code == ResultCode.ACCEPTED.code()) {
            events.matchCreated(frame, opened, rulesId, options, nowMs);
        }
        return code;
    }

    private void read(final CreateMatchDecoder frame) {
        final CreateMatchDecoder.SeatsDecoder seats = frame.seats();
        seatCount = seats.count();
        for (int seat = 0; seat < seatCount; seat++) {
            seats.next();
            if (seat < RuleSetDescriptor.SEATS_LIMIT) {
                players[2 * seat] = seats.playerIdHigh();
                players[2 * seat + 1] = seats.playerIdLow();
            }
        }
        frame.wrapRules(rulesId);
        frame.wrapOptions(options);
    }

    private int check(final CreateMatchDecoder frame) {
        if (frame.epoch() != settings.epoch()) {
            return ResultCode.STALE_EPOCH.code();
        }
        if (matches.find(frame.matchIdHigh(), frame.matchIdLow()) != null) {
            return ResultCode.MATCH_EXISTS.code();
        }
        if (matches.isFull()) {
            return ResultCode.MATCHES_FULL.code();
        }
        installed = installedRules.find(rulesId, rulesId.capacity(), frame.rulesVersion());
        if (installed == null) {
            return ResultCode.RULES_NOT_FOUND.code();
        }
        return areSettingsValid(frame) ? ResultCode.ACCEPTED.code() : ResultCode.INVALID_SETTINGS.code();
    }

    private boolean areSettingsValid(final CreateMatchDecoder frame) {
        final RuleSetDescriptor descriptor = installed.descriptor();
        final short signing = frame.signingRaw();
        final boolean hasClock = frame.clockInitialMs() != 0;
        return seatCount >= descriptor.seatsMin()
                && seatCount <= descriptor.seatsMax()
                && (signing == SigningMode.GATEWAY.value() || signing == SigningMode.PLAYER.value())
                && isBetween(0, frame.clockInitialMs(), StreamIds.CLOCK_MS_MAX)
                && isBetween(0, frame.clockIncrementMs(), StreamIds.CLOCK_MS_MAX)
                && isBetween(0, frame.abandonGraceMs(), settings.graceMaxMs())
                && (!hasClock || descriptor.turnBased())
                && (hasClock || frame.clockIncrementMs() == 0)
                && options.capacity() <= StreamIds.OPTIONS_LENGTH_MAX
                && installed.options().isValid(options, 0, options.capacity());
    }

    private static boolean isBetween(final long min, final long value, final long max) {
        return value >= min && value <= max;
    }

    private int build(final CreateMatchDecoder frame, final long nowMs) {
        final int stateLength = runner.stateLength(
                installed, seatCount, installed.options().wrap(options, 0), frame.matchIdHigh(), frame.matchIdLow());
        if (!isBetween(1, stateLength, STATE_LENGTH_MAX)) {
            return faultOf(stateLength);
        }
        final int viewLengthMax = runner.viewLengthMax(
                installed, seatCount, installed.options().wrap(options, 0), frame.matchIdHigh(), frame.matchIdLow());
        if (!isBetween(0, viewLengthMax, RuleSet.VIEW_LENGTH_LIMIT)) {
            return faultOf(viewLengthMax);
        }
        opened = matches.add(
                frame.matchIdHigh(),
                frame.matchIdLow(),
                installed.index(),
                seatCount,
                settings.receiptsPerSeat(),
                stateLength);
        if (opened == null) {
            return ResultCode.MATCHES_FULL.code();
        }
        final int code = setUp(frame, nowMs);
        if (code != ResultCode.ACCEPTED.code()) {
            matches.remove(opened);
        }
        return code;
    }

    private int setUp(final CreateMatchDecoder frame, final long nowMs) {
        final long graceMs = frame.abandonGraceMs() == 0 ? settings.graceDefaultMs() : frame.abandonGraceMs();
        opened.seats().open(graceMs, nowMs);
        opened.clock().open(frame.clockInitialMs(), frame.clockIncrementMs());
        for (int seat = 0; seat < seatCount; seat++) {
            opened.seats().player(seat, players[2 * seat], players[2 * seat + 1]);
        }
        frame.wrapSeed(seed);
        final int code = runner.init(
                opened, installed.options().wrap(options, 0), seed.getLong(0, ByteOrder.LITTLE_ENDIAN), nowMs);
        if (code != ResultCode.ACCEPTED.code()) {
            return code;
        }
        keys.prepare(opened);
        hash(frame, graceMs, nowMs);
        return log.opened(opened, nowMs);
    }

    /** Of a length that cannot be: a code of the runner's, or an answer of the rules'. */
    private static int faultOf(final int length) {
        return -length == ResultCode.RULES_OVERRUN.code() ? -length : ResultCode.RULES_FAULT.code();
    }

    private void hash(final CreateMatchDecoder frame, final long graceMs, final long nowMs) {
        preimage.match(opened.idHigh(), opened.idLow(), nowMs, seed, 0)
                .clock(frame.clockInitialMs(), frame.clockIncrementMs(), graceMs)
                .rules(frame.rulesVersion(), frame.signingRaw(), seatCount);
        for (int seat = 0; seat < seatCount; seat++) {
            preimage.player(seat, players[2 * seat], players[2 * seat + 1]);
        }
        preimage.rulesId(rulesId, 0, rulesId.capacity());
        preimage.options(options, 0, options.capacity());
        preimage.hash(head, 0);
        Memory.put(head, 0, opened.head(), ChainHasher.HEAD_LENGTH);
    }
}
