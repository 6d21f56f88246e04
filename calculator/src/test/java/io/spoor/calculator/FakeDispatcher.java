package io.spoor.calculator;

import io.spoor.protocol.DropReason;
import io.spoor.protocol.Message;
import io.spoor.protocol.Message.Heartbeat;
import io.spoor.protocol.Message.HeartbeatAck;
import io.spoor.protocol.TraceContext;
import io.spoor.protocol.json.JsonCodec;
import io.spoor.protocol.json.MessageSink;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A socket in the place of a dispatcher: the test says what it sends and waits for what comes. */
public final class FakeDispatcher implements AutoCloseable {
    /** Long enough for a machine that is busy; what a test waits for comes within a heartbeat. */
    private static final int PATIENCE_MS = 20_000;

    private final DatagramSocket socket;
    private final JsonCodec codec = new JsonCodec();
    private final Deque<Message> received = new ArrayDeque<>();
    private SocketAddress calculator = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);

    private @Nullable SocketAddress cutOff;

    public FakeDispatcher() throws IOException {
        this("127.0.0.1", 0);
    }

    public FakeDispatcher(String host, int port) throws IOException {
        socket = new DatagramSocket(port, InetAddress.getByName(host));
        socket.setSoTimeout(PATIENCE_MS);
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** Nothing arrives from there any more: a translation of addresses on the way has gone stale. */
    public void cutOff(SocketAddress from) {
        cutOff = from;
    }

    public String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    /** Where the latest packet came from: the calculator's socket. */
    public SocketAddress calculator() {
        return calculator;
    }

    public void send(Message message) throws IOException {
        int length = codec.encode(message);
        socket.send(new DatagramPacket(codec.encoded(), length, calculator));
    }

    public void send(byte[] bytes) throws IOException {
        socket.send(new DatagramPacket(bytes, bytes.length, calculator));
    }

    /** The next message of that type, whatever comes before it; fails when none comes, or when something is no message. */
    public <M extends Message> M next(Class<M> type) throws IOException {
        return next(type, message -> true);
    }

    public <M extends Message> M next(Class<M> type, Predicate<M> condition) throws IOException {
        while (true) {
            Message message = next();
            if (type.isInstance(message) && condition.test(type.cast(message))) {
                return type.cast(message);
            }
        }
    }

    /** Acks heartbeats in the name of a life until one echoes it, and returns that one. */
    public Heartbeat meet(String life, long echo) throws IOException {
        while (true) {
            Heartbeat heartbeat = next(Heartbeat.class);
            if (life.equals(heartbeat.dispatcher()) && heartbeat.echo() == echo) {
                return heartbeat;
            }
            ack(heartbeat, life, echo, 0);
        }
    }

    public void ack(Heartbeat heartbeat, String life, long echo, int expected) throws IOException {
        send(new HeartbeatAck(TraceContext.NONE, life, heartbeat.number(), echo, expected, 1));
    }

    private Message next() throws IOException {
        while (received.isEmpty()) {
            DatagramPacket packet = new DatagramPacket(new byte[2_048], 2_048);
            socket.receive(packet);
            if (packet.getSocketAddress().equals(cutOff)) {
                continue;
            }
            calculator = packet.getSocketAddress();
            codec.decode(packet.getData(), 0, packet.getLength(), new Strict());
        }
        return received.removeFirst();
    }

    @Override
    public void close() {
        socket.close();
    }

    private final class Strict implements MessageSink {
        @Override
        public void onMessage(Message message) {
            received.addLast(message);
        }

        @Override
        public void onDropped(DropReason reason, String where) {
            throw new AssertionError("the calculator sent what " + reason.sentence() + ": " + where);
        }
    }
}
