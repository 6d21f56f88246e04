package io.spoor.protocol.udp;

import io.spoor.protocol.Endpoint;
import io.spoor.protocol.Message;
import io.spoor.protocol.json.JsonCodec;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;

/**
 * Finds out whether a host refuses packets to a port (ICMP: port unreachable), because no process listens there. The
 * kernel tells this to a connected socket only, and a node's socket, which has many peers, is not connected: so one
 * question is asked from a socket of its own. Also a firewall may refuse packets, and one that swallows them looks like
 * loss.
 */
public final class PortProbe {
    private static final int PATIENCE_MS = 500;

    private PortProbe() {}

    /**
     * Asks once, on a worker thread.
     *
     * @param question a message that a peer answers and otherwise has no use for
     * @return whether the host refused; false also if nothing came, or the question could not be sent
     */
    public static Future<Boolean> isRefused(Vertx vertx, Endpoint to, Message question) {
        return vertx.executeBlocking(() -> ask(to, question), false);
    }

    private static boolean ask(Endpoint to, Message question) {
        JsonCodec codec = new JsonCodec();
        int length = codec.encode(question);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(PATIENCE_MS);
            socket.connect(new InetSocketAddress(to.host(), to.port()));
            socket.send(new DatagramPacket(codec.encoded(), length));
            socket.receive(new DatagramPacket(new byte[1], 1));
            return false;
        } catch (PortUnreachableException refused) {
            return true;
        } catch (SocketTimeoutException silent) {
            return false;
        } catch (IOException cannotAsk) {
            return false;
        }
    }
}
