package io.spoor.dispatcher.core;

import io.spoor.protocol.AttemptId;
import io.spoor.protocol.JobId;
import io.spoor.protocol.Limits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Attempts that heartbeats name and nobody here has asked for: begun by an earlier life, or another dispatcher's. They
 * are kept and never cancelled; if their client asks for the job, the attempt is adopted instead of a new one begun.
 */
final class Strangers {
    private final Map<JobId, Stranger> byJob = new HashMap<>();
    private final Map<Calculator, NavigableSet<AttemptId>> byCalculator = new HashMap<>();

    /** An attempt, and who runs it. */
    record Stranger(AttemptId attempt, Calculator calculator) {}

    /** A heartbeat names it. Bounded by the slots a calculator can have. */
    void add(AttemptId attempt, Calculator calculator) {
        NavigableSet<AttemptId> known = byCalculator.computeIfAbsent(calculator, key -> new TreeSet<>());
        if (known.size() < Limits.SLOTS_MAX && known.add(attempt)) {
            byJob.put(attempt.jobId(), new Stranger(attempt, calculator));
        }
    }

    /** Who runs an attempt of the job, or null. The attempt is no longer a stranger. */
    @Nullable
    Stranger take(JobId jobId) {
        Stranger stranger = byJob.get(jobId);
        if (stranger != null) {
            remove(stranger.attempt(), stranger.calculator());
        }
        return stranger;
    }

    /** Forgets those in the range that the heartbeat no longer names. */
    void retain(Calculator calculator, @Nullable AttemptId after, @Nullable AttemptId upTo, List<AttemptId> named) {
        NavigableSet<AttemptId> known = byCalculator.get(calculator);
        if (known == null) {
            return;
        }
        for (AttemptId attempt : List.copyOf(known)) {
            boolean covered =
                    (after == null || attempt.compareTo(after) > 0) && (upTo == null || attempt.compareTo(upTo) <= 0);
            if (covered && !named.contains(attempt)) {
                remove(attempt, calculator);
            }
        }
    }

    /** The calculator is gone, and what it ran with it. */
    void forget(Calculator calculator) {
        NavigableSet<AttemptId> known = byCalculator.remove(calculator);
        if (known != null) {
            known.forEach(attempt -> byJob.remove(attempt.jobId()));
        }
    }

    int size() {
        return byJob.size();
    }

    private void remove(AttemptId attempt, Calculator calculator) {
        byJob.remove(attempt.jobId());
        NavigableSet<AttemptId> known = byCalculator.get(calculator);
        if (known != null) {
            known.remove(attempt);
            if (known.isEmpty()) {
                byCalculator.remove(calculator);
            }
        }
    }
}
