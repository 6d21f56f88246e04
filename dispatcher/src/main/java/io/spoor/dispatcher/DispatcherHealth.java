package io.spoor.dispatcher;

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

/** Alive: the event loop turns. Ready: the port is bound and new jobs are taken; calculators are nobody's readiness. */
@ApplicationScoped
class DispatcherHealth {
    private static final Duration LOOP_STUCK_AFTER = Duration.ofSeconds(5);

    private final DispatcherService service;

    @Inject
    DispatcherHealth(DispatcherService service) {
        this.service = service;
    }

    @Produces
    @Liveness
    AsyncHealthCheck loop() {
        return () -> Uni.createFrom()
                .completionStage(() -> service.probe().toCompletionStage())
                .replaceWith(HealthCheckResponse.up("event loop"))
                .ifNoItem()
                .after(LOOP_STUCK_AFTER)
                .recoverWithItem(HealthCheckResponse.down("event loop"));
    }

    @Produces
    @Readiness
    HealthCheck serving() {
        return () -> HealthCheckResponse.named("takes jobs")
                .status(service.isServing())
                .build();
    }
}
