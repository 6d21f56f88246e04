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
