package io.spoor.client;

import io.spoor.client.config.ClientConfig;
import io.spoor.client.core.ClientSettings;
import io.spoor.protocol.config.Text;
import io.spoor.protocol.udp.DispatcherName;
import io.spoor.protocol.udp.UdpSettings;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/**
 * What a {@link Spoor} must know; {@link #builder} has a default for all of it.
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

    /** Begins with the values of {@code config/client.json}; only the dispatchers usually differ. */
    public static Builder builder() {
        return new Builder();
    }

    /** Settings for programs that read no config. The rest is as in {@code config/client.json}. */
    public static final class Builder {
        private static final long RESEND_MIN_MS = 25;
        private static final long RESEND_MAX_MS = 480;
        private static final long POLL_MS = 480;
        private static final long FAILOVER_MS = 400;
        private static final long SILENCE_MS = 3_000;
        private static final long RESOLVE_MS = 30_000;

        private String name = "client";
        private List<String> dispatchers = List.of("127.0.0.1:7070");
        private String host = "0.0.0.0";
        private int port;
        private int outstandingMax = 10_000;

        private Builder() {}

        /** First part of this client's identity, up to 39 letters, digits, '.', '_' or '-'; a random suffix follows. */
        public Builder name(String value) {
            name = value;
            return this;
        }

        /** The dispatchers to ask, each as {@code host:port}, at least one; {@code 127.0.0.1:7070} by default. */
        public Builder dispatchers(String... values) {
            dispatchers = List.of(values);
            return this;
        }

        /** The address to send from; {@code ::} reaches IPv6 dispatchers. By default every IPv4 interface. */
        public Builder host(String value) {
            host = value;
            return this;
        }

        /** The UDP port to send from; 0, the default: any free one. */
        public Builder port(int value) {
            port = value;
            return this;
        }

        /** Most jobs that are at the dispatchers at a time; others wait in the client. */
        public Builder outstandingMax(int value) {
            outstandingMax = value;
            return this;
        }

        /**
         * Settings for one client: a second call gives it another identity.
         *
         * @throws IllegalArgumentException if a value is out of its range; the message is a line for a person
         */
        public SpoorSettings build() {
            if (!Text.Form.NAME.matches(name)) {
                throw new IllegalArgumentException(
                        "the client's name \"" + name + "\" is not " + Text.Form.NAME.description());
            }
            if (dispatchers.isEmpty()) {
                throw new IllegalArgumentException("no dispatcher is named: give one or several as host:port");
            }
            ClientSettings core = new ClientSettings(
                    RESEND_MIN_MS * NANOS_PER_MS,
                    RESEND_MAX_MS * NANOS_PER_MS,
                    POLL_MS * NANOS_PER_MS,
                    CANCEL_MS * NANOS_PER_MS,
                    FAILOVER_MS * NANOS_PER_MS,
                    SILENCE_MS * NANOS_PER_MS,
                    outstandingMax,
                    BACKLOG_MAX,
                    ENDED_MAX);
            return new SpoorSettings(
                    newIdentity(name),
                    DispatcherName.parse(dispatchers),
                    core,
                    RESOLVE_MS,
                    UdpSettings.listenOn(host, port));
        }
    }
}
