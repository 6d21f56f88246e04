package io.spoor.protocol.udp;

import io.spoor.protocol.DropReason;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.Message;
import io.spoor.protocol.TraceContext;
import io.spoor.protocol.json.JsonCodec;
import io.spoor.protocol.json.MessageSink;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The other end of the wire: a plain blocking socket on the loopback address. */
final class Peer implements AutoCloseable {
    private static final int PATIENCE_MS = 10_000;

    private final JsonCodec codec = new JsonCodec();
    private final DatagramSocket socket;

    Peer() throws IOException {
        this(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    }

    Peer(InetAddress address) throws IOException {
        socket = new DatagramSocket(new InetSocketAddress(address, 0));
        socket.setSoTimeout(PATIENCE_MS);
        socket.setReceiveBufferSize(4 << 20);
    }

    Endpoint endpoint() {
        return new Endpoint(socket.getLocalAddress().getHostAddress(), socket.getLocalPort());
    }

    void send(Message message, int port) throws IOException {
        int length = codec.encode(message);
        send(Arrays.copyOf(codec.encoded(), length), port);
    }

    void send(byte[] datagram, int port) throws IOException {
        socket.send(new DatagramPacket(datagram, datagram.length, socket.getLocalAddress(), port));
    }

    void send(Message message, InetAddress host, int port) throws IOException {
        int length = codec.encode(message);
        socket.send(new DatagramPacket(codec.encoded(), length, host, port));
    }

    /** The bytes of the next datagram. */
    DatagramPacket receive() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[4_096], 4_096);
        socket.receive(packet);
        return packet;
    }

    /** The messages of the next datagram. */
    List<Message> receiveMessages() throws IOException {
        return messagesOf(receive());
    }

    List<Message> messagesOf(DatagramPacket packet) {
        List<Message> messages = new ArrayList<>();
        codec.decode(packet.getData(), packet.getOffset(), packet.getLength(), new MessageSink() {
            @Override
            public void onMessage(Message message) {
                messages.add(message);
            }

            @Override
            public void onDropped(DropReason reason, String where) {
                throw new AssertionError(reason + " " + where);
            }
        });
        return messages;
    }

    @Override
    public void close() {
        socket.close();
    }

    static Message.Heartbeat heartbeat(long number) {
        return new Message.Heartbeat(
                TraceContext.NONE,
                "calc-1",
                number,
                1,
                0,
                false,
                List.of("sleep"),
                1,
                null,
                0,
                null,
                null,
                List.of(),
                List.of());
    }

    static Message.HeartbeatAck ack(long number) {
        return new Message.HeartbeatAck(TraceContext.NONE, "disp-1", number, 0, 0, 1);
    }
}
