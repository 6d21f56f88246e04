package io.spoor.protocol.config;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Asks the service that runs beside it, with the same configuration, whether it is ready: a container engine learns it by
 * running a command, and an image without a shell has no other.
 */
final class HealthCheck {
    private static final int PATIENCE_MS = 10_000;
    private static final String REQUEST = "GET /q/health/ready HTTP/1.0\r\n\r\n";

    private HealthCheck() {}

    /**
     * What the images run: the question alone, which costs a seventh of {@code --check-health} (75 ms of CPU, not 560),
     * because it looks at two environment variables and not at a whole configuration. An image sets
     * {@code SPOOR_MANAGEMENT_PORT}; a {@code management.host} that is no loopback address must be in
     * {@code SPOOR_MANAGEMENT_HOST}, too. The exit code is 0 if the service is ready, else 1.
     */
    public static void main(String... none) {
        try {
            String host = System.getenv().getOrDefault("SPOOR_MANAGEMENT_HOST", "0.0.0.0");
            check(host, Integer.parseInt(System.getenv().getOrDefault("SPOOR_MANAGEMENT_PORT", "0")));
        } catch (StartupFailure | NumberFormatException notReady) {
            System.err.println(notReady.getMessage());
            System.exit(1);
        }
    }

    /** @throws StartupFailure if it is not ready, or does not answer */
    static void check(String host, int port) {
        if (port == 0) {
            throw new StartupFailure("--check-health: management.port is 0, any free one: where to ask?");
        }
        String status;
        try {
            status = statusOf(host, port);
        } catch (IOException failed) {
            throw new StartupFailure("no answer from " + host + ":" + port + ": " + failed.getMessage());
        }
        if (!status.contains(" 200 ")) {
            throw new StartupFailure("not ready: " + status);
        }
    }

    private static String statusOf(String host, int port) throws IOException {
        InetAddress address = InetAddress.getByName(host);
        InetAddress beside = address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address;
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(beside, port), PATIENCE_MS);
            socket.setSoTimeout(PATIENCE_MS);
            socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
            BufferedReader reply =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String line = reply.readLine();
            return line == null ? "an empty reply" : line;
        }
    }
}
