package io.spoor.calculator;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.spoor.calculator.core.CalculatorEvent;
import io.spoor.calculator.core.CalculatorEvent.AttemptAskedAgain;
import io.spoor.calculator.core.CalculatorEvent.AttemptBegan;
import io.spoor.calculator.core.CalculatorEvent.AttemptCancelled;
import io.spoor.calculator.core.CalculatorEvent.AttemptCompleted;
import io.spoor.calculator.core.CalculatorEvent.AttemptRefused;
import io.spoor.calculator.core.CalculatorEvent.BreakdownBegan;
import io.spoor.calculator.core.CalculatorEvent.ResultResent;
import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Status;
import io.spoor.protocol.TraceContext;
import io.spoor.protocol.trace.SpanNames;
import io.spoor.protocol.udp.FactListener;
import io.spoor.protocol.udp.OtelContexts;
import io.spoor.protocol.udp.SpanKeys;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The span {@code calculate} of each attempt: the dispatcher's attempt is its parent, and what happens to it meanwhile are
 * its events. On the event loop of one calculator; contexts are passed explicitly.
 */
final class CalculatorTelemetry implements FactListener<CalculatorEvent> {
    private final Tracer tracer;
    private final String identity;
    private final boolean exported;
    private final Map<AttemptId, Span> open = new HashMap<>();

    /** {@code exported}: whether spans go anywhere; else none is made. */
    CalculatorTelemetry(OpenTelemetry openTelemetry, String identity, boolean exported) {
        this.tracer = openTelemetry.getTracer("io.spoor.calculator");
        this.identity = identity;
        this.exported = exported;
    }

    @Override
    public void on(CalculatorEvent fact, long nowNanos) {
        switch (fact.kind()) {
            case ATTEMPT_BEGAN -> onBegan((AttemptBegan) fact);
            case ATTEMPT_ASKED_AGAIN -> {
                AttemptAskedAgain again = (AttemptAskedAgain) fact;
                event(again.attempt(), "asked again", Attributes.of(SpanKeys.ASK, (long) again.ask()));
            }
            case ATTEMPT_CANCELLED -> event(((AttemptCancelled) fact).attempt(), "cancelled", Attributes.empty());
            case ATTEMPT_COMPLETED -> onCompleted((AttemptCompleted) fact);
            case BREAKDOWN_BEGAN -> {
                long durationMs = TimeUnit.NANOSECONDS.toMillis(((BreakdownBegan) fact).durationNanos());
                eventOfAll("breakdown began", Attributes.of(SpanKeys.BREAKDOWN_MS, durationMs));
            }
            case BREAKDOWN_ENDED -> eventOfAll("breakdown ended", Attributes.empty());
            case ATTEMPT_REFUSED -> {
                AttemptRefused no = (AttemptRefused) fact;
                note(SpanNames.NOT_TAKEN, no.attempt(), no.status(), no.reason(), no.trace());
            }
            case RESULT_RESENT -> {
                ResultResent again = (ResultResent) fact;
                note(SpanNames.RESULT_RESENT, again.attempt(), again.status(), null, again.trace());
            }
            case CALCULATION_NOT_STOPPED,
                    CALCULATION_RETURNED,
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
        Span span = tracer.spanBuilder(SpanNames.CALCULATE)
                .setParent(OtelContexts.parent(began.trace()))
                .setSpanKind(SpanKind.SERVER)
                .setAttribute(SpanKeys.JOB_ID, attempt.jobId().toString())
                .setAttribute(SpanKeys.ATTEMPT, attempt.number())
                .setAttribute(SpanKeys.FUNCTION, began.function())
                .setAttribute(SpanKeys.TIMEOUT_MS, TimeUnit.NANOSECONDS.toMillis(began.timeoutNanos()))
                .setAttribute(SpanKeys.CALCULATOR, identity)
                .setAttribute(SpanKeys.DISPATCHER, attempt.dispatcher())
                .setAttribute(SpanKeys.TRANSPORT, SpanKeys.UDP)
                .setAttribute(SpanKeys.PEER_ADDRESS, began.dispatcher().host())
                .setAttribute(SpanKeys.PEER_PORT, began.dispatcher().port())
                .startSpan();
        open.put(attempt, span);
    }

    private void onCompleted(AttemptCompleted completed) {
        Span span = open.remove(completed.attempt());
        if (span == null) {
            return;
        }
        span.setAttribute(SpanKeys.ATTEMPT_STATUS, completed.status().name());
        if (isError(completed.status())) {
            span.setAttribute(SpanKeys.ERROR_TYPE, completed.status().name().toLowerCase(Locale.ROOT));
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

    /** What has no span to be an event of: a short one, below what the packet came with. */
    private void note(String name, AttemptId attempt, Status status, @Nullable String reason, TraceContext trace) {
        if (isLeftOut(trace) || !trace.isPresent()) {
            return;
        }
        SpanBuilder builder = tracer.spanBuilder(name)
                .setParent(OtelContexts.parent(trace))
                .setAttribute(SpanKeys.JOB_ID, attempt.jobId().toString())
                .setAttribute(SpanKeys.ATTEMPT, attempt.number())
                .setAttribute(SpanKeys.ATTEMPT_STATUS, status.name())
                .setAttribute(SpanKeys.CALCULATOR, identity)
                .setAttribute(SpanKeys.DISPATCHER, attempt.dispatcher());
        if (reason != null) {
            builder.setAttribute(SpanKeys.REASON, reason);
        }
        builder.startSpan().end();
    }

    /** Nobody exports, or the beginner of the trace does not record it: then not even a builder is worth its while. */
    private boolean isLeftOut(TraceContext trace) {
        return !exported || trace.isUnsampled();
    }
}
