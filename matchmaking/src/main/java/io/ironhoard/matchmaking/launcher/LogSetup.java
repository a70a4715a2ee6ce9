package io.ironhoard.matchmaking.launcher;

import org.slf4j.bridge.SLF4JBridgeHandler;

/** Brings all logging of the process to one backend. Called once, before the first logger is asked for. */
final class LogSetup {
    private static final String FILE_PROPERTY = "logback.configurationFile";
    private static final String FILE = "logback-matchmaking.xml";

    private LogSetup() {}

    static void install() {
        if (System.getProperty(FILE_PROPERTY) == null) {
            System.setProperty(FILE_PROPERTY, FILE);
        }
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }
}
