package io.ironhoard.dispatcher.rules.chess;

/** The 960 starts by their number (R. Scharnagl's order, 518 is standard chess). */
final class Chess960 {
    private static final String[] KNIGHTS = {
        "NN...", "N.N..", "N..N.", "N...N", ".NN..", ".N.N.", ".N..N", "..NN.", "..N.N", "...NN"
    };

    private Chess960() {}

    static String startFen(final int number) {
        final StringBuilder rank = new StringBuilder("........");
        rank.setCharAt(2 * (number % 4) + 1, 'B');
        rank.setCharAt(2 * (number / 4 % 4), 'B');
        put(rank, number / 16 % 6, 'Q');
        final String knights = KNIGHTS[number / 96];
        final int second = knights.lastIndexOf('N');
        put(rank, second, 'N');
        put(rank, knights.indexOf('N'), 'N');
        put(rank, 0, 'R');
        put(rank, 0, 'K');
        put(rank, 0, 'R');
        final char kingSide = (char) ('A' + rank.lastIndexOf("R"));
        final char queenSide = (char) ('A' + rank.indexOf("R"));
        final String rights = "" + kingSide + queenSide;
        return rank.toString().toLowerCase() + "/pppppppp/8/8/8/8/PPPPPPPP/" + rank + " w " + rights
                + rights.toLowerCase() + " - 0 1";
    }

    private static void put(final StringBuilder rank, final int free, final char piece) {
        int left = free;
        for (int file = 0; file < 8; file++) {
            if (rank.charAt(file) == '.' && left-- == 0) {
                rank.setCharAt(file, piece);
                return;
            }
        }
        throw new IllegalStateException("no room for " + piece);
    }
}
