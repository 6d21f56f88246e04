package io.spoor.tests.e2e;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for what nobody announces with a line. Only a failing test waits to the end. */
final class Eventually {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(25);

    private Eventually() {}

    /** Looks again and again until it is so. */
    static void is(String what, Callable<Boolean> condition) {
        await(what).atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(LOOK).until(condition);
    }

    /** Until the service says that it is ready: a dispatcher takes jobs, a calculator is registered. */
    static void ready(App service) {
        is(service.name() + " ready", () -> service.management().readiness() == 200);
    }
}
