package io.spoor.calculator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.protocol.Endpoint;
import io.spoor.protocol.udp.Resolver;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class DispatcherNamesTest {
    private static final Vertx VERTX = Vertx.vertx();

    @AfterAll
    static void close() {
        VERTX.close();
    }

    private static List<Endpoint> resolve(String localHost, String... names) {
        return new DispatcherNames(new Resolver(VERTX), List.of(names), localHost)
                .resolve()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @Test
    void shouldTakeEachAddressOnce() {
        assertEquals(
                List.of(new Endpoint("127.0.0.1", 7070), new Endpoint("10.0.0.2", 7071)),
                resolve("0.0.0.0", "127.0.0.1:7070", "10.0.0.2:7071", "127.0.0.1:7070"));
    }

    @Test
    void shouldTakeAddressesThatTheSocketReaches() {
        assertEquals(List.of(new Endpoint("127.0.0.1", 7070)), resolve("0.0.0.0", "localhost:7070"));
        Endpoint six = resolve("::", "[::1]:7070").get(0);
        assertTrue(six.host().contains(":"), six::toString);
        assertEquals(7070, six.port());
    }

    @Test
    void shouldSayWhichNameCannotBeReachedOrResolved() {
        assertEquals(
                "the dispatcher \"[::1]:7070\" has IPv6 addresses only; set \"host\" to \"::\" to reach it",
                failure("0.0.0.0", "[::1]:7070"));
        assertEquals(
                "cannot resolve the host name \"no-such-host.invalid\"",
                failure("0.0.0.0", "no-such-host.invalid:7070"));
    }

    private static String failure(String localHost, String name) {
        CompletionException failed = assertThrows(CompletionException.class, () -> resolve(localHost, name));
        return String.valueOf(
                failed.getCause() == null ? failed : failed.getCause().getMessage());
    }
}
