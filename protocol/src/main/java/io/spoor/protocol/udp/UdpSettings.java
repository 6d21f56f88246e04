package io.spoor.protocol.udp;

import io.spoor.protocol.Endpoint;

/**
 * Where a node listens and how much the kernel may hold for it.
 *
 * @param host literal address to bind; one with a colon makes an IPv6 socket ({@code ::} speaks IPv4 too)
 * @param port 0..65535; 0: the kernel chooses
 * @param receiveBufferBytes SO_RCVBUF asked for, at least {@value #BUFFER_MIN_BYTES}. It must hold what arrives while the
 *     loop is busy or stopped: the kernel's default keeps about 166 datagrams, 4 MiB some thousands. The kernel grants no
 *     more than {@code net.core.rmem_max}
 * @param sendBufferBytes SO_SNDBUF asked for, at least {@value #BUFFER_MIN_BYTES}
 */
public record UdpSettings(String host, int port, int receiveBufferBytes, int sendBufferBytes) {
    /** Receive buffer where nobody says otherwise: 4 MiB. */
    public static final int RECEIVE_BUFFER_DEFAULT_BYTES = 4 << 20;

    /** Send buffer where nobody says otherwise: 1 MiB. */
    public static final int SEND_BUFFER_DEFAULT_BYTES = 1 << 20;

    static final int BUFFER_MIN_BYTES = 4_096;
    private static final int PORT_MAX = 65_535;

    /** @throws IllegalArgumentException if a value is out of its range */
    public UdpSettings {
        if (port < 0 || port > PORT_MAX) {
            throw new IllegalArgumentException("a UDP port is 0.." + PORT_MAX + ": " + port);
        }
        if (receiveBufferBytes < BUFFER_MIN_BYTES || sendBufferBytes < BUFFER_MIN_BYTES) {
            throw new IllegalArgumentException("a socket buffer has at least " + BUFFER_MIN_BYTES + " bytes");
        }
    }

    /** Listens on the given address with default buffers. */
    public static UdpSettings listenOn(String host, int port) {
        return new UdpSettings(host, port, RECEIVE_BUFFER_DEFAULT_BYTES, SEND_BUFFER_DEFAULT_BYTES);
    }

    /** Any local address from which the peer can be reached, an ephemeral port, default buffers. */
    public static UdpSettings towards(Endpoint peer) {
        return listenOn(peer.host().indexOf(':') >= 0 ? "::" : "0.0.0.0", 0);
    }

    /** The same on another port, for a socket that takes the place of an earlier one. */
    UdpSettings onPort(int other) {
        return new UdpSettings(host, other, receiveBufferBytes, sendBufferBytes);
    }

    /** The same on one address, for a socket beside the one that listens on all. */
    UdpSettings onAddress(String address, int samePort) {
        return new UdpSettings(address, samePort, receiveBufferBytes, sendBufferBytes);
    }

    /** Whether it listens on all addresses of this host. */
    boolean isWildcard() {
        return host.equals("0.0.0.0") || host.equals("::");
    }

    boolean isIpv6() {
        return host.indexOf(':') >= 0;
    }
}
