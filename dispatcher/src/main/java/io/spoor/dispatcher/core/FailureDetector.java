package io.spoor.dispatcher.core;

/**
 * Silence → liveness, by two fixed limits. What counts is a proven round trip: a heartbeat alone shows that the
 * calculator can speak, not that it can hear, and a deaf one would lose every job it is given for a lease.
 *
 * <p>Nothing cleverer: with a fixed heartbeat an adaptive detector learns the interval that the configuration states.
 */
final class FailureDetector {
    private final long suspectNanos;
    private final long deadNanos;
    private long lastRoundTripNanos;
    private boolean proven;

    /** Silence counts from now; ALIVE only after the first round trip. */
    FailureDetector(long suspectNanos, long deadNanos, long nowNanos) {
        this.suspectNanos = suspectNanos;
        this.deadNanos = deadNanos;
        this.lastRoundTripNanos = nowNanos;
    }

    /** A round trip was proven. */
    void signal(long nowNanos) {
        lastRoundTripNanos = nowNanos;
        proven = true;
    }

    /** The process itself was stopped: the silence proves nothing and starts anew. */
    void restart(long nowNanos) {
        lastRoundTripNanos = nowNanos;
    }

    Liveness assess(long nowNanos) {
        long silence = nowNanos - lastRoundTripNanos;
        if (silence >= deadNanos) {
            return Liveness.DEAD;
        }
        return proven && silence < suspectNanos ? Liveness.ALIVE : Liveness.SUSPECT;
    }

    /** Whether there was a round trip at all. */
    boolean isProven() {
        return proven;
    }

    /** When the assessment changes next, if the silence goes on. */
    long nextChangeNanos(long nowNanos) {
        long suspectAt = lastRoundTripNanos + suspectNanos;
        return nowNanos < suspectAt ? suspectAt : lastRoundTripNanos + deadNanos;
    }

    long silenceNanos(long nowNanos) {
        return nowNanos - lastRoundTripNanos;
    }
}
