package io.spoor.dispatcher;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.spoor.dispatcher.config.DispatcherConfig;
import io.spoor.dispatcher.core.DispatcherSettings;
import io.spoor.protocol.node.Backoff;

/** From the configuration's milliseconds to the core's nanoseconds. */
final class CoreSettings {
    private CoreSettings() {}

    static DispatcherSettings of(DispatcherConfig config) {
        long heartbeatNanos = MILLISECONDS.toNanos(config.heartbeatMs());
        return new DispatcherSettings(
                heartbeatNanos,
                MILLISECONDS.toNanos(config.suspectMs()),
                MILLISECONDS.toNanos(config.deadMs()),
                MILLISECONDS.toNanos(config.forgetMs()),
                config.calculatorsMax(),
                MILLISECONDS.toNanos(config.leaseMs()),
                config.attempts(),
                backoff(config.retryInitialMs(), config.retryMaxMs()),
                config.retryBudgetRatio(),
                config.retryBudgetMax(),
                backoff(config.assignResendMinMs(), config.assignResendMaxMs()),
                MILLISECONDS.toNanos(config.acceptedDelayMs()),
                config.queueMax(),
                config.jobsPerClientMax(),
                config.replyCacheBytes(),
                MILLISECONDS.toNanos(config.retryAfterMs()),
                heartbeatNanos * config.adoptionHeartbeats(),
                MILLISECONDS.toNanos(config.notFoundAfterMs()));
    }

    private static Backoff backoff(long initialMs, long maxMs) {
        return new Backoff(MILLISECONDS.toNanos(initialMs), MILLISECONDS.toNanos(maxMs));
    }
}
