package io.spoor.protocol;

import java.util.List;

/**
 * Where packets come from and go to: a literal IP address and a UDP port. Never a host name: names are resolved by the
 * shell, off the event loop.
 *
 * @param host literal IPv4 or IPv6 address
 * @param port 1..65535
 */
public record Endpoint(String host, int port) {
    private static final int IPV6_GROUPS = 8;

    /** As people write it: an IPv6 address in brackets, its longest run of zeros as {@code ::}, without a scope of 0. */
    @Override
    public String toString() {
        return host.indexOf(':') >= 0 ? "[" + shortened(host) + "]:" + port : host + ":" + port;
    }

    private static String shortened(String ipv6) {
        String address = ipv6.endsWith("%0") ? ipv6.substring(0, ipv6.length() - 2) : ipv6;
        String[] groups = address.split(":", -1);
        int from = 0;
        int to = 0;
        for (int i = 0; i < groups.length; i++) {
            int end = i;
            while (end < groups.length && groups[end].equals("0")) {
                end++;
            }
            if (end - i > to - from) {
                from = i;
                to = end;
            }
        }
        if (groups.length != IPV6_GROUPS || to - from < 2) {
            return address; // Short already, or with a scope.
        }
        String before = String.join(":", List.of(groups).subList(0, from));
        return before + "::" + String.join(":", List.of(groups).subList(to, groups.length));
    }
}
