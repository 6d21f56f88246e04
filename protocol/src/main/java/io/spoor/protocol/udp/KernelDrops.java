package io.spoor.protocol.udp;

/**
 * Datagrams for one node that the kernel threw away. Goes on counting when the node's socket is renewed, so that it never
 * goes back.
 */
final class KernelDrops {
    /** Said as long as the kernel does not tell. */
    static final long UNKNOWN = -1;

    private int port;
    private long earlierSockets;
    private long thisSocket;
    private boolean known;

    /**
     * The drops so far.
     *
     * @param localPort the node's port now
     */
    synchronized long total(int localPort, SocketTable table) {
        long drops = table.drops(localPort);
        if (localPort != port) {
            earlierSockets += thisSocket;
            thisSocket = 0;
            port = localPort;
        }
        if (drops != UNKNOWN) {
            known = true;
            thisSocket = Math.max(thisSocket, drops);
        }
        return known ? earlierSockets + thisSocket : UNKNOWN;
    }
}
