package io.spoor.protocol.otlp;

import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.exporter.internal.grpc.GrpcExporter;
import io.opentelemetry.exporter.internal.http.HttpExporter;
import io.opentelemetry.exporter.internal.marshal.Marshaler;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.InternalTelemetryVersion;
import io.opentelemetry.sdk.internal.ComponentId;
import io.opentelemetry.sdk.internal.StandardComponentId.ExporterType;
import io.quarkus.opentelemetry.runtime.exporter.otlp.sender.VertxGrpcSender;
import io.quarkus.opentelemetry.runtime.exporter.otlp.sender.VertxHttpSender;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Sends by Quarkus' own senders, which ask again where it helps and say in the log what fails. */
final class VertxSpanChannel implements SpanChannel {
    private final Executor loop;
    private final BiFunction<Marshaler, Integer, CompletableResultCode> exporter;
    private final Supplier<CompletableResultCode> closer;

    private VertxSpanChannel(
            Executor loop,
            BiFunction<Marshaler, Integer, CompletableResultCode> exporter,
            Supplier<CompletableResultCode> closer) {
        this.loop = loop;
        this.exporter = exporter;
        this.closer = closer;
    }

    static SpanChannel overGrpc(Vertx vertx, Executor loop, OtlpSettings settings) {
        VertxGrpcSender sender = new VertxGrpcSender(
                settings.endpoint(),
                VertxGrpcSender.GRPC_TRACE_SERVICE_NAME,
                settings.isCompressed(),
                settings.timeout(),
                settings.headers(),
                settings::secure,
                vertx);
        // The sender implements the raw interface.
        @SuppressWarnings("unchecked")
        GrpcExporter<Marshaler> exporter = new GrpcExporter<>(
                sender,
                InternalTelemetryVersion.LATEST,
                ComponentId.generateLazy(ExporterType.OTLP_GRPC_SPAN_EXPORTER),
                MeterProvider::noop,
                settings.endpoint().toASCIIString());
        return new VertxSpanChannel(loop, exporter::export, exporter::shutdown);
    }

    static SpanChannel overHttp(Vertx vertx, Executor loop, OtlpSettings settings) {
        VertxHttpSender sender = new VertxHttpSender(
                settings.endpoint(),
                VertxHttpSender.TRACES_PATH,
                settings.isCompressed(),
                settings.timeout(),
                settings.headers(),
                "application/x-protobuf",
                settings::secure,
                vertx);
        HttpExporter<Marshaler> exporter = new HttpExporter<>(
                ComponentId.generateLazy(ExporterType.OTLP_HTTP_SPAN_EXPORTER),
                sender,
                MeterProvider::noop,
                InternalTelemetryVersion.LATEST,
                settings.endpoint().toASCIIString());
        return new VertxSpanChannel(loop, exporter::export, exporter::shutdown);
    }

    @Override
    public CompletableResultCode send(Marshaler request, int spans) {
        CompletableResultCode result = new CompletableResultCode();
        loop.execute(() -> {
            CompletableResultCode sent = exporter.apply(request, spans);
            sent.whenComplete(() -> {
                if (sent.isSuccess()) {
                    result.succeed();
                } else {
                    result.fail();
                }
            });
        });
        return result;
    }

    @Override
    public CompletableResultCode close() {
        return closer.get();
    }
}
