package io.spoor.calculator;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.spoor.calculator.core.CalculatorEvent;
import io.spoor.calculator.core.CalculatorEvent.AttemptAskedAgain;
import io.spoor.calculator.core.CalculatorEvent.AttemptBegan;
import io.spoor.calculator.core.CalculatorEvent.AttemptCancelled;
import io.spoor.calculator.core.CalculatorEvent.AttemptCompleted;
import io.spoor.calculator.core.CalculatorEvent.BreakdownBegan;
import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Status;
import io.spoor.protocol.TraceContext;
import io.spoor.protocol.udp.FactListener;
import io.spoor.protocol.udp.OtelContexts;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The span {@code calculate} of each attempt: the dispatcher's attempt is its parent, and what happens to it meanwhile are
 * its events. On the event loop of one calculator; contexts are passed explicitly.
 */
final class CalculatorTelemetry implements FactListener<CalculatorEvent> {
    static final AttributeKey<String> JOB_ID = AttributeKey.stringKey("spoor.job.id");
    static final AttributeKey<String> FUNCTION = AttributeKey.stringKey("spoor.job.function");
    static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("spoor.attempt");
    static final AttributeKey<String> STATUS = AttributeKey.stringKey("spoor.attempt.status");
    static final AttributeKey<Long> TIMEOUT_MS = AttributeKey.longKey("spoor.attempt.timeout_ms");
    static final AttributeKey<String> CALCULATOR = AttributeKey.stringKey("spoor.calculator.id");
    static final AttributeKey<String> DISPATCHER = AttributeKey.stringKey("spoor.dispatcher.id");
    static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");
    static final AttributeKey<String> TRANSPORT = AttributeKey.stringKey("network.transport");
    static final AttributeKey<String> PEER_ADDRESS = AttributeKey.stringKey("network.peer.address");
    static final AttributeKey<Long> PEER_PORT = AttributeKey.longKey("network.peer.port");
    static final AttributeKey<Long> ASK = AttributeKey.longKey("spoor.ask");
    static final AttributeKey<Long> DURATION_MS = AttributeKey.longKey("spoor.breakdown.duration_ms");

    private final Tracer tracer;
    private final String identity;
    private final Map<AttemptId, Span> open = new HashMap<>();

    CalculatorTelemetry(OpenTelemetry openTelemetry, String identity) {
        this.tracer = openTelemetry.getTracer("io.spoor.calculator");
        this.identity = identity;
    }

    @Override
    public void on(CalculatorEvent fact, long nowNanos) {
        switch (fact.kind()) {
            case ATTEMPT_BEGAN -> onBegan((AttemptBegan) fact);
            case ATTEMPT_ASKED_AGAIN -> {
                AttemptAskedAgain again = (AttemptAskedAgain) fact;
                event(again.attempt(), "asked again", Attributes.of(ASK, (long) again.ask()));
            }
            case ATTEMPT_CANCELLED -> event(((AttemptCancelled) fact).attempt(), "cancelled", Attributes.empty());
            case ATTEMPT_COMPLETED -> onCompleted((AttemptCompleted) fact);
            case BREAKDOWN_BEGAN -> {
                long durationMs = TimeUnit.NANOSECONDS.toMillis(((BreakdownBegan) fact).durationNanos());
                eventOfAll("breakdown began", Attributes.of(DURATION_MS, durationMs));
            }
            case BREAKDOWN_ENDED -> eventOfAll("breakdown ended", Attributes.empty());
            case ATTEMPT_REFUSED,
                    CALCULATION_NOT_STOPPED,
                    CALCULATION_RETURNED,
                    RESULT_RESENT,
                    HEARTBEAT_SENT,
                    DISPATCHER_MET,
                    DISPATCHER_SILENT,
                    DISPATCHER_BACK,
                    DRAIN_STARTED,
                    DRAINED,
                    MESSAGE_UNEXPECTED -> {}
        }
    }

    private void onBegan(AttemptBegan began) {
        if (isLeftOut(began.trace())) {
            return;
        }
        AttemptId attempt = began.attempt();
        Span span = tracer.spanBuilder("calculate")
                .setParent(OtelContexts.parent(began.trace()))
                .setSpanKind(SpanKind.SERVER)
                .setAttribute(JOB_ID, attempt.jobId().toString())
                .setAttribute(ATTEMPT, attempt.number())
                .setAttribute(FUNCTION, began.function())
                .setAttribute(TIMEOUT_MS, TimeUnit.NANOSECONDS.toMillis(began.timeoutNanos()))
                .setAttribute(CALCULATOR, identity)
                .setAttribute(DISPATCHER, attempt.dispatcher())
                .setAttribute(TRANSPORT, "udp")
                .setAttribute(PEER_ADDRESS, began.dispatcher().host())
                .setAttribute(PEER_PORT, began.dispatcher().port())
                .startSpan();
        open.put(attempt, span);
    }

    private void onCompleted(AttemptCompleted completed) {
        Span span = open.remove(completed.attempt());
        if (span == null) {
            return;
        }
        span.setAttribute(STATUS, completed.status().name());
        if (isError(completed.status())) {
            span.setAttribute(ERROR_TYPE, completed.status().name().toLowerCase(Locale.ROOT));
            span.setStatus(StatusCode.ERROR, completed.reason() == null ? "" : completed.reason());
        }
        span.end();
    }

    private void event(AttemptId attempt, String name, Attributes attributes) {
        Span span = open.get(attempt);
        if (span != null) {
            span.addEvent(name, attributes);
        }
    }

    private void eventOfAll(String name, Attributes attributes) {
        for (Span span : open.values()) {
            span.addEvent(name, attributes);
        }
    }

    /** For a server's span the asker's mistakes are no errors, as in the conventions for gRPC. */
    private static boolean isError(Status status) {
        return switch (status) {
            case OK, INVALID_ARGUMENT, NOT_FOUND, CANCELLED, ABORTED, UNAUTHENTICATED, RESOURCE_EXHAUSTED -> false;
            case DEADLINE_EXCEEDED, UNAVAILABLE, INTERNAL -> true;
        };
    }

    /** Whether the beginner of the trace does not record it: then not even a builder is worth its while. */
    private static boolean isLeftOut(TraceContext trace) {
        return trace.isPresent() && (Character.digit(trace.traceparent().charAt(54), 16) & 1) == 0;
    }
}
