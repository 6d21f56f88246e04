package io.spoor.protocol.udp;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.spoor.protocol.TraceContext;
import org.jspecify.annotations.Nullable;

/**
 * The recorded span that a measurement or a log line belongs to, by its ids in hex: what can be pasted into Jaeger.
 *
 * @param traceId 32 digits
 * @param spanId 16 digits
 */
public record TraceIds(String traceId, String spanId) {
    /** The span's ids; null if it is not recorded. */
    public static @Nullable TraceIds of(Span span) {
        SpanContext context = span.getSpanContext();
        return context.isSampled() ? new TraceIds(context.getTraceId(), context.getSpanId()) : null;
    }

    /** The ids of the span that a message came with; null if it names none that is recorded. */
    public static @Nullable TraceIds of(TraceContext wire) {
        return wire.isPresent() && !wire.isUnsampled()
                ? new TraceIds(
                        wire.traceparent().substring(3, 35), wire.traceparent().substring(36, 52))
                : null;
    }
}
