package io.spoor.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.spoor.dispatcher.core.AttemptEnd;
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
import io.spoor.dispatcher.core.Liveness;
import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.JobId;
import io.spoor.protocol.Message.CancelAttempt;
import io.spoor.protocol.Status;
import io.spoor.protocol.TraceContext;
import io.spoor.protocol.trace.SpanNames;
import io.spoor.protocol.udp.SpanKeys;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DispatcherTelemetryTest {
    private static final JobId JOB = new JobId(1, 2);
    private static final Endpoint CLIENT = new Endpoint("10.0.0.1", 5000);
    private static final Endpoint CALCULATOR = new Endpoint("10.0.0.2", 6000);
    private static final TraceContext SAMPLED =
            TraceContext.of("00-11111111111111111111111111111111-2222222222222222-01");
    private static final TraceContext NOT_SAMPLED =
            TraceContext.of("00-11111111111111111111111111111111-2222222222222222-00");

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final DispatcherTelemetry telemetry = telemetry(true);

    private DispatcherTelemetry telemetry(boolean exported) {
        OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                        .build())
                .build();
        return new DispatcherTelemetry(sdk, "disp-1", exported);
    }

    private void tell(DispatcherEvent... facts) {
        for (DispatcherEvent fact : facts) {
            telemetry.on(fact, 0);
        }
    }

    private static JobAccepted accepted(TraceContext trace) {
        return new JobAccepted(JOB, "client-1", CLIENT, "sleep", trace, 1, 30_000_000_000L);
    }

    private static JobQueued queued(int depth, int position) {
        return new JobQueued(JOB, "sleep", depth, position);
    }

    private static AttemptId attempt(int number) {
        return new AttemptId(JOB, number, "disp-1");
    }

    private static AttemptStarted started(int number, @Nullable AttemptEnd previous) {
        return new AttemptStarted(attempt(number), "calc-" + number, CALCULATOR, "sleep", previous, 1_000);
    }

    private static AttemptEnded ended(int number, AttemptEnd end, @Nullable Status status) {
        return new AttemptEnded(attempt(number), "calc-" + number, end, status, null, 1_000);
    }

    private static JobFinished finished(Status status, int attempts) {
        return new JobFinished(JOB, "client-1", "sleep", status, "why", attempts, "calc-1", 2_000);
    }

    private List<SpanData> named(String name) {
        return exporter.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .toList();
    }

    private SpanData only(String name) {
        List<SpanData> found = named(name);
        assertEquals(1, found.size(), () -> name + " in " + exporter.getFinishedSpanItems());
        return found.get(0);
    }

    private static <T> @Nullable T get(SpanData span, AttributeKey<T> key) {
        return span.getAttributes().get(key);
    }

    private static List<String> events(SpanData span) {
        return span.getEvents().stream().map(EventData::getName).toList();
    }

    @Test
    void shouldTellOfAJobsWaitAndItsAttempt() {
        tell(
                accepted(SAMPLED),
                queued(7, 3),
                started(1, null),
                ended(1, AttemptEnd.COMPLETED, Status.OK),
                finished(Status.OK, 1));

        SpanData dispatch = only(SpanNames.DISPATCH);
        assertEquals(SpanKind.SERVER, dispatch.getKind());
        assertEquals("2222222222222222", dispatch.getParentSpanId());
        assertEquals("client-1", get(dispatch, SpanKeys.CLIENT));
        assertEquals("disp-1", get(dispatch, SpanKeys.DISPATCHER));
        assertEquals("10.0.0.1", get(dispatch, SpanKeys.PEER_ADDRESS));
        assertEquals("OK", get(dispatch, SpanKeys.STATUS));
        assertEquals(1, get(dispatch, SpanKeys.ATTEMPTS));

        SpanData queue = only(SpanNames.QUEUE);
        assertEquals(SpanKind.INTERNAL, queue.getKind());
        assertEquals(dispatch.getSpanId(), queue.getParentSpanId());
        assertEquals(7, get(queue, SpanKeys.QUEUE_DEPTH));
        assertEquals(3, get(queue, SpanKeys.QUEUE_POSITION));

        SpanData attempt = only(SpanNames.ATTEMPT);
        assertEquals(SpanKind.CLIENT, attempt.getKind());
        assertEquals(dispatch.getSpanId(), attempt.getParentSpanId());
        assertEquals(1, get(attempt, SpanKeys.ATTEMPT));
        assertEquals("calc-1", get(attempt, SpanKeys.CALCULATOR));
        assertEquals("10.0.0.2", get(attempt, SpanKeys.SERVER_ADDRESS));
        assertEquals("completed", get(attempt, SpanKeys.ATTEMPT_END));
        assertNull(get(attempt, SpanKeys.PREVIOUS_END));
        assertEquals(StatusCode.UNSET, attempt.getStatus().getStatusCode());
        assertTrue(queue.getEndEpochNanos() <= attempt.getStartEpochNanos());
    }

    @Test
    void shouldMarkTheAttemptThatWasLostAndNotTheJobThatWasMended() {
        tell(
                accepted(SAMPLED),
                queued(1, 1),
                started(1, null),
                new AttemptAcknowledged(attempt(1), "calc-1"),
                new CalculatorChanged("calc-2", Liveness.ALIVE, Liveness.SUSPECT, 450_000_000, 0),
                new CalculatorChanged("calc-1", Liveness.ALIVE, Liveness.SUSPECT, 450_000_000, 0),
                new CalculatorChanged("calc-1", Liveness.SUSPECT, Liveness.DEAD, 640_000_000, 1),
                ended(1, AttemptEnd.CALCULATOR_LOST, null),
                new JobDelayed(JOB, 20_000_000),
                queued(1, 1),
                started(2, AttemptEnd.CALCULATOR_LOST),
                ended(2, AttemptEnd.COMPLETED, Status.OK),
                finished(Status.OK, 2));

        SpanData lost = named(SpanNames.ATTEMPT).get(0);
        SpanData good = named(SpanNames.ATTEMPT).get(1);
        assertEquals("calculator_lost", get(lost, SpanKeys.ERROR_TYPE));
        assertEquals(StatusCode.ERROR, lost.getStatus().getStatusCode());
        assertEquals(List.of("acknowledged", "calculator suspect", "calculator dead"), events(lost));
        assertEquals(640, lost.getEvents().get(2).getAttributes().get(SpanKeys.SILENCE_MS));
        assertEquals("calculator_lost", get(good, SpanKeys.PREVIOUS_END));
        assertEquals(lost.getSpanId(), good.getLinks().get(0).getSpanContext().getSpanId());
        assertEquals(StatusCode.UNSET, good.getStatus().getStatusCode());

        SpanData dispatch = only(SpanNames.DISPATCH);
        assertEquals(StatusCode.UNSET, dispatch.getStatus().getStatusCode());
        assertNull(get(dispatch, SpanKeys.ERROR_TYPE));
        assertEquals(List.of("backoff"), events(dispatch));
        assertEquals(2, named(SpanNames.QUEUE).size());
    }

    @Test
    void shouldTellAnAttemptNothingOfTheCalculatorOfTheOneBefore() {
        tell(
                accepted(SAMPLED),
                started(1, null),
                ended(1, AttemptEnd.CALCULATOR_LOST, null),
                new CalculatorChanged("calc-1", Liveness.DEAD, Liveness.ALIVE, 1, 0),
                started(2, AttemptEnd.CALCULATOR_LOST),
                finished(Status.CANCELLED, 2));
        tell(new CalculatorChanged("calc-1", Liveness.ALIVE, Liveness.SUSPECT, 1, 0));

        assertEquals(List.of(), events(named(SpanNames.ATTEMPT).get(0)));
    }

    @Test
    void shouldMarkAJobThatFailed() {
        tell(accepted(SAMPLED), queued(1, 1), finished(Status.DEADLINE_EXCEEDED, 0));
        SpanData dispatch = only(SpanNames.DISPATCH);
        assertEquals(StatusCode.ERROR, dispatch.getStatus().getStatusCode());
        assertEquals("timeout", get(dispatch, SpanKeys.ERROR_TYPE));
        only(SpanNames.QUEUE);
    }

    @Test
    void shouldShowResendsAndRefusalsWhereTheyHappened() {
        tell(
                accepted(SAMPLED),
                new JobAskedAgain(JOB, 2, false),
                started(1, null),
                new AttemptAskedAgain(attempt(1), "calc-1", 2),
                ended(1, AttemptEnd.REFUSED, Status.RESOURCE_EXHAUSTED),
                started(2, AttemptEnd.REFUSED),
                ended(2, AttemptEnd.GIVEN_UP, null),
                finished(Status.CANCELLED, 1));
        assertEquals(List.of("asked again"), events(only(SpanNames.DISPATCH)));
        SpanData refused = named(SpanNames.ATTEMPT).get(0);
        assertEquals(List.of("resend"), events(refused));
        assertEquals("refused", get(refused, SpanKeys.ERROR_TYPE));
        assertEquals("RESOURCE_EXHAUSTED", get(refused, SpanKeys.ATTEMPT_STATUS));
        SpanData givenUp = named(SpanNames.ATTEMPT).get(1);
        assertEquals(StatusCode.UNSET, givenUp.getStatus().getStatusCode());
    }

    @Test
    void shouldShowALateResultInTheOpenJobElseInASpanOfItsOwn() {
        LateResult late = new LateResult(attempt(1), "calc-1", Status.OK, true, SAMPLED);
        tell(accepted(SAMPLED), late, finished(Status.OK, 1));
        assertEquals(List.of("late result"), events(only(SpanNames.DISPATCH)));
        assertEquals(0, named(SpanNames.LATE_RESULT).size());

        tell(late);
        assertEquals("2222222222222222", only(SpanNames.LATE_RESULT).getParentSpanId());
        assertEquals("disp-1", get(only(SpanNames.LATE_RESULT), SpanKeys.DISPATCHER));
    }

    @Test
    void shouldShowAnAttemptThatAnEarlierLifeBegan() {
        AttemptId elsewhere = new AttemptId(JOB, 4, "disp-0");
        tell(
                accepted(SAMPLED),
                new AttemptAdopted(elsewhere, "calc-1", CALCULATOR, "sleep"),
                new AttemptEnded(elsewhere, "calc-1", AttemptEnd.COMPLETED, Status.OK, null, 1),
                finished(Status.OK, 1));
        SpanData attempt = only(SpanNames.ATTEMPT);
        assertEquals(true, get(attempt, SpanKeys.ADOPTED));
        assertEquals("disp-0", get(attempt, SpanKeys.DISPATCHER));
        assertEquals(4, get(attempt, SpanKeys.ATTEMPT));
    }

    @Test
    void shouldSendThePresentAttemptsContextToItsCalculator() {
        tell(accepted(SAMPLED), started(1, null));
        TraceContext context = telemetry.contextOf(new CancelAttempt(SAMPLED, attempt(1)));
        tell(ended(1, AttemptEnd.COMPLETED, Status.OK), finished(Status.OK, 1));
        String spanId = only(SpanNames.ATTEMPT).getSpanId();
        assertEquals("00-11111111111111111111111111111111-" + spanId + "-01", context.traceparent());
        assertEquals(SAMPLED, telemetry.contextOf(new CancelAttempt(SAMPLED, attempt(1))), "the job is over");
    }

    @Test
    void shouldMakeNothingThatNobodyWants() {
        tell(accepted(NOT_SAMPLED), queued(1, 1), started(1, null), finished(Status.OK, 1));
        DispatcherTelemetry silent = telemetry(false);
        silent.on(accepted(SAMPLED), 0);
        silent.on(started(1, null), 0);
        silent.on(finished(Status.OK, 1), 0);
        silent.on(new LateResult(attempt(1), "calc-1", Status.OK, false, SAMPLED), 0);
        assertEquals(List.of(), exporter.getFinishedSpanItems());
    }
}
