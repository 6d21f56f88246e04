package io.spoor.client;

import io.spoor.protocol.Endpoint;
import io.spoor.protocol.udp.Resolver;
import io.vertx.core.Future;
import java.util.List;

/** The dispatcher's name, and how it becomes the one address that is asked. */
final class DispatcherAddress {
    private final Resolver resolver;
    private final String host;
    private final int port;
    private final boolean localIsIpv6;

    /** {@code localHost}: where our socket is bound; an IPv4 socket reaches IPv4 addresses only. */
    DispatcherAddress(Resolver resolver, String host, int port, String localHost) {
        this.resolver = resolver;
        this.host = host;
        this.port = port;
        this.localIsIpv6 = localHost.indexOf(':') >= 0;
    }

    /** The address now; fails with a message that is a line for a person. */
    Future<Endpoint> resolve() {
        return resolver.resolve(host, port).map(this::reachable);
    }

    /** The address now, and the present one where that is still among those of the name. */
    Future<Endpoint> resolveAgain(Endpoint present) {
        return resolver.resolve(host, port).map(all -> all.contains(present) ? present : reachable(all));
    }

    private Endpoint reachable(List<Endpoint> all) {
        return all.stream()
                .filter(endpoint -> localIsIpv6 || endpoint.host().indexOf(':') < 0)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the dispatcher \"" + host
                        + "\" has an IPv6 address only; set \"host\" to \"::\" to reach it"));
    }
}
