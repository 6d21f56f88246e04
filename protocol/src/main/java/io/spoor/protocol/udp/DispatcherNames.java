package io.spoor.protocol.udp;

import io.spoor.protocol.Endpoint;
import io.vertx.core.Future;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The dispatchers as the config names them, and how they become addresses: each name may stand for several, and for others
 * later. What a name stood for last counts while it cannot be resolved.
 */
public final class DispatcherNames {
    private static final Logger LOG = System.getLogger(DispatcherNames.class.getName());

    private final Resolver resolver;
    private final List<DispatcherName> names;
    private final boolean localIsIpv6;
    private final Map<DispatcherName, List<Endpoint>> known = new ConcurrentHashMap<>();

    /**
     * Nothing is resolved yet.
     *
     * @param names at least one
     * @param localHost where our sockets are bound: an IPv4 socket reaches IPv4 addresses only
     */
    public DispatcherNames(Resolver resolver, List<DispatcherName> names, String localHost) {
        this.resolver = resolver;
        this.names = List.copyOf(names);
        this.localIsIpv6 = localHost.indexOf(':') >= 0;
    }

    /**
     * All addresses now, at least one.
     *
     * @return fails if no name has, or had, an address that can be reached; the message is a line for a person
     */
    public Future<List<Endpoint>> resolve() {
        List<Future<List<Endpoint>>> each = new ArrayList<>();
        for (DispatcherName name : names) {
            each.add(resolver.resolve(name.host(), name.port())
                    .map(all -> reachable(name, all))
                    .onSuccess(found -> known.put(name, found)));
        }
        return Future.join(each).transform(done -> together(each));
    }

    private Future<List<Endpoint>> together(List<Future<List<Endpoint>>> each) {
        Set<Endpoint> addresses = new LinkedHashSet<>();
        names.forEach(name -> addresses.addAll(known.getOrDefault(name, List.of())));
        Throwable failure = firstFailure(each);
        if (failure == null) {
            return Future.succeededFuture(List.copyOf(addresses));
        }
        if (addresses.isEmpty()) {
            return Future.failedFuture(failure);
        }
        LOG.log(Level.WARNING, "{0}; going on with {1}", failure.getMessage(), addresses);
        return Future.succeededFuture(List.copyOf(addresses));
    }

    private static @Nullable Throwable firstFailure(List<Future<List<Endpoint>>> each) {
        for (Future<List<Endpoint>> one : each) {
            if (one.failed()) {
                return one.cause();
            }
        }
        return null;
    }

    /** Those of one family: the same dispatcher often has an address of each. */
    private List<Endpoint> reachable(DispatcherName name, List<Endpoint> all) {
        List<Endpoint> reachable = all.stream()
                .filter(address -> localIsIpv6 ? isIpv6(address) == isIpv6(all.get(0)) : !isIpv6(address))
                .toList();
        if (reachable.isEmpty()) {
            throw new IllegalArgumentException(
                    "the dispatcher \"" + name + "\" has IPv6 addresses only; set \"host\" to \"::\" to reach it");
        }
        return reachable;
    }

    private static boolean isIpv6(Endpoint address) {
        return address.host().indexOf(':') >= 0;
    }
}
