package io.spoor.protocol.udp;

import static io.spoor.protocol.udp.Loopback.endpointOf;
import static io.spoor.protocol.udp.Loopback.get;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.Future;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The life of a socket: bound, renewed, lost, closed. */
@ParameterizedClass(name = "native transport: {0}")
@ValueSource(booleans = {false, true})
class UdpNodeSocketTest {
    private static final InetAddress IPV6_LOOPBACK = ipv6Loopback();

    private final boolean preferNative;
    private Loopback loopback;
    private Peer peer;

    UdpNodeSocketTest(boolean preferNative) {
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
    void shouldSayWhichTransportCarriesIt() {
        assertEquals(
                preferNative ? "epoll" : "nio",
                loopback.open(new ScriptedCore()).transport());
    }

    @Test
    void shouldSendWhatIsToBeSentBeforeItCloses() throws Exception {
        UdpNode<String> node = loopback.open(new ScriptedCore());
        CountDownLatch goOn = Loopback.stopLoop(node);
        Future<Void> command = node.execute((now, out) -> out.send(peer.endpoint(), Peer.ack(1)));
        Future<Void> closed = node.close();

        goOn.countDown();

        get(command);
        get(closed);
        assertEquals(1, peer.receiveMessages().size());
    }

    @Test
    void shouldSendWhatAnOpenTurnHasGatheredWhenItIsStopped() throws IOException {
        UdpNode<String> node = loopback.open(new ScriptedCore());

        get(node.execute((now, out) -> {
            out.send(peer.endpoint(), Peer.ack(1));
            node.stop();
        }));

        assertEquals(1, peer.receiveMessages().size());
    }

    @Test
    void shouldTellACommandThatTheNodeIsClosed() {
        UdpNode<String> node = loopback.open(new ScriptedCore());
        get(node.close());

        Future<Void> late = node.execute((now, out) -> {});

        await().until(late::isComplete);
        assertInstanceOf(ClosedChannelException.class, late.cause());
    }

    @Test
    void shouldCloseTwiceWithoutComplaint() {
        UdpNode<String> node = loopback.open(new ScriptedCore());

        get(node.close());
        get(node.close());
    }

    @Test
    void shouldGoOnWithANewPortWhenTheSocketIsRenewed() throws IOException {
        UdpNode<String> node = loopback.open(new AcknowledgingCore());
        int before = node.localPort();

        get(node.renewSocket());

        assertNotEquals(before, node.localPort());
        peer.send(Peer.heartbeat(1), node.localPort());
        assertEquals(node.localPort(), peer.receive().getPort());
        // The old port is free again.
        get(UdpNode.open(
                loopback.vertx,
                UdpSettings.listenOn("127.0.0.1", before),
                new ScriptedCore(),
                (fact, now) -> {},
                TraceContexts.FROM_THE_CORE));
    }

    @Test
    void shouldOpenASocketAgainThatAnErrorHasClosed() {
        ScriptedCore core = new ScriptedCore();
        UdpNode<String> node = loopback.open(core);
        UdpSocket lost = node.socket();

        get(lost.close());

        await().until(() -> node.socket() != lost);
        assertEquals(lost.localPort(), node.localPort());
        get(node.execute((now, out) -> out.send(endpointOf(node), Peer.ack(1))));
        await().until(() -> core.messages.size() == 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"::1", "::"})
    void shouldSpeakIpv6(String host) throws Exception {
        assumeTrue(NetworkInterface.getByInetAddress(IPV6_LOOPBACK) != null, "no IPv6 here");
        UdpNode<String> node = loopback.open(new AcknowledgingCore(), UdpSettings.listenOn(host, 0));
        try (Peer other = new Peer(IPV6_LOOPBACK)) {
            other.send(Peer.heartbeat(1), node.localPort());

            assertEquals(1, other.receiveMessages().size());
        }
    }

    @Test
    void shouldSpeakIpv4FromAnIpv6Socket() throws Exception {
        assumeTrue(NetworkInterface.getByInetAddress(IPV6_LOOPBACK) != null, "no IPv6 here");
        UdpNode<String> node = loopback.open(new AcknowledgingCore(), UdpSettings.listenOn("::", 0));

        peer.send(Peer.heartbeat(1), node.localPort());

        assertEquals(1, peer.receiveMessages().size());
    }

    @Test
    void shouldSayInALineThatThePortIsInUse() {
        int taken = loopback.open(new ScriptedCore()).localPort();

        assertEquals(
                "cannot listen on UDP 127.0.0.1:" + taken
                        + ": Address already in use; end the process that has the port, or set another port",
                reasonNotToListen("127.0.0.1", taken));
    }

    @Test
    void shouldSayInALineThatTheAddressIsNotOurs() {
        assertEquals(
                "cannot listen on UDP 192.0.2.1:7000: Cannot assign requested address; this host has no such address: set host to "
                        + "one that it has, or to 0.0.0.0",
                reasonNotToListen("192.0.2.1", 7_000));
    }

    private String reasonNotToListen(String host, int port) {
        Future<UdpNode<String>> node = UdpNode.open(
                loopback.vertx,
                UdpSettings.listenOn(host, port),
                new ScriptedCore(),
                (fact, now) -> {},
                TraceContexts.FROM_THE_CORE);
        await().until(node::isComplete);
        return String.valueOf(
                assertInstanceOf(BindException.class, node.cause()).getMessage());
    }

    private static InetAddress ipv6Loopback() {
        try {
            return InetAddress.getByAddress(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
