package io.spoor.dispatcher;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.spoor.dispatcher.core.DispatcherEvent;
import io.spoor.dispatcher.core.DispatcherEvent.AttemptAcknowledged;
import io.spoor.dispatcher.core.DispatcherEvent.AttemptAdopted;
import io.spoor.dispatcher.core.DispatcherEvent.AttemptAskedAgain;
import io.spoor.dispatcher.core.DispatcherEvent.AttemptEnded;
import io.spoor.dispatcher.core.DispatcherEvent.AttemptStarted;
import io.spoor.dispatcher.core.DispatcherEvent.CalculatorChanged;
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
import io.spoor.protocol.trace.SpanNames;
import io.spoor.protocol.udp.FactListener;
import io.spoor.protocol.udp.OtelContexts;
import io.spoor.protocol.udp.SpanKeys;
import io.spoor.protocol.udp.TraceContexts;
import io.spoor.protocol.udp.TraceIds;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The dispatcher's part of a job's trace: {@code dispatch} (SERVER), below it {@code queue} for each wait and
 * {@code attempt} (CLIENT) for each try. A job that its client did not sample costs a look at its flags and nothing else.
 * Lives on the dispatcher's event loop.
 */
final class DispatcherTelemetry implements FactListener<DispatcherEvent>, TraceContexts {

    private final Tracer tracer;
    private final String identity;
    private final boolean exported;
    private final Map<JobId, JobTelemetry> open = new HashMap<>();

    /** Of those, the ones that have an attempt, by its calculator: when it falls silent only they are touched. */
    private final Map<String, Set<JobTelemetry>> running = new HashMap<>();

    /** {@code exported}: whether spans go anywhere; else none is made. */
    DispatcherTelemetry(OpenTelemetry openTelemetry, String identity, boolean exported) {
        this.tracer = openTelemetry.getTracer("io.spoor.dispatcher");
        this.identity = identity;
        this.exported = exported;
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
                with(queued.jobId(), track -> track.queued(queued));
            }
            case JOB_DELAYED -> {
                JobDelayed delayed = (JobDelayed) fact;
                with(delayed.jobId(), track -> track.delayed(delayed));
            }
            case JOB_ASKED_AGAIN -> {
                JobAskedAgain again = (JobAskedAgain) fact;
                with(again.jobId(), track -> track.askedAgain(again));
            }
            case ATTEMPT_STARTED -> {
                AttemptStarted started = (AttemptStarted) fact;
                with(started.attempt().jobId(), track -> track.attemptStarted(started));
            }
            case ATTEMPT_ACKNOWLEDGED -> {
                AttemptAcknowledged acknowledged = (AttemptAcknowledged) fact;
                with(acknowledged.attempt().jobId(), track -> track.attemptAcknowledged(acknowledged));
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
            case CALCULATOR_CHANGED -> onCalculatorChanged((CalculatorChanged) fact);
            case LATE_RESULT -> onLateResult((LateResult) fact);
            case JOB_FINISHED -> finish((JobFinished) fact);
            case JOB_REFUSED,
                    CALCULATOR_JOINED,
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
        if (isLeftOut(accepted.trace())) {
            return;
        }
        Span dispatch = tracer.spanBuilder(SpanNames.DISPATCH)
                .setParent(OtelContexts.parent(accepted.trace()))
                .setSpanKind(SpanKind.SERVER)
                .setAttribute(SpanKeys.JOB_ID, accepted.jobId().toString())
                .setAttribute(SpanKeys.FUNCTION, accepted.function())
                .setAttribute(SpanKeys.DISPATCHER, identity)
                .setAttribute(SpanKeys.CLIENT, accepted.client())
                .setAttribute(SpanKeys.ASK, (long) accepted.ask())
                .setAttribute(SpanKeys.TRANSPORT, SpanKeys.UDP)
                .setAttribute(SpanKeys.PEER_ADDRESS, accepted.from().host())
                .setAttribute(SpanKeys.PEER_PORT, (long) accepted.from().port())
                .startSpan();
        if (dispatch.isRecording()) {
            open.put(accepted.jobId(), new JobTelemetry(tracer, dispatch));
        } else {
            dispatch.end();
        }
    }

    private void onCalculatorChanged(CalculatorChanged changed) {
        for (JobTelemetry track : running.getOrDefault(changed.calculator(), Set.of())) {
            track.calculatorChanged(changed);
        }
    }

    private void finish(JobFinished finished) {
        JobTelemetry track = open.remove(finished.jobId());
        if (track != null) {
            forgetRunning(track, track.calculator());
            track.finish(finished);
        }
    }

    /** An event while the job is open, else a short span below the one that sent it. */
    private void onLateResult(LateResult late) {
        JobTelemetry track = open.get(late.attempt().jobId());
        if (track != null) {
            track.lateResult(attributes(late));
        } else if (!isLeftOut(late.trace()) && late.trace().isPresent()) {
            tracer.spanBuilder(SpanNames.LATE_RESULT)
                    .setParent(OtelContexts.parent(late.trace()))
                    .setAllAttributes(attributes(late))
                    .setAttribute(SpanKeys.JOB_ID, late.attempt().jobId().toString())
                    .startSpan()
                    .end();
        }
    }

    private static Attributes attributes(LateResult late) {
        return Attributes.of(
                SpanKeys.CALCULATOR,
                late.calculator(),
                SpanKeys.ATTEMPT,
                (long) late.attempt().number(),
                SpanKeys.DISPATCHER,
                late.attempt().dispatcher(),
                SpanKeys.ATTEMPT_STATUS,
                late.status().name(),
                SpanKeys.USED,
                late.used());
    }

    private TraceContext contextOf(JobId jobId, int attempt, Message message) {
        JobTelemetry track = open.get(jobId);
        TraceContext own = track == null ? null : track.contextOf(attempt);
        return own == null ? message.trace() : own;
    }

    private void with(JobId jobId, Consumer<JobTelemetry> action) {
        if (open.isEmpty()) {
            return;
        }
        @Nullable JobTelemetry track = open.get(jobId);
        if (track != null) {
            String before = track.calculator();
            action.accept(track);
            String now = track.calculator();
            if (now == null || !now.equals(before)) {
                forgetRunning(track, before);
                if (now != null) {
                    running.computeIfAbsent(now, calculator -> new LinkedHashSet<>())
                            .add(track);
                }
            }
        }
    }

    private void forgetRunning(JobTelemetry track, @Nullable String calculator) {
        Set<JobTelemetry> there = calculator == null ? null : running.get(calculator);
        if (there != null && there.remove(track) && there.isEmpty()) {
            running.remove(calculator);
        }
    }

    /** Nobody exports, or the client decided so. A trace without a context is ours to decide. */
    private boolean isLeftOut(TraceContext trace) {
        return !exported || trace.isUnsampled();
    }
}
