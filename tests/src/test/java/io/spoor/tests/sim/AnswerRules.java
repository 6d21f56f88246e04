package io.spoor.tests.sim;

import static io.spoor.tests.sim.Millis.ms;

import io.spoor.client.core.ClientEvent;
import io.spoor.client.core.Outcome;
import io.spoor.protocol.RawJson;
import io.spoor.protocol.Status;
import java.util.Objects;

/** What a client's owner is promised: one outcome for each job, in time, right, and with a reason that can be true. */
final class AnswerRules implements Watcher {
    /** Due times are put on a common tick, and timers fire late. */
    private static final long LATENESS_NANOS = ms(15);

    /** How much faster another clock may run than the client's. */
    private static final double CLOCKS_DIFFER = 0.85;

    private final World world;

    AnswerRules(World world) {
        this.world = world;
    }

    @Override
    public void onFact(SimHost<?> host, Object fact) {
        if (fact instanceof ClientEvent.JobEnded ended) {
            SimJob job = world.job(ended.jobId());
            if (job == null || job.client().host() != host) {
                throw new Violation(host + " ends a job that it was never given: " + ended);
            }
            Violation.unless(job.outcome() == null, "%s ends twice", job.name());
            job.onEnded(ended.outcome(), host.nowNanos());
            checkTime(job);
            checkOutcome(job, ended.outcome());
        }
    }

    private void checkTime(SimJob job) {
        long latest = job.timeoutNanos() + world.settings().client().resendMaxNanos() + LATENESS_NANOS;
        Violation.unless(
                job.elapsedNanos() - job.pausedNanos() <= latest,
                "%s ends %s ms after its submit, allowed are %s",
                job.name(),
                Millis.text(job.elapsedNanos()),
                Millis.text(latest));
    }

    private void checkOutcome(SimJob job, Outcome outcome) {
        RawJson right = RawJson.of(Long.toString(job.argument() * job.argument()));
        boolean possible =
                switch (outcome.status()) {
                    case OK -> Objects.equals(outcome.result(), right) && !job.isPoison();
                    case CANCELLED -> job.isCancelled();
                    case DEADLINE_EXCEEDED -> isTimeOver(job) || areAttemptsUsedUp(job, outcome);
                    case RESOURCE_EXHAUSTED ->
                        !outcome.answered() || isTimeShort(job) || areAttemptsUsedUp(job, outcome);
                    case UNAVAILABLE -> job.attempts() == 1 || areAttemptsUsedUp(job, outcome) || isTimeOver(job);
                    case ABORTED -> true; // The dispatcher tells better facts about it: see AttemptRules.
                    case NOT_FOUND, INVALID_ARGUMENT, UNAUTHENTICATED, INTERNAL -> false;
                };
        Violation.unless(
                possible,
                "%s (x = %s, attempts %s, after %s ms) cannot end %s",
                job.name(),
                job.argument(),
                job.attempts(),
                Millis.text(job.elapsedNanos()),
                Narrator.outcome(outcome));
        Violation.unless(
                (outcome.result() != null) == (outcome.status() == Status.OK),
                "%s has a result without OK",
                job.name());
    }

    private static boolean isTimeOver(SimJob job) {
        return job.elapsedNanos() >= job.timeoutNanos() * CLOCKS_DIFFER - LATENESS_NANOS;
    }

    /** Under overload a job is turned down that has waited for a while; one that has all its time left is not. */
    private static boolean isTimeShort(SimJob job) {
        return job.elapsedNanos() >= job.timeoutNanos() * CLOCKS_DIFFER * 0.1 - LATENESS_NANOS;
    }

    private boolean areAttemptsUsedUp(SimJob job, Outcome outcome) {
        return outcome.attempts() >= world.attemptsMax(job);
    }
}
