package io.spoor.protocol.udp;

import static io.spoor.protocol.udp.Loopback.get;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.protocol.Endpoint;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ResolverTest {
    private final Vertx vertx = Vertx.vertx();
    private final Resolver resolver = new Resolver(vertx);

    @AfterEach
    void close() {
        get(vertx.close());
    }

    @Test
    void shouldLeaveALiteralAddressAsItIs() {
        assertEquals(List.of(new Endpoint("192.0.2.7", 7_000)), get(resolver.resolve("192.0.2.7", 7_000)));
        assertEquals(List.of(new Endpoint("2001:db8:0:0:0:0:0:7", 7_000)), get(resolver.resolve("2001:db8::7", 7_000)));
    }

    @Test
    void shouldFindAllAddressesOfAName() {
        List<Endpoint> endpoints = get(resolver.resolve("localhost", 7_000));

        assertTrue(endpoints.contains(new Endpoint("127.0.0.1", 7_000)), endpoints.toString());
    }

    @Test
    void shouldSayInALineWhichNameIsUnknown() {
        assertEquals("cannot resolve the host name \"no-such-host.invalid\"", failureOf("no-such-host.invalid"));
        assertEquals("cannot resolve an empty host name", failureOf(" "));
    }

    private String failureOf(String host) {
        Future<List<Endpoint>> endpoints = resolver.resolve(host, 7_000);
        await().until(endpoints::isComplete);
        return String.valueOf(
                assertInstanceOf(UnknownHostException.class, endpoints.cause()).getMessage());
    }
}
