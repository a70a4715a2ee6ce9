package io.ironhoard.perf.replay;

import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.ironhoard.perf.client.MatchCalls;
import io.ironhoard.perf.client.PlayerSession;
import io.ironhoard.perf.client.Problems;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.record.RecordException;
import io.ironhoard.proto.record.RecordFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/**
 * Plays one game after the other: takes a plan, makes the match, has it played, checks its record. One virtual thread.
 */
final class Slot implements Runnable {
    private static final long RECORD_WAIT_MS = 20_000;
    private static final int TITLE_LENGTH_MAX = 64;

    private final Stage stage;
    private final Channel channel;
    private final String name;
    private final List<PlayerSession> players = new ArrayList<>();

    /**
     * @param stage what all slots share.
     * @param number this slot's, from 0.
     */
    Slot(final Stage stage, final int number) {
        this.stage = stage;
        channel = stage.link().channel(number / stage.options().gamesPerConnection());
        name = "replay-" + stage.runName() + "-" + number;
    }

    @Override
    public void run() {
        try {
            for (var plan = stage.queue().take(); plan.isPresent(); plan = stage.queue().take()) {
                play(plan.get());
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void play(final GamePlan plan) throws InterruptedException {
        if (stage.isGivenUp()) {
            stage.book().failed(plan, 0, "not played: the server cannot be reached");
            return;
        }
        if (plan.remarks().illegal().map(found -> found.ply() == 0).orElse(false)) {
            // There is nothing to play; the book says why, and whether that was known.
            stage.book().played(plan, false);
            return;
        }
        final MatchId matchId;
        try {
            signIn(plan.seats());
            matchId = MatchCalls.open(channel, players.subList(0, plan.seats()), plan.settings(), title(plan));
            stage.reached();
        } catch (final StatusRuntimeException e) {
            stage.missed(e);
            stage.book().failed(plan, 0, "the match could not be made: " + Problems.describe(e));
            return;
        } catch (final RuntimeException e) {
            stage.book().failed(plan, 0, "the match could not be made: " + e.getMessage());
            return;
        }
        play(plan, matchId);
    }

    private void play(final GamePlan plan, final MatchId matchId) throws InterruptedException {
        final GameRun run = new GameRun(stage.link(), stage.pacer(), stage.counts(), plan);
        stage.running().add(run);
        try {
            final GameRun.Played played = run.start(channel, players, matchId).get();
            if (played.failure().isPresent()) {
                final GameRun.Failure failure = played.failure().get();
                stage.book().failed(plan, failure.ply(), failure.reason());
            } else {
                check(plan, matchId, played);
            }
        } catch (final ExecutionException e) {
            stage.book().failed(plan, 0, "the client failed: " + e.getCause());
        } finally {
            stage.running().remove(run);
        }
    }

    private void check(final GamePlan plan, final MatchId matchId, final GameRun.Played played) {
        final long graceMs = plan.expected().isEmpty() ? 2L * plan.settings().getAbandonGraceMs() : 0;
        try {
            final byte[] record =
                    MatchCalls.record(channel, players.getFirst(), matchId, RECORD_WAIT_MS + graceMs);
            save(matchId, record);
            stage.judge().judge(record, matchId, plan, played);
            stage.book().played(plan, true);
        } catch (final StatusRuntimeException e) {
            stage.book().failed(plan, 0, "no record of match " + matchId + ": " + Problems.describe(e));
        } catch (final RecordException e) {
            stage.book().failed(plan, 0, "record of match " + matchId + ": " + e.getMessage());
        } catch (final IOException e) {
            stage.book().failed(plan, 0, "the record cannot be written: " + e.getMessage());
        }
    }

    private void save(final MatchId matchId, final byte[] record) throws IOException {
        final Optional<Path> folder = stage.options().records();
        if (folder.isPresent()) {
            Files.write(folder.get().resolve(matchId + RecordFormat.EXTENSION), record);
        }
    }

    private void signIn(final int seats) {
        while (players.size() < seats) {
            players.add(PlayerSession.signIn(channel, name + "-" + players.size()));
        }
    }

    private static String title(final GamePlan plan) {
        final String title = plan.file().getFileName() + " " + plan.number();
        return title.length() > TITLE_LENGTH_MAX ? title.substring(title.length() - TITLE_LENGTH_MAX) : title;
    }
}
