package io.spoor.client.trace;

import io.spoor.protocol.json.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Spans in OpenTelemetry's JSON, as {@code /api/v3/traces} of Jaeger gives them. */
public final class OtlpJson {
    /** {@code STATUS_CODE_ERROR}, as a number or as its name. */
    private static final List<String> ERROR = List.of("2", "STATUS_CODE_ERROR");

    private static final String[] SCALARS = {"stringValue", "intValue", "boolValue", "doubleValue"};

    private OtlpJson() {}

    /**
     * The trace that the text holds.
     *
     * @throws IllegalArgumentException if it is not JSON; the message is a line for a person
     */
    public static Trace read(String id, String text) {
        JsonTree tree = JsonTree.read(text);
        JsonTree data = tree.get("result").isPresent() ? tree.get("result") : tree;
        List<ReadSpan> spans = new ArrayList<>();
        for (JsonTree resource : data.get("resourceSpans").items()) {
            Map<String, String> process = attributes(resource.get("resource"));
            for (JsonTree scope : resource.get("scopeSpans").items()) {
                for (JsonTree span : scope.get("spans").items()) {
                    if (span.get("traceId").text().equals(id)) {
                        spans.add(span(process, span));
                    }
                }
            }
        }
        return new Trace(id, spans);
    }

    private static ReadSpan span(Map<String, String> process, JsonTree span) {
        JsonTree status = span.get("status");
        return new ReadSpan(
                process.getOrDefault("service.name", ""),
                process.getOrDefault("service.instance.id", ""),
                span.get("spanId").text(),
                span.get("parentSpanId").text(),
                span.get("name").text(),
                span.get("startTimeUnixNano").number(),
                span.get("endTimeUnixNano").number(),
                attributes(span),
                span.get("events").items().stream().map(OtlpJson::event).toList(),
                span.get("links").items().stream()
                        .map(link -> link.get("spanId").text())
                        .toList(),
                ERROR.contains(status.get("code").text()),
                status.get("message").text());
    }

    private static ReadSpan.Event event(JsonTree event) {
        return new ReadSpan.Event(
                event.get("name").text(), event.get("timeUnixNano").number(), attributes(event));
    }

    private static Map<String, String> attributes(JsonTree owner) {
        Map<String, String> attributes = new TreeMap<>();
        for (JsonTree pair : owner.get("attributes").items()) {
            attributes.put(pair.get("key").text(), scalar(pair.get("value")));
        }
        return attributes;
    }

    private static String scalar(JsonTree value) {
        for (String kind : SCALARS) {
            if (value.get(kind).isPresent()) {
                return value.get(kind).text();
            }
        }
        return "";
    }
}
