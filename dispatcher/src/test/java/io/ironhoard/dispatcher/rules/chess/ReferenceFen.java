package io.ironhoard.dispatcher.rules.chess;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads FEN with a pattern first and common sense afterwards. */
final class ReferenceFen {
    private static final Pattern FEN = Pattern.compile(
            "[pnbrqkPNBRQK1-8/]+ [wb] (-|[KQA-H]{0,2}[kqa-h]{0,2}) (-|[a-h][1-8]) (0|[1-9][0-9]{0,2}) [1-9][0-9]{0,3}");
    private static final Map<Character, Integer> AT_START = Map.of('q', 1, 'r', 2, 'b', 2, 'n', 2);

    private ReferenceFen() {}

    /** Fill an empty board; 0, or the code with which the text is refused. */
    static int read(final String fen, final ReferenceBoard board) {
        final String[] fields = fen.split(" ", -1);
        if (!FEN.matcher(fen).matches() || fields[2].isEmpty() || !place(fields[0], board)) {
            return 613;
        }
        board.isWhiteToMove = fields[1].equals("w");
        board.enPassant = fields[3];
        board.halfMoves = Integer.parseInt(fields[4]);
        board.fullMoves = Integer.parseInt(fields[5]);
        if (!hasSoundMen(board) || !giveRights(fields[2], board) || !isEnPassantSound(board)) {
            return 614;
        }
        final String king = board.squareOfKing(board.isWhiteToMove);
        final int checkers = board.countAttackers(king.charAt(0) - 'a', king.charAt(1) - '1', !board.isWhiteToMove);
        return board.isInCheck(!board.isWhiteToMove) || checkers > 2 ? 614 : 0;
    }

    private static boolean place(final String text, final ReferenceBoard board) {
        final String[] ranks = text.split("/", -1);
        for (int i = 0; i < ranks.length; i++) {
            String row = ranks[i];
            if (row.matches(".*[1-8][1-8].*")) {
                return false;
            }
            for (int n = 1; n <= 8; n++) {
                row = row.replace("" + n, ".".repeat(n));
            }
            if (row.length() != 8 || ranks.length != 8) {
                return false;
            }
            board.squares[7 - i] = row.toCharArray();
        }
        return true;
    }

    private static boolean hasSoundMen(final ReferenceBoard board) {
        for (final boolean white : new boolean[] {true, false}) {
            final Map<Character, Integer> men = new HashMap<>();
            final int[] bishops = new int[2];
            for (int rank = 0; rank < 8; rank++) {
                for (int file = 0; file < 8; file++) {
                    final char piece = board.squares[rank][file];
                    if (board.isOwn(piece, white)) {
                        men.merge(Character.toLowerCase(piece), 1, Integer::sum);
                        bishops[(rank + file) % 2] += Character.toLowerCase(piece) == 'b' ? 1 : 0;
                        if (Character.toLowerCase(piece) == 'p' && (rank == 0 || rank == 7)) {
                            return false;
                        }
                    }
                }
            }
            int promoted = Math.max(0, bishops[0] - 1) + Math.max(0, bishops[1] - 1);
            for (final char type : new char[] {'q', 'r', 'n'}) {
                promoted += Math.max(0, men.getOrDefault(type, 0) - AT_START.get(type));
            }
            if (men.getOrDefault('k', 0) != 1 || men.getOrDefault('p', 0) + promoted > 8) {
                return false;
            }
        }
        return true;
    }

    private static boolean giveRights(final String letters, final ReferenceBoard board) {
        for (final char letter : letters.equals("-") ? new char[0] : letters.toCharArray()) {
            final boolean white = Character.isUpperCase(letter);
            final int rank = white ? 0 : 7;
            final char rook = white ? 'R' : 'r';
            final String row = new String(board.squares[rank]);
            final int king = row.indexOf(white ? 'K' : 'k');
            final int file = switch (Character.toUpperCase(letter)) {
                case 'K' -> row.lastIndexOf(rook);
                case 'Q' -> row.indexOf(rook);
                default -> Character.toUpperCase(letter) - 'A';
            };
            final boolean isWing = switch (Character.toUpperCase(letter)) {
                case 'K' -> file > king;
                case 'Q' -> file < king;
                default -> true;
            };
            if (king < 1 || king > 6 || file < 0 || row.charAt(file) != rook || !isWing) {
                return false;
            }
            final boolean isTaken = board.castlingRooks.stream()
                    .filter(square -> square.endsWith(white ? "1" : "8"))
                    .anyMatch(square -> square.charAt(0) - 'a' > king == file > king);
            if (isTaken) {
                return false;
            }
            board.castlingRooks.add(ReferenceBoard.name(file, rank));
        }
        return true;
    }

    private static boolean isEnPassantSound(final ReferenceBoard board) {
        if (board.enPassant.equals("-")) {
            return true;
        }
        final int file = board.enPassant.charAt(0) - 'a';
        final boolean white = board.isWhiteToMove;
        return board.enPassant.endsWith(white ? "6" : "3")
                && board.halfMoves == 0
                && board.squares[white ? 4 : 3][file] == (white ? 'p' : 'P')
                && board.squares[white ? 5 : 2][file] == ReferenceBoard.EMPTY
                && board.squares[white ? 6 : 1][file] == ReferenceBoard.EMPTY;
    }
}
