package io.spoor.calculator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.spoor.calculator.core.CalculatorEvent;
import io.spoor.calculator.core.CalculatorEvent.AttemptAskedAgain;
import io.spoor.calculator.core.CalculatorEvent.AttemptBegan;
import io.spoor.calculator.core.CalculatorEvent.AttemptCancelled;
import io.spoor.calculator.core.CalculatorEvent.AttemptCompleted;
import io.spoor.calculator.core.CalculatorEvent.AttemptRefused;
import io.spoor.calculator.core.CalculatorEvent.BreakdownBegan;
import io.spoor.calculator.core.CalculatorEvent.BreakdownEnded;
import io.spoor.calculator.core.CalculatorEvent.ResultResent;
import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.JobId;
import io.spoor.protocol.MessageType;
import io.spoor.protocol.Status;
import io.spoor.protocol.TraceContext;
import io.spoor.protocol.trace.SpanNames;
import io.spoor.protocol.udp.SpanKeys;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalculatorTelemetryTest {
    private static final AttemptId ATTEMPT = new AttemptId(new JobId(1, 2), 3, "disp-1");
    private static final TraceContext SAMPLED =
            TraceContext.of("00-11111111111111111111111111111111-2222222222222222-01");
    private static final TraceContext NOT_SAMPLED =
            TraceContext.of("00-11111111111111111111111111111111-2222222222222222-00");

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final CalculatorTelemetry telemetry = telemetry(true);

    private CalculatorTelemetry telemetry(boolean exported) {
        OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                        .build())
                .build();
        return new CalculatorTelemetry(sdk, "calc-1", exported);
    }

    private void tell(CalculatorEvent... facts) {
        for (CalculatorEvent fact : facts) {
            telemetry.on(fact, 0);
        }
    }

    private static AttemptBegan began(TraceContext trace) {
        return new AttemptBegan(ATTEMPT, "sleep", new Endpoint("10.0.0.1", 7070), 5_000_000_000L, trace);
    }

    private static AttemptCompleted completed(Status status) {
        return new AttemptCompleted(ATTEMPT, status, status == Status.OK ? null : "why", 1, true, SAMPLED);
    }

    private SpanData span() {
        List<SpanData> spans = exporter.getFinishedSpanItems();
        assertEquals(1, spans.size());
        return spans.get(0);
    }

    @Test
    void shouldTellOfAnAttemptBelowItsDispatchersSpan() {
        tell(began(SAMPLED), completed(Status.OK));
        SpanData span = span();
        assertEquals("calculate", span.getName());
        assertEquals(SpanKind.SERVER, span.getKind());
        assertEquals("11111111111111111111111111111111", span.getTraceId());
        assertEquals("2222222222222222", span.getParentSpanId());
        assertEquals(StatusCode.UNSET, span.getStatus().getStatusCode());
        assertEquals(ATTEMPT.jobId().toString(), span.getAttributes().get(SpanKeys.JOB_ID));
        assertEquals(3, span.getAttributes().get(SpanKeys.ATTEMPT));
        assertEquals("sleep", span.getAttributes().get(SpanKeys.FUNCTION));
        assertEquals("calc-1", span.getAttributes().get(SpanKeys.CALCULATOR));
        assertEquals("disp-1", span.getAttributes().get(SpanKeys.DISPATCHER));
        assertEquals("OK", span.getAttributes().get(SpanKeys.ATTEMPT_STATUS));
        assertEquals(7070, span.getAttributes().get(SpanKeys.PEER_PORT));
    }

    @Test
    void shouldShowWhatHappenedMeanwhile() {
        tell(
                began(SAMPLED),
                new AttemptAskedAgain(ATTEMPT, 2, SAMPLED),
                new BreakdownBegan(1_000_000),
                new BreakdownEnded(1, 2),
                new AttemptCancelled(ATTEMPT, true, SAMPLED),
                completed(Status.CANCELLED));
        assertEquals(
                List.of("asked again", "breakdown began", "breakdown ended", "cancelled"),
                span().getEvents().stream().map(EventData::getName).toList());
        assertEquals(StatusCode.UNSET, span().getStatus().getStatusCode());
    }

    @Test
    void shouldMarkWhatFailedHereAndNotWhatTheAskerDidWrong() {
        tell(began(SAMPLED), completed(Status.INVALID_ARGUMENT));
        assertEquals(StatusCode.UNSET, span().getStatus().getStatusCode());
        exporter.reset();
        tell(began(SAMPLED), completed(Status.INTERNAL));
        assertEquals(StatusCode.ERROR, span().getStatus().getStatusCode());
        assertEquals("why", span().getStatus().getDescription());
        assertEquals("internal", span().getAttributes().get(SpanKeys.ERROR_TYPE));
    }

    @Test
    void shouldLeaveOutWhatItsBeginnerDoesNotRecord() {
        tell(began(NOT_SAMPLED), completed(Status.OK));
        assertEquals(List.of(), exporter.getFinishedSpanItems());
    }

    @Test
    void shouldMakeNothingThatGoesNowhere() {
        CalculatorTelemetry silent = telemetry(false);
        silent.on(began(SAMPLED), 0);
        silent.on(completed(Status.OK), 0);
        silent.on(new AttemptRefused(ATTEMPT, Status.UNAVAILABLE, "draining", SAMPLED), 0);
        assertEquals(List.of(), exporter.getFinishedSpanItems());
    }

    @Test
    void shouldShowARefusalBelowTheAttemptThatWasRefused() {
        tell(new AttemptRefused(ATTEMPT, Status.UNAVAILABLE, "draining", SAMPLED));
        assertEquals(SpanNames.NOT_TAKEN, span().getName());
        assertEquals("2222222222222222", span().getParentSpanId());
        assertEquals("UNAVAILABLE", span().getAttributes().get(SpanKeys.ATTEMPT_STATUS));
        assertEquals("draining", span().getAttributes().get(SpanKeys.REASON));
    }

    @Test
    void shouldShowAResultThatWasAskedForAgain() {
        tell(new ResultResent(ATTEMPT, MessageType.ASSIGN, Status.OK, SAMPLED));
        assertEquals(SpanNames.RESULT_RESENT, span().getName());
        assertEquals("2222222222222222", span().getParentSpanId());
        assertEquals(3, span().getAttributes().get(SpanKeys.ATTEMPT));
    }

    @Test
    void shouldBeginNoTraceForANote() {
        tell(new ResultResent(ATTEMPT, MessageType.ASSIGN, Status.OK, TraceContext.NONE));
        assertEquals(List.of(), exporter.getFinishedSpanItems());
    }

    @Test
    void shouldBeginATraceWhereThereIsNone() {
        tell(began(TraceContext.NONE), completed(Status.OK));
        assertEquals("0000000000000000", span().getParentSpanId());
    }

    @Test
    void shouldIgnoreAttemptsThatNeverBegan() {
        tell(new AttemptCancelled(ATTEMPT, false, SAMPLED), completed(Status.CANCELLED));
        assertEquals(List.of(), exporter.getFinishedSpanItems());
    }
}
