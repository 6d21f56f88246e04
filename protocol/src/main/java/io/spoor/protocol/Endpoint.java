package io.spoor.protocol;

/**
 * Where packets come from and go to: a literal IP address and a UDP port. Never a host name: names are resolved by the
 * shell, off the event loop.
 *
 * @param host literal IPv4 or IPv6 address
 * @param port 1..65535
 */
public record Endpoint(String host, int port) {
    @Override
    public String toString() {
        return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
    }
}
