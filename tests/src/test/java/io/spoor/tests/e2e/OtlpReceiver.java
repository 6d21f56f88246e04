package io.spoor.tests.e2e;

import com.sun.net.httpserver.HttpExchange;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * As much of an OpenTelemetry collector as a test needs: takes spans by OTLP over HTTP, in protobuf, and keeps them; and as
 * much of Jaeger's API as reads one trace back.
 */
final class OtlpReceiver implements TraceStore {
    private static final String QUERY = "/api/v3/traces/";

    private final List<Received> spans = new CopyOnWriteArrayList<>();
    private final Map<String, List<OtlpJsonWriter.Sent>> byTrace = new ConcurrentHashMap<>();
    private final OtlpServer server = new OtlpServer(this::keep);

    /**
     * A span as it came.
     *
     * @param service {@code service.name} of its process
     * @param parent the parent's id; empty for a root
     * @param nanos how long it took
     * @param attributes values as text
     */
    record Received(
            String service,
            String trace,
            String id,
            String parent,
            String name,
            long nanos,
            Map<String, String> attributes) {
        String attribute(String key) {
            return attributes.getOrDefault(key, "");
        }

        boolean isRoot() {
            return parent.isEmpty();
        }
    }

    OtlpReceiver() {
        server.serve(QUERY, this::onQuery);
    }

    @Override
    public String endpoint() {
        return server.endpoint();
    }

    @Override
    public String url() {
        return endpoint();
    }

    /** All spans by now. */
    List<Received> spans() {
        return List.copyOf(spans);
    }

    /** The spans of one trace by now. */
    List<Received> trace(String id) {
        return spans.stream().filter(span -> span.trace().equals(id)).toList();
    }

    @Override
    public void close() {
        server.close();
    }

    private void onQuery(HttpExchange exchange) throws IOException {
        List<OtlpJsonWriter.Sent> found =
                byTrace.getOrDefault(exchange.getRequestURI().getPath().substring(QUERY.length()), List.of());
        byte[] response = OtlpJsonWriter.write(found).getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(found.isEmpty() ? 404 : 200, response.length);
            exchange.getResponseBody().write(response);
        }
    }

    private void keep(ResourceSpans resource) {
        String service = attributes(resource.getResource().getAttributesList()).getOrDefault("service.name", "");
        for (ScopeSpans scope : resource.getScopeSpansList()) {
            for (Span span : scope.getSpansList()) {
                byTrace.computeIfAbsent(hex(span.getTraceId().toByteArray()), id -> new CopyOnWriteArrayList<>())
                        .add(new OtlpJsonWriter.Sent(resource.getResource(), span));
                spans.add(new Received(
                        service,
                        hex(span.getTraceId().toByteArray()),
                        hex(span.getSpanId().toByteArray()),
                        hex(span.getParentSpanId().toByteArray()),
                        span.getName(),
                        span.getEndTimeUnixNano() - span.getStartTimeUnixNano(),
                        attributes(span.getAttributesList())));
            }
        }
    }

    private static Map<String, String> attributes(List<KeyValue> pairs) {
        Map<String, String> attributes = new HashMap<>();
        for (KeyValue pair : pairs) {
            attributes.put(
                    pair.getKey(),
                    pair.getValue().hasStringValue()
                            ? pair.getValue().getStringValue()
                            : Long.toString(pair.getValue().getIntValue()));
        }
        return attributes;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
