package io.spoor.protocol.udp;

/**
 * Decides whether a deadline that is due must wait until the socket has been read again. After a pause (a collection, a
 * stopped process) the timer and the datagrams that came meanwhile are ready at once; fired first, the timer would
 * declare everybody dead whose heartbeats are waiting in the kernel. So a timer that fires late waits for one read, and
 * goes on waiting as long as reads come back full.
 *
 * <p>Not for ever: under more load than the loop can take, reads are always full. {@value #WAITS_MAX} waits of at least
 * one full read each are more than the default receive buffer holds, so a deadline is never overtaken by more than the
 * datagrams that were there before it.
 */
final class ReadsFirst {
    /** A timer is so many nanoseconds late at most when nothing has stopped the loop: Vert.x counts in milliseconds. */
    static final long LATE_NANOS = 4_000_000;

    static final int WAITS_MAX = 128;

    private int waits;

    /**
     * Asked each time the timer fires with a deadline due.
     *
     * @param lateNanos how long after its instant the timer fired
     * @param lastReadWasFull whether the last read of the socket, since the last asking, took as much as one read may
     * @return true: read, and ask again; false: fire
     */
    boolean mustWait(long lateNanos, boolean lastReadWasFull) {
        boolean stopped = waits == 0 && lateNanos > LATE_NANOS;
        if (waits < WAITS_MAX && (lastReadWasFull || stopped)) {
            waits++;
            return true;
        }
        waits = 0;
        return false;
    }
}
