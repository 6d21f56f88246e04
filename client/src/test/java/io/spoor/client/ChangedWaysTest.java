package io.spoor.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.client.core.ClientSettings;
import io.spoor.client.core.Outcome;
import io.spoor.protocol.udp.DispatcherName;
import io.spoor.protocol.udp.Resolver;
import io.spoor.protocol.udp.TraceContexts;
import io.spoor.protocol.udp.UdpNode;
import io.spoor.protocol.udp.UdpSettings;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The dispatcher moves, or the way to it is blocked: a client that hears nothing looks the name up and takes a new socket. */
class ChangedWaysTest {
    private static final long MS = 1_000_000;
    private static final Duration LONG = Duration.ofSeconds(60);

    /** Silence is short; the periodic look at the name, which would find the change too, is far away. */
    private static final ClientSettings IMPATIENT =
            new ClientSettings(25 * MS, 100 * MS, 100 * MS, 1_000 * MS, 250 * MS, 300 * MS, 1_000, 1_000, 1_000);

    private static final int RESOLVE_MS = 3_600_000;

    private final Vertx vertx = Vertx.vertx();
    private final FakeDispatcher dispatcher = new FakeDispatcher();
    private volatile String address = "127.0.0.1";

    @AfterEach
    void close() throws Exception {
        soon(vertx.close().toCompletionStage());
    }

    @Test
    void shouldFollowTheNameToAnotherAddress() throws Exception {
        FakeDispatcher next = new FakeDispatcher();
        UdpNode<String> here = listen("127.0.0.1", 0, dispatcher);
        try (Spoor spoor = open(here.localPort())) {
            assertTrue(soon(spoor.submit("echo", "1", LONG)).isOk());

            listen("127.0.0.2", here.localPort(), next);
            soon(here.close().toCompletionStage());
            address = "127.0.0.2";

            Outcome outcome = soon(spoor.submit("echo", "2", LONG));
            assertEquals("2", String.valueOf(outcome.result()));
            assertTrue(next.heard.size() > 0);
        }
    }

    @Test
    void shouldFindAWayAroundAStaleTranslation() throws Exception {
        UdpNode<String> node = listen("127.0.0.1", 0, dispatcher);
        try (Spoor spoor = open(node.localPort())) {
            assertTrue(soon(spoor.submit("echo", "1", LONG)).isOk());
            int port = spoor.node().localPort();

            dispatcher.cutOff.add(port);

            assertTrue(soon(spoor.submit("echo", "2", LONG)).isOk(), "the open job goes another way");
            assertNotEquals(port, spoor.node().localPort());
        }
    }

    private Spoor open(int port) throws Exception {
        Resolver names = new Resolver(vertx, host -> new InetAddress[] {InetAddress.getByName(address)});
        SpoorSettings settings = new SpoorSettings(
                "test",
                List.of(new DispatcherName("dispatcher.test", port)),
                IMPATIENT,
                RESOLVE_MS,
                UdpSettings.listenOn("0.0.0.0", 0));
        return soon(Spoor.open(vertx, false, names, settings, ClientObserver.NONE, (fact, now) -> {})
                .toCompletionStage());
    }

    private UdpNode<String> listen(String host, int port, FakeDispatcher core) throws Exception {
        return soon(UdpNode.open(
                        vertx, UdpSettings.listenOn(host, port), core, (fact, now) -> {}, TraceContexts.FROM_THE_CORE)
                .toCompletionStage());
    }

    private static <T> T soon(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
