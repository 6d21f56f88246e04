package io.spoor.calculator;

import io.spoor.protocol.Endpoint;
import io.spoor.protocol.udp.Resolver;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The dispatchers as the config names them, and how they become addresses: each name may stand for several. */
final class DispatcherNames {
    private final Resolver resolver;
    private final List<String> names;
    private final boolean localIsIpv6;

    /**
     * @param names each {@code host:port}, an IPv6 address in brackets
     * @param localHost where our sockets are bound: an IPv4 socket reaches IPv4 addresses only
     */
    DispatcherNames(Resolver resolver, List<String> names, String localHost) {
        this.resolver = resolver;
        this.names = List.copyOf(names);
        this.localIsIpv6 = localHost.indexOf(':') >= 0;
    }

    /**
     * All addresses now, at least one for each name.
     *
     * @return fails if one name has none that can be reached; the message is a line for a person
     */
    Future<List<Endpoint>> resolve() {
        List<Future<List<Endpoint>>> each = new ArrayList<>();
        for (String name : names) {
            int colon = name.lastIndexOf(':');
            String host = name.substring(0, colon).replaceAll("^\\[|\\]$", "");
            int port = Integer.parseInt(name.substring(colon + 1));
            each.add(resolver.resolve(host, port).map(all -> reachable(name, all)));
        }
        return Future.all(each).map(done -> {
            Set<Endpoint> addresses = new LinkedHashSet<>();
            each.forEach(one -> addresses.addAll(one.result()));
            return List.copyOf(addresses);
        });
    }

    /** Those of one family: the same dispatcher often has an address of each. */
    private List<Endpoint> reachable(String name, List<Endpoint> all) {
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
