package io.spoor.client;

import io.spoor.client.config.ClientConfig;
import io.spoor.client.core.ClientSettings;
import io.spoor.protocol.udp.DispatcherName;
import io.spoor.protocol.udp.UdpSettings;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/**
 * What a {@link Spoor} must know.
 *
 * @param identity this process life: a name and a suffix that no other life has
 * @param dispatchers whom to ask, at least one; each may stand for several
 * @param core what the core is set to
 * @param resolveMs how often the dispatchers' names are resolved again while all is well
 * @param socket where to listen, and the kernel's buffers
 */
public record SpoorSettings(
        String identity, List<DispatcherName> dispatchers, ClientSettings core, long resolveMs, UdpSettings socket) {
    private static final long NANOS_PER_MS = 1_000_000;
    /** The dispatcher answers a cancel within a round trip; after this long it is not there. */
    private static final long CANCEL_MS = 2_000;
    /** Memory is what bounds the jobs that wait here: about 1 KB each. */
    private static final int BACKLOG_MAX = 1_000_000;
    /** Second answers come within a few intervals of the first one. */
    private static final int ENDED_MAX = 16_384;

    public SpoorSettings {
        dispatchers = List.copyOf(dispatchers);
    }

    /** The settings that a config file holds, for a new life. */
    public static SpoorSettings of(ClientConfig config) {
        return of(config, newIdentity(config.name()), config.dispatchers());
    }

    /** The same, but for a given life and other dispatchers, each {@code host:port}. */
    public static SpoorSettings of(ClientConfig config, String identity, List<String> dispatchers) {
        ClientSettings core = new ClientSettings(
                config.resendMinMs() * NANOS_PER_MS,
                config.resendMaxMs() * NANOS_PER_MS,
                config.pollMs() * NANOS_PER_MS,
                CANCEL_MS * NANOS_PER_MS,
                config.failoverMs() * NANOS_PER_MS,
                config.silenceMs() * NANOS_PER_MS,
                config.outstandingMax(),
                BACKLOG_MAX,
                ENDED_MAX);
        UdpSettings socket = new UdpSettings(
                config.host(),
                config.port(),
                config.socket().receiveBufferBytes(),
                config.socket().sendBufferBytes());
        return new SpoorSettings(identity, DispatcherName.parse(dispatchers), core, config.resolveMs(), socket);
    }

    /** The name with a random suffix. */
    public static String newIdentity(String name) {
        return name + "-" + HexFormat.of().toHexDigits(new SecureRandom().nextInt());
    }
}
