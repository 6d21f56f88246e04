package io.spoor.dispatcher;

import java.util.concurrent.TimeUnit;

/** Lets ten lines a second through, and counts the rest. */
final class LogLimit {
    private static final int LINES_PER_WINDOW = 10;
    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(1);

    private long windowEndsNanos;
    private int lines;
    private long leftOut;

    boolean permits(long nowNanos) {
        if (nowNanos >= windowEndsNanos) {
            windowEndsNanos = nowNanos + WINDOW_NANOS;
            lines = 0;
        }
        if (lines < LINES_PER_WINDOW) {
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
