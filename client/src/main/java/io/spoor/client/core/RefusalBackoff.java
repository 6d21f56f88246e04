package io.spoor.client.core;

import io.spoor.protocol.Limits;
import io.spoor.protocol.node.Backoff;
import java.util.random.RandomGenerator;

/**
 * How long a refused job waits before it asks again. What the dispatcher has told is the least. It doubles with each
 * refusal in a row, because those who are refused again and again are more than can be taken; but no wait is longer than
 * half of what the job has left, so that the last asking still comes early enough to be of use.
 */
final class RefusalBackoff {
    /** Growth ends here; what was told may be longer. */
    static final long GROWN_MAX_NANOS = 5_000 * ClientCore.NANOS_PER_MS;

    private RefusalBackoff() {}

    /**
     * The wait, spread by ±20 %.
     *
     * @param toldMs the dispatcher's retry-after
     * @param refusals in a row, from 1
     * @param leftNanos until the job's deadline
     */
    static long waitNanos(long toldMs, int refusals, long leftNanos, RandomGenerator random) {
        long toldNanos = Math.max(1, Math.min(toldMs, Limits.TIMEOUT_MAX_MS)) * ClientCore.NANOS_PER_MS;
        long mostNanos = Math.max(toldNanos, Math.min(GROWN_MAX_NANOS, leftNanos / 2));
        return new Backoff(toldNanos, mostNanos).intervalNanos(refusals, random);
    }
}
