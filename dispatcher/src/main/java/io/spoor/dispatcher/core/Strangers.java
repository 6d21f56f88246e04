package io.spoor.dispatcher.core;

import io.spoor.protocol.AttemptId;
import io.spoor.protocol.JobId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Attempts that heartbeats name and nobody here has asked for: begun by an earlier life, or another dispatcher's. They
 * are kept and never cancelled; if their client asks for the job, the attempt is adopted instead of a new one begun.
 */
final class Strangers {
    private final int most;
    private final Map<JobId, Stranger> byJob = new HashMap<>();
    private final Map<Calculator, NavigableMap<AttemptId, Stranger>> byCalculator = new HashMap<>();

    /** An attempt, and who runs it. */
    record Stranger(AttemptId attempt, Calculator calculator) {}

    /** Keeps so many attempts at most; jobs of further ones are begun anew. */
    Strangers(int most) {
        this.most = most;
    }

    /** A heartbeat names it. Of several attempts of one job, the first is kept until it is no longer named. */
    void add(AttemptId attempt, Calculator calculator) {
        Stranger stranger = new Stranger(attempt, calculator);
        if (byJob.size() < most && byJob.putIfAbsent(attempt.jobId(), stranger) == null) {
            byCalculator.computeIfAbsent(calculator, key -> new TreeMap<>()).put(attempt, stranger);
        }
    }

    /** Who runs an attempt of the job, or null. The attempt is no longer a stranger. */
    @Nullable
    Stranger take(JobId jobId) {
        Stranger stranger = byJob.get(jobId);
        if (stranger != null) {
            remove(stranger);
        }
        return stranger;
    }

    /** Forgets those in the range that the heartbeat no longer names. */
    void retain(
            Calculator calculator, @Nullable AttemptId after, @Nullable AttemptId upTo, Collection<AttemptId> named) {
        NavigableMap<AttemptId, Stranger> known = byCalculator.get(calculator);
        if (known != null) {
            for (Stranger stranger : List.copyOf(Ranges.of(known, after, upTo).values())) {
                if (!named.contains(stranger.attempt())) {
                    remove(stranger);
                }
            }
        }
    }

    /** The calculator is gone, and what it ran with it. */
    void forget(Calculator calculator) {
        NavigableMap<AttemptId, Stranger> known = byCalculator.remove(calculator);
        if (known != null) {
            known.keySet().forEach(attempt -> byJob.remove(attempt.jobId()));
        }
    }

    int size() {
        return byJob.size();
    }

    private void remove(Stranger stranger) {
        byJob.remove(stranger.attempt().jobId());
        NavigableMap<AttemptId, Stranger> known = byCalculator.get(stranger.calculator());
        if (known != null) {
            known.remove(stranger.attempt());
            if (known.isEmpty()) {
                byCalculator.remove(stranger.calculator());
            }
        }
    }
}
