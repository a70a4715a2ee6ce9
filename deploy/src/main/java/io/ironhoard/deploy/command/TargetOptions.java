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

    /** The process ids of the data folder's server by name; none where it is not known or not the target. */
    Map<String, Long> processes() {
        try {
            return RunningUp.read(new UpFiles(layout().data()).description())
                    .filter(up -> target == null || up.grpc().equals(target))
                    .map(RunningUp::children)
                    .orElse(Map.of());
        } catch (final IOException e) {
            return Map.of();
        }
    }

    private String targetOfTheFolder() {
        try {
            return RunningUp.read(new UpFiles(layout().data()).description())
                    .map(RunningUp::grpc)
                    .orElse(DEFAULT_TARGET);
        } catch (final IOException e) {
            return DEFAULT_TARGET;
        }
    }
}
