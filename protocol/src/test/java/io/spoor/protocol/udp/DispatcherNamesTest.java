package io.spoor.protocol.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.protocol.Endpoint;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DispatcherNamesTest {
    private static final Vertx VERTX = Vertx.vertx();

    @AfterAll
    static void close() {
        VERTX.close();
    }

    private static List<Endpoint> resolve(String localHost, String... names) {
        return new DispatcherNames(new Resolver(VERTX), DispatcherName.parse(List.of(names)), localHost)
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

    @Test
    void shouldGoOnWithTheNamesThatCanBeResolved() {
        assertEquals(
                List.of(new Endpoint("10.0.0.2", 7071)),
                resolve("0.0.0.0", "no-such-host.invalid:7070", "10.0.0.2:7071"));
    }

    @ParameterizedTest
    @CsvSource({"spoor.example:7070,spoor.example,7070", "10.0.0.7:1,10.0.0.7,1", "[::1]:65535,::1,65535"})
    void shouldReadAName(String text, String host, int port) {
        DispatcherName name = DispatcherName.parse(text);
        assertEquals(host, name.host());
        assertEquals(port, name.port());
        assertEquals(text, name.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "host", ":7070", "host:", "host:0", "host:65536", "host:seven"})
    void shouldSayHowANameIsGiven(String text) {
        Exception e = assertThrows(IllegalArgumentException.class, () -> DispatcherName.parse(text));
        assertTrue(String.valueOf(e.getMessage()).contains("host:port"));
    }

    private static String failure(String localHost, String name) {
        CompletionException failed = assertThrows(CompletionException.class, () -> resolve(localHost, name));
        return String.valueOf(
                failed.getCause() == null ? failed : failed.getCause().getMessage());
    }
}
