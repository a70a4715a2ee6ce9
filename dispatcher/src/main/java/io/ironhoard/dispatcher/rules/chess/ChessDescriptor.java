package io.ironhoard.dispatcher.rules.chess;

import io.ironhoard.proto.rules.OptionDescriptor;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import io.ironhoard.proto.rules.RuleSetDescriptor.Meaning;
import java.util.List;

/** The numbers of chess: its options, result codes and end reasons. */
public final class ChessDescriptor {
    /** The rule set's id. */
    public static final String ID = "chess";
    /** The rule set's version. */
    public static final int VERSION = 1;

    /** The place of the option {@code fen} in the descriptor's list. */
    public static final int FEN_OPTION = 0;
    /** The start of standard chess. */
    public static final String START_FEN = "rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 1";
    /** The longest FEN, in bytes. */
    public static final int FEN_LENGTH_MAX = 96;

    /** Result code: the other seat is to move, or the match is over. */
    public static final int NOT_YOUR_TURN = 600;
    /** Result code: the rules do not allow this move here. */
    public static final int ILLEGAL_MOVE = 601;
    /** Result code: not two bytes of the documented form. */
    public static final int MALFORMED_MOVE = 602;
    /** Result code: there is no offer of the opponent to answer. */
    public static final int NO_DRAW_OFFER = 610;
    /** Result code: an offer stands, or this seat offered since the last move. */
    public static final int ALREADY_OFFERED = 611;
    /** Result code: neither threefold repetition nor fifty moves. */
    public static final int CLAIM_NOT_FOUNDED = 612;
    /** Result code: the option {@code fen} is not a FEN. */
    public static final int MALFORMED_FEN = 613;
    /** Result code: the option {@code fen} shows a position that no game of chess has. */
    public static final int ILLEGAL_POSITION = 614;
    /** Result code: the option {@code fen} shows a game that is over. */
    public static final int POSITION_IS_OVER = 615;

    /** End reason: the side to move is mated. */
    public static final int CHECKMATE = 64;
    /** End reason: the side to move has no legal move and is not in check. */
    public static final int STALEMATE = 65;
    /** End reason: claimed, the position is there for the third time. */
    public static final int THREEFOLD_REPETITION = 66;
    /** End reason: claimed, fifty moves of each side without a capture or pawn move. */
    public static final int FIFTY_MOVES = 67;
    /** End reason: the position is there for the fifth time. */
    public static final int FIVEFOLD_REPETITION = 68;
    /** End reason: seventy-five moves of each side without a capture or pawn move. */
    public static final int SEVENTY_FIVE_MOVES = 69;
    /** End reason: nobody can be mated any more. */
    public static final int INSUFFICIENT_MATERIAL = 70;
    /** End reason: a draw was offered and accepted. */
    public static final int DRAW_AGREED = 71;
    /** End reason: time ran out against an opponent who cannot mate. */
    public static final int TIME_OUT_DRAW = 72;

    static final RuleSetDescriptor DESCRIPTOR = new RuleSetDescriptor(
            ID, VERSION, "Chess", 2, 2, ChessMove.LENGTH, true, options(), codes(), endReasons());

    private ChessDescriptor() {}

    private static List<OptionDescriptor> options() {
        return List.of(new OptionDescriptor.Text(
                "fen",
                FEN_LENGTH_MAX,
                START_FEN,
                "The position to begin with, in FEN; castling rights may be written as in X-FEN or Shredder-FEN."));
    }

    private static List<Meaning> codes() {
        return List.of(
                new Meaning(NOT_YOUR_TURN, "NOT_YOUR_TURN", "the other seat is to move, or the match is over"),
                new Meaning(ILLEGAL_MOVE, "ILLEGAL_MOVE", "the rules do not allow this move in this position"),
                new Meaning(MALFORMED_MOVE, "MALFORMED_MOVE", "a move is two bytes: from, to, promotion; or an action"),
                new Meaning(NO_DRAW_OFFER, "NO_DRAW_OFFER", "there is no draw offer of the opponent"),
                new Meaning(ALREADY_OFFERED, "ALREADY_OFFERED", "a draw offer stands, or was made since the last move"),
                new Meaning(CLAIM_NOT_FOUNDED, "CLAIM_NOT_FOUNDED", "neither threefold repetition nor fifty moves"),
                new Meaning(MALFORMED_FEN, "MALFORMED_FEN", "the option fen is not a FEN of six fields"),
                new Meaning(ILLEGAL_POSITION, "ILLEGAL_POSITION", "the option fen shows a position that no game has"),
                new Meaning(POSITION_IS_OVER, "POSITION_IS_OVER", "the option fen shows a game that is over"));
    }

    private static List<Meaning> endReasons() {
        return List.of(
                new Meaning(CHECKMATE, "CHECKMATE", "checkmate: the side that gave it wins"),
                new Meaning(STALEMATE, "STALEMATE", "stalemate: a draw"),
                new Meaning(THREEFOLD_REPETITION, "THREEFOLD_REPETITION", "a draw claimed by threefold repetition"),
                new Meaning(FIFTY_MOVES, "FIFTY_MOVES", "a draw claimed by the fifty-move rule"),
                new Meaning(FIVEFOLD_REPETITION, "FIVEFOLD_REPETITION", "the same position for the fifth time: a draw"),
                new Meaning(SEVENTY_FIVE_MOVES, "SEVENTY_FIVE_MOVES", "75 moves without capture or pawn move: a draw"),
                new Meaning(INSUFFICIENT_MATERIAL, "INSUFFICIENT_MATERIAL", "nobody can be mated any more: a draw"),
                new Meaning(DRAW_AGREED, "DRAW_AGREED", "a draw was agreed"),
                new Meaning(TIME_OUT_DRAW, "TIME_OUT_DRAW", "time ran out, but the opponent cannot mate: a draw"));
    }
}
