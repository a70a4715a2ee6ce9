package io.ironhoard.deploy.command;

import io.ironhoard.deploy.exit.ExitCode;
import io.ironhoard.deploy.exit.UsageException;
import io.ironhoard.dispatcher.rules.RuleSetRegistry;
import io.ironhoard.perf.draw.HuntPicture;
import io.ironhoard.proto.record.MatchRecord;
import io.ironhoard.proto.record.RecordException;
import io.ironhoard.proto.record.RecordFormat;
import io.ironhoard.proto.record.RecordKeys;
import io.ironhoard.proto.record.RecordVerifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws a treasure hunt from its record. */
@Command(name = "draw", description = "Draw a treasure hunt's record as an SVG picture.")
public final class DrawCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RECORD", description = "The record of a treasure hunt.")
    private Path file;

    @Option(names = {"-o",
        "--output"}, paramLabel = "FILE", required = true, description = "Where to write the picture.")
    private Path output;

    @Option(names = "--key", paramLabel = "FILE", description = "Check the signature first, against this public key.")
    private Path key;

    @Mixin
    private HelpOption help;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (RuleSetRegistry registry = RuleSetRegistry.builtIn()) {
            final MatchRecord record = verify(read());
            final byte[] picture = HuntPicture.draw(record, registry).getBytes(StandardCharsets.UTF_8);
            write(picture);
            spec.commandLine().getOut().println(output + "  " + record.events().size() + " events, " + picture.length
                    + " bytes");
            return ExitCode.DONE;
        } catch (final RecordException e) {
            spec.commandLine().getErr().println("ironhoard: " + file + ": " + e.getMessage());
            return ExitCode.CHECK_FAILED;
        }
    }

    /** With a key all of the record is checked, without one all but who signed it. */
    private MatchRecord verify(final byte[] bytes) throws RecordException {
        if (key == null) {
            return RecordVerifier.verifyWithoutKey(bytes);
        }
        try {
            return new RecordVerifier(RecordKeys.readPublic(key)).verify(bytes);
        } catch (final IOException e) {
            throw new UsageException("--key " + key + " cannot be used: " + e.getMessage());
        }
    }

    private byte[] read() {
        try {
            if (Files.size(file) > RecordFormat.LENGTH_MAX) {
                throw new UsageException(file + " is longer than " + RecordFormat.LENGTH_MAX + " bytes");
            }
            return Files.readAllBytes(file);
        } catch (final IOException e) {
            throw new UsageException(file + " cannot be read: " + e.getMessage());
        }
    }

    private void write(final byte[] picture) {
        try {
            Files.write(output, picture);
        } catch (final IOException e) {
            throw new UsageException(output + " cannot be written: " + e.getMessage());
        }
    }
}
