package io.ironhoard.matchmaking.launcher;

import io.ironhoard.proto.config.SharedSettings;
import io.ironhoard.proto.config.SharedSettings.LogLevel;
import java.util.Locale;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Brings all logging of the process to one backend. Called once, before the first logger is asked for. */
final class LogSetup {
    private static final String FILE_PROPERTY = "logback.configurationFile";
    private static final String FILE = "logback-matchmaking.xml";

    private LogSetup() {}

    /**
     * @param level how much to log.
     */
    static void install(final LogLevel level) {
        System.setProperty(SharedSettings.LOG_LEVEL.name(), level.name().toLowerCase(Locale.ROOT));
        if (System.getProperty(FILE_PROPERTY) == null) {
            System.setProperty(FILE_PROPERTY, FILE);
        }
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }
}
