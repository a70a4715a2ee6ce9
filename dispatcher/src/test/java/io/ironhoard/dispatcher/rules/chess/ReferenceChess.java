package io.ironhoard.dispatcher.rules.chess;

import io.ironhoard.dispatcher.rules.spi.Forfeit;
import io.ironhoard.dispatcher.rules.spi.RuleSet;
import io.ironhoard.dispatcher.rules.testkit.ReferenceGame;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A chess match kept the long way: every position of the whole game as a text. */
final class ReferenceChess implements ReferenceGame {
    private static final int NOBODY = -1;

    private ReferenceBoard board = new ReferenceBoard();
    private final List<String> positions = new ArrayList<>();
    private List<ReferenceBoard.Move> legal = List.of();
    private final List<ReferenceBoard.Move> played = new ArrayList<>();
    private long seed;
    private int offerBy = NOBODY;
    private final boolean[] hasOffered = new boolean[2];
    private int endReason;
    private int winner = NOBODY;

    @Override
    public int init(final int seats, final Map<String, String> options, final long matchSeed, final long nowMs) {
        seed = matchSeed;
        final int code = ReferenceFen.read(options.get("fen"), board);
        if (code != 0) {
            return code;
        }
        legal = board.legalMoves();
        positions.add(board.positionText());
        return endOf(board, legal, 1) != 0 ? 615 : 0;
    }

    ReferenceBoard board() {
        return board;
    }

    List<ReferenceBoard.Move> legalMoves() {
        return legal;
    }

    List<ReferenceBoard.Move> playedMoves() {
        return played;
    }

    /** The match's seed, which means nothing in chess. */
    long seed() {
        return seed;
    }

    @Override
    public int apply(final int seat, final byte[] bytes, final long nowMs) {
        if (bytes.length != 2) {
            return 602;
        }
        final int word = (bytes[0] & 255) + 256 * (bytes[1] & 255);
        final boolean isAction = word >= 32768;
        final int promotion = word / 4096 % 8;
        if (isAction ? word < 32769 || word > 32772 : promotion == 5 || promotion == 6) {
            return 602;
        }
        if (endReason != 0) {
            return 600;
        }
        if (isAction) {
            return act(seat, word - 32768);
        }
        if (seat != turn()) {
            return 600;
        }
        final boolean claims = promotion == 7;
        return play(ReferenceBoard.Move.of(claims ? word % 4096 : word), claims);
    }

    private int act(final int seat, final int action) {
        switch (action) {
            case 1 -> {
                if (offerBy != NOBODY || hasOffered[seat]) {
                    return 611;
                }
                offerBy = seat;
                hasOffered[seat] = true;
            }
            case 2, 3 -> {
                if (offerBy != 1 - seat) {
                    return 610;
                }
                offerBy = NOBODY;
                endReason = action == 2 ? 71 : 0;
            }
            default -> {
                if (seat != turn()) {
                    return 600;
                }
                final int claim = claimOf(board, count(positions.getLast()));
                if (claim == 0) {
                    return 612;
                }
                end(claim, NOBODY);
            }
        }
        return 0;
    }

    private int play(final ReferenceBoard.Move submitted, final boolean claims) {
        final ReferenceBoard.Move move = castlingOf(submitted);
        if (!legal.contains(move)) {
            return 601;
        }
        final int seat = turn();
        final ReferenceBoard after = board.copy();
        after.play(move);
        final String text = after.positionText();
        final int occurrences = count(text) + 1;
        final int claim = claimOf(after, occurrences);
        if (claims && claim == 0) {
            return 612;
        }

        board = after;
        legal = after.legalMoves();
        positions.add(text);
        played.add(move);
        hasOffered[0] = false;
        hasOffered[1] = false;
        offerBy = offerBy == seat ? seat : NOBODY;
        final int reason = claims ? claim : endOf(board, legal, occurrences);
        if (reason != 0) {
            end(reason, reason == 64 ? seat : NOBODY);
        }
        return 0;
    }

    /** The king's two steps from e1 or e8 mean castling with the rook of the corner. */
    private ReferenceBoard.Move castlingOf(final ReferenceBoard.Move move) {
        final boolean isKing = Character.toLowerCase(board.squares[move.fromRank()][move.fromFile()]) == 'k';
        final boolean isHome = move.fromFile() == 4 && move.fromRank() == move.toRank();
        final int rook = move.toFile() == 6 ? 7 : 0;
        final boolean isWay = move.toFile() == 6 || move.toFile() == 2;
        final String square = ReferenceBoard.name(rook, move.fromRank());
        final char own = board.isWhiteToMove ? 'R' : 'r';
        if (isKing && isHome && isWay && board.castlingRooks.contains(square)
                && board.squares[move.fromRank()][rook] == own) {
            return new ReferenceBoard.Move(4, move.fromRank(), rook, move.fromRank(), move.promotion());
        }
        return move;
    }

    private int count(final String text) {
        return (int) positions.stream().filter(text::equals).count();
    }

    private static int claimOf(final ReferenceBoard board, final int occurrences) {
        if (occurrences >= 3) {
            return 66;
        }
        return board.halfMoves >= 100 ? 67 : 0;
    }

    private static int endOf(
            final ReferenceBoard board, final List<ReferenceBoard.Move> legal, final int occurrences) {
        if (legal.isEmpty()) {
            return board.isInCheck(board.isWhiteToMove) ? 64 : 65;
        }
        if (isDead(pieces(board, true), pieces(board, false))) {
            return 70;
        }
        if (occurrences >= 5) {
            return 68;
        }
        return board.halfMoves >= 150 ? 69 : 0;
    }

    /** A side's pieces without its king, in order: p, n, r, q, and bishops by their colour as d and l. */
    private static String pieces(final ReferenceBoard board, final boolean white) {
        final StringBuilder pieces = new StringBuilder();
        for (int rank = 0; rank < 8; rank++) {
            for (int file = 0; file < 8; file++) {
                final char piece = board.squares[rank][file];
                if (board.isOwn(piece, white)) {
                    final char type = Character.toLowerCase(piece);
                    final char bishop = (rank + file) % 2 == 0 ? 'd' : 'l';
                    pieces.append(type == 'b' ? bishop : type);
                }
            }
        }
        return pieces.toString().replace("k", "");
    }

    private static boolean isDead(final String white, final String black) {
        return (white + black).matches("|n|d+|l+");
    }

    private static boolean canMate(final String own, final String theirs) {
        if (own.isEmpty()) {
            return false;
        }
        if (own.equals("n")) {
            return !theirs.matches("q*");
        }
        if (own.matches("d+")) {
            return theirs.matches(".*[pnl].*");
        }
        return !own.matches("l+") || theirs.matches(".*[pnd].*");
    }

    private void end(final int reason, final int by) {
        endReason = reason;
        winner = by;
        offerBy = NOBODY;
    }

    @Override
    public void forfeit(final int seat, final Forfeit forfeit, final long nowMs) {
        final boolean opponentIsWhite = seat == 1;
        if (forfeit == Forfeit.TIMED_OUT && !canMate(pieces(board, opponentIsWhite), pieces(board, !opponentIsWhite))) {
            end(72, NOBODY);
        } else {
            end(forfeit.endReason().id(), 1 - seat);
        }
    }

    @Override
    public int turn() {
        if (endReason != 0) {
            return RuleSet.NO_TURN;
        }
        return board.isWhiteToMove ? 0 : 1;
    }

    @Override
    public int endReason() {
        return endReason;
    }

    @Override
    public int placement(final int seat) {
        return winner == NOBODY || winner == seat ? 1 : 2;
    }

    @Override
    public Optional<byte[]> view(final int seat) {
        final byte[] view = new byte[48];
        for (int square = 0; square < 64; square++) {
            final char piece = board.squares[square / 8][square % 8];
            final int nibble = Math.max(0, ".PNBRQK..pnbrqk".indexOf(piece));
            view[square / 2] |= (byte) (square % 2 == 0 ? nibble : 16 * nibble);
        }
        view[32] = (byte) (board.isWhiteToMove ? 0 : 1);
        for (final String rook : board.castlingRooks) {
            view[rook.endsWith("1") ? 33 : 34] |= (byte) (1 << rook.charAt(0) - 'a');
        }
        final boolean canCapture = legal.stream().anyMatch(board::isEnPassant);
        view[35] = (byte) (canCapture ? (board.enPassant.charAt(1) - '1') * 8 + board.enPassant.charAt(0) - 'a' : 64);
        final int occurrences = count(positions.getLast());
        view[36] = (byte) board.halfMoves;
        view[37] = (byte) occurrences;
        view[38] = (byte) board.fullMoves;
        view[39] = (byte) (board.fullMoves / 256);
        final int lastMove = played.isEmpty() ? 0 : played.getLast().wire();
        view[40] = (byte) lastMove;
        view[41] = (byte) (lastMove / 256);
        view[42] = (byte) (board.isInCheck(board.isWhiteToMove) ? 1 : 0);
        if (endReason == 0) {
            view[42] += (byte) ((occurrences >= 3 ? 2 : 0) + (board.halfMoves >= 100 ? 4 : 0));
        }
        view[43] = (byte) (offerBy + 1);
        view[44] = (byte) endReason;
        view[45] = (byte) (winner + 1);
        return Optional.of(view);
    }
}
