package io.spoor.client.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class JaegerTest {
    private HttpServer server;
    private String url;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        server.createContext("/api/v3/traces/", exchange -> {
            String id = exchange.getRequestURI().getPath().substring("/api/v3/traces/".length());
            String body = id.startsWith("bad")
                    ? "<html>"
                    : "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[" + "{\"traceId\":\"" + id + "\",\"spanId\":\""
                            + id + "\",\"name\":\"submit\"}]}]}]}";
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(
                    id.startsWith("none") ? 404 : id.startsWith("broken") ? 503 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void shouldReadManyTracesInTheirOrder() throws Jaeger.UnavailableException {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            ids.add((i % 7 == 0 ? "none" : "id") + i);
        }
        List<Optional<Trace>> found = new Jaeger(url).findAll(ids);
        for (int i = 0; i < 50; i++) {
            String id = ids.get(i);
            assertEquals(i % 7 != 0, found.get(i).isPresent(), id);
            found.get(i)
                    .ifPresent(trace -> assertEquals(id, trace.spans().get(0).id()));
        }
    }

    @Test
    void shouldSayInOneLineWhyItCannot() {
        assertSays("503", () -> new Jaeger(url).find("broken"));
        assertSays("not JSON", () -> new Jaeger(url).find("bad"));
        stop();
        assertSays("connection refused", () -> new Jaeger(url).find("id"));
    }

    private static void assertSays(String words, Executable question) {
        Jaeger.UnavailableException e = assertThrows(Jaeger.UnavailableException.class, question);
        assertTrue(String.valueOf(e.getMessage()).contains(words), e::toString);
    }
}
