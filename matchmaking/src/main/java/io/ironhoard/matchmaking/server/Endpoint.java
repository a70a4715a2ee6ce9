package io.ironhoard.matchmaking.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a server listens.
 *
 * @param address the address to bind to.
 * @param port the port; 0 takes a free one.
 * @param tls the certificate, where connections are encrypted.
 */
public record Endpoint(InetAddress address, int port, Optional<Tls> tls) {
    /**
     * A server's certificate.
     *
     * @param certificate a chain of X.509 certificates in PEM, the server's own first.
     * @param key its private key in PEM (PKCS #8).
     */
    public record Tls(Path certificate, Path key) {}

    /** Whether only this machine can reach it. */
    public boolean isLoopback() {
        return address.isLoopbackAddress();
    }

    /** The address to bind to. */
    public InetSocketAddress socketAddress() {
        return new InetSocketAddress(address, port);
    }
}
