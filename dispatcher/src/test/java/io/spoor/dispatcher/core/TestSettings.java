package io.spoor.dispatcher.core;

import static io.spoor.dispatcher.core.World.ms;

import io.spoor.protocol.node.Backoff;

/** The settings of a world: handy values, of which a test changes those that it is about. */
final class TestSettings {
    long heartbeatMs = 200;
    long suspectMs = 450;
    long deadMs = 640;
    long forgetMs = 60_000;
    int calculatorsMax = 100;
    long leaseMs = 800;
    int attempts = 3;
    Backoff retryBackoff = new Backoff(ms(20), ms(1_000));
    double retryBudgetRatio = 0.2;
    int retryBudgetMax = 20;
    Backoff assignResend = new Backoff(ms(25), ms(200));
    long acceptedDelayMs = 5;
    int queueMax = 1_000;
    int jobsPerClientMax = 100;
    long replyCacheBytes = 1 << 20;
    long retryAfterMs = 100;
    long adoptionMs = 600;
    long notFoundAfterMs = 5_000;

    DispatcherSettings build() {
        return new DispatcherSettings(
                ms(heartbeatMs),
                ms(suspectMs),
                ms(deadMs),
                ms(forgetMs),
                calculatorsMax,
                ms(leaseMs),
                attempts,
                retryBackoff,
                retryBudgetRatio,
                retryBudgetMax,
                assignResend,
                ms(acceptedDelayMs),
                queueMax,
                jobsPerClientMax,
                replyCacheBytes,
                ms(retryAfterMs),
                ms(adoptionMs),
                ms(notFoundAfterMs));
    }
}
