package io.spoor.protocol.metrics;

import io.prometheus.client.exemplars.DefaultExemplarSampler;
import io.prometheus.client.exemplars.ExemplarSampler;
import io.prometheus.client.exemplars.tracer.common.SpanContextSupplier;
import io.spoor.protocol.udp.Exemplars;
import io.spoor.protocol.udp.TraceIds;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which trace a bucket's exemplar names: the one that {@link Exemplars} was given. Quarkus' own sampler would ask for a
 * "current" span, and on the event loop of a datagram handler there is none.
 */
@ApplicationScoped
public class ExemplarSampling {
    @Produces
    @Singleton
    @Alternative
    @Priority(1)
    Optional<ExemplarSampler> sampler() {
        return Optional.of(new DefaultExemplarSampler(new Recording()));
    }

    private static final class Recording implements SpanContextSupplier {
        @Override
        public @Nullable String getTraceId() {
            TraceIds ids = Exemplars.current();
            return ids == null ? null : ids.traceId();
        }

        @Override
        public @Nullable String getSpanId() {
            TraceIds ids = Exemplars.current();
            return ids == null ? null : ids.spanId();
        }

        /** Only what is recorded is ever made current. */
        @Override
        public boolean isSampled() {
            return Exemplars.current() != null;
        }
    }
}
