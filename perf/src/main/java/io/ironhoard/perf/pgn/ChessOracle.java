package io.ironhoard.perf.pgn;

import io.github.wolfraam.chessgame.ChessGame;
import io.github.wolfraam.chessgame.board.Piece;
import io.github.wolfraam.chessgame.board.PieceType;
import io.github.wolfraam.chessgame.board.Side;
import io.github.wolfraam.chessgame.board.Square;
import io.github.wolfraam.chessgame.move.IllegalMoveException;
import io.github.wolfraam.chessgame.move.Move;
import io.github.wolfraam.chessgame.notation.NotationType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The chess-game library as a judge: one game's board, questions about its position, and what the library leaves to its
 * callers (docs/adr/0006). Single-threaded.
 */
final class ChessOracle {
    private static final int FIVEFOLD = 5;
    private static final int SEVENTY_FIVE_MOVES_IN_PLIES = 150;
    private static final List<PieceType> PROMOTIONS =
            List.of(PieceType.KNIGHT, PieceType.BISHOP, PieceType.ROOK, PieceType.QUEEN);
    private static final List<Piece> MATING =
            List.of(Piece.WHITE_PAWN, Piece.BLACK_PAWN, Piece.WHITE_ROOK, Piece.BLACK_ROOK, Piece.WHITE_QUEEN,
                    Piece.BLACK_QUEEN);

    private final ChessGame game;
    private final Map<String, Integer> seen = new HashMap<>();
    private int pliesWithoutProgress;

    private ChessOracle(final ChessGame game) {
        this.game = game;
        countPosition();
    }

    /** A board at the usual start. */
    static ChessOracle standard() {
        return new ChessOracle(new ChessGame());
    }

    /**
     * @param fen a position; counters may be missing.
     * @return a board there.
     * @throws IllegalArgumentException saying why the library cannot play from there.
     */
    static ChessOracle at(final String fen) {
        final String[] fields = fen.strip().split("\\s+");
        if (fields.length != 4 && fields.length != 6) {
            throw new IllegalArgumentException("a FEN has 4 or 6 fields, this one " + fields.length);
        }
        final String full = String.join(" ", fields) + (fields.length == 4 ? " 0 1" : "");
        final ChessGame game;
        try {
            game = new ChessGame(full);
            if (game.getSquares(Piece.WHITE_KING).size() != 1 || game.getSquares(Piece.BLACK_KING).size() != 1) {
                throw new IllegalArgumentException("each side has one king");
            }
        } catch (final IllegalArgumentException e) {
            throw e;
        } catch (final RuntimeException e) {
            throw new IllegalArgumentException("the FEN cannot be read", e);
        }
        // Castling from other squares than the usual ones is Chess960, which the library drops without a word.
        if (!game.getFen().split(" ")[2].equals(fields[2])) {
            throw new IllegalArgumentException("castling rights '" + fields[2] + "' are not those of ordinary chess");
        }
        return new ChessOracle(game);
    }

    /** An outcome of {@link #resolve}: a legal move, or why there is none. */
    sealed interface Resolved {
        /** @param move the one legal move that answers to the word. */
        record Legal(Move move) implements Resolved {}

        /** @param kind what is wrong. */
        record Wrong(SourceFault.Kind kind) implements Resolved {}
    }

    Resolved resolve(final SanWord word) {
        final Move move;
        try {
            move = game.getMove(NotationType.SAN, word.standard());
        } catch (final IllegalMoveException e) {
            return new Resolved.Wrong(
                    candidates(word).size() > 1 ? SourceFault.Kind.AMBIGUOUS : SourceFault.Kind.ILLEGAL);
        }
        return answers(word, move) ? new Resolved.Legal(move) : new Resolved.Wrong(SourceFault.Kind.ILLEGAL);
    }

    /** The move that a word seems to mean where no legal one answers to it: some piece of that kind that is really there. */
    Optional<Move> attempt(final SanWord word) {
        final PieceType type = typeOf(word.piece());
        final Side side = game.getSideToMove();
        final Square to = target(word, side);
        final PieceType promotion = word.promotion() == 0 ? null : typeOf(word.promotion());
        if (promotion != null && !PROMOTIONS.contains(promotion)) {
            return Optional.empty();
        }
        return game.getSquares(Piece.fromPieceTypeAndSide(type, side)).stream()
                .sorted()
                .filter(from -> from != to && leaves(word, from))
                .filter(from -> type != PieceType.PAWN || word.fromFile() != 0 || from.x == to.x)
                .map(from -> new Move(from, to, promotion))
                .filter(move -> !game.isLegalMove(move))
                .findFirst();
    }

    boolean captures(final Move move) {
        return game.getPiece(move.to) != null || isPawn(move) && move.from.x != move.to.x;
    }

    void play(final Move move) {
        final boolean progress = captures(move) || isPawn(move);
        game.playMove(move);
        pliesWithoutProgress = progress ? 0 : halfMoveClock();
        if (progress) {
            seen.clear();
        }
        countPosition();
    }

    boolean isCheck() {
        return game.isKingAttacked();
    }

    boolean hasLegalMoves() {
        return !game.getLegalMoves().isEmpty();
    }

    boolean whiteToMove() {
        return game.getSideToMove() == Side.WHITE;
    }

    /** The end by itself that this position is, mate and stalemate apart. */
    Optional<BoardEnd.Kind> automaticDraw() {
        if (isInsufficientMaterial()) {
            return Optional.of(BoardEnd.Kind.INSUFFICIENT_MATERIAL);
        }
        if (seen.getOrDefault(position(), 0) >= FIVEFOLD) {
            return Optional.of(BoardEnd.Kind.FIVEFOLD_REPETITION);
        }
        return pliesWithoutProgress >= SEVENTY_FIVE_MOVES_IN_PLIES
                ? Optional.of(BoardEnd.Kind.SEVENTY_FIVE_MOVES)
                : Optional.empty();
    }

    static PgnMove toPgn(final Move move, final String san) {
        final int promotion = move.promotion == null ? 0 : PROMOTIONS.indexOf(move.promotion) + 1;
        return new PgnMove(move.from.y * 8 + move.from.x, move.to.y * 8 + move.to.x, promotion, san);
    }

    private boolean isInsufficientMaterial() {
        if (MATING.stream().anyMatch(piece -> !game.getSquares(piece).isEmpty())) {
            return false;
        }
        final int knights = game.getSquares(Piece.WHITE_KNIGHT).size()
                + game.getSquares(Piece.BLACK_KNIGHT).size();
        final long bishopColours = Stream.of(Piece.WHITE_BISHOP, Piece.BLACK_BISHOP)
                .flatMap(bishop -> game.getSquares(bishop).stream())
                .map(square -> square.squareColor)
                .distinct()
                .count();
        return knights == 0 ? bishopColours <= 1 : knights == 1 && bishopColours == 0;
    }

    private List<Move> candidates(final SanWord word) {
        return game.getLegalMoves().stream().filter(move -> answers(word, move)).toList();
    }

    /** The library looks at a word's own from-square only where it must, and takes castling and king moves for each other. */
    private boolean answers(final SanWord word, final Move move) {
        final Piece piece = game.getPiece(move.from);
        final boolean castling = piece.pieceType == PieceType.KING && Math.abs(move.from.x - move.to.x) == 2;
        return piece.pieceType == typeOf(word.piece())
                && move.to == target(word, game.getSideToMove())
                && castling == word.castles()
                && leaves(word, move.from)
                && (word.promotion() == 0 || move.promotion == typeOf(word.promotion()));
    }

    private static boolean leaves(final SanWord word, final Square from) {
        return (word.fromFile() == 0 || from.x == word.fromFile() - 'a')
                && (word.fromRank() == 0 || from.y == word.fromRank() - '1');
    }

    private static Square target(final SanWord word, final Side side) {
        return Square.fromName(word.castles() ? word.to() + (side == Side.WHITE ? '1' : '8') : word.to());
    }

    private boolean isPawn(final Move move) {
        return game.getPiece(move.from).pieceType == PieceType.PAWN;
    }

    private void countPosition() {
        seen.merge(position(), 1, Integer::sum);
    }

    /** Pieces, side, castling, and an en passant square only where a capture there is legal: FIDE Laws, article 9.2.3. */
    private String position() {
        final String[] fields = game.getFen().split(" ");
        final boolean enPassant = !fields[3].equals("-")
                && game.getLegalMoves().stream()
                        .anyMatch(move -> isPawn(move)
                                && move.from.x != move.to.x
                                && move.to == Square.fromName(fields[3]));
        return fields[0] + fields[1] + fields[2] + (enPassant ? fields[3] : "-");
    }

    private int halfMoveClock() {
        return Integer.parseInt(game.getFen().split(" ")[4]);
    }

    private static PieceType typeOf(final char letter) {
        return switch (letter) {
            case 'P' -> PieceType.PAWN;
            case 'N' -> PieceType.KNIGHT;
            case 'B' -> PieceType.BISHOP;
            case 'R' -> PieceType.ROOK;
            case 'Q' -> PieceType.QUEEN;
            case 'K' -> PieceType.KING;
            default -> throw new IllegalArgumentException("no piece: " + letter);
        };
    }
}
