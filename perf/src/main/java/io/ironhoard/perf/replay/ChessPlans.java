package io.ironhoard.perf.replay;

import io.ironhoard.perf.pgn.BoardEnd;
import io.ironhoard.perf.pgn.GameResolver;
import io.ironhoard.perf.pgn.GameResult;
import io.ironhoard.perf.pgn.PgnGame;
import io.ironhoard.perf.pgn.PgnMove;
import io.ironhoard.perf.pgn.PgnReader;
import io.ironhoard.perf.pgn.PgnText;
import io.ironhoard.perf.pgn.SourceFault;
import io.ironhoard.proto.code.EndReason;
import io.ironhoard.v1.MatchSettings;
import io.ironhoard.v1.Signing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes plans of the games of a PGN file. Owned by the reading thread.
 *
 * <p>Moves are played up to the board's own end, the source's end, or its first fault. A fault that names a move is
 * submitted, to see it refused. Then the loser resigns, a draw is offered and accepted, or, where nobody knows the result,
 * both players leave.
 */
final class ChessPlans implements PlanSource {
    /** How long a player may be away from a game that is to be left. */
    static final int ABANDON_GRACE_MS = 1_500;

    private static final int WHITE = 0;
    private static final int BLACK = 1;

    private final Path file;
    private final PgnReader reader;
    private final Signing signing;

    /**
     * @param file a PGN file, plain or gzip.
     * @param signing who signs moves.
     * @throws IOException where it cannot be read.
     */
    ChessPlans(final Path file, final Signing signing) throws IOException {
        this.file = file;
        this.signing = signing;
        reader = PgnReader.open(file);
    }

    @Override
    public Optional<GamePlan> next() throws IOException {
        return reader.next().map(text -> plan(file, GameResolver.resolve(text), signing));
    }

    @Override
    public long bytesRead() {
        return reader.bytesRead();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    static GamePlan plan(final Path file, final PgnGame game, final Signing signing) {
        final int first = game.fen().isPresent() && game.fen().get().split("\\s+")[1].equals("b") ? BLACK : WHITE;
        final int played = game.boardEnd().map(BoardEnd::ply).orElse(game.moves().size());
        final List<Step> steps = new ArrayList<>(played + 2);
        for (int i = 0; i < played; i++) {
            steps.add(step(Step.Kind.MOVE, first, i + 1, game.moves().get(i)));
        }
        final boolean isOver = game.boardEnd().isPresent();
        if (!isOver) {
            game.fault()
                    .flatMap(SourceFault::attempt)
                    .ifPresent(move -> steps.add(step(Step.Kind.REFUSED, first, game.fault().get().ply(), move)));
        }
        final GameResult result = game.text().result();
        final Optional<ExpectedEnd> expected = isOver
                ? game.boardEnd().map(ChessPlans::expected)
                : end(steps, (first + played + 1) % 2, result);
        final MatchSettings.Builder settings =
                MatchSettings.newBuilder().setRules(ChessWire.RULES).setSigning(signing);
        game.fen().ifPresent(fen -> settings.putOptions(ChessWire.FEN_OPTION, ChessWire.sixFields(fen)));
        if (expected.isEmpty()) {
            settings.setAbandonGraceMs(ABANDON_GRACE_MS);
        }
        return new GamePlan(
                file,
                game.text().number(),
                game.title(),
                settings.build(),
                2,
                steps,
                expected,
                remarks(game, played));
    }

    /** Adds the steps that end a game whose board does not. */
    private static Optional<ExpectedEnd> end(final List<Step> steps, final int lastMover, final GameResult result) {
        switch (result) {
            case WHITE_WINS -> steps.add(resignation(BLACK));
            case BLACK_WINS -> steps.add(resignation(WHITE));
            case DRAW -> {
                steps.add(action(lastMover, ChessWire.OFFER_DRAW, "draw offer"));
                steps.add(action(1 - lastMover, ChessWire.ACCEPT_DRAW, "draw accepted"));
                return Optional.of(new ExpectedEnd(ChessWire.DRAW_AGREED, "DRAW_AGREED", List.of(1, 1), true));
            }
            case UNKNOWN -> {
                return Optional.empty();
            }
        }
        return Optional.of(
                new ExpectedEnd(EndReason.RESIGNATION.id(), EndReason.RESIGNATION.name(), placements(result), true));
    }

    private static ExpectedEnd expected(final BoardEnd end) {
        return new ExpectedEnd(ChessWire.endReason(end.kind()), end.kind().name(), placements(end.winner()), true);
    }

    private static List<Integer> placements(final GameResult result) {
        return switch (result) {
            case WHITE_WINS -> List.of(1, 2);
            case BLACK_WINS -> List.of(2, 1);
            case DRAW, UNKNOWN -> List.of(1, 1);
        };
    }

    private static Step step(final Step.Kind kind, final int first, final int ply, final PgnMove move) {
        final int seat = (first + ply - 1) % 2;
        final String label = (first + ply + 1) / 2 + (seat == WHITE ? ". " : "... ") + move.san();
        return new Step(kind, seat, ChessWire.encode(move), ply, label);
    }

    private static Step action(final int seat, final int action, final String label) {
        return new Step(Step.Kind.ACTION, seat, ChessWire.encode(action), 0, label);
    }

    private static Step resignation(final int seat) {
        return new Step(Step.Kind.RESIGN, seat, new byte[0], 0, "resignation");
    }

    private static GamePlan.Remarks remarks(final PgnGame game, final int played) {
        final PgnText text = game.text();
        final Optional<BoardEnd> end = game.boardEnd();
        final int left = text.moves().size() - played;
        return new GamePlan.Remarks(
                game.fault().map(fault -> illegal(fault, end.isEmpty())),
                end.filter(board -> game.fault().isEmpty()
                        && left == 0
                        && text.result() != GameResult.UNKNOWN
                        && text.result() != board.winner())
                        .map(board -> "the board ends with " + board.winner().text() + " ("
                                + board.kind() + "), the source says " + text.result().text()),
                end.filter(board -> left > 0)
                        .map(board -> board.kind() + " after ply " + board.ply() + "; the source goes on for " + left),
                List.of(),
                text.truncated(),
                text.notes());
    }

    private static GamePlan.IllegalInSource illegal(final SourceFault fault, final boolean isOpen) {
        return new GamePlan.IllegalInSource(
                fault.ply(),
                fault.line(),
                fault.san(),
                fault.kind().name(),
                fault.reason(),
                isOpen && fault.attempt().isPresent());
    }
}
