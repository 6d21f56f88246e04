package io.spoor.client.load;

import java.util.random.RandomGenerator;

/** When jobs are due. Asked with the time of the loop; the first question starts the clock. */
public interface Pace {
    /**
     * When the next job is due, in the past if it is late; {@link Long#MAX_VALUE}: not before one of the open jobs ends.
     *
     * @param open jobs that were taken and have not ended
     */
    long nextDueNanos(int open, long nowNanos);

    /** The job that was due has been taken; the next question is about the one after it. */
    void take(long nowNanos);

    /** The first job at once; then the time to the next one is drawn evenly from the interval, nanoseconds. */
    static Pace random(long minNanos, long maxNanos, RandomGenerator random) {
        return new Drawn(minNanos, maxNanos, random);
    }

    /** Open loop: a job is due every 1/rate seconds, whatever becomes of those before it. */
    static Pace rate(double perSecond) {
        return new Rate(1e9 / perSecond);
    }

    /** Closed loop: a job is due when fewer than this are open. */
    static Pace outstanding(int most) {
        return new Closed(most);
    }

    /** See {@link #random}. */
    final class Drawn implements Pace {
        private final long minNanos;
        private final long maxNanos;
        private final RandomGenerator random;
        private long dueNanos;
        private boolean started;

        private Drawn(long minNanos, long maxNanos, RandomGenerator random) {
            this.minNanos = minNanos;
            this.maxNanos = maxNanos;
            this.random = random;
        }

        @Override
        public long nextDueNanos(int open, long nowNanos) {
            if (!started) {
                started = true;
                dueNanos = nowNanos;
            }
            return dueNanos;
        }

        @Override
        public void take(long nowNanos) {
            dueNanos = nowNanos + draw();
        }

        private long draw() {
            return minNanos == maxNanos ? minNanos : random.nextLong(minNanos, maxNanos + 1);
        }
    }

    /** See {@link #rate}. */
    final class Rate implements Pace {
        private final double intervalNanos;
        private long startNanos;
        private long taken;
        private boolean started;

        private Rate(double intervalNanos) {
            this.intervalNanos = intervalNanos;
        }

        @Override
        public long nextDueNanos(int open, long nowNanos) {
            if (!started) {
                started = true;
                startNanos = nowNanos;
            }
            return startNanos + (long) (taken * intervalNanos);
        }

        @Override
        public void take(long nowNanos) {
            taken++;
        }
    }

    /** See {@link #outstanding}. */
    final class Closed implements Pace {
        private final int most;

        private Closed(int most) {
            this.most = most;
        }

        @Override
        public long nextDueNanos(int open, long nowNanos) {
            return open < most ? nowNanos : Long.MAX_VALUE;
        }

        @Override
        public void take(long nowNanos) {}
    }
}
