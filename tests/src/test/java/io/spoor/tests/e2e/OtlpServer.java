package io.spoor.tests.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/** Takes spans by OTLP over HTTP, in protobuf, on a port of the kernel's choice. */
final class OtlpServer implements AutoCloseable {
    private final HttpServer server;
    private final Consumer<ResourceSpans> receiver;

    /** The receiver is called by one thread at a time. */
    OtlpServer(Consumer<ResourceSpans> receiver) {
        this.receiver = receiver;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/traces", this::onExport);
        server.start();
    }

    /** Answers below another path too. */
    void serve(String path, HttpHandler handler) {
        server.createContext(path, handler);
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** An empty body is a protobuf message without fields: all were taken. */
    private void onExport(HttpExchange exchange) throws IOException {
        boolean isZipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        try (exchange;
                InputStream body = exchange.getRequestBody();
                InputStream plain = isZipped ? new GZIPInputStream(body) : body) {
            ExportTraceServiceRequest.parseFrom(plain).getResourceSpansList().forEach(receiver);
            exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        }
    }
}
