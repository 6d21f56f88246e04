package io.spoor.client;

import io.spoor.client.config.ClientConfig;
import io.spoor.client.core.ClientSettings;
import io.spoor.protocol.udp.UdpSettings;

/**
 * What a {@link Spoor} must know.
 *
 * @param name first part of the identity of this process life; a random suffix follows
 * @param dispatcherHost host name or literal address
 * @param dispatcherPort 1..65535
 * @param core what the core is set to
 * @param resolveMs how often the dispatcher's name is resolved again while all is well
 * @param socket where to listen, and the kernel's buffers
 */
public record SpoorSettings(
        String name,
        String dispatcherHost,
        int dispatcherPort,
        ClientSettings core,
        long resolveMs,
        UdpSettings socket) {
    private static final long NANOS_PER_MS = 1_000_000;
    /** The dispatcher answers a cancel within a round trip; after this long it is not there. */
    private static final long CANCEL_MS = 2_000;
    /** Memory is what bounds the jobs that wait here: about 1 KB each. */
    private static final int BACKLOG_MAX = 1_000_000;
    /** Second answers come within a few intervals of the first one. */
    private static final int ENDED_MAX = 16_384;

    /** The settings that a config file holds. */
    public static SpoorSettings of(ClientConfig config) {
        return of(config, config.dispatcher());
    }

    /** The same, but for another dispatcher: {@code host:port}. */
    public static SpoorSettings of(ClientConfig config, String dispatcher) {
        ClientSettings core = new ClientSettings(
                config.resendMinMs() * NANOS_PER_MS,
                config.resendMaxMs() * NANOS_PER_MS,
                config.pollMs() * NANOS_PER_MS,
                CANCEL_MS * NANOS_PER_MS,
                config.silenceMs() * NANOS_PER_MS,
                config.outstandingMax(),
                BACKLOG_MAX,
                ENDED_MAX);
        UdpSettings socket = new UdpSettings(
                config.host(),
                config.port(),
                config.socket().receiveBufferBytes(),
                config.socket().sendBufferBytes());
        return new SpoorSettings(
                config.name(), hostOf(dispatcher), portOf(dispatcher), core, config.resolveMs(), socket);
    }

    private static String hostOf(String address) {
        String host = address.substring(0, colon(address));
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private static int portOf(String address) {
        try {
            int port = Integer.parseInt(address.substring(colon(address) + 1));
            if (port >= 1 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Said below, as for any other bad port.
        }
        throw notAnAddress(address);
    }

    private static int colon(String address) {
        int colon = address.lastIndexOf(':');
        if (colon < 1) {
            throw notAnAddress(address);
        }
        return colon;
    }

    private static IllegalArgumentException notAnAddress(String address) {
        return new IllegalArgumentException("the dispatcher is given as host:port, not as \"" + address + "\"");
    }
}
