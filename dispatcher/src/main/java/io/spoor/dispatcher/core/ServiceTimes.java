package io.spoor.dispatcher.core;

import java.util.Arrays;

/**
 * How long the latest attempts held their slots: mean and 90th percentile of a window of {@value #WINDOW} observations. An
 * attempt that was stopped counts with the time it had. A window forgets by count and not by age: what happened last is
 * the best guess, however long ago.
 */
final class ServiceTimes {
    /** Long enough for a steady percentile, short enough to follow a change. */
    static final int WINDOW = 64;

    /** With fewer observations nothing is concluded. */
    static final int OBSERVATIONS_MIN = 8;

    /** Observations until the percentile is computed anew: sorting for each job would cost more than it tells. */
    private static final int REFRESH = 8;

    private static final double PERCENTILE = 0.9;

    private final long[] window = new long[WINDOW];
    private long count;
    private double sumNanos;
    private long percentileNanos;
    private long percentileCount = -REFRESH;

    void record(long nanos) {
        int place = (int) (count++ % WINDOW);
        sumNanos += nanos - window[place];
        window[place] = nanos;
    }

    /** Whether there are enough observations to conclude anything. */
    boolean isKnown() {
        return count >= OBSERVATIONS_MIN;
    }

    /** Observations in the window. */
    int size() {
        return (int) Math.min(count, WINDOW);
    }

    /** Mean of the window; 0 while it is empty. */
    double meanNanos() {
        return count == 0 ? 0 : sumNanos / size();
    }

    /** Nine of ten attempts took at most this long; 0 while too little {@link #isKnown}. */
    long percentile90Nanos() {
        if (!isKnown()) {
            return 0;
        }
        if (count - percentileCount >= REFRESH) {
            long[] sorted = Arrays.copyOf(window, size());
            Arrays.sort(sorted);
            percentileNanos = sorted[(int) (PERCENTILE * sorted.length)];
            percentileCount = count;
        }
        return percentileNanos;
    }
}
