package io.spoor.protocol.otlp;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/** Spans that ended and that the collector did not get, by reason. */
final class SpanLosses {
    enum Reason {
        /** The collector takes fewer than are made. */
        FULL,
        /** It was asked to take them, and did not say that it had. */
        UNSENT
    }

    private final LongAdder full = new LongAdder();
    private final LongAdder unsent = new LongAdder();

    void add(Reason reason, int lost) {
        counter(reason).add(lost);
    }

    long of(Reason reason) {
        return counter(reason).sum();
    }

    private LongAdder counter(Reason reason) {
        return switch (reason) {
            case FULL -> full;
            case UNSENT -> unsent;
        };
    }

    /** A registry refers only weakly to what a meter observes; the functions here capture {@code this}, and so keep it. */
    void bind(MeterRegistry registry) {
        for (Reason reason : Reason.values()) {
            FunctionCounter.builder("spoor.spans.lost", this, losses -> this.of(reason))
                    .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                    .description("spans that the collector did not get")
                    .register(registry);
        }
    }
}
