package io.ironhoard.perf.bench.shard;

import io.aeron.Aeron;
import java.nio.file.Path;
import org.agrona.LangUtil;

/** The measuring side's connection to a media driver. */
final class BenchClient {
    private BenchClient() {}

    /**
     * Connect.
     *
     * @param aeronDirectory the driver's folder.
     * @return a client whose subscriptions throw what their handlers throw: a fault must end the measurement.
     */
    static Aeron connect(final Path aeronDirectory) {
        return Aeron.connect(new Aeron.Context()
                .aeronDirectoryName(aeronDirectory.toString())
                .preTouchMappedMemory(true)
                // Aeron's own ends the process where the driver has died. Its client is closed then, as the next claim will say.
                .errorHandler(error -> {})
                .subscriberErrorHandler(LangUtil::rethrowUnchecked));
    }
}
