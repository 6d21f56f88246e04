package io.spoor.tests.e2e;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.HexFormat;
import java.util.List;

/** Spans as OpenTelemetry's JSON, in the words of Jaeger's API: ids in hex, 64-bit numbers as texts. */
final class OtlpJsonWriter {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A span, and the process that it came from. */
    record Sent(Resource resource, Span span) {}

    private OtlpJsonWriter() {}

    static String write(List<Sent> spans) {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode resources = root.putObject("result").putArray("resourceSpans");
        for (Sent sent : spans) {
            ObjectNode resource = resources.addObject();
            put(resource.putObject("resource"), sent.resource().getAttributesList());
            put(resource.putArray("scopeSpans").addObject().putArray("spans").addObject(), sent.span());
        }
        return root.toString();
    }

    private static void put(ObjectNode node, Span span) {
        node.put("traceId", hex(span.getTraceId().toByteArray()));
        node.put("spanId", hex(span.getSpanId().toByteArray()));
        node.put("parentSpanId", hex(span.getParentSpanId().toByteArray()));
        node.put("name", span.getName());
        node.put("kind", span.getKindValue());
        node.put("startTimeUnixNano", Long.toString(span.getStartTimeUnixNano()));
        node.put("endTimeUnixNano", Long.toString(span.getEndTimeUnixNano()));
        put(node, span.getAttributesList());
        ArrayNode events = node.putArray("events");
        for (Span.Event event : span.getEventsList()) {
            ObjectNode written = events.addObject();
            written.put("name", event.getName()).put("timeUnixNano", Long.toString(event.getTimeUnixNano()));
            put(written, event.getAttributesList());
        }
        ArrayNode links = node.putArray("links");
        span.getLinksList()
                .forEach(link ->
                        links.addObject().put("spanId", hex(link.getSpanId().toByteArray())));
        node.putObject("status")
                .put("code", span.getStatus().getCodeValue())
                .put("message", span.getStatus().getMessage());
    }

    private static void put(ObjectNode node, List<KeyValue> attributes) {
        ArrayNode pairs = node.putArray("attributes");
        for (KeyValue attribute : attributes) {
            ObjectNode value = pairs.addObject().put("key", attribute.getKey()).putObject("value");
            AnyValue any = attribute.getValue();
            if (any.hasIntValue()) {
                value.put("intValue", Long.toString(any.getIntValue()));
            } else if (any.hasBoolValue()) {
                value.put("boolValue", any.getBoolValue());
            } else {
                value.put("stringValue", any.getStringValue());
            }
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
