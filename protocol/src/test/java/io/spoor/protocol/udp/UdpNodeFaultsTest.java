package io.spoor.protocol.udp;

import static io.spoor.protocol.udp.Loopback.get;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.protocol.DropReason;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.JobId;
import io.spoor.protocol.Message;
import io.spoor.protocol.MessageType;
import io.spoor.protocol.RawJson;
import io.spoor.protocol.Status;
import io.spoor.protocol.TraceContext;
import io.spoor.protocol.node.Output;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong is counted, and the next packet is read as if nothing had been. */
@ParameterizedClass(name = "native transport: {0}")
@ValueSource(booleans = {false, true})
class UdpNodeFaultsTest {
    /** Silent here, where the bugs are made on purpose; held, because loggers are weakly referenced. */
    private static final Logger BUGS = Logger.getLogger(Bugs.class.getName());

    private final boolean preferNative;
    private final ScriptedCore core = new ScriptedCore();
    private Loopback loopback;

    UdpNodeFaultsTest(boolean preferNative) {
        this.preferNative = preferNative;
    }

    @BeforeEach
    void open() throws IOException {
        BUGS.setLevel(Level.OFF);
        loopback = new Loopback(preferNative);
    }

    @AfterEach
    void close() {
        loopback.close();
        BUGS.setLevel(null);
    }

    @Test
    void shouldCountADatagramThatIsTooLongHoweverLong() throws IOException {
        UdpNode<String> node = loopback.open(core);

        for (int length : List.of(1_201, 2_048, 4_096, 9_000, 60_000)) {
            loopback.peer.send(" ".repeat(length).getBytes(US_ASCII), node.localPort());
        }
        loopback.peer.send(Peer.heartbeat(1), node.localPort());

        await().until(() -> core.messages.size() == 1);
        assertEquals(5, node.counters().dropped(DropReason.OVERSIZED));
    }

    @Test
    void shouldCountWhatIsNoMessageWithItsReason() throws IOException {
        UdpNode<String> node = loopback.open(core);

        loopback.peer.send("hello".getBytes(US_ASCII), node.localPort());
        loopback.peer.send(new byte[0], node.localPort());
        loopback.peer.send("{\"v\":1,\"type\":\"dance\"}".getBytes(US_ASCII), node.localPort());
        loopback.peer.send(new byte[] {(byte) 0xff, (byte) 0xfe}, node.localPort());
        loopback.peer.send(Peer.heartbeat(1), node.localPort());

        await().until(() -> core.messages.size() == 1);
        assertEquals(2, node.counters().dropped(DropReason.MALFORMED));
        assertEquals(1, node.counters().dropped(DropReason.UNKNOWN_TYPE));
        assertEquals(1, node.counters().dropped(DropReason.NOT_UTF8));
        assertEquals(0, node.counters().errors());
    }

    @Test
    void shouldCountWhatCannotBeSent() {
        UdpNode<String> node = loopback.open(core);

        get(node.execute((now, out) -> {
            out.send(new Endpoint("dispatcher.example", 7_000), Peer.ack(1));
            out.send(new Endpoint("127.0.0.1", 0), Peer.ack(1));
            out.send(loopback.peer.endpoint(), tooLarge());
            out.send(new Endpoint("255.255.255.255", 7_000), Peer.ack(1));
        }));

        await().until(() -> node.counters().sendFailures(SendFailure.REFUSED_BY_KERNEL) == 1);
        assertEquals(2, node.counters().sendFailures(SendFailure.BAD_ADDRESS));
        assertEquals(1, node.counters().sendFailures(SendFailure.TOO_LARGE));
        assertEquals(0, node.counters().messagesOut(MessageType.COMPLETED));
        assertEquals(0, node.counters().errors());
    }

    @Test
    void shouldGoOnAfterAnExceptionOfTheCore() throws IOException {
        ScriptedCore failing = new ScriptedCore() {
            @Override
            void received(Endpoint from, Message message, long nowNanos, Output<String> out) {
                deadlineNanos = nowNanos;
                throw new IllegalStateException("a bug in a message");
            }

            @Override
            void due(long nowNanos, Output<String> out) {
                super.due(nowNanos, out);
                throw new IllegalStateException("a bug in a deadline");
            }
        };
        UdpNode<String> node = loopback.open(failing);

        loopback.peer.send(Peer.heartbeat(1), node.localPort());
        await().until(() -> node.counters().errors() == 2);
        loopback.peer.send(Peer.heartbeat(2), node.localPort());

        await().until(() -> failing.messages.size() == 2);
    }

    @Test
    void shouldTellWhoCommandedOfTheExceptionOfACommand() {
        UdpNode<String> node = loopback.open(core);

        Future<Void> command = node.execute((now, out) -> {
            throw new IllegalStateException("a bug in a command");
        });

        await().until(command::isComplete);
        assertInstanceOf(IllegalStateException.class, command.cause());
        assertEquals(1, node.counters().errors());
    }

    @Test
    void shouldShieldTheCoreFromItsListener() {
        List<String> heard = new ArrayList<>();
        UdpNode<String> node = loopback.open(
                core,
                (fact, now) -> {
                    heard.add(fact);
                    throw new IllegalStateException("a bug in a listener");
                },
                TraceContexts.FROM_THE_CORE);

        get(node.execute((now, out) -> {
            out.tell("first");
            out.tell("second");
        }));

        assertEquals(List.of("first", "second"), heard);
        assertEquals(2, node.counters().errors());
    }

    @Test
    void shouldSendOtherMessagesWhenTheContextOfOneCannotBeFound() throws IOException {
        UdpNode<String> node = loopback.open(core, (fact, now) -> {}, message -> {
            if (message instanceof Message.HeartbeatAck ack && ack.number() == 1) {
                throw new IllegalStateException("a bug in the telemetry");
            }
            return message.trace();
        });

        get(node.execute((now, out) -> {
            out.send(loopback.peer.endpoint(), Peer.ack(1));
            out.send(loopback.peer.endpoint(), Peer.ack(2));
        }));

        List<Message> received = loopback.peer.receiveMessages();
        assertEquals(2, ((Message.HeartbeatAck) received.get(received.size() - 1)).number());
        assertTrue(node.counters().errors() > 0);
    }

    private static Message tooLarge() {
        RawJson result = RawJson.of("\"" + "x".repeat(1_100) + "\"");
        return new Message.Finished(TraceContext.NONE, "disp-1", new JobId(0, 1), Status.OK, result, null, 1, "calc-1");
    }
}
