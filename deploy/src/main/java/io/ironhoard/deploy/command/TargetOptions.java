package io.ironhoard.deploy.command;

import io.ironhoard.deploy.exit.UsageException;
import io.ironhoard.deploy.instance.RunningUp;
import io.ironhoard.deploy.instance.UpFiles;
import io.ironhoard.perf.client.Credentials;
import io.ironhoard.perf.client.Target;
import io.ironhoard.proto.instance.InstanceLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a running server is and how it is known. */
final class TargetOptions {
    private static final String DEFAULT_TARGET = "127.0.0.1:7400";

    @Mixin
    private SettingOptions settings;

    @Option(names = "--target", paramLabel = "HOST:PORT", description = "The server's gRPC address for players (default: the server of the data folder, else 127.0.0.1:7400).")
    private String target;

    @Option(names = "--credentials", paramLabel = "FILE", description = "A properties file with tls.ca and perhaps tls.authority, for a server that speaks TLS.")
    private Path credentials;

    /** The instance that the options name. */
    InstanceLayout layout() {
        return settings.plan().layout();
    }

    /** The address. */
    Target target() {
        try {
            return Target.parse(target == null ? targetOfTheFolder() : target);
        } catch (final IllegalArgumentException e) {
            throw new UsageException("--target: " + e.getMessage());
        }
    }

    /** How it is known. */
    Credentials credentials() {
        if (credentials == null) {
            return Credentials.none();
        }
        try {
            return Credentials.read(credentials);
        } catch (final IllegalArgumentException e) {
            throw new UsageException("--credentials: " + e.getMessage());
        } catch (final IOException e) {
            throw new UsageException("--credentials: " + credentials + " cannot be read: " + e);
        }
    }

    /** The process ids of the target's server by name; empty where the data folder is not that server's. */
    Map<String, Long> processes() {
        return running().filter(server -> server.grpc().equals(target().toString()))
                .map(RunningUp::children)
                .orElse(Map.of());
    }

    private String targetOfTheFolder() {
        return running().map(RunningUp::grpc).orElse(DEFAULT_TARGET);
    }

    private Optional<RunningUp> running() {
        try {
            return RunningUp.read(new UpFiles(layout().data()).description());
        } catch (final IOException e) {
            return Optional.empty();
        }
    }
}
