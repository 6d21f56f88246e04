package io.spoor.dispatcher;

import java.util.concurrent.TimeUnit;

/** Lets so many lines a second through, and counts the rest. */
final class LogLimit {
    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final int linesPerSecond;
    private long windowEndsNanos;
    private int lines;
    private long leftOut;

    LogLimit(int linesPerSecond) {
        this.linesPerSecond = linesPerSecond;
    }

    boolean permits(long nowNanos) {
        if (nowNanos >= windowEndsNanos) {
            windowEndsNanos = nowNanos + WINDOW_NANOS;
            lines = 0;
        }
        if (lines < linesPerSecond) {
            lines++;
            return true;
        }
        leftOut++;
        return false;
    }

    /** How many were not permitted since this was last asked. */
    long takeLeftOut() {
        long taken = leftOut;
        leftOut = 0;
        return taken;
    }
}
