package io.spoor.protocol.udp;

import io.spoor.protocol.Endpoint;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Turns a host name into endpoints, on a worker thread: a name server may take seconds. Asked at the start, and again
 * after a silence, because the dispatcher behind a name may have moved. How long an answer is kept is the JDK's setting
 * {@code networkaddress.cache.ttl} (or {@code -Dsun.net.inetaddr.ttl}), 30 s by default; our applications keep none.
 */
public final class Resolver {
    private final Vertx vertx;
    private final NameService names;

    /** Who knows the addresses of a host name: one or more, or an exception. May block. */
    @FunctionalInterface
    public interface NameService {
        InetAddress[] addressesOf(String host) throws UnknownHostException;
    }

    /** Asks the system. */
    public Resolver(Vertx vertx) {
        this(vertx, InetAddress::getAllByName);
    }

    public Resolver(Vertx vertx, NameService names) {
        this.vertx = vertx;
        this.names = names;
    }

    /**
     * All addresses of the host, IPv4 and IPv6, in the system's order of preference; at least one. A literal address is
     * its own.
     *
     * @return fails with an {@link UnknownHostException} whose message is a line for a person
     */
    public Future<List<Endpoint>> resolve(String host, int port) {
        return vertx.executeBlocking(() -> lookUp(host, port), false);
    }

    private List<Endpoint> lookUp(String host, int port) throws UnknownHostException {
        if (host.isBlank()) {
            throw new UnknownHostException("cannot resolve an empty host name");
        }
        try {
            return Stream.of(names.addressesOf(host))
                    .map(address -> new Endpoint(address.getHostAddress(), port))
                    .distinct()
                    .toList();
        } catch (UnknownHostException e) {
            UnknownHostException clear = new UnknownHostException("cannot resolve the host name \"" + host + "\"");
            clear.initCause(e);
            throw clear;
        }
    }
}
