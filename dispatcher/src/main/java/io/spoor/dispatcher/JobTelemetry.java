package io.spoor.dispatcher;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.spoor.dispatcher.core.AttemptEnd;
import io.spoor.dispatcher.core.DispatcherEvent.AttemptAcknowledged;
import io.spoor.dispatcher.core.DispatcherEvent.AttemptAdopted;
import io.spoor.dispatcher.core.DispatcherEvent.AttemptAskedAgain;
import io.spoor.dispatcher.core.DispatcherEvent.AttemptEnded;
import io.spoor.dispatcher.core.DispatcherEvent.AttemptStarted;
import io.spoor.dispatcher.core.DispatcherEvent.CalculatorChanged;
import io.spoor.dispatcher.core.DispatcherEvent.JobAskedAgain;
import io.spoor.dispatcher.core.DispatcherEvent.JobDelayed;
import io.spoor.dispatcher.core.DispatcherEvent.JobFinished;
import io.spoor.dispatcher.core.DispatcherEvent.JobQueued;
import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.Status;
import io.spoor.protocol.TraceContext;
import io.spoor.protocol.trace.SpanNames;
import io.spoor.protocol.udp.OtelContexts;
import io.spoor.protocol.udp.SpanKeys;
import io.spoor.protocol.udp.TraceIds;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The spans of one sampled job. The dispatcher closes the attempt whose calculator died: nobody else can. */
final class JobTelemetry {
    private final Tracer tracer;
    private final Span dispatch;
    private final Context parent;
    private @Nullable Span queue;
    private @Nullable Span attempt;
    private int attemptNumber;
    private String calculator = "";
    private TraceContext attemptContext = TraceContext.NONE;
    private SpanContext previous = SpanContext.getInvalid();

    JobTelemetry(Tracer tracer, Span dispatch) {
        this.tracer = tracer;
        this.dispatch = dispatch;
        this.parent = Context.root().with(dispatch);
    }

    void queued(JobQueued queued) {
        endQueue();
        queue = tracer.spanBuilder(SpanNames.QUEUE)
                .setParent(parent)
                .setSpanKind(SpanKind.INTERNAL)
                .setAttribute(SpanKeys.QUEUE_DEPTH, (long) queued.depth())
                .setAttribute(SpanKeys.QUEUE_POSITION, (long) queued.position())
                .startSpan();
    }

    void attemptStarted(AttemptStarted started) {
        endQueue();
        SpanBuilder builder = attemptSpan(started.attempt(), started.calculator(), started.endpoint());
        AttemptEnd before = started.previous();
        if (before != null) {
            builder.setAttribute(SpanKeys.PREVIOUS_END, before.word());
        }
        begin(builder, started.attempt(), started.calculator());
    }

    void attemptAdopted(AttemptAdopted adopted) {
        endQueue();
        SpanBuilder builder = attemptSpan(adopted.attempt(), adopted.calculator(), adopted.endpoint());
        begin(builder.setAttribute(SpanKeys.ADOPTED, true), adopted.attempt(), adopted.calculator());
    }

    /** Who runs the present attempt; null between attempts. */
    @Nullable
    String calculator() {
        return attempt == null ? null : calculator;
    }

    void attemptAskedAgain(AttemptAskedAgain again) {
        if (attempt != null) {
            attempt.addEvent("resend", Attributes.of(SpanKeys.ASK, (long) again.ask()));
        }
    }

    /** The calculator may take its own spans along when it dies: this says that it had begun. */
    void attemptAcknowledged(AttemptAcknowledged acknowledged) {
        if (attempt != null && acknowledged.attempt().number() == attemptNumber) {
            attempt.addEvent("acknowledged");
        }
    }

    /** The calculator of the present attempt, whose name the fact has, is heard less, or again. */
    void calculatorChanged(CalculatorChanged changed) {
        if (attempt != null) {
            String liveness = changed.to().name().toLowerCase(Locale.ROOT);
            long silenceMs = TimeUnit.NANOSECONDS.toMillis(changed.silenceNanos());
            attempt.addEvent("calculator " + liveness, Attributes.of(SpanKeys.SILENCE_MS, silenceMs));
        }
    }

    /** An attempt that failed is an error; its job is one only if no other attempt mends it. */
    void attemptEnded(AttemptEnded ended) {
        if (attempt == null) {
            return;
        }
        attempt.setAttribute(SpanKeys.ATTEMPT_END, ended.end().word());
        Status status = ended.status();
        if (status != null) {
            attempt.setAttribute(SpanKeys.ATTEMPT_STATUS, status.name());
        }
        String errorType = errorType(ended.end(), status);
        if (errorType != null) {
            attempt.setAttribute(SpanKeys.ERROR_TYPE, errorType);
            attempt.setStatus(StatusCode.ERROR, ended.reason() == null ? errorType : ended.reason());
        }
        attempt.end();
        attempt = null;
    }

    void askedAgain(JobAskedAgain again) {
        dispatch.addEvent("asked again", Attributes.of(SpanKeys.ASK, (long) again.ask()));
    }

    void delayed(JobDelayed delayed) {
        long delayMs = TimeUnit.NANOSECONDS.toMillis(delayed.delayNanos());
        dispatch.addEvent("backoff", Attributes.of(SpanKeys.DELAY_MS, delayMs));
    }

    void lateResult(Attributes attributes) {
        dispatch.addEvent(SpanNames.LATE_RESULT, attributes);
    }

    void finish(JobFinished finished) {
        endQueue();
        dispatch.setAttribute(SpanKeys.STATUS, finished.status().name());
        dispatch.setAttribute(SpanKeys.ATTEMPTS, (long) finished.attempts());
        if (finished.status() != Status.OK) {
            dispatch.setAttribute(SpanKeys.ERROR_TYPE, word(finished.status()));
            dispatch.setStatus(StatusCode.ERROR, finished.reason() == null ? "" : finished.reason());
        }
        dispatch.end();
    }

    /** What the packets of the attempt carry; null if it is not the present one. */
    @Nullable
    TraceContext contextOf(int number) {
        return number == attemptNumber ? attemptContext : null;
    }

    /** Of the span {@code dispatch}. */
    @Nullable
    TraceIds ids() {
        return TraceIds.of(dispatch);
    }

    private SpanBuilder attemptSpan(AttemptId id, String calculator, Endpoint endpoint) {
        SpanBuilder builder = tracer.spanBuilder(SpanNames.ATTEMPT)
                .setParent(parent)
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute(SpanKeys.ATTEMPT, (long) id.number())
                .setAttribute(SpanKeys.CALCULATOR, calculator)
                .setAttribute(SpanKeys.DISPATCHER, id.dispatcher())
                .setAttribute(SpanKeys.TRANSPORT, SpanKeys.UDP)
                .setAttribute(SpanKeys.SERVER_ADDRESS, endpoint.host())
                .setAttribute(SpanKeys.SERVER_PORT, (long) endpoint.port());
        return previous.isValid() ? builder.addLink(previous) : builder;
    }

    private void begin(SpanBuilder builder, AttemptId id, String by) {
        attempt = builder.startSpan();
        calculator = by;
        attemptNumber = id.number();
        attemptContext = OtelContexts.wire(attempt);
        previous = attempt.getSpanContext();
    }

    private void endQueue() {
        if (queue != null) {
            queue.end();
            queue = null;
        }
    }

    private static @Nullable String errorType(AttemptEnd end, @Nullable Status status) {
        return switch (end) {
            case COMPLETED -> status == null || status == Status.OK ? null : word(status);
            case REFUSED, LEASE_EXPIRED, TIMED_OUT, CALCULATOR_LOST -> end.word();
            case GIVEN_UP -> null;
        };
    }

    private static String word(Status status) {
        return status == Status.DEADLINE_EXCEEDED ? "timeout" : status.name().toLowerCase(Locale.ROOT);
    }
}
