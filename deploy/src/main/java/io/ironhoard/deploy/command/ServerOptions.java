package io.ironhoard.deploy.command;

import io.ironhoard.deploy.launch.Home;
import io.ironhoard.deploy.launch.ServerPlan;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The settings that have options of their own. Their values stay text here: the processes check them, so that a mistake
 * is told in the same words however it was spelt.
 */
final class ServerOptions {
    @Mixin
    private SettingOptions settings;

    @Option(names = "--shards", paramLabel = "N", description = "How many shards (default: 1).")
    private String shards;

    @Option(names = "--cores", paramLabel = "LIST", description = "A core for each shard, such as 0,2-3; asks for the profile 'dedicated'.")
    private String cores;

    @Option(names = "--durability", paramLabel = "LEVEL", description = "What an accepted move survives: memory (nothing; the only level of this build).")
    private String durability;

    @Option(names = "--rules", paramLabel = "DIR", description = "A folder with the jars of other rule sets.")
    private Path rules;

    @Option(names = "--bind", paramLabel = "ADDRESS", description = "The address that players connect to (default: 127.0.0.1).")
    private String bind;

    @Option(names = "--port", paramLabel = "PORT", description = "The gRPC port for players, 0 for a free one (default: 7400).")
    private String port;

    @Option(names = "--ops-port", paramLabel = "PORT", description = "The gRPC port for operators, 0 for a free one (default: 7402).")
    private String opsPort;

    /** The settings that these options give, by name. */
    Map<String, String> given() {
        final Map<String, String> given = new LinkedHashMap<>(settings.given());
        put(given, "ironhoard.shard.count", shards);
        put(given, "ironhoard.shard.cores", cores);
        if (cores != null) {
            given.putIfAbsent("ironhoard.shard.profile", "dedicated");
        }
        put(given, "ironhoard.durability", durability);
        put(given, "ironhoard.rules.dir", rules);
        put(given, "ironhoard.grpc.bind", bind);
        put(given, "ironhoard.grpc.port", port);
        put(given, "ironhoard.ops.port", opsPort);
        return given;
    }

    /** The plan of the server that these options describe. */
    ServerPlan plan() {
        return ServerPlan.of(Home.ofProcess(), given(), System.getenv());
    }

    private static void put(final Map<String, String> given, final String name, final Object value) {
        if (value != null) {
            given.put(name, value.toString());
        }
    }
}
