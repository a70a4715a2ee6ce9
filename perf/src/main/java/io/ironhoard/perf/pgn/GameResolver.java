package io.ironhoard.perf.pgn;

import io.github.wolfraam.chessgame.move.Move;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Turns the words of a game into moves, judged by a library that shares no code with the server's rules. Stateless; any
 * thread.
 */
public final class GameResolver {
    private GameResolver() {}

    /**
     * @param text what a source wrote.
     * @return the game: its legal moves, its first fault if it has one, and the board's own end.
     */
    public static PgnGame resolve(final PgnText text) {
        final String fen = text.tags().getOrDefault("FEN", "");
        final Optional<String> start = fen.isBlank() ? Optional.empty() : Optional.of(fen.strip());
        final String variant = text.tags().getOrDefault("Variant", "standard").toLowerCase(Locale.ROOT);
        try {
            if (!variant.equals("standard") && !variant.equals("chess") && !variant.equals("from position")) {
                throw new IllegalArgumentException("the variant '" + variant + "' is not ordinary chess");
            }
            final ChessOracle oracle = start.map(ChessOracle::at).orElseGet(ChessOracle::standard);
            return new Walk(text, start, oracle).run();
        } catch (final IllegalArgumentException e) {
            final SourceFault fault = new SourceFault(
                    0, text.line(), SourceFault.Kind.START_POSITION, fen, e.getMessage(), Optional.empty());
            return new PgnGame(text, start, List.of(), Optional.of(fault), Optional.empty());
        }
    }

    /** One way through one game. */
    private static final class Walk {
        private final PgnText text;
        private final Optional<String> fen;
        private final ChessOracle oracle;
        private final List<PgnMove> moves = new ArrayList<>();
        private Optional<BoardEnd> boardEnd = Optional.empty();

        Walk(final PgnText text, final Optional<String> fen, final ChessOracle oracle) {
            this.text = text;
            this.fen = fen;
            this.oracle = oracle;
        }

        PgnGame run() {
            Optional<SourceFault> fault = Optional.empty();
            lookForDraw();
            for (final PgnText.Word word : text.moves()) {
                fault = step(word);
                if (fault.isPresent()) {
                    break;
                }
                lookForDraw();
            }
            // Nothing legal follows a mate, so it is enough to look where the legal moves stop. A contradicted move is on
            // the board but not in the list.
            if (fault.map(SourceFault::kind).orElse(SourceFault.Kind.ILLEGAL) != SourceFault.Kind.CONTRADICTED) {
                lookForMate();
            }
            return new PgnGame(text, fen, moves, fault, boardEnd);
        }

        private Optional<SourceFault> step(final PgnText.Word word) {
            if (moves.size() >= PgnReader.PLIES_MAX) {
                return fault(word, SourceFault.Kind.TOO_LONG, "the game goes on for too long", Optional.empty());
            }
            final Optional<SanWord> parsed = SanWord.parse(word.text());
            if (parsed.isEmpty()) {
                return fault(word, SourceFault.Kind.UNREADABLE, "it names no move", Optional.empty());
            }
            final SanWord san = parsed.get();
            return switch (oracle.resolve(san)) {
                case ChessOracle.Resolved.Legal legal -> play(word, san, legal.move());
                case ChessOracle.Resolved.Wrong wrong when wrong.kind() == SourceFault.Kind.AMBIGUOUS ->
                        fault(word, wrong.kind(), "more than one legal move answers to it", Optional.empty());
                case ChessOracle.Resolved.Wrong wrong ->
                        fault(
                                word,
                                wrong.kind(),
                                "no legal move answers to it",
                                oracle.attempt(san).map(move -> ChessOracle.toPgn(move, word.text())));
            };
        }

        /** A mark that is missing is forgiven; one that is false shows that this is not the move that was played. */
        private Optional<SourceFault> play(final PgnText.Word word, final SanWord san, final Move move) {
            if (san.captures() && !oracle.captures(move)) {
                return fault(word, SourceFault.Kind.CONTRADICTED, "it takes nothing", Optional.empty());
            }
            oracle.play(move);
            if (san.checks() && !oracle.isCheck()) {
                return fault(word, SourceFault.Kind.CONTRADICTED, "it gives no check", Optional.empty());
            }
            if (san.mates() && oracle.hasLegalMoves()) {
                return fault(word, SourceFault.Kind.CONTRADICTED, "it is not mate", Optional.empty());
            }
            moves.add(ChessOracle.toPgn(move, word.text()));
            return Optional.empty();
        }

        private void lookForDraw() {
            if (boardEnd.isEmpty()) {
                boardEnd = oracle.automaticDraw().map(kind -> new BoardEnd(moves.size(), kind, GameResult.DRAW));
            }
        }

        private void lookForMate() {
            if (boardEnd.map(BoardEnd::ply).orElse(Integer.MAX_VALUE) < moves.size() || oracle.hasLegalMoves()) {
                return;
            }
            final GameResult winner = oracle.whiteToMove() ? GameResult.BLACK_WINS : GameResult.WHITE_WINS;
            boardEnd = Optional.of(
                    oracle.isCheck()
                            ? new BoardEnd(moves.size(), BoardEnd.Kind.CHECKMATE, winner)
                            : new BoardEnd(moves.size(), BoardEnd.Kind.STALEMATE, GameResult.DRAW));
        }

        private Optional<SourceFault> fault(
                final PgnText.Word word,
                final SourceFault.Kind kind,
                final String reason,
                final Optional<PgnMove> attempt) {
            return Optional.of(
                    new SourceFault(moves.size() + 1, word.line(), kind, word.text(), reason, attempt));
        }
    }
}
