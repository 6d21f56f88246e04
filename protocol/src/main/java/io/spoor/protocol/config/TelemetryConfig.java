package io.spoor.protocol.config;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Optional;

/** Where spans go, and how many. */
@RegisterForReflection
public interface TelemetryConfig {
    /**
     * The collector's OTLP address, as {@code http://localhost:4317}; empty exports nothing and says nothing. The
     * environment variable {@code OTEL_EXPORTER_OTLP_ENDPOINT} also sets it.
     */
    @Text(Text.Form.URL)
    Optional<String> endpoint();

    /**
     * OTLP's carrier: {@code grpc} (usually port 4317) or {@code http/protobuf} (4318). The environment variable
     * {@code OTEL_EXPORTER_OTLP_PROTOCOL} also sets it.
     */
    @Text(Text.Form.OTLP)
    String protocol();

    /**
     * Share of the traces that begin here and are recorded, 0 to 1; a trace that began elsewhere follows its beginner.
     * Lower costs less CPU and network, and a job id pasted into Jaeger is found less often.
     */
    @Range(min = 0, max = 1)
    double sampleRatio();

    /** The resource attribute {@code service.instance.id} of spans; empty takes the process's identity. */
    @Text(Text.Form.LABEL)
    Optional<String> serviceInstance();
}
