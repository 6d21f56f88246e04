package io.spoor.tests.badinput;

import io.spoor.dispatcher.core.DispatcherCore;
import io.spoor.dispatcher.core.DispatcherEvent;
import io.spoor.protocol.DropReason;
import io.spoor.protocol.Message;
import io.spoor.protocol.json.JsonCodec;
import io.spoor.protocol.json.MessageSink;
import io.spoor.protocol.udp.TraceContexts;
import io.spoor.protocol.udp.UdpCounters;
import io.spoor.protocol.udp.UdpNode;
import io.spoor.protocol.udp.UdpSettings;
import io.spoor.tests.sim.SimSettings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;

/** A dispatcher on the loopback address, and one plain socket that talks to it. */
final class RunningDispatcher implements AutoCloseable {
    private static final int PATIENCE_MS = 20_000;

    /** What it tells, in order. */
    final List<DispatcherEvent> facts = new CopyOnWriteArrayList<>();

    private final Vertx vertx = Vertx.vertx();
    private final UdpNode<DispatcherEvent> node;
    private final DatagramSocket socket;
    private final JsonCodec codec = new JsonCodec();

    RunningDispatcher() throws IOException {
        DispatcherCore core = new DispatcherCore("me-1", SimSettings.roomy().dispatcher(), new SplittableRandom(1));
        UdpSettings settings = UdpSettings.listenOn("127.0.0.1", 0);
        try {
            node = UdpNode.open(vertx, settings, core, (fact, now) -> facts.add(fact), TraceContexts.FROM_THE_CORE)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            throw new IOException(e);
        }
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        socket.setSoTimeout(PATIENCE_MS);
    }

    UdpCounters counters() {
        return node.counters();
    }

    /** A message as JSON, with {@code '} for quotes. */
    void send(String json) throws IOException {
        send(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    void send(byte[] datagram) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        socket.send(new DatagramPacket(datagram, datagram.length, loopback, node.localPort()));
    }

    /** The messages of the next datagram that comes back. */
    List<Message> receive() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[4_096], 4_096);
        socket.receive(packet);
        List<Message> messages = new ArrayList<>();
        codec.decode(packet.getData(), 0, packet.getLength(), new MessageSink() {
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
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
