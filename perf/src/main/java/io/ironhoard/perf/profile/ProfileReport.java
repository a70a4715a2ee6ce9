package io.ironhoard.perf.profile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was recorded.
 *
 * @param options      what was asked for.
 * @param recorder     whose samples.
 * @param event        what made it take one.
 * @param kernelStacks whether the kernel's functions are in it.
 * @param intervalUs   processor time between a thread's samples, microseconds.
 * @param seconds      from its beginning to its end.
 * @param samples      in the picture.
 * @param shares       of the shards' samples.
 */
public record ProfileReport(
        ProfileOptions options, String recorder, String event, boolean kernelStacks, int intervalUs, double seconds,
        long samples, Shares shares) {
    /** One JSON object on one line. */
    public String toJson() {
        final Map<String, Object> report = new LinkedHashMap<>();
        report.put("recorder", recorder);
        report.put("event", event);
        report.put("kernel_stacks", kernelStacks);
        report.put("interval_us", intervalUs);
        report.put("seconds", seconds);
        report.put("threads", options.threads());
        report.put("samples", samples);
        report.put("shard_samples_busy", shares.busy());
        report.put("shard_samples_idle", shares.idle());
        report.put("shares", shares.busyShares());
        report.put("file", options.out().toString());
        try {
            return JsonMapper.builder().build().writeValueAsString(report);
        } catch (final JsonProcessingException e) {
            throw new IllegalStateException("a map of numbers and text has no JSON", e);
        }
    }
}
