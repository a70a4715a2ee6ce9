package io.ironhoard.deploy.launch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ironhoard.deploy.instance.Json;
import io.ironhoard.deploy.supervise.SupervisorObserver.ReadyChild;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A server that is ready, as its processes described themselves.
 *
 * @param data        the data folder.
 * @param pids        the processes' ids by name.
 * @param dispatcher  what the dispatcher said of itself.
 * @param matchmaking what the matchmaking process said of itself.
 */
public record ReadyServer(Path data, Map<String, Long> pids, JsonNode dispatcher, JsonNode matchmaking) {
    /** Keeps a copy of the ids. */
    public ReadyServer {
        pids = Map.copyOf(pids);
    }

    /**
     * @param data     the data folder.
     * @param children the processes that are ready.
     * @return the server.
     */
    static ReadyServer of(final Path data, final List<ReadyChild> children) {
        final Map<String, Long> pids = new LinkedHashMap<>();
        final Map<String, JsonNode> said = new LinkedHashMap<>();
        for (final ReadyChild child : children) {
            pids.put(child.name(), child.pid());
            said.put(child.name(), parse(child));
        }
        final JsonNode nothing = JsonNodeFactory.instance.objectNode();
        return new ReadyServer(
                data, pids,
                said.getOrDefault(ServerPlan.DISPATCHER, nothing), said.getOrDefault(ServerPlan.MATCHMAKING, nothing));
    }

    /** Host and port for players. */
    public String grpc() {
        return matchmaking.path("grpc").asText();
    }

    /** Host and port for operators. */
    public String ops() {
        return matchmaking.path("ops").asText();
    }

    /** What an accepted move survives. */
    public String durability() {
        return dispatcher.path("durability").asText("memory");
    }

    /** The one line that people and scripts wait for. */
    public String line() {
        final StringBuilder text = new StringBuilder("ready");
        text.append("  gRPC ").append(grpc());
        text.append("  operators ").append(ops());
        text.append("  data ").append(data);
        text.append("  durability ").append(durability());
        if ("memory".equals(durability())) {
            text.append(" (nothing survives a crash)");
        }
        text.append("  shards ").append(dispatcher.path("shards").asText());
        text.append("  rules ").append(list(dispatcher.path("rules")));
        return text.toString();
    }

    /** The same as one JSON object. */
    public String json() {
        final ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("ready", true).put("grpc", grpc()).put("ops", ops()).put("data", data.toString());
        object.put("durability", durability());
        object.set("dispatcher", dispatcher);
        object.set("matchmaking", matchmaking);
        final ObjectNode processes = object.putObject("pids");
        pids.forEach(processes::put);
        return object.toString();
    }

    private static String list(final JsonNode values) {
        if (!values.isArray()) {
            return values.asText();
        }
        final StringBuilder text = new StringBuilder();
        values.forEach(value -> text.append(text.isEmpty() ? "" : ", ").append(value.asText()));
        return text.toString();
    }

    private static JsonNode parse(final ReadyChild child) {
        try {
            return Json.MAPPER.readTree(child.json());
        } catch (final JsonProcessingException e) {
            throw new IllegalStateException(child.name() + " is ready with something that is not JSON: " + child.json(),
                    e);
        }
    }
}
