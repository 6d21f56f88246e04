package io.spoor.protocol.udp;

import io.vertx.core.Vertx;
import java.util.function.LongSupplier;

/**
 * The one timer of a node: fires when the core's next deadline is due, after the datagrams that were waiting (see
 * {@link ReadsFirst}).
 *
 * <p>Setting a timer of at least a millisecond is also what makes the loop read the socket: Netty runs all tasks that
 * are due before it selects again, so a task that hands itself on would keep the socket waiting.
 */
final class DeadlineTimer {
    private static final long MILLI_NANOS = 1_000_000;
    private static final long NOT_SET = Long.MAX_VALUE;

    /** A deadline further away is looked at again after this: the timer then counts in a range without overflow. */
    private static final long DELAY_MAX_MS = 60_000;

    private final Vertx vertx;
    private final LongSupplier clock;
    private final LongSupplier nextDeadline;
    private final Runnable onDue;
    private final UdpCounters counters;
    private final ReadsFirst readsFirst = new ReadsFirst();

    private long firesAtNanos = NOT_SET;
    private long timerId;
    private boolean lastReadWasFull;

    /**
     * @param clock nanoseconds now
     * @param nextDeadline when the core wants to be called; {@link Long#MAX_VALUE}: not at all
     * @param onDue calls the core, and afterwards {@link #set}
     */
    DeadlineTimer(Vertx vertx, LongSupplier clock, LongSupplier nextDeadline, Runnable onDue, UdpCounters counters) {
        this.vertx = vertx;
        this.clock = clock;
        this.nextDeadline = nextDeadline;
        this.onDue = onDue;
        this.counters = counters;
    }

    /** The socket has been read; full: it took as many datagrams as one read may, so that more may be waiting. */
    void onRead(boolean full) {
        lastReadWasFull = full;
    }

    /** Sees to it that the timer fires no later than the next deadline. To be called after each turn. */
    void set() {
        long deadline = nextDeadline.getAsLong();
        if (deadline == Long.MAX_VALUE) {
            return;
        }
        long now = clock.getAsLong();
        long waitNanos = Math.max(0, deadline - now);
        boolean soonEnough = firesAtNanos - now <= waitNanos + MILLI_NANOS;
        if (!soonEnough) {
            cancel();
            setIn(Math.min(DELAY_MAX_MS, Math.max(1, (waitNanos + MILLI_NANOS - 1) / MILLI_NANOS)), now);
        }
    }

    void cancel() {
        if (firesAtNanos != NOT_SET) {
            vertx.cancelTimer(timerId);
            firesAtNanos = NOT_SET;
        }
    }

    private void setIn(long delayMs, long now) {
        firesAtNanos = now + delayMs * MILLI_NANOS;
        timerId = vertx.setTimer(delayMs, id -> onTimer());
    }

    private void onTimer() {
        long now = clock.getAsLong();
        long lateNanos = Math.max(0, now - firesAtNanos);
        firesAtNanos = NOT_SET;
        counters.onTimerLate(lateNanos);
        if (nextDeadline.getAsLong() > now) {
            set();
        } else if (readsFirst.mustWait(lateNanos, takeLastReadWasFull())) {
            counters.onDeadlineDeferred();
            setIn(1, now);
        } else {
            onDue.run();
        }
    }

    /** A read is counted for one decision only: after the next wait nothing may have been there to read. */
    private boolean takeLastReadWasFull() {
        boolean full = lastReadWasFull;
        lastReadWasFull = false;
        return full;
    }
}
