package io.spoor.protocol.node;

import java.util.concurrent.TimeUnit;

/**
 * The common tick on which questions are asked again. Askings spread by jitter would each take a datagram of their own;
 * on a tick those to one address share one.
 */
public final class Ticks {
    /** Length of a tick. */
    public static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private Ticks() {}

    /** The first tick at or after the instant. */
    public static long alignUp(long nanos) {
        return Math.floorDiv(nanos + TICK_NANOS - 1, TICK_NANOS) * TICK_NANOS;
    }
}
