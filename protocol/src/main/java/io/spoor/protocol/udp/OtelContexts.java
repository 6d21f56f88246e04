package io.spoor.protocol.udp;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.spoor.protocol.Limits;
import io.spoor.protocol.TraceContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The wire's trace context as OpenTelemetry's and back. Always explicit, from {@link Context#root()}: a "current" context
 * does not survive a datagram handler on the event loop.
 */
public final class OtelContexts {
    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();
    private static final String TRACEPARENT = "traceparent";
    private static final String TRACESTATE = "tracestate";
    private static final Getter GETTER = new Getter();
    private static final TextMapSetter<Headers> SETTER = OtelContexts::set;

    private OtelContexts() {}

    /** The context to give to {@code setParent}; the root context if the wire's is absent or cannot be read. */
    public static Context parent(TraceContext wire) {
        return wire.isPresent() ? W3C.extract(Context.root(), wire, GETTER) : Context.root();
    }

    /** The remote span that the wire names, for a link; invalid if it is absent or cannot be read. */
    public static SpanContext spanContext(TraceContext wire) {
        return Span.fromContext(parent(wire)).getSpanContext();
    }

    /** What to write into a packet so that the span is the parent over there; {@link TraceContext#NONE} if it is invalid. */
    public static TraceContext wire(Span span) {
        Headers headers = new Headers();
        W3C.inject(Context.root().with(span), headers, SETTER);
        return headers.traceparent == null
                ? TraceContext.NONE
                : new TraceContext(headers.traceparent, headers.tracestate);
    }

    private static void set(@Nullable Headers headers, String key, String value) {
        if (headers == null) {
            return;
        }
        if (key.equals(TRACEPARENT)) {
            headers.traceparent = value;
        } else if (value.getBytes(StandardCharsets.UTF_8).length <= Limits.TRACESTATE_MAX_BYTES) {
            headers.tracestate = value;
        }
    }

    /** The two fields that the propagator writes. */
    private static final class Headers {
        private @Nullable String traceparent;
        private @Nullable String tracestate;
    }

    private static final class Getter implements TextMapGetter<TraceContext> {
        @Override
        public Iterable<String> keys(TraceContext wire) {
            return List.of(TRACEPARENT, TRACESTATE);
        }

        @Override
        public @Nullable String get(@Nullable TraceContext wire, String key) {
            if (wire == null) {
                return null;
            }
            return key.equals(TRACEPARENT) ? wire.traceparent() : wire.tracestate();
        }
    }
}
