package io.spoor.protocol.udp;

import static io.spoor.protocol.udp.Loopback.endpointOf;
import static io.spoor.protocol.udp.Loopback.get;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.protocol.Endpoint;
import io.spoor.protocol.Limits;
import io.spoor.protocol.Message;
import io.spoor.protocol.MessageType;
import io.spoor.protocol.TraceContext;
import io.spoor.protocol.node.Output;
import java.io.IOException;
import java.net.DatagramPacket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass(name = "native transport: {0}")
@ValueSource(booleans = {false, true})
class UdpNodeTest {
    private static final TraceContext SPAN = TraceContext.of("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

    private final boolean preferNative;
    private Loopback loopback;
    private Peer peer;

    UdpNodeTest(boolean preferNative) {
        this.preferNative = preferNative;
    }

    @BeforeEach
    void open() throws IOException {
        loopback = new Loopback(preferNative);
        peer = loopback.peer;
    }

    @AfterEach
    void close() {
        loopback.close();
    }

    @Test
    void shouldCarryAMessageInAndItsReplyOut() throws IOException {
        UdpNode<String> node = loopback.open(new AcknowledgingCore());

        peer.send(Peer.heartbeat(7), node.localPort());

        Message.HeartbeatAck ack = assertInstanceOf(
                Message.HeartbeatAck.class, peer.receiveMessages().get(0));
        assertEquals(7, ack.number());
        assertEquals(1, node.counters().messagesIn(MessageType.HEARTBEAT));
        assertEquals(1, node.counters().messagesOut(MessageType.HEARTBEAT_ACK));
        assertEquals(1, node.counters().datagramsIn());
        assertEquals(1, node.counters().datagramsOut());
    }

    @Test
    void shouldPackWhatATurnSendsToOneAddressInOrder() throws IOException {
        UdpNode<String> node = loopback.open(new ScriptedCore());

        get(node.execute((now, out) -> {
            for (int number = 1; number <= 100; number++) {
                out.send(peer.endpoint(), Peer.ack(number));
            }
        }));

        List<Long> numbers = new ArrayList<>();
        int datagrams = 0;
        while (numbers.size() < 100) {
            DatagramPacket packet = peer.receive();
            datagrams++;
            assertTrue(packet.getLength() <= Limits.PACKET_MAX_BYTES, "bytes: " + packet.getLength());
            peer.messagesOf(packet).forEach(message -> numbers.add(((Message.HeartbeatAck) message).number()));
        }
        assertEquals(LongStream.rangeClosed(1, 100).boxed().toList(), numbers);
        assertTrue(datagrams <= 25, "datagrams: " + datagrams);
        assertEquals(datagrams, node.counters().datagramsOut());
    }

    @Test
    void shouldKeepPeersApartWhenPacking() throws IOException {
        UdpNode<String> node = loopback.open(new ScriptedCore());
        try (Peer other = new Peer()) {
            get(node.execute((now, out) -> {
                out.send(peer.endpoint(), Peer.ack(1));
                out.send(other.endpoint(), Peer.ack(2));
                out.send(peer.endpoint(), Peer.ack(3));
            }));

            assertEquals(2, peer.receiveMessages().size());
            assertEquals(1, other.receiveMessages().size());
        }
    }

    @Test
    void shouldReplyToAllThatOneReadTookInOneDatagram() throws Exception {
        UdpNode<String> node = loopback.open(new AcknowledgingCore());
        CountDownLatch goOn = Loopback.stopLoop(node);
        peer.send(Peer.heartbeat(1), node.localPort());
        peer.send(Peer.heartbeat(2), node.localPort());

        goOn.countDown();

        assertEquals(2, peer.receiveMessages().size());
    }

    @Test
    void shouldHandOverFactsBeforeMessagesAreGivenTheirContexts() throws IOException {
        // Touched by the loop only.
        TraceContext[] spanOfTheFact = {TraceContext.NONE};
        UdpNode<String> node =
                loopback.open(new ScriptedCore(), (fact, now) -> spanOfTheFact[0] = SPAN, message -> spanOfTheFact[0]);

        get(node.execute((now, out) -> {
            out.send(peer.endpoint(), Peer.ack(1));
            out.tell("a span begins");
        }));

        assertEquals(SPAN, peer.receiveMessages().get(0).trace());
    }

    @Test
    void shouldGiveMessagesOfNoOneJobTheContextOfTheLife() throws IOException {
        UdpNode<String> node = loopback.open(new AcknowledgingCore());

        peer.send(Peer.heartbeat(1), node.localPort());
        TraceContext first = peer.receiveMessages().get(0).trace();
        peer.send(Peer.heartbeat(2), node.localPort());
        TraceContext second = peer.receiveMessages().get(0).trace();

        assertTrue(first.traceparent().endsWith("-00"), first.traceparent());
        assertEquals(first, second);
    }

    @Test
    void shouldCallTheCoreOnOneEventLoopThreadOnly() throws Exception {
        ScriptedCore core = new ScriptedCore() {
            @Override
            void received(Endpoint from, Message message, long nowNanos, Output<String> out) {
                deadlineNanos = nowNanos;
            }
        };
        UdpNode<String> node = loopback.open(core);

        List<Thread> callers = IntStream.range(0, 4)
                .mapToObj(caller -> new Thread(() -> IntStream.range(0, 50)
                        .forEach(i -> node.execute((now, out) -> core.threads.add(Thread.currentThread())))))
                .toList();
        callers.forEach(Thread::start);
        for (int number = 1; number <= 50; number++) {
            peer.send(Peer.heartbeat(number), node.localPort());
        }
        for (Thread caller : callers) {
            caller.join();
        }
        get(node.execute((now, out) -> {}));
        await().until(() -> core.messages.size() == 50 && core.journal.contains("deadline"));

        assertEquals(1, core.threads.size(), core.threads.toString());
        String name = core.threads.iterator().next().getName();
        assertTrue(name.startsWith("vert.x-eventloop-thread"), name);
    }

    @Test
    void shouldTalkToItself() {
        ScriptedCore core = new ScriptedCore();
        UdpNode<String> node = loopback.open(core);

        get(node.execute((now, out) -> out.send(endpointOf(node), Peer.ack(1))));

        await().until(() -> core.journal.equals(List.of("m:heartbeatAck")));
    }
}
