package io.spoor.calculator;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/**
 * Alive: the event loops turn, whatever the dispatcher does. Ready: a dispatcher has answered lately, and there is no
 * draining.
 */
@ApplicationScoped
class CalculatorHealth {
    private static final Duration LOOP_STUCK_AFTER = Duration.ofSeconds(5);

    private final CalculatorService service;

    @Inject
    CalculatorHealth(CalculatorService service) {
        this.service = service;
    }

    @Produces
    @Liveness
    AsyncHealthCheck loops() {
        return () -> Uni.createFrom()
                .completionStage(() -> service.probe().toCompletionStage())
                .replaceWith(HealthCheckResponse.up("event loop"))
                .ifNoItem()
                .after(LOOP_STUCK_AFTER)
                .recoverWithItem(HealthCheckResponse.down("event loop"));
    }

    @Produces
    @Readiness
    HealthCheck registered() {
        return () -> HealthCheckResponse.named("registered with a dispatcher")
                .status(service.isRegistered())
                .build();
    }
}
