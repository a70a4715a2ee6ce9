package io.ironhoard.dispatcher.rules.chess;

import io.ironhoard.dispatcher.rules.spi.Effects;
import io.ironhoard.dispatcher.rules.spi.Forfeit;
import io.ironhoard.dispatcher.rules.spi.RuleSet;
import io.ironhoard.proto.rules.OptionsView;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Chess and Chess960 by the FIDE Laws: seat 0 is white, seat 1 black. Moves are {@link ChessMove}'s two bytes, codes and
 * end reasons {@link ChessDescriptor}'s, the view {@link ChessView}'s.
 *
 * <p>A draw offer stands until the opponent accepts it, declines it or moves. One offer stands at most, and a seat that
 * offered does not offer again before a move was made. Claims are the right of the side to move; a claim that comes with
 * a move is judged first, so a founded one is a draw even where the move would have mated.
 */
public final class ChessRules implements RuleSet {
    private static final int NOBODY = 0;

    private final Board board = new Board();
    private final MoveGenerator generator = new MoveGenerator();
    private final ChessReferee referee = new ChessReferee(generator);
    private final FenParser parser = new FenParser();
    private final ChessView view = new ChessView();

    @Override
    public RuleSetDescriptor descriptor() {
        return ChessDescriptor.DESCRIPTOR;
    }

    @Override
    public int stateLength(final int seats, final OptionsView options) {
        return ChessState.LENGTH;
    }

    @Override
    public int init(
            final MutableDirectBuffer state,
            final int seats,
            final OptionsView options,
            final long seed,
            final long nowMs) {
        final FenFault fault = parser.parse(options, ChessDescriptor.FEN_OPTION, board);
        if (fault != FenFault.NONE) {
            return fault.code();
        }
        if (referee.end(board, 1) != 0) {
            return ChessDescriptor.POSITION_IS_OVER;
        }
        ChessState.addKey(state, presentKey(), true);
        ChessState.store(state, board);
        return OK;
    }

    @Override
    public int apply(
            final MutableDirectBuffer state,
            final int seat,
            final DirectBuffer move,
            final int offset,
            final int length,
            final long nowMs,
            final Effects effects) {
        if (length != ChessMove.LENGTH) {
            return ChessDescriptor.MALFORMED_MOVE;
        }
        final int submitted = move.getShort(offset, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
        if (!ChessMove.isWellFormed(submitted)) {
            return ChessDescriptor.MALFORMED_MOVE;
        }
        if (ChessState.endReason(state) != 0) {
            return ChessDescriptor.NOT_YOUR_TURN;
        }
        return switch (submitted) {
            case ChessMove.OFFER_DRAW -> offerDraw(state, seat);
            case ChessMove.ACCEPT_DRAW -> acceptDraw(state, seat);
            case ChessMove.DECLINE_DRAW -> declineDraw(state, seat);
            case ChessMove.CLAIM_DRAW -> claimDraw(state, seat);
            default -> play(state, seat, submitted);
        };
    }

    private int play(final MutableDirectBuffer state, final int seat, final int submitted) {
        if (ChessState.side(state) != seat) {
            return ChessDescriptor.NOT_YOUR_TURN;
        }
        ChessState.load(state, board);
        final int move = Castling.normalise(board, ChessMove.withoutClaim(submitted));
        if (!generator.isLegal(board, move)) {
            return ChessDescriptor.ILLEGAL_MOVE;
        }
        final boolean isIrreversible = board.play(move);
        final long key = presentKey();
        final int occurrences =
                isIrreversible ? 1 : ChessReferee.occurrences(state, ChessState.keyCount(state), key);
        final boolean claims = ChessMove.isClaim(submitted);
        final int claimed = claims ? ChessReferee.claim(board.halfMoves, occurrences) : 0;
        if (claims && claimed == 0) {
            return ChessDescriptor.CLAIM_NOT_FOUNDED;
        }

        // From here on nothing is refused, and the state is written.
        ChessState.store(state, board);
        ChessState.addKey(state, key, isIrreversible);
        ChessState.lastMove(state, move);
        ChessState.forgetOffers(state);
        if (ChessState.drawOffer(state) != owner(seat)) {
            ChessState.drawOffer(state, NOBODY);
        }
        final int reason = claims ? claimed : referee.end(board, occurrences);
        if (reason != 0) {
            ChessState.end(state, reason, reason == ChessDescriptor.CHECKMATE ? owner(seat) : NOBODY);
        }
        return OK;
    }

    /** The position's key. En passant is part of it, and of the position, only where the capture is really legal. */
    private long presentKey() {
        if (!generator.hasLegalEnPassant(board)) {
            board.enPassant = Board.NO_SQUARE;
        }
        return board.key ^ Zobrist.enPassant(board.enPassant);
    }

    private static int offerDraw(final MutableDirectBuffer state, final int seat) {
        if (ChessState.drawOffer(state) != NOBODY || ChessState.hasOffered(state, seat)) {
            return ChessDescriptor.ALREADY_OFFERED;
        }
        ChessState.drawOffer(state, owner(seat));
        ChessState.rememberOffer(state, seat);
        return OK;
    }

    private static int acceptDraw(final MutableDirectBuffer state, final int seat) {
        if (ChessState.drawOffer(state) != owner(1 - seat)) {
            return ChessDescriptor.NO_DRAW_OFFER;
        }
        ChessState.end(state, ChessDescriptor.DRAW_AGREED, NOBODY);
        return OK;
    }

    private static int declineDraw(final MutableDirectBuffer state, final int seat) {
        if (ChessState.drawOffer(state) != owner(1 - seat)) {
            return ChessDescriptor.NO_DRAW_OFFER;
        }
        ChessState.drawOffer(state, NOBODY);
        return OK;
    }

    private static int claimDraw(final MutableDirectBuffer state, final int seat) {
        if (ChessState.side(state) != seat) {
            return ChessDescriptor.NOT_YOUR_TURN;
        }
        final int claimed = standingClaim(state);
        if (claimed == 0) {
            return ChessDescriptor.CLAIM_NOT_FOUNDED;
        }
        ChessState.end(state, claimed, NOBODY);
        return OK;
    }

    private static int standingClaim(final DirectBuffer state) {
        return ChessReferee.claim(ChessState.halfMoves(state), ChessReferee.presentOccurrences(state));
    }

    @Override
    public void forfeit(final MutableDirectBuffer state, final int seat, final Forfeit forfeit, final long nowMs,
            final Effects effects) {
        ChessState.load(state, board);
        if (forfeit == Forfeit.TIMED_OUT && !Material.canMate(board, 1 - seat)) {
            ChessState.end(state, ChessDescriptor.TIME_OUT_DRAW, NOBODY);
        } else {
            ChessState.end(state, forfeit.endReason().id(), owner(1 - seat));
        }
    }

    @Override
    public int turn(final DirectBuffer state) {
        return ChessState.endReason(state) == 0 ? ChessState.side(state) : NO_TURN;
    }

    @Override
    public int endReason(final DirectBuffer state) {
        return ChessState.endReason(state);
    }

    @Override
    public int placement(final DirectBuffer state, final int seat) {
        final int winner = ChessState.winner(state);
        return winner == NOBODY || winner == owner(seat) ? 1 : 2;
    }

    @Override
    public int viewLengthMax(final int seats, final OptionsView options) {
        return ChessView.LENGTH;
    }

    @Override
    public int view(final DirectBuffer state, final int seat, final MutableDirectBuffer out, final int offset) {
        return view.write(state, out, offset);
    }

    private static int owner(final int seat) {
        return seat + 1;
    }
}
