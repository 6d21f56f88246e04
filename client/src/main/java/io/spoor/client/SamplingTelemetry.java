package io.spoor.client;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import io.spoor.client.config.ClientConfig;
import io.spoor.protocol.udp.SpanKeys;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;

/** Records the configured share of the jobs, and the one job of the command {@code submit} always. */
@Singleton
public final class SamplingTelemetry implements Sampler {
    private final Sampler ratio;

    @Inject
    SamplingTelemetry(ClientConfig config) {
        this(config.telemetry().sampleRatio());
    }

    SamplingTelemetry(double share) {
        this.ratio = Sampler.parentBased(Sampler.traceIdRatioBased(share));
    }

    @Override
    public SamplingResult shouldSample(
            Context parent, String traceId, String name, SpanKind kind, Attributes attributes, List<LinkData> links) {
        return Boolean.TRUE.equals(attributes.get(SpanKeys.SINGLE))
                ? SamplingResult.recordAndSample()
                : ratio.shouldSample(parent, traceId, name, kind, attributes, links);
    }

    @Override
    public String getDescription() {
        return "single jobs, else " + ratio.getDescription();
    }
}
