package io.ironhoard.proto.config;

import io.ironhoard.proto.config.SharedSettings.LogLevel;
import java.util.Locale;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Brings all logging of the process to one backend. Called once, before the first logger is asked for. */
public final class LogSetup {
    private static final String FILE_PROPERTY = "logback.configurationFile";

    private LogSetup() {}

    /**
     * @param level how much to log.
     * @param file the process's configuration of the backend, a resource.
     */
    public static void install(final LogLevel level, final String file) {
        System.setProperty(SharedSettings.LOG_LEVEL.name(), level.name().toLowerCase(Locale.ROOT));
        if (System.getProperty(FILE_PROPERTY) == null) {
            System.setProperty(FILE_PROPERTY, file);
        }
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }
}
