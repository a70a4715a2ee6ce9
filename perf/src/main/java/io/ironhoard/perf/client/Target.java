package io.ironhoard.perf.client;

/**
 * Where a server listens for players.
 *
 * @param host a name or an address.
 * @param port 1 to 65535.
 */
public record Target(String host, int port) {
    private static final int PORT_MAX = 65_535;

    public Target {
        if (host.isBlank() || port < 1 || port > PORT_MAX) {
            throw new IllegalArgumentException("'" + host + ":" + port + "' is not HOST:PORT");
        }
    }

    /**
     * @param text {@code HOST:PORT}, an IPv6 address in brackets.
     * @return the target.
     * @throws IllegalArgumentException where the text is anything else.
     */
    public static Target parse(final String text) {
        final int colon = text.lastIndexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("'" + text + "' is not HOST:PORT");
        }
        try {
            return new Target(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
        } catch (final NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not HOST:PORT", e);
        }
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
