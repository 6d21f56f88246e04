package io.spoor.dispatcher.core;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What one function's attempts are like here: how long they take and how many are under way. Jobs with a like timeout are
 * observed together, because clients give much time to long work: one name may stand for short and for long jobs.
 */
final class FunctionLoad {
    /** Timeouts of 2^n to 2^(n+1) ms are alike; the longest possible one has 32 bits. */
    private static final int CLASSES = Integer.SIZE;

    /** A job that has this share of its time left is always begun, or nothing would ever be learned of a change. */
    private static final double NEEDED_SHARE_MAX = 0.9;

    private final ServiceTimes all = new ServiceTimes();
    private final @Nullable ServiceTimes[] byTimeout = new ServiceTimes[CLASSES];
    private final RetryAfter retryAfter;
    private int running;
    private long ended;

    FunctionLoad(long retryAfterNanos) {
        retryAfter = new RetryAfter(retryAfterNanos);
    }

    void onBegin() {
        running++;
    }

    void onEnd() {
        running--;
        ended++;
    }

    boolean isRunning() {
        return running > 0;
    }

    /** An attempt of a job with this timeout held its slot for so long. */
    void record(long timeoutNanos, long elapsedNanos) {
        all.record(elapsedNanos);
        int place = timeoutClass(timeoutNanos);
        ServiceTimes times = byTimeout[place];
        if (times == null) {
            times = new ServiceTimes();
            byTimeout[place] = times;
        }
        times.record(elapsedNanos);
    }

    /** The time that a job with this timeout should have left to be begun; 0: too little is known to say. */
    long neededNanos(long timeoutNanos) {
        return Math.min(usualNanos(timeoutNanos), (long) (NEEDED_SHARE_MAX * timeoutNanos));
    }

    /** Nine of ten runs for jobs with a like timeout take at most this long; 0: too little is known to say. */
    long usualNanos(long timeoutNanos) {
        ServiceTimes alike = byTimeout[timeoutClass(timeoutNanos)];
        return alike != null && alike.isKnown() ? alike.percentile90Nanos() : all.percentile90Nanos();
    }

    /**
     * How long it takes until so many jobs have begun, by Little's law: those under way end at the rate of their number by
     * their mean time. So slots that other functions take, or other dispatchers, are not counted. 0: too little is known.
     */
    long waitNanos(int jobs) {
        return running == 0 || !all.isKnown() ? 0 : (long) (jobs * all.meanNanos() / running);
    }

    /** When the client of one more refused job is to come back, see {@link RetryAfter}. */
    long retryAfterNanos(long leftNanos, long nowNanos) {
        return retryAfter.nextNanos(ended, leftNanos, nowNanos);
    }

    private static int timeoutClass(long timeoutNanos) {
        long ms = Math.max(1, TimeUnit.NANOSECONDS.toMillis(timeoutNanos));
        return Math.min(CLASSES - 1, Long.SIZE - 1 - Long.numberOfLeadingZeros(ms));
    }
}
