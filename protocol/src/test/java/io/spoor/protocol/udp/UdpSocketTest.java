package io.spoor.protocol.udp;

import static io.spoor.protocol.udp.Loopback.get;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Promise;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is left when the channel under the socket cannot be reached: small buffers, and everything still works. */
class UdpSocketTest {
    private final UdpCounters counters = new UdpCounters();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private Loopback loopback;
    private UdpSocket socket;

    @BeforeEach
    void open() throws IOException {
        loopback = new Loopback(false);
        Promise<UdpSocket> opened = Promise.promise();
        loopback.vertx.runOnContext(ignored -> {
            UdpSocket created = new UdpSocket(
                    loopback.vertx,
                    UdpSettings.listenOn("127.0.0.1", 0),
                    counters,
                    (by, packet) -> received.add(packet.data().toString()),
                    none -> null);
            created.bind().map(created).onComplete(opened);
        });
        socket = get(opened.future());
    }

    @AfterEach
    void close() {
        loopback.close();
    }

    @Test
    void shouldStillReceive() throws IOException {
        loopback.peer.send("hello".getBytes(US_ASCII), socket.localPort());

        await().until(() -> received.equals(List.of("hello")));
    }

    @Test
    void shouldStillSend() throws IOException {
        socket.write(
                "hello, all".getBytes(US_ASCII),
                5,
                to("127.0.0.1", loopback.peer.endpoint().port()));
        socket.flush();

        assertEquals(5, loopback.peer.receive().getLength());
    }

    @Test
    void shouldStillCountWhatCannotBeSent() throws IOException {
        socket.write(new byte[1], 1, to("255.255.255.255", 7_000));

        await().until(() -> counters.sendFailures(SendFailure.REFUSED_BY_KERNEL) == 1);
    }

    @Test
    void shouldSayWhatItDoesNotKnow() {
        socket.warnIfSmall();

        assertEquals("vert.x", socket.transport());
        assertEquals(0, socket.receiveBufferBytes());
    }

    private static InetSocketAddress to(String host, int port) throws IOException {
        return new InetSocketAddress(InetAddress.getAllByName(host)[0], port);
    }
}
