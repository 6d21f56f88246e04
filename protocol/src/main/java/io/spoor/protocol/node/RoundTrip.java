package io.spoor.protocol.node;

import java.util.concurrent.TimeUnit;

/**
 * A measured round trip and the wait for an answer that follows from it, after RFC 6298: smoothed mean plus four
 * deviations. Only answers to questions asked once are samples (Karn's rule): the caller sees to that.
 */
public final class RoundTrip {
    /** The wait where nothing has been measured: the first answers of a process that has just begun come late. */
    private static final long UNKNOWN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final long minNanos;
    private final long maxNanos;
    private long smoothedNanos;
    private long deviationNanos;
    private boolean measured;

    /** Waits are kept within {@code minNanos..maxNanos}. */
    public RoundTrip(long minNanos, long maxNanos) {
        this.minNanos = minNanos;
        this.maxNanos = maxNanos;
    }

    /** An answer took this long. More than the longest wait counts as that: the estimate is not to be lost for long. */
    public void sample(long nanos) {
        long taken = Math.min(nanos, maxNanos);
        if (!measured) {
            measured = true;
            smoothedNanos = taken;
            deviationNanos = taken / 2;
            return;
        }
        deviationNanos += (Math.abs(taken - smoothedNanos) - deviationNanos) / 4;
        smoothedNanos += (taken - smoothedNanos) / 8;
    }

    public boolean isMeasured() {
        return measured;
    }

    /** How long to wait for an answer before asking again, nanoseconds. */
    public long askAgainNanos() {
        long wanted = measured ? smoothedNanos + 4 * deviationNanos : UNKNOWN_NANOS;
        return Math.min(maxNanos, Math.max(minNanos, wanted));
    }
}
