package io.spoor.protocol.node;

/**
 * The measured round trip to one peer and the first re-ask interval that follows from it, after RFC 6298: smoothed mean
 * plus four deviations. Without it every asker asks again as soon as the peer is slower than a fixed interval, and load
 * rises with load. Only answers to questions asked once are samples (Karn's rule): the caller sees to that.
 */
public final class RoundTrip {
    private final long minNanos;
    private final long maxNanos;
    private long smoothedNanos;
    private long deviationNanos;
    private boolean measured;

    /** Intervals are kept within {@code minNanos..maxNanos}. */
    public RoundTrip(long minNanos, long maxNanos) {
        this.minNanos = minNanos;
        this.maxNanos = maxNanos;
    }

    /** An answer took this long. */
    public void sample(long nanos) {
        if (!measured) {
            measured = true;
            smoothedNanos = nanos;
            deviationNanos = nanos / 2;
            return;
        }
        deviationNanos += (Math.abs(nanos - smoothedNanos) - deviationNanos) / 4;
        smoothedNanos += (nanos - smoothedNanos) / 8;
    }

    /** How long to wait for an answer before asking again. */
    public long askAgainNanos() {
        return measured ? Math.min(maxNanos, Math.max(minNanos, smoothedNanos + 4 * deviationNanos)) : minNanos;
    }
}
