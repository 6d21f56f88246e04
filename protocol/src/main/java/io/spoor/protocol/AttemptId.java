package io.spoor.protocol;

import java.util.Comparator;

/**
 * The name of one attempt to compute a job. It holds the dispatcher's life that began it, so that no reply kept from an
 * earlier life answers a question of a later one.
 *
 * @param jobId the job
 * @param number counts the assignments of the job by this dispatcher, from 1; a refused one uses its number up
 * @param dispatcher identity of the dispatcher that began the attempt
 */
public record AttemptId(JobId jobId, int number, String dispatcher) implements Comparable<AttemptId> {
    private static final Comparator<AttemptId> ORDER = Comparator.comparing(AttemptId::jobId)
            .thenComparingInt(AttemptId::number)
            .thenComparing(AttemptId::dispatcher);

    /** By job, then number, then dispatcher: the order in which heartbeats go round. */
    @Override
    public int compareTo(AttemptId other) {
        return ORDER.compare(this, other);
    }

    /** {@code jobId/number/dispatcher}, as in heartbeats and logs. */
    @Override
    public String toString() {
        return jobId + "/" + number + "/" + dispatcher;
    }
}
