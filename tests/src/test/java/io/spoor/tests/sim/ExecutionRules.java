package io.spoor.tests.sim;

import io.spoor.calculator.core.CalculatorEvent;
import io.spoor.protocol.AttemptId;
import io.spoor.protocol.JobId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What calculators really do: never more at once than they have slots, no attempt twice in one life, nothing after its
 * cancel or refusal, and a job of one attempt never twice.
 */
final class ExecutionRules implements Watcher {
    private final World world;
    private final Map<SimHost<?>, Set<AttemptId>> begun = new HashMap<>();
    private final Map<SimHost<?>, Set<AttemptId>> cancelled = new HashMap<>();
    private final Map<SimHost<?>, Set<AttemptId>> refused = new HashMap<>();
    private final Map<JobId, AttemptId> onlyAttempts = new HashMap<>();

    ExecutionRules(World world) {
        this.world = world;
    }

    @Override
    public void onCalculation(SimCalculator calculator, AttemptId attempt) {
        SimHost<?> host = calculator.host();
        Violation.unless(
                calculator.calculations().running() <= calculator.slots(),
                "%s runs more than its %s slots",
                host,
                calculator.slots());
        Violation.unless(of(begun, host).add(attempt), "%s begins %s twice", host, attempt);
        Violation.unless(!of(cancelled, host).contains(attempt), "%s begins %s after its cancel", host, attempt);
        Violation.unless(!of(refused, host).contains(attempt), "%s begins %s that it has refused", host, attempt);
        checkOnlyOnce(attempt);
    }

    private void checkOnlyOnce(AttemptId attempt) {
        SimJob job = world.job(attempt.jobId());
        if (job != null && job.attempts() == 1) {
            AttemptId earlier = onlyAttempts.put(job.id(), attempt);
            Violation.unless(
                    earlier == null,
                    "%s allows one attempt and runs twice: as %s and as %s",
                    job.name(),
                    earlier,
                    attempt);
        }
    }

    @Override
    public void onFact(SimHost<?> host, Object fact) {
        if (fact instanceof CalculatorEvent.AttemptCancelled cancel) {
            of(cancelled, host).add(cancel.attempt());
        } else if (fact instanceof CalculatorEvent.AttemptRefused refusal) {
            of(refused, host).add(refusal.attempt());
        }
    }

    private static Set<AttemptId> of(Map<SimHost<?>, Set<AttemptId>> sets, SimHost<?> host) {
        return sets.computeIfAbsent(host, unused -> new HashSet<>());
    }
}
