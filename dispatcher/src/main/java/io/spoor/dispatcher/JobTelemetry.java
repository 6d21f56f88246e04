package io.spoor.dispatcher;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.spoor.dispatcher.core.AttemptEnd;
import io.spoor.dispatcher.core.DispatcherEvent.AttemptAdopted;
import io.spoor.dispatcher.core.DispatcherEvent.AttemptAskedAgain;
import io.spoor.dispatcher.core.DispatcherEvent.AttemptEnded;
import io.spoor.dispatcher.core.DispatcherEvent.AttemptStarted;
import io.spoor.dispatcher.core.DispatcherEvent.JobFinished;
import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.Status;
import io.spoor.protocol.TraceContext;
import io.spoor.protocol.udp.OtelContexts;
import io.spoor.protocol.udp.TraceIds;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The spans of one sampled job. The dispatcher closes the attempt whose calculator died: nobody else can. */
final class JobTelemetry {
    static final AttributeKey<String> JOB_ID = AttributeKey.stringKey("spoor.job.id");
    static final AttributeKey<String> FUNCTION = AttributeKey.stringKey("spoor.job.function");
    static final AttributeKey<String> STATUS = AttributeKey.stringKey("spoor.job.status");
    static final AttributeKey<String> CALCULATOR = AttributeKey.stringKey("spoor.calculator.id");
    static final AttributeKey<String> DISPATCHER = AttributeKey.stringKey("spoor.dispatcher.id");
    static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("spoor.attempt");
    private static final AttributeKey<String> ATTEMPT_END = AttributeKey.stringKey("spoor.attempt.end");
    private static final AttributeKey<String> ATTEMPT_STATUS = AttributeKey.stringKey("spoor.attempt.status");
    private static final AttributeKey<String> PREVIOUS = AttributeKey.stringKey("spoor.attempt.previous_end");
    private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");
    private static final AttributeKey<Long> ASK = AttributeKey.longKey("spoor.ask");

    private final Tracer tracer;
    private final Span dispatch;
    private final Context parent;
    private @Nullable Span queue;
    private @Nullable Span attempt;
    private int attemptNumber;
    private TraceContext attemptContext = TraceContext.NONE;
    private SpanContext previous = SpanContext.getInvalid();

    JobTelemetry(Tracer tracer, Span dispatch) {
        this.tracer = tracer;
        this.dispatch = dispatch;
        this.parent = Context.root().with(dispatch);
    }

    void queued(int position) {
        endQueue();
        queue = tracer.spanBuilder("queue")
                .setParent(parent)
                .setSpanKind(SpanKind.INTERNAL)
                .setAttribute("spoor.queue.position", (long) position)
                .startSpan();
    }

    void attemptStarted(AttemptStarted started) {
        endQueue();
        SpanBuilder builder = attemptSpan(started.attempt(), started.calculator(), started.endpoint());
        AttemptEnd before = started.previous();
        if (before != null) {
            builder.setAttribute(PREVIOUS, before.word());
        }
        begin(builder, started.attempt());
    }

    void attemptAdopted(AttemptAdopted adopted) {
        endQueue();
        SpanBuilder builder = attemptSpan(adopted.attempt(), adopted.calculator(), adopted.endpoint());
        begin(builder.setAttribute("spoor.attempt.adopted", true), adopted.attempt());
    }

    void attemptAskedAgain(AttemptAskedAgain again) {
        if (attempt != null) {
            attempt.addEvent("resend", Attributes.of(ASK, (long) again.ask()));
        }
    }

    /** An attempt that failed is an error; its job is one only if no other attempt mends it. */
    void attemptEnded(AttemptEnded ended) {
        if (attempt == null) {
            return;
        }
        attempt.setAttribute(ATTEMPT_END, ended.end().word());
        Status status = ended.status();
        if (status != null) {
            attempt.setAttribute(ATTEMPT_STATUS, status.name());
        }
        String errorType = errorType(ended.end(), status);
        if (errorType != null) {
            attempt.setAttribute(ERROR_TYPE, errorType);
            attempt.setStatus(StatusCode.ERROR, ended.reason() == null ? errorType : ended.reason());
        }
        attempt.end();
        attempt = null;
    }

    void event(String name, Attributes attributes) {
        dispatch.addEvent(name, attributes);
    }

    void finish(JobFinished finished) {
        endQueue();
        dispatch.setAttribute(STATUS, finished.status().name());
        dispatch.setAttribute("spoor.job.attempts", (long) finished.attempts());
        if (finished.status() != Status.OK) {
            dispatch.setAttribute(ERROR_TYPE, word(finished.status()));
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
        SpanBuilder builder = tracer.spanBuilder("attempt")
                .setParent(parent)
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute(JOB_ID, id.jobId().toString())
                .setAttribute(ATTEMPT, (long) id.number())
                .setAttribute(CALCULATOR, calculator)
                .setAttribute("network.transport", "udp")
                .setAttribute("server.address", endpoint.host())
                .setAttribute("server.port", (long) endpoint.port());
        return previous.isValid() ? builder.addLink(previous) : builder;
    }

    private void begin(SpanBuilder builder, AttemptId id) {
        attempt = builder.startSpan();
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
