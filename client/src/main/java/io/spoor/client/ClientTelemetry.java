package io.spoor.client;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.spoor.client.core.ClientEvent;
import io.spoor.client.core.ClientEvent.CancelAsked;
import io.spoor.client.core.ClientEvent.DuplicateAnswer;
import io.spoor.client.core.ClientEvent.JobAccepted;
import io.spoor.client.core.ClientEvent.JobAskedAgain;
import io.spoor.client.core.ClientEvent.JobEnded;
import io.spoor.client.core.ClientEvent.JobLost;
import io.spoor.client.core.ClientEvent.JobMoved;
import io.spoor.client.core.ClientEvent.JobRefused;
import io.spoor.client.core.ClientEvent.JobSubmitted;
import io.spoor.client.core.ClientEvent.LateAnswer;
import io.spoor.client.core.Outcome;
import io.spoor.protocol.JobId;
import io.spoor.protocol.Message;
import io.spoor.protocol.Message.Cancel;
import io.spoor.protocol.Message.Submit;
import io.spoor.protocol.Status;
import io.spoor.protocol.TraceContext;
import io.spoor.protocol.trace.SpanNames;
import io.spoor.protocol.udp.DispatcherName;
import io.spoor.protocol.udp.OtelContexts;
import io.spoor.protocol.udp.SpanKeys;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One span {@code submit} for each job, from its submission to its end; the root of the job's trace, whose id is the job's.
 * What happens on the way are its events. Lives on the client's event loop.
 */
public final class ClientTelemetry implements ClientObserver {
    private final OpenTelemetry openTelemetry;
    private final Tracer tracer;
    private final Attributes ofEverySpan;
    private final boolean single;
    private final Map<JobId, JobSpan> open = new HashMap<>();

    /** The span of an open job, and how it is written into packets. */
    private record JobSpan(Span span, TraceContext context) {}

    /** Makes them from the application's SDK. */
    @Singleton
    public static final class Factory {
        private final OpenTelemetry openTelemetry;

        @Inject
        Factory(OpenTelemetry openTelemetry) {
            this.openTelemetry = openTelemetry;
        }

        /** See the constructor. */
        public ClientTelemetry create(SpoorSettings settings, boolean single) {
            return new ClientTelemetry(openTelemetry, settings, single);
        }
    }

    /**
     * Spans through the given SDK, whose id generator must be a {@link JobIdTelemetry}.
     *
     * @param single whether every job is sampled, because it is the only one
     */
    public ClientTelemetry(OpenTelemetry openTelemetry, SpoorSettings settings, boolean single) {
        this.openTelemetry = openTelemetry;
        this.tracer = openTelemetry.getTracer("io.spoor.client");
        this.single = single;
        this.ofEverySpan = ofEverySpan(settings.dispatchers());
    }

    /** With several names it is not known at the beginning of a span whom its job will ask. */
    private static Attributes ofEverySpan(List<DispatcherName> dispatchers) {
        if (dispatchers.size() > 1) {
            return Attributes.of(SpanKeys.TRANSPORT, SpanKeys.UDP);
        }
        DispatcherName name = dispatchers.get(0);
        return Attributes.of(
                SpanKeys.TRANSPORT, SpanKeys.UDP, SpanKeys.SERVER_ADDRESS, name.host(), SpanKeys.SERVER_PORT, (long)
                        name.port());
    }

    @Override
    public void on(ClientEvent fact, long nowNanos) {
        if (fact instanceof JobSubmitted submitted) {
            begin(submitted);
        } else if (fact instanceof DuplicateAnswer duplicate) {
            note(SpanNames.DUPLICATE_ANSWER, duplicate, Attributes.of(SpanKeys.DIFFERENT, duplicate.different()));
        } else if (fact instanceof LateAnswer late) {
            note(
                    SpanNames.LATE_ANSWER,
                    late,
                    Attributes.of(SpanKeys.STATUS, late.status().name()));
        } else if (fact instanceof ClientEvent.OfJob ofJob) {
            JobSpan job = open.get(ofJob.jobId());
            if (job != null) {
                onJob(ofJob, job.span());
            }
        }
    }

    @Override
    public TraceContext contextOf(Message message) {
        JobSpan job = null;
        if (message instanceof Submit submit) {
            job = open.get(submit.jobId());
        } else if (message instanceof Cancel cancel) {
            job = open.get(cancel.jobId());
        }
        return job == null ? message.trace() : job.context();
    }

    /** Sends what is not yet exported, for at most so long. */
    public void flush(long timeoutMs) {
        if (openTelemetry instanceof OpenTelemetrySdk sdk) {
            sdk.getSdkTracerProvider().forceFlush().join(timeoutMs, TimeUnit.MILLISECONDS);
        }
    }

    private void begin(JobSubmitted fact) {
        JobIdTelemetry.nextTraceIs(fact.jobId());
        Span span = tracer.spanBuilder(SpanNames.SUBMIT)
                .setNoParent()
                .setSpanKind(SpanKind.CLIENT)
                .setAllAttributes(ofEverySpan)
                .setAttribute(SpanKeys.SINGLE, single)
                .setAttribute(SpanKeys.JOB_ID, fact.jobId().toString())
                .setAttribute(SpanKeys.FUNCTION, fact.function())
                .startSpan();
        TraceContext context = OtelContexts.wire(span);
        open.put(fact.jobId(), new JobSpan(span, context.isPresent() ? context : fact.trace()));
    }

    private void onJob(ClientEvent.OfJob fact, Span span) {
        if (fact instanceof JobEnded ended) {
            open.remove(ended.jobId());
            end(span, ended);
        } else if (span.isRecording()) {
            addEvent(fact, span);
        }
    }

    /** The job's span is over: what still comes is a short span of its own, below the answer's sender. */
    private void note(String name, ClientEvent.OfJob fact, Attributes attributes) {
        if (fact.trace().isPresent()) {
            tracer.spanBuilder(name)
                    .setParent(OtelContexts.parent(fact.trace()))
                    .setAllAttributes(attributes)
                    .setAttribute(SpanKeys.JOB_ID, fact.jobId().toString())
                    .startSpan()
                    .end();
        }
    }

    private static void addEvent(ClientEvent.OfJob fact, Span span) {
        if (fact instanceof JobAskedAgain again) {
            String why = again.why().name().toLowerCase(Locale.ROOT);
            span.addEvent("resend", Attributes.of(SpanKeys.ASK, (long) again.ask(), SpanKeys.WHY, why));
        } else if (fact instanceof JobAccepted accepted) {
            span.addEvent("accepted", Attributes.of(SpanKeys.DISPATCHER, accepted.dispatcher()));
        } else if (fact instanceof JobRefused refused) {
            span.addEvent(
                    "refused",
                    Attributes.of(SpanKeys.STATUS, refused.status().name(), SpanKeys.REASON, refused.reason()));
        } else if (fact instanceof JobLost lost) {
            span.addEvent("lost", Attributes.of(SpanKeys.DISPATCHER, lost.dispatcher()));
        } else if (fact instanceof JobMoved moved) {
            AttributesBuilder of = Attributes.builder()
                    .put(SpanKeys.FAILOVER_FROM, moved.from().toString())
                    .put(SpanKeys.FAILOVER_TO, moved.to().toString());
            if (moved.dispatcher() != null) {
                of.put(SpanKeys.DISPATCHER, moved.dispatcher());
            }
            span.addEvent("failover", of.build());
        } else if (fact instanceof CancelAsked cancel) {
            span.addEvent("cancel", Attributes.of(SpanKeys.ASK, (long) cancel.ask()));
        }
    }

    private static void end(Span span, JobEnded ended) {
        Outcome outcome = ended.outcome();
        span.setAttribute(SpanKeys.STATUS, outcome.status().name());
        span.setAttribute(SpanKeys.ATTEMPTS, (long) outcome.attempts());
        setIfPresent(span, SpanKeys.CALCULATOR, outcome.calculator());
        setIfPresent(span, SpanKeys.DISPATCHER, ended.dispatcher());
        if (!outcome.isOk()) {
            span.setAttribute(SpanKeys.ERROR_TYPE, errorType(outcome));
            span.setStatus(StatusCode.ERROR, String.valueOf(outcome.reason()));
        }
        span.end();
    }

    private static void setIfPresent(Span span, AttributeKey<String> key, @Nullable String value) {
        if (value != null) {
            span.setAttribute(key, value);
        }
    }

    private static String errorType(Outcome outcome) {
        if (!outcome.answered() || outcome.status() == Status.DEADLINE_EXCEEDED) {
            return "timeout";
        }
        return outcome.status() == Status.RESOURCE_EXHAUSTED
                ? "refused"
                : outcome.status().name().toLowerCase(Locale.ROOT);
    }
}
