package io.spoor.protocol.node;

import java.util.random.RandomGenerator;

/**
 * Growing intervals between askings, or between attempts: {@code initial × 2^(n-1)}, at most {@code max}, each spread by
 * ±20 % so that many waiters do not come back together (gRPC A6).
 *
 * @param initialNanos first interval, above 0
 * @param maxNanos longest interval before the spread, at least the initial one
 */
public record Backoff(long initialNanos, long maxNanos) {
    private static final double JITTER = 0.2;
    private static final int DOUBLINGS_MAX = 40;

    public Backoff {
        if (initialNanos <= 0 || maxNanos < initialNanos) {
            throw new IllegalArgumentException("0 < initial <= max: " + initialNanos + ", " + maxNanos);
        }
    }

    /** The wait after the {@code n}-th asking or attempt, n from 1. */
    public long intervalNanos(int n, RandomGenerator random) {
        return intervalNanos(n, initialNanos, random);
    }

    /** The same with another first interval, such as one that follows the measured round trip. */
    public long intervalNanos(int n, long firstNanos, RandomGenerator random) {
        double grown = Math.min(grownNanos(n, firstNanos), (double) maxNanos);
        return (long) (grown * (1 - JITTER + 2 * JITTER * random.nextDouble()));
    }

    /** Whether the wait after the {@code n}-th asking is the longest, but for the spread. */
    public boolean isLongest(int n, long firstNanos) {
        return grownNanos(n, firstNanos) >= maxNanos;
    }

    private static double grownNanos(int n, long firstNanos) {
        int doublings = Math.min(Math.max(n - 1, 0), DOUBLINGS_MAX);
        return (double) firstNanos * Math.pow(2, doublings);
    }
}
