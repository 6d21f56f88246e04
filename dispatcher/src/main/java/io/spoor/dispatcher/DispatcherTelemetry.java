package io.spoor.dispatcher;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.spoor.dispatcher.core.DispatcherEvent;
import io.spoor.dispatcher.core.DispatcherEvent.AttemptAdopted;
import io.spoor.dispatcher.core.DispatcherEvent.AttemptAskedAgain;
import io.spoor.dispatcher.core.DispatcherEvent.AttemptEnded;
import io.spoor.dispatcher.core.DispatcherEvent.AttemptStarted;
import io.spoor.dispatcher.core.DispatcherEvent.JobAccepted;
import io.spoor.dispatcher.core.DispatcherEvent.JobAskedAgain;
import io.spoor.dispatcher.core.DispatcherEvent.JobDelayed;
import io.spoor.dispatcher.core.DispatcherEvent.JobFinished;
import io.spoor.dispatcher.core.DispatcherEvent.JobQueued;
import io.spoor.dispatcher.core.DispatcherEvent.LateResult;
import io.spoor.protocol.JobId;
import io.spoor.protocol.Message;
import io.spoor.protocol.Message.Assign;
import io.spoor.protocol.Message.CancelAttempt;
import io.spoor.protocol.TraceContext;
import io.spoor.protocol.udp.FactListener;
import io.spoor.protocol.udp.OtelContexts;
import io.spoor.protocol.udp.TraceContexts;
import io.spoor.protocol.udp.TraceIds;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The dispatcher's part of a job's trace: {@code dispatch} (SERVER), below it {@code queue} for each wait and
 * {@code attempt} (CLIENT) for each try. A job that its client did not sample costs a look at its flags and nothing else.
 * Lives on the dispatcher's event loop.
 */
final class DispatcherTelemetry implements FactListener<DispatcherEvent>, TraceContexts {
    private static final AttributeKey<Long> ASK = AttributeKey.longKey("spoor.ask");
    private static final AttributeKey<Long> DELAY_MS = AttributeKey.longKey("spoor.delay_ms");

    private final Tracer tracer;
    private final String identity;
    private final Map<JobId, JobTelemetry> open = new HashMap<>();

    DispatcherTelemetry(OpenTelemetry openTelemetry, String identity) {
        this.tracer = openTelemetry.getTracer("io.spoor.dispatcher");
        this.identity = identity;
    }

    @Override
    public TraceContext contextOf(Message message) {
        if (message instanceof Assign assign) {
            return contextOf(assign.attempt().jobId(), assign.attempt().number(), message);
        }
        if (message instanceof CancelAttempt cancel) {
            return contextOf(cancel.attempt().jobId(), cancel.attempt().number(), message);
        }
        return message.trace();
    }

    @Override
    public void on(DispatcherEvent fact, long nowNanos) {
        switch (fact.kind()) {
            case JOB_ACCEPTED -> begin((JobAccepted) fact);
            case JOB_QUEUED -> {
                JobQueued queued = (JobQueued) fact;
                with(queued.jobId(), track -> track.queued(queued.position()));
            }
            case JOB_DELAYED -> {
                JobDelayed delayed = (JobDelayed) fact;
                event(delayed.jobId(), "backoff", Attributes.of(DELAY_MS, delayed.delayNanos() / 1_000_000));
            }
            case JOB_ASKED_AGAIN -> {
                JobAskedAgain again = (JobAskedAgain) fact;
                event(again.jobId(), "asked again", Attributes.of(ASK, (long) again.ask()));
            }
            case ATTEMPT_STARTED -> {
                AttemptStarted started = (AttemptStarted) fact;
                with(started.attempt().jobId(), track -> track.attemptStarted(started));
            }
            case ATTEMPT_ADOPTED -> {
                AttemptAdopted adopted = (AttemptAdopted) fact;
                with(adopted.attempt().jobId(), track -> track.attemptAdopted(adopted));
            }
            case ATTEMPT_ASKED_AGAIN -> {
                AttemptAskedAgain again = (AttemptAskedAgain) fact;
                with(again.attempt().jobId(), track -> track.attemptAskedAgain(again));
            }
            case ATTEMPT_ENDED -> {
                AttemptEnded ended = (AttemptEnded) fact;
                with(ended.attempt().jobId(), track -> track.attemptEnded(ended));
            }
            case LATE_RESULT -> onLateResult((LateResult) fact);
            case JOB_FINISHED -> finish((JobFinished) fact);
            case JOB_REFUSED,
                    ATTEMPT_ACKNOWLEDGED,
                    CALCULATOR_JOINED,
                    CALCULATOR_CHANGED,
                    CALCULATOR_DRAINING,
                    CALCULATOR_REFUSED,
                    CALCULATOR_FORGOTTEN,
                    MESSAGE_IGNORED -> {
                // Of no job's track.
            }
        }
    }

    /** The span {@code dispatch} of an open job; null if it is not recorded. */
    @Nullable
    TraceIds traceOf(JobId jobId) {
        JobTelemetry track = open.isEmpty() ? null : open.get(jobId);
        return track == null ? null : track.ids();
    }

    private void begin(JobAccepted accepted) {
        if (isUnsampled(accepted.trace())) {
            return;
        }
        Span dispatch = tracer.spanBuilder("dispatch")
                .setParent(OtelContexts.parent(accepted.trace()))
                .setSpanKind(SpanKind.SERVER)
                .setAttribute(JobTelemetry.JOB_ID, accepted.jobId().toString())
                .setAttribute(JobTelemetry.FUNCTION, accepted.function())
                .setAttribute(JobTelemetry.DISPATCHER, identity)
                .setAttribute("spoor.client.id", accepted.client())
                .setAttribute(ASK, (long) accepted.ask())
                .setAttribute("network.transport", "udp")
                .setAttribute("network.peer.address", accepted.from().host())
                .setAttribute("network.peer.port", (long) accepted.from().port())
                .startSpan();
        if (dispatch.isRecording()) {
            open.put(accepted.jobId(), new JobTelemetry(tracer, dispatch));
        } else {
            dispatch.end();
        }
    }

    private void finish(JobFinished finished) {
        JobTelemetry track = open.remove(finished.jobId());
        if (track != null) {
            track.finish(finished);
        }
    }

    /** An event while the job is open, else a short span below the one that sent it. */
    private void onLateResult(LateResult late) {
        Attributes attributes = Attributes.of(
                JobTelemetry.CALCULATOR,
                late.calculator(),
                JobTelemetry.ATTEMPT,
                (long) late.attempt().number(),
                JobTelemetry.STATUS,
                late.status().name());
        JobId jobId = late.attempt().jobId();
        if (open.containsKey(jobId)) {
            event(jobId, "late result", attributes);
        } else if (!isUnsampled(late.trace()) && late.trace().isPresent()) {
            tracer.spanBuilder("late result")
                    .setParent(OtelContexts.parent(late.trace()))
                    .setAllAttributes(attributes)
                    .setAttribute(JobTelemetry.JOB_ID, jobId.toString())
                    .startSpan()
                    .end();
        }
    }

    private TraceContext contextOf(JobId jobId, int attempt, Message message) {
        JobTelemetry track = open.get(jobId);
        TraceContext own = track == null ? null : track.contextOf(attempt);
        return own == null ? message.trace() : own;
    }

    private void event(JobId jobId, String name, Attributes attributes) {
        with(jobId, track -> track.event(name, attributes));
    }

    private void with(JobId jobId, Consumer<JobTelemetry> action) {
        if (open.isEmpty()) {
            return;
        }
        @Nullable JobTelemetry track = open.get(jobId);
        if (track != null) {
            action.accept(track);
        }
    }

    /** The client decided: the last bit of the flags. A trace without a context is ours to decide. */
    private static boolean isUnsampled(TraceContext trace) {
        return trace.isPresent()
                && (Character.digit(
                                        trace.traceparent()
                                                .charAt(trace.traceparent().length() - 1),
                                        16)
                                & 1)
                        == 0;
    }
}
