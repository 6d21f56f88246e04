package io.spoor.protocol.otlp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.spoor.protocol.otlp.PlayedCollector.Call;
import io.spoor.protocol.otlp.SpanLosses.Reason;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From an ended span to a collector, over real connections. */
class VertxSpanChannelTest {
    private static final int SPANS = 100;
    private static final long PATIENCE_S = 20;

    private final Vertx vertx = Vertx.vertx();
    private final PlayedCollector collector = PlayedCollector.start(vertx);
    private final SpanLosses losses = new SpanLosses();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private SdkTracerProvider provider(boolean isGrpc, boolean isCompressed, URI endpoint) {
        OwnContext loop = new OwnContext();
        vertx.deployVerticle(loop);
        OtlpSettings settings = new OtlpSettings(
                endpoint, isGrpc, Duration.ofSeconds(10), isCompressed, Map.of("token", "secret"), Optional.empty());
        SpanChannel channel = isGrpc
                ? VertxSpanChannel.overGrpc(vertx, loop, settings)
                : VertxSpanChannel.overHttp(vertx, loop, settings);
        return SdkTracerProvider.builder()
                .addSpanProcessor(new EagerSpanProcessor(channel, losses))
                .build();
    }

    private static CompletableResultCode sendAll(SdkTracerProvider provider) {
        Tracer tracer = provider.get("tests");
        for (int i = 0; i < SPANS; i++) {
            tracer.spanBuilder("span").startSpan().end();
        }
        return provider.shutdown().join(PATIENCE_S, TimeUnit.SECONDS);
    }

    private void assertTaken(String path) {
        assertEquals(1, collector.calls.size());
        Call call = collector.calls.get(0);
        assertEquals(path, call.path());
        assertEquals("secret", call.token());
        int spans = 0;
        for (ResourceSpans resource : call.request().getResourceSpansList()) {
            spans += resource.getScopeSpans(0).getSpansCount();
        }
        assertEquals(SPANS, spans);
    }

    @Test
    void shouldSendByGrpc() {
        assertTrue(sendAll(provider(true, false, collector.endpoint())).isSuccess());
        assertTaken("/opentelemetry.proto.collector.trace.v1.TraceService/Export");
    }

    @Test
    void shouldSendByHttp() {
        assertTrue(sendAll(provider(false, false, collector.endpoint())).isSuccess());
        assertTaken("/v1/traces");
    }

    @Test
    void shouldCompressWhereToldTo() {
        assertTrue(sendAll(provider(false, true, collector.endpoint())).isSuccess());
        assertTaken("/v1/traces");
    }

    @Test
    void shouldCountWhatTheCollectorRefuses() {
        collector.answer(400, 3);

        assertFalse(sendAll(provider(true, false, collector.endpoint())).isSuccess());
        assertEquals(SPANS, losses.of(Reason.UNSENT));
        assertFalse(sendAll(provider(false, false, collector.endpoint())).isSuccess());
        assertEquals(2 * SPANS, losses.of(Reason.UNSENT));
    }

    @Test
    void shouldCountWhatNobodyTakes() {
        URI nobody = URI.create("http://127.0.0.1:1");

        assertFalse(sendAll(provider(true, false, nobody)).isSuccess());
        assertFalse(sendAll(provider(false, false, nobody)).isSuccess());
        assertEquals(2 * SPANS, losses.of(Reason.UNSENT));
    }
}
