package io.spoor.protocol.udp;

/** Why something that a core sent did not leave. Counted, never thrown: the protocol asks again. */
public enum SendFailure {
    /** One message encodes to more than a packet may hold: an error of its author. Counted per message. */
    TOO_LARGE,
    /** The endpoint is no literal address. Counted per message. */
    BAD_ADDRESS,
    /** The socket cannot take more: the kernel's send buffer and ours are full. Counted per datagram, as all below. */
    BACKLOG,
    /** The socket is closed. */
    CLOSED,
    /** No route, or an address of the family that the socket does not speak. */
    UNREACHABLE,
    /** The kernel refused it for another reason, such as a firewall's rule. */
    REFUSED_BY_KERNEL
}
