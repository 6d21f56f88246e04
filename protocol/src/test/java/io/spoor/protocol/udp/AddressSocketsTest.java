package io.spoor.protocol.udp;

import static io.spoor.protocol.udp.Loopback.get;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** A node on all addresses of a host with two: on the loopback interface every 127.x.y.z is one. */
@ParameterizedClass(name = "native transport: {0}")
@ValueSource(booleans = {false, true})
class AddressSocketsTest {
    private static final InetAddress FIRST = address("127.0.0.1");
    private static final InetAddress SECOND = address("127.0.0.2");

    private final boolean preferNative;
    private Loopback loopback;
    private Peer peer;

    AddressSocketsTest(boolean preferNative) {
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

    private UdpNode<String> serve(LocalAddresses addresses) {
        return get(UdpNode.open(
                loopback.vertx,
                UdpSettings.listenOn("0.0.0.0", 0),
                new AcknowledgingCore(),
                (fact, now) -> {},
                TraceContexts.FROM_THE_CORE,
                addresses));
    }

    private InetAddress whoRepliesWhenAskedAt(InetAddress asked, UdpNode<?> node) throws IOException {
        peer.send(Peer.heartbeat(1), asked, node.localPort());
        return peer.receive().getAddress();
    }

    @Test
    void shouldReplyFromTheAddressThatWasAsked() throws IOException {
        UdpNode<String> node = serve(() -> List.of("127.0.0.1", "127.0.0.2"));

        assertEquals(SECOND, whoRepliesWhenAskedAt(SECOND, node));
        assertEquals(FIRST, whoRepliesWhenAskedAt(FIRST, node));
        assertEquals(SECOND, whoRepliesWhenAskedAt(SECOND, node), "the latest question counts");
    }

    @Test
    void shouldServeAnAddressThatItDoesNotKnowOf() throws IOException {
        UdpNode<String> node = serve(() -> List.of("127.0.0.2", "127.0.0.3"));

        assertEquals(SECOND, whoRepliesWhenAskedAt(SECOND, node));
        assertEquals(FIRST, whoRepliesWhenAskedAt(FIRST, node));
    }

    @Test
    void shouldServeWhereAnAddressCannotBeHad() throws IOException {
        UdpNode<String> node = serve(() -> List.of("127.0.0.2", "192.0.2.1"));

        assertEquals(SECOND, whoRepliesWhenAskedAt(SECOND, node));
    }

    @Test
    void shouldServeWhereTheAddressesCannotBeRead() throws IOException {
        UdpNode<String> node = serve(() -> {
            throw new IOException("no table");
        });

        assertEquals(FIRST, whoRepliesWhenAskedAt(FIRST, node));
    }

    /** Two dispatchers on one port would take each other's packets, and neither would know. */
    @Test
    void shouldNotLetAnotherProcessHaveThePort() throws IOException {
        UdpNode<String> node = serve(() -> List.of("127.0.0.1", "127.0.0.2"));
        for (String host : List.of("0.0.0.0", "127.0.0.2")) {
            try (DatagramSocket other = new DatagramSocket(null)) {
                other.setReuseAddress(true);
                InetSocketAddress taken = new InetSocketAddress(host, node.localPort());
                assertInstanceOf(BindException.class, assertThrows(IOException.class, () -> other.bind(taken)));
            }
        }
    }

    @Test
    void shouldOpenThemAgainWithTheSocketThatAnErrorHasClosed() throws IOException {
        UdpNode<String> node = serve(() -> List.of("127.0.0.1", "127.0.0.2"));
        UdpSocket lost = node.socket();

        get(lost.close());

        await().until(() -> node.socket() != lost);
        await().until(() -> whoRepliesWhenAskedAt(SECOND, node).equals(SECOND));
    }

    @Test
    void shouldFreeThePortWhenItCloses() throws IOException {
        UdpNode<String> node = serve(() -> List.of("127.0.0.1", "127.0.0.2"));
        int port = node.localPort();

        get(node.close());

        // NIO gives a descriptor back a moment later.
        await().ignoreExceptionsInstanceOf(BindException.class).until(() -> {
            new DatagramSocket(new InetSocketAddress("0.0.0.0", port)).close();
            return true;
        });
    }

    @Test
    void shouldCareOnlyWhereTheKernelWouldHaveToChoose() {
        InetAddress one = address("10.0.0.1");
        InetAddress other = address("192.168.0.1");
        List<InetAddress> dual =
                List.of(address("127.0.0.1"), one, address("::1"), address("fe80::1"), address("fd00::1"));

        assertEquals(List.of(), LocalAddresses.choose(dual, true));
        assertEquals(List.of("10.0.0.1", "192.168.0.1"), LocalAddresses.choose(List.of(FIRST, one, other), false));
        assertEquals(
                List.of("fd00:0:0:0:0:0:0:1", "fd00:0:0:0:0:0:0:2"),
                LocalAddresses.choose(List.of(one, address("fd00::1"), address("fd00::2")), true));
        assertEquals(List.of(), LocalAddresses.choose(List.of(one, address("fd00::1"), address("fd00::2")), false));
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
