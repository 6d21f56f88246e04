package io.spoor.protocol.otlp;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import io.spoor.protocol.otlp.PlayedChannel.Request;
import io.spoor.protocol.otlp.SpanLosses.Reason;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class EagerSpanProcessorTest {
    private static final int GROUP = EagerSpanProcessor.GROUP;
    /** One group of spans with it makes a request large. */
    private static final String LONG = "x".repeat(EagerSpanProcessor.REQUEST_BYTES / GROUP);

    private final PlayedChannel channel = new PlayedChannel();
    private final SpanLosses losses = new SpanLosses();
    private final EagerSpanProcessor processor = new EagerSpanProcessor(channel, losses);
    private final SdkTracerProvider provider = SdkTracerProvider.builder()
            .addSpanProcessor(processor)
            .setResource(Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), "me")))
            .build();
    private final Tracer tracer = provider.get("tests");

    @AfterEach
    void close() {
        channel.requests.forEach(request -> request.result().succeed());
        channel.closed.succeed();
        provider.close();
    }

    private void end(int spans) {
        IntStream.range(0, spans)
                .forEach(i -> tracer.spanBuilder("span " + i).startSpan().end());
    }

    private void endLargeGroup() {
        for (int i = 0; i < GROUP; i++) {
            tracer.spanBuilder("large").setAttribute("long", LONG).startSpan().end();
        }
    }

    private static List<String> names(List<Span> spans) {
        return spans.stream().map(Span::getName).toList();
    }

    @Test
    void shouldSendEverySpanOnceInOrderWhenFlushed() {
        end(3 * GROUP + 5);
        assertEquals(List.of(), channel.requests);

        processor.flush();

        Request request = channel.requests.get(0);
        assertEquals(1, channel.requests.size());
        assertEquals(3 * GROUP + 5, request.spans());
        assertEquals(
                IntStream.range(0, 3 * GROUP + 5).mapToObj(i -> "span " + i).toList(), names(request.spansRead()));
        for (ResourceSpans resource : request.read().getResourceSpansList()) {
            assertEquals(
                    "me", resource.getResource().getAttributes(0).getValue().getStringValue());
            assertEquals("tests", resource.getScopeSpans(0).getScope().getName());
        }
    }

    @Test
    void shouldSendNothingWhereNothingEnded() {
        processor.flush();
        end(1);
        processor.flush();
        processor.flush();

        assertEquals(1, channel.requests.size());
    }

    @Test
    void shouldEncodeAllThatASpanSays() {
        SpanContext parent = SpanContext.createFromRemoteParent(
                "0af7651916cd43dd8448eb211c80319c",
                "00f067aa0ba902b7",
                TraceFlags.getSampled(),
                TraceState.builder().put("vendor", "value").build());
        SpanBuilder builder = tracer.spanBuilder("größe")
                .setParent(Context.root().with(io.opentelemetry.api.trace.Span.wrap(parent)))
                .setSpanKind(SpanKind.SERVER)
                .setAttribute("text", "ü")
                .setAttribute("number", -7L)
                .setAttribute("flag", true)
                .addLink(parent);
        builder.startSpan()
                .addEvent("resend", Attributes.of(AttributeKey.longKey("ask"), 2L))
                .setStatus(StatusCode.ERROR, "why")
                .end();
        processor.flush();

        Span span = channel.spans().get(0);
        assertEquals("größe", span.getName());
        assertEquals(Span.SpanKind.SPAN_KIND_SERVER, span.getKind());
        assertEquals("vendor=value", span.getTraceState());
        assertEquals(0x0af7, span.getTraceId().asReadOnlyByteBuffer().getShort());
        assertEquals(16, span.getTraceId().size());
        assertEquals(
                0x00f067aa0ba902b7L,
                span.getParentSpanId().asReadOnlyByteBuffer().getLong());
        assertEquals(8, span.getSpanId().size());
        assertEquals(3, span.getAttributesCount());
        span.getAttributesList().forEach(attribute -> {
            switch (attribute.getKey()) {
                case "text" -> assertEquals("ü", attribute.getValue().getStringValue());
                case "number" -> assertEquals(-7, attribute.getValue().getIntValue());
                default -> assertTrue(attribute.getValue().getBoolValue());
            }
        });
        assertEquals("resend", span.getEvents(0).getName());
        assertEquals(2, span.getEvents(0).getAttributes(0).getValue().getIntValue());
        assertEquals(span.getParentSpanId(), span.getLinks(0).getSpanId());
        assertEquals(Status.StatusCode.STATUS_CODE_ERROR, span.getStatus().getCode());
        assertEquals("why", span.getStatus().getMessage());
        assertTrue(span.getStartTimeUnixNano() <= span.getEndTimeUnixNano());
    }

    @Test
    void shouldNotWaitWithALargeRequest() {
        endLargeGroup();

        assertEquals(GROUP, channel.requests.get(0).spans());
        assertTrue(channel.requests.get(0).bytes() >= EagerSpanProcessor.REQUEST_BYTES);
    }

    @Test
    void shouldLoseAndCountWhatACollectorDoesNotTakeInTime() {
        for (int i = 0; i < EagerSpanProcessor.REQUESTS_MAX + 1; i++) {
            endLargeGroup();
        }
        assertEquals(EagerSpanProcessor.REQUESTS_MAX, channel.requests.size());
        assertEquals(0, losses.of(Reason.FULL));

        end(2 * GROUP);
        processor.flush();
        assertEquals(2 * GROUP, losses.of(Reason.FULL));
        assertEquals(EagerSpanProcessor.REQUESTS_MAX, channel.requests.size());

        channel.requests.get(0).result().succeed();
        processor.flush();
        assertEquals(EagerSpanProcessor.REQUESTS_MAX + 1, channel.requests.size());
        assertEquals(0, losses.of(Reason.UNSENT));
    }

    @Test
    void shouldCountTheSpansOfARequestThatFailed() {
        end(3);
        processor.flush();
        channel.requests.get(0).result().fail();
        end(2);
        processor.flush();
        channel.requests.get(1).result().succeed();

        assertEquals(3, losses.of(Reason.UNSENT));
    }

    @Test
    void shouldShowLossesAsAMeter() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        losses.bind(registry);
        losses.add(Reason.FULL, 2);
        losses.add(Reason.UNSENT, 3);

        assertEquals(
                2,
                registry.get("spoor.spans.lost")
                        .tag("reason", "full")
                        .functionCounter()
                        .count());
        assertEquals(
                3,
                registry.get("spoor.spans.lost")
                        .tag("reason", "unsent")
                        .functionCounter()
                        .count());
    }

    @Test
    void shouldSendTheRestBeforeItCloses() {
        end(2);
        processor.flush();
        end(3);

        CompletableResultCode result = processor.shutdown();
        end(4);
        assertEquals(2, channel.requests.size());
        assertEquals(5, channel.spans().size());
        channel.requests.get(1).result().succeed();
        assertFalse(channel.isClosing);
        channel.requests.get(0).result().succeed();
        assertTrue(channel.isClosing);
        assertFalse(result.isDone());
        channel.closed.succeed();

        assertTrue(result.isSuccess());
        assertTrue(processor.shutdown().isSuccess());
    }

    @Test
    void shouldSendTheRestEvenIfTooMuchIsOnItsWay() {
        for (int i = 0; i < EagerSpanProcessor.REQUESTS_MAX + 1; i++) {
            endLargeGroup();
        }
        CompletableResultCode result = processor.forceFlush();

        assertEquals(EagerSpanProcessor.REQUESTS_MAX + 1, channel.requests.size());
        channel.requests.forEach(request -> request.result().succeed());
        assertTrue(result.isSuccess());
    }

    /**
     * A result runs what waits for it under its lock; the processor must not want its own then. The processor is one that
     * nobody closes: that would wait, too.
     */
    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void shouldNotStandStillIfARequestEndsDuringAFlush() throws InterruptedException {
        PlayedChannel slow = new PlayedChannel();
        EagerSpanProcessor unclosed = new EagerSpanProcessor(slow, losses);
        SdkTracerProvider spans =
                SdkTracerProvider.builder().addSpanProcessor(unclosed).build();
        Thread flusher = Thread.currentThread();
        CountDownLatch ending = new CountDownLatch(1);
        slow.atEnd = () -> {
            ending.countDown();
            await().until(() -> flusher.getState() == Thread.State.BLOCKED);
        };
        spans.get("tests").spanBuilder("span").startSpan().end();
        unclosed.flush();
        Thread other = new Thread(() -> slow.requests.get(0).result().succeed());
        other.setDaemon(true);
        other.start();
        ending.await();

        CompletableResultCode all = unclosed.forceFlush();
        other.join();

        assertTrue(all.isSuccess());
    }

    @Test
    void shouldSayThatTheLastRequestFailed() {
        end(1);
        CompletableResultCode result = processor.shutdown();
        channel.requests.get(0).result().fail();
        channel.closed.succeed();

        assertTrue(result.isDone());
        assertFalse(result.isSuccess());
    }

    /** Recorded, so that it gets here, and yet not sampled. */
    @Test
    void shouldLeaveOutWhatIsNotSampled() {
        try (SdkTracerProvider never = SdkTracerProvider.builder()
                .addSpanProcessor(processor)
                .setSampler(new RecordOnly())
                .build()) {
            io.opentelemetry.api.trace.Span span =
                    never.get("tests").spanBuilder("unsampled").startSpan();
            assertTrue(span.isRecording());
            span.end();
            processor.flush();
            assertEquals(List.of(), channel.requests);
            channel.closed.succeed();
        }
    }

    private static final class RecordOnly implements Sampler {
        @Override
        public SamplingResult shouldSample(
                Context parent,
                String traceId,
                String name,
                SpanKind kind,
                Attributes attributes,
                List<LinkData> links) {
            return SamplingResult.recordOnly();
        }

        @Override
        public String getDescription() {
            return "records and does not sample";
        }
    }
}
