package io.ironhoard.perf.verify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a check of records found.
 *
 * @param files one entry for each file.
 */
public record VerifySummary(List<FileCheck> files) {
    /**
     * One file.
     *
     * @param file its path.
     * @param moves the moves in it; 0 where it cannot be read.
     * @param head the last head in hexadecimal digits; empty where it cannot be read.
     * @param signature {@code ok}, {@code bad}, or {@code not checked} where something before it does not hold.
     * @param key the fingerprint of the key that it was checked against.
     * @param layout what was hidden in a treasure hunt and is found to fit its seed, for people; empty for other games.
     * @param reason the first place that does not hold; empty where all holds.
     */
    public record FileCheck(
            Path file,
            long moves,
            String head,
            String signature,
            String key,
            Optional<String> layout,
            Optional<String> reason) {
        /** Whether all of the file holds. */
        public boolean ok() {
            return reason.isEmpty();
        }
    }

    public VerifySummary {
        files = List.copyOf(files);
    }

    /** Whether all of all files holds; not where there was none. */
    public boolean ok() {
        return !files.isEmpty() && files.stream().allMatch(FileCheck::ok);
    }

    /** The summary as {@code verify --json} prints it. */
    public ObjectNode toJson() {
        final ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("ok", ok());
        final ArrayNode array = json.putArray("files");
        for (final FileCheck check : files) {
            array.addObject()
                    .put("file", check.file().toString())
                    .put("ok", check.ok())
                    .put("moves", check.moves())
                    .put("head", check.head())
                    .put("signature", check.signature())
                    .put("key", check.key())
                    .put("layout", check.layout().isPresent() ? "ok" : null)
                    .put("reason", check.reason().orElse(null));
        }
        return json;
    }
}
