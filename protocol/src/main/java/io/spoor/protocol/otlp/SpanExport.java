package io.spoor.protocol.otlp;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.quarkus.opentelemetry.runtime.config.runtime.exporter.OtlpExporterRuntimeConfig;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.config.SmallRyeConfig;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.ConfigProvider;

/** Gives Quarkus the processor of spans, in place of its own exporter; one that does nothing where no endpoint is configured. */
@ApplicationScoped
public class SpanExport {
    /** Spans wait no longer; so much of them goes down with a process that is killed. */
    private static final long FLUSH_MS = 500;

    @Produces
    @Singleton
    SpanProcessor processor(Vertx vertx, MeterRegistry registry, TlsConfigurationRegistry tls) {
        SpanLosses losses = new SpanLosses();
        losses.bind(registry);
        OtlpExporterRuntimeConfig config = ConfigProvider.getConfig()
                .unwrap(SmallRyeConfig.class)
                .getConfigMapping(OtlpExporterRuntimeConfig.class);
        return OtlpSettings.of(config.traces(), tls)
                .map(settings -> start(vertx, settings, losses))
                .orElseGet(SpanProcessor::composite);
    }

    private static SpanProcessor start(Vertx vertx, OtlpSettings settings, SpanLosses losses) {
        OwnContext loop = new OwnContext();
        vertx.deployVerticle(loop);
        SpanChannel channel = settings.isGrpc()
                ? VertxSpanChannel.overGrpc(vertx, loop, settings)
                : VertxSpanChannel.overHttp(vertx, loop, settings);
        EagerSpanProcessor processor = new EagerSpanProcessor(channel, losses);
        loop.execute(() -> vertx.setPeriodic(FLUSH_MS, timer -> processor.flush()));
        return processor;
    }
}
