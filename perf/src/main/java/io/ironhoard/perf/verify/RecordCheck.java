package io.ironhoard.perf.verify;

import io.ironhoard.dispatcher.rules.RuleSetRegistry;
import io.ironhoard.proto.record.MatchRecord;
import io.ironhoard.proto.record.RecordException;
import io.ironhoard.proto.record.RecordFormat;
import io.ironhoard.proto.record.RecordKeys;
import io.ironhoard.proto.record.RecordVerifier;
import io.ironhoard.proto.record.RecordedEvent;
import io.ironhoard.proto.sbe.EventKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks whole records: bytes, chain, signature, and every event by the rules. Thread-safe. */
public final class RecordCheck {
    private final RecordVerifier verifier;
    private final RuleSetRegistry registry;

    /**
     * @param key the server's public key.
     * @param registry the rule sets; not closed here.
     */
    public RecordCheck(final PublicKey key, final RuleSetRegistry registry) {
        verifier = new RecordVerifier(key);
        this.registry = registry;
    }

    /**
     * Check record files with the rule sets that are built in.
     *
     * @param files records, and folders of them.
     * @param publicKey the file of the server's public key.
     * @return what was found.
     * @throws IOException where the key or a folder cannot be read.
     */
    public static VerifySummary run(final List<Path> files, final Path publicKey) throws IOException {
        return run(files, publicKey, Optional.empty());
    }

    /**
     * Check record files.
     *
     * @param files records, and folders of them.
     * @param publicKey the file of the server's public key.
     * @param rulesFolder a folder with jars of further rule sets.
     * @return what was found.
     * @throws IOException where the key or a folder cannot be read.
     */
    public static VerifySummary run(final List<Path> files, final Path publicKey, final Optional<Path> rulesFolder)
            throws IOException {
        final PublicKey key = RecordKeys.readPublic(publicKey);
        final String fingerprint = HexFormat.of().formatHex(RecordKeys.fingerprint(key));
        try (RuleSetRegistry registry =
                rulesFolder.map(RuleSetRegistry::withFolder).orElseGet(RuleSetRegistry::builtIn)) {
            final RecordCheck check = new RecordCheck(key, registry);
            final List<VerifySummary.FileCheck> checks = new ArrayList<>();
            for (final Path file : expand(files)) {
                checks.add(check.check(file, fingerprint));
            }
            return new VerifySummary(checks);
        }
    }

    /**
     * Check a record.
     *
     * @param file its bytes.
     * @return the record, when all of it holds.
     * @throws RecordException naming the first place that does not hold.
     */
    public MatchRecord check(final byte[] file) throws RecordException {
        final MatchRecord record = verifier.verify(file);
        execute(record);
        return record;
    }

    /**
     * Execute a record's events again.
     *
     * @param record the record; its chain holds.
     * @param registry the rule sets.
     * @param listener who follows.
     * @throws RecordException naming the first place that does not hold.
     */
    public static void execute(
            final MatchRecord record, final RuleSetRegistry registry, final ExecutionListener listener)
            throws RecordException {
        final String id = record.header().rulesId();
        final int version = record.header().rulesVersion();
        final var factory = registry.find(id, version)
                .orElseThrow(() -> new RecordException(
                        "header: the rule set " + id + " version " + version + " is not installed here"));
        try {
            new Execution(factory.create(), record, listener).run();
        } catch (final RuntimeException e) {
            throw new RecordException("rules: " + id + " version " + version + " failed: " + e);
        }
    }

    /** Execute it; what was hidden and is found to fit, where something was. */
    private Optional<String> execute(final MatchRecord record) throws RecordException {
        if (!LayoutCheck.isFor(record)) {
            execute(record, registry, new ExecutionListener() {});
            return Optional.empty();
        }
        final LayoutCheck layout = new LayoutCheck(record);
        execute(record, registry, layout);
        return Optional.of(layout.toString());
    }

    private VerifySummary.FileCheck check(final Path file, final String fingerprint) {
        try {
            if (Files.size(file) > RecordFormat.LENGTH_MAX) {
                throw new RecordException("the file is longer than " + RecordFormat.LENGTH_MAX + " bytes");
            }
            final MatchRecord record = verifier.verify(Files.readAllBytes(file));
            final long moves = record.events().stream()
                    .filter(RecordCheck::isMove)
                    .count();
            final String head = HexFormat.of().formatHex(record.finalHead());
            try {
                final Optional<String> layout = execute(record);
                return new VerifySummary.FileCheck(file, moves, head, "ok", fingerprint, layout, Optional.empty());
            } catch (final RecordException e) {
                final Optional<String> reason = Optional.of(e.getMessage());
                return new VerifySummary.FileCheck(file, moves, head, "ok", fingerprint, Optional.empty(), reason);
            }
        } catch (final RecordException e) {
            final String signature = e.getMessage().startsWith("signature") ? "bad" : "not checked";
            return unread(file, signature, fingerprint, e.getMessage());
        } catch (final IOException e) {
            return unread(file, "not checked", fingerprint, "the file cannot be read: " + e.getMessage());
        }
    }

    private static VerifySummary.FileCheck unread(
            final Path file, final String signature, final String fingerprint, final String reason) {
        return new VerifySummary.FileCheck(file, 0, "", signature, fingerprint, Optional.empty(), Optional.of(reason));
    }

    private static boolean isMove(final RecordedEvent event) {
        return event.kind() == EventKind.MOVE.value();
    }

    private static List<Path> expand(final List<Path> paths) throws IOException {
        final List<Path> files = new ArrayList<>();
        for (final Path path : paths) {
            if (Files.isDirectory(path)) {
                try (Stream<Path> found = Files.walk(path)) {
                    found.filter(file -> file.getFileName().toString().endsWith(RecordFormat.EXTENSION))
                            .sorted()
                            .forEach(files::add);
                }
            } else {
                files.add(path);
            }
        }
        return files;
    }
}
