package io.spoor.protocol.udp;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.List;

/** The addresses of this host at which peers may ask, as literals. Reads the kernel's tables: not for an event loop. */
@FunctionalInterface
interface LocalAddresses {
    /** More are left out: each costs a socket with its buffers. */
    int MAX = 32;

    /** None matters: the node is bound to one address, or nobody asks it first. */
    LocalAddresses NONE = List::of;

    List<String> list() throws IOException;

    /** Those of the host's interfaces that are up, where there is a choice. */
    static LocalAddresses ofHost(boolean ipv6) {
        return () -> {
            List<InetAddress> all = new ArrayList<>();
            for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
                if (each.isUp()) {
                    each.inetAddresses().forEach(all::add);
                }
            }
            return choose(all, ipv6);
        };
    }

    /**
     * Those from which the kernel would have to choose. It has no choice where a family has one address, and chooses well
     * among those of the loopback interface and of one link.
     */
    static List<String> choose(List<InetAddress> all, boolean ipv6) {
        List<String> chosen = new ArrayList<>();
        addIfSeveral(all.stream().filter(Inet4Address.class::isInstance).toList(), chosen);
        if (ipv6) {
            addIfSeveral(all.stream().filter(a -> !(a instanceof Inet4Address)).toList(), chosen);
        }
        return List.copyOf(chosen.subList(0, Math.min(MAX, chosen.size())));
    }

    private static void addIfSeveral(List<InetAddress> family, List<String> chosen) {
        List<String> candidates = family.stream()
                .filter(a -> !a.isLoopbackAddress() && !a.isLinkLocalAddress() && !a.isMulticastAddress())
                .map(a -> a.getHostAddress().replaceFirst("%.*", ""))
                .distinct()
                .toList();
        if (candidates.size() > 1) {
            chosen.addAll(candidates);
        }
    }
}
