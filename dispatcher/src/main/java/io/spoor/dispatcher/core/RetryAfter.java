package io.spoor.dispatcher.core;

/**
 * When clients that a full queue has refused are told to ask again: one after the other, at the pace at which jobs end here.
 * So about as many come back as can be taken, whatever the overload, and the line they form outside grows and shrinks by
 * itself. Costs nothing while nobody is refused.
 */
final class RetryAfter {
    /** The pace is measured over so long. */
    static final long WINDOW_NANOS = 1_000_000_000;

    /** Nobody is told to wait longer than so many times the shortest wait. */
    static final int TIMES_MAX = 50;

    private static final double UNKNOWN = -1;
    private static final long NEVER = Long.MIN_VALUE;

    private final long minNanos;
    private long windowBeganNanos = NEVER;
    private long endedBefore;
    private double endedPerNano = UNKNOWN;
    private long bookedUntilNanos = NEVER;

    /** {@code minNanos}: the shortest wait, also told while the pace is not known. */
    RetryAfter(long minNanos) {
        this.minNanos = minNanos;
    }

    /**
     * The wait of one more that is refused now.
     *
     * @param ended jobs that have ended in this life
     * @param leftNanos what the job has left: it is to have another chance, so half of that is the longest wait
     */
    long nextNanos(long ended, long leftNanos, long nowNanos) {
        measure(ended, nowNanos);
        long maxNanos = minNanos * TIMES_MAX;
        bookedUntilNanos = Math.min(Math.max(bookedUntilNanos, nowNanos) + stepNanos(), nowNanos + maxNanos);
        long longest = Math.max(minNanos, leftNanos / 2);
        return Math.min(Math.max(minNanos, bookedUntilNanos - nowNanos), longest);
    }

    /** Where nothing ends, one is let in each window to see whether it still is so. */
    private long stepNanos() {
        if (endedPerNano == UNKNOWN) {
            return 0;
        }
        return (long) Math.min(1 / endedPerNano, (double) WINDOW_NANOS);
    }

    /** A window without a refusal, and the pace is forgotten. */
    private void measure(long ended, long nowNanos) {
        long elapsedNanos = windowBeganNanos == NEVER ? Long.MAX_VALUE : nowNanos - windowBeganNanos;
        if (elapsedNanos < WINDOW_NANOS) {
            return;
        }
        boolean isRecent = elapsedNanos < 2 * WINDOW_NANOS;
        endedPerNano = isRecent ? (double) (ended - endedBefore) / elapsedNanos : UNKNOWN;
        windowBeganNanos = nowNanos;
        endedBefore = ended;
    }
}
