package io.ironhoard.dispatcher.shard;

import io.ironhoard.dispatcher.ipc.TestFrames;
import io.ironhoard.dispatcher.rules.chess.ChessDescriptor;
import io.ironhoard.dispatcher.rules.chess.ChessMove;
import io.ironhoard.dispatcher.rules.chess.ChessRules;
import io.ironhoard.dispatcher.rules.chess.LegalMoves;
import io.ironhoard.dispatcher.rules.spi.EffectsBuffer;
import io.ironhoard.dispatcher.rules.treasurehunt.HuntDescriptor;
import io.ironhoard.dispatcher.rules.treasurehunt.HuntGrid;
import io.ironhoard.dispatcher.rules.treasurehunt.HuntMove;
import io.ironhoard.dispatcher.rules.treasurehunt.TreasureHuntRules;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.ipc.StreamIds;
import io.ironhoard.proto.rules.OptionsCodec;
import io.ironhoard.proto.rules.OptionsView;
import io.ironhoard.proto.sbe.MessageHeaderEncoder;
import io.ironhoard.proto.sbe.SubmitMoveEncoder;
import io.ironhoard.proto.sbe.ViewMatchEncoder;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Whole lives of matches in which everything happens that can happen to a frame: each move that is accepted or refused, by
 * each step, creations and their refusals, seats, views, and timers of each kind. At the end every match has been forgotten,
 * so that it can be played again.
 */
final class MixedInputs {
    static final int EPOCH = 7;
    static final int GATEWAY = 0;
    /** As many matches as are open at once. */
    static final int MATCHES = 400;
    static final int RATE_BURST = 40;
    static final int LINGER_MS = 2_000;
    static final long GRACE_MS_MAX = 600_000;

    private static final String TIC_TAC_TOE = "tic-tac-toe";
    private static final int HUNTS = 200;
    private static final int ROUNDS = 160;
    private static final int PLIES = 80;
    /** How many of every other kind. */
    private static final int GROUP = 10;
    private static final byte DIG = HuntMove.DIG;
    private static final int DIGGERS = 1_000;
    private static final int CHESS = 2_000;
    private static final int CLOCKS = 3_000;
    private static final int CHILDS = 4_000;
    private static final int LONELY = 5_000;
    private static final int FILLERS = 6_000;
    private static final int GRACE_MS = 200;
    private static final long NOBODY = 9_999;
    private static final byte[] NO_OPTIONS = {};
    private static final byte[] CHESS_OPTIONS = OptionsCodec.encode(new ChessRules().descriptor(), Map.of());
    private static final byte[] CELLS_OF_A_WIN = {0, 3, 1, 4, 2};
    private static final byte[] CELLS_OF_A_DRAW = {0, 1, 2, 4, 3, 5, 7, 6, 8};

    private final InputTape tape = new InputTape();
    private final TestFrames frames;
    private final Map<Long, Integer> sequences = new HashMap<>();
    private long correlationId;
    private int created;
    private int fillers;
    private int lastLength;

    private MixedInputs(final byte[] nodeSecret) {
        frames = new TestFrames(nodeSecret, GATEWAY, EPOCH);
    }

    /** Record them. */
    static InputTape record(final byte[] nodeSecret) {
        final List<byte[]> chessGame = chessGame();
        final MixedInputs inputs = new MixedInputs(nodeSecret);
        inputs.begin(chessGame);
        inputs.steps();
        inputs.diggers();
        inputs.chess(chessGame);
        inputs.clocks(chessGame);
        inputs.childsPlay();
        inputs.absence();
        inputs.refusals();
        inputs.end();
        return inputs.tape;
    }

    private void begin(final List<byte[]> chessGame) {
        send(frames.hello(++correlationId));
        for (int hunt = 0; hunt < HUNTS; hunt++) {
            create(hunt, HuntDescriptor.ID, 2, 0, hunt(HuntDescriptor.SIDE_MAX, 64, HuntDescriptor.DURATION_S_MAX, 0));
        }
        for (int i = 0; i < GROUP; i++) {
            final int durationS = i < GROUP / 2 ? HuntDescriptor.DURATION_S_MAX : 1;
            create(DIGGERS + i, HuntDescriptor.ID, 4, 0,
                    hunt(HuntDescriptor.SIDE_MIN, 8, durationS, i % 5 == 0 ? 50 : 0));
            create(CHESS + i, ChessDescriptor.ID, 2, 600_000, CHESS_OPTIONS);
            create(CLOCKS + i, ChessDescriptor.ID, 2, 500, CHESS_OPTIONS);
            create(CHILDS + i, TIC_TAC_TOE, 2, 0, NO_OPTIONS);
        }
        while (created < MATCHES) {
            create(FILLERS + fillers++, TIC_TAC_TOE, 2, 0, NO_OPTIONS);
        }
        create(NOBODY, TIC_TAC_TOE, 2, 0, NO_OPTIONS);
        resign(FILLERS, 0);
        move(CLOCKS, 0, chessGame.getFirst());
        tape.pass(LINGER_MS + 10);
        create(0, HuntDescriptor.ID, 2, 0, NO_OPTIONS);
        create(NOBODY, "go", 2, 0, NO_OPTIONS);
        create(NOBODY, TIC_TAC_TOE, 3, 0, NO_OPTIONS);
        create(NOBODY, HuntDescriptor.ID, 2, 1_000, NO_OPTIONS);
        create(NOBODY, HuntDescriptor.ID, 2, 0, new byte[] {1, 2, 3});
        create(NOBODY, HuntDescriptor.ID, 2, 0, hunt(HuntDescriptor.SIDE_MIN, 9, 60, 0));
        send(frames.createMatch(++correlationId, id(NOBODY), TIC_TAC_TOE, 2, 0, 0) - 1);
    }

    /** The bulk: explorers step to and fro, dig now and then, and after nearly every step something is wrong. */
    private void steps() {
        final int side = HuntDescriptor.SIDE_MAX;
        for (int round = 0; round < ROUNDS; round++) {
            final int seat = round % 2;
            final boolean isAway = round / 2 % 2 == 0;
            final int dx = HuntGrid.startX(seat, 2, side, side) < side - 1 == isAway ? 1 : -1;
            final int dy = HuntGrid.startY(seat, 2, side, side) < side - 1 == isAway ? 1 : -1;
            final byte step = (byte) HuntMove.towards(dx, dy);
            for (int hunt = 0; hunt < HUNTS; hunt++) {
                if (round % 40 < 2) {
                    move(hunt, seat, DIG);
                }
                move(hunt, seat, step);
                trouble(hunt, seat, hunt + round);
            }
            tape.pass(2);
        }
    }

    private void trouble(final long match, final int seat, final int kind) {
        final int last = last(match, seat);
        switch (kind % 12) {
            case 0 -> attempt(match, seat, last + 1, (byte) 9);
            case 1 -> attempt(match, seat, last + 2, DIG);
            case 2 -> attempt(match, seat, last, (byte) 77);
            case 3 -> attempt(match, seat, Math.max(1, last - 20), DIG);
            case 4 -> edited(match, seat, SubmitMoveEncoder.tagEncodingOffset());
            case 5 -> send(lastLength);
            case 6 -> attempt(NOBODY, seat, 1, DIG);
            case 7 -> attempt(match, 5, 1, DIG);
            case 8 -> edited(match, seat, SubmitMoveEncoder.labelEncodingOffset());
            case 9 -> edited(match, seat, SubmitMoveEncoder.epochEncodingOffset());
            case 10 -> edited(match, seat, SubmitMoveEncoder.reservedEncodingOffset());
            default -> {
                // All is well.
            }
        }
    }

    /** Explorers on sixteen cells: everything is found, or time is up, or a cool-down is not over. */
    private void diggers() {
        for (int i = 0; i < GROUP; i++) {
            final long match = DIGGERS + i;
            attempt(match, 0, 1, (byte) HuntMove.NORTH);
            resign(match, 3);
            attempt(match, 3, 2, (byte) HuntMove.SOUTH);
            for (int cell = 0; cell < 16; cell++) {
                if (i % 5 == 0 && cell == 0) {
                    move(match, 0, (byte) HuntMove.SOUTH);
                } else if (i % 5 == 0) {
                    attempt(match, 0, last(match, 0) + 1, (byte) HuntMove.SOUTH);
                } else {
                    final int across = cell / 4 % 2 == 0 ? HuntMove.EAST : HuntMove.WEST;
                    move(match, 0, DIG);
                    if (cell < 15) {
                        move(match, 0, (byte) (cell % 4 == 3 ? HuntMove.SOUTH : across));
                    }
                }
            }
            attempt(match, 0, last(match, 0) + 2, DIG);
            move(match, 1, DIG);
            attempt(match, 1, 2, DIG);
            view(match, StreamIds.NO_SEAT);
            view(match, 1);
            resign(match, 1);
            resign(match, 2);
            tape.pass(100);
        }
    }

    private void chess(final List<byte[]> game) {
        for (int ply = 0; ply < game.size(); ply++) {
            for (int i = 0; i < GROUP; i++) {
                move(CHESS + i, ply % 2, game.get(ply));
                attempt(CHESS + i, ply % 2, ply / 2 + 2, game.get(ply));
                if (ply % 8 == 0) {
                    attempt(CHESS + i, 1, ply / 2 + 1, bytes(ChessMove.of(63, 0, 0)));
                }
            }
            tape.pass(50);
        }
        for (int i = 0; i < GROUP; i++) {
            final int toMove = game.size() % 2;
            view(CHESS + i, 0);
            move(CHESS + i, toMove, bytes(ChessMove.OFFER_DRAW));
            attempt(CHESS + i, toMove, last(CHESS + i, toMove) + 1, bytes(ChessMove.OFFER_DRAW));
            if (i % 2 == 0) {
                move(CHESS + i, 1 - toMove, bytes(ChessMove.ACCEPT_DRAW));
            } else {
                resign(CHESS + i, toMove);
            }
        }
    }

    /** Clocks that have run out, seen before their timers come and after it. */
    private void clocks(final List<byte[]> game) {
        for (int i = 1; i < GROUP; i++) {
            move(CLOCKS + i, 0, game.get(0));
        }
        tape.jump(600);
        for (int i = 1; i < GROUP; i++) {
            attempt(CLOCKS + i, 1, 1, game.get(1));
        }
        tape.pass(10);
        attempt(CLOCKS, 1, 1, game.get(1));
    }

    private void childsPlay() {
        for (int i = 0; i < GROUP; i++) {
            final long match = CHILDS + i;
            for (int turn = 0; turn < (i % 2 == 0 ? 9 : 8); turn++) {
                move(match, turn % 2, CELLS_OF_A_DRAW[turn]);
                attempt(match, turn % 2, turn / 2 + 2, CELLS_OF_A_DRAW[turn]);
            }
            attempt(match, 0, 5, (byte) 0, (byte) 1);
            attempt(match, 0, 5, (byte) 0);
            resign(match, 1);
        }
        for (int filler = 1; filler < fillers; filler++) {
            for (int turn = 0; turn < CELLS_OF_A_WIN.length; turn++) {
                move(FILLERS + filler, turn % 2, CELLS_OF_A_WIN[turn]);
            }
        }
        tape.pass(LINGER_MS + 10);
    }

    /** Who stays away too long forfeits; and a gateway that dies lets go of all. */
    private void absence() {
        for (int i = 0; i < GROUP; i++) {
            final MatchId match = id(LONELY + i);
            send(frames.createMatch(++correlationId, match, TIC_TAC_TOE, 2, 0, GRACE_MS));
            for (int seat = 0; seat < 2; seat++) {
                send(frames.connectSeat(++correlationId, match, seat));
                send(frames.connectSeat(++correlationId, match, seat));
            }
            send(frames.connectSeat(++correlationId, match, 7));
            send(frames.disconnectSeat(match, i % 2));
            if (i % 2 == 0) {
                tape.gatewayGone(GATEWAY);
            }
        }
        send(frames.connectSeat(++correlationId, id(NOBODY), 0));
        send(frames.disconnectSeat(id(NOBODY), 0));
        tape.pass(GRACE_MS + 10);
    }

    private void refusals() {
        for (int burst = 0; burst < 2 * RATE_BURST; burst++) {
            attempt(1, 0, last(1, 0) + 1, (byte) 9);
        }
        edited(2, 0, SubmitMoveEncoder.deadlineMsEncodingOffset());
        edited(2, 0, SubmitMoveEncoder.gatewayIdEncodingOffset());
        attempt(2, 0, last(2, 0) + 1, new byte[60]);
        send(5);
        send(frames.submitMove(++correlationId, id(2), 0, 1, DIG) - 1);
        send(frames.inspectMatch(++correlationId, id(2)));
        send(frames.inspectMatch(++correlationId, id(NOBODY)));
        view(2, 0);
        view(2, 9);
        view(NOBODY, 0);
        final int length = frames.viewMatch(++correlationId, id(2), 0);
        final int epoch = MessageHeaderEncoder.ENCODED_LENGTH + ViewMatchEncoder.epochEncodingOffset();
        frames.buffer.putInt(epoch, EPOCH - 1, ByteOrder.LITTLE_ENDIAN);
        send(length);
        send(frames.hello(++correlationId));
        tape.pass(100);
    }

    private void end() {
        for (int match = 0; match < HUNTS; match++) {
            resign(match, 0);
        }
        tape.pass(LINGER_MS + 100);
    }

    private void create(
            final long match, final String rules, final int seats, final long clockMs, final byte[] options) {
        created++;
        send(frames.createMatch(++correlationId, id(match), rules, seats, clockMs, GRACE_MS_MAX, options));
    }

    /** The seat's next move. */
    private void move(final long match, final int seat, final byte... payload) {
        attempt(match, seat, sequences.merge(key(match, seat), 1, Integer::sum), payload);
    }

    private void resign(final long match, final int seat) {
        send(frames.resign(++correlationId, id(match), seat, sequences.merge(key(match, seat), 1, Integer::sum)));
    }

    private void attempt(final long match, final int seat, final int sequence, final byte... payload) {
        send(frames.submitMove(++correlationId, id(match), seat, sequence, payload));
    }

    /** A move one byte of whose frame is another than it was when it was signed. */
    private void edited(final long match, final int seat, final int field) {
        final int length = frames.submitMove(++correlationId, id(match), seat, last(match, seat) + 1, DIG);
        final int at = MessageHeaderEncoder.ENCODED_LENGTH + field;
        frames.buffer.putByte(at, (byte) (frames.buffer.getByte(at) ^ 1));
        send(length);
    }

    private void view(final long match, final int seat) {
        send(frames.viewMatch(++correlationId, id(match), seat));
    }

    private void send(final int length) {
        tape.frame(frames.buffer, length);
        lastLength = length;
    }

    private int last(final long match, final int seat) {
        return sequences.getOrDefault(key(match, seat), 0);
    }

    private static long key(final long match, final int seat) {
        return match << Byte.SIZE | seat;
    }

    private static MatchId id(final long number) {
        return new MatchId(number, ~number);
    }

    private static byte[] hunt(final int side, final int treasures, final int durationS, final int cooldownMs) {
        return OptionsCodec.encode(new TreasureHuntRules().descriptor(), Map.of(
                "width", Integer.toString(side), "height", Integer.toString(side),
                "treasures", Integer.toString(treasures), "duration_s", Integer.toString(durationS),
                "step_cooldown_ms", Integer.toString(cooldownMs), "dig_cooldown_ms", Integer.toString(cooldownMs)));
    }

    /** A legal game of {@link #PLIES} plies that goes on after them. */
    private static List<byte[]> chessGame() {
        final ChessRules rules = new ChessRules();
        final OptionsView options = new OptionsView(rules.descriptor()).wrap(new UnsafeBuffer(CHESS_OPTIONS), 0);
        final UnsafeBuffer state = new UnsafeBuffer(new byte[rules.stateLength(2, options)]);
        final EffectsBuffer effects = new EffectsBuffer();
        final LegalMoves legal = new LegalMoves();
        for (long seed = 0;; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            state.setMemory(0, state.capacity(), (byte) 0);
            rules.init(state, 2, options, 0, 0);
            final List<byte[]> game = new ArrayList<>();
            for (int count = legal.find(state); count > 0 && game.size() < PLIES; count = legal.find(state)) {
                final byte[] move = bytes(legal.get(random.nextInt(count)));
                effects.clear(2);
                rules.apply(state, game.size() % 2, new UnsafeBuffer(move), 0, move.length, 0, effects);
                game.add(move);
            }
            if (game.size() == PLIES && legal.find(state) > 0) {
                return game;
            }
        }
    }

    private static byte[] bytes(final int chessMove) {
        return new byte[] {(byte) chessMove, (byte) (chessMove >>> Byte.SIZE)};
    }
}
