package io.ironhoard.perf.client;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * How a server on another machine is known and spoken to, from a property file:
 *
 * <pre>
 *   tls.ca = ca.pem              certificates that the server's must be signed by; relative to this file
 *   tls.authority = play.test    the name in the server's certificate, where it differs from the target's
 * </pre>
 *
 * @param certificates a PEM file; empty speaks in clear text.
 * @param authority the name that the server's certificate must carry; empty for the target's.
 */
public record Credentials(Optional<Path> certificates, Optional<String> authority) {
    private static final String CERTIFICATES = "tls.ca";
    private static final String AUTHORITY = "tls.authority";

    /** No TLS: for a server on this machine. */
    public static Credentials none() {
        return new Credentials(Optional.empty(), Optional.empty());
    }

    /**
     * @param file a property file.
     * @return what it says.
     * @throws IOException where it cannot be read.
     * @throws IllegalArgumentException where it holds an unknown name, or names no certificates.
     */
    public static Credentials read(final Path file) throws IOException {
        final Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        for (final String name : properties.stringPropertyNames()) {
            if (!name.equals(CERTIFICATES) && !name.equals(AUTHORITY)) {
                throw new IllegalArgumentException(
                        file + ": '" + name + "' is not a credential; known are " + CERTIFICATES + " and " + AUTHORITY);
            }
        }
        final String certificates = properties.getProperty(CERTIFICATES, "").strip();
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException(file + ": " + CERTIFICATES + " is missing");
        }
        return new Credentials(
                Optional.of(file.toAbsolutePath().resolveSibling(certificates)),
                Optional.ofNullable(properties.getProperty(AUTHORITY)).map(String::strip));
    }
}
