package io.spoor.dispatcher;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.health.api.Wellness;
import io.smallrye.mutiny.Uni;
import io.spoor.dispatcher.core.DispatcherEvent.JobFinished;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/**
 * Alive: the event loop turns. Ready: the port is bound and new jobs are taken; calculators are nobody's readiness. Well:
 * always; lists the latest poison jobs for a person.
 */
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

    /** By jobId: whose, which function, and who died under it. */
    @Produces
    @Wellness
    HealthCheck poison() {
        return () -> {
            HealthCheckResponseBuilder poison =
                    HealthCheckResponse.named("poison jobs").up();
            for (JobFinished job : service.poisonJobs().latest()) {
                poison.withData(job.jobId().toString(), job.function() + " of " + job.client() + ": " + job.reason());
            }
            return poison.build();
        };
    }
}
