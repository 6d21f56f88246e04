package io.spoor.client.core;

/**
 * Whether one of several dispatchers still answers. A question that stays open for a while is followed by probes, each of
 * which any dispatcher answers at once; when all of them have stayed unanswered, it is silent. Probes are counted, not only
 * the time: a client that was stopped finds the answers waiting before it has sent the next one. At 30 % loss each way half
 * of the probes are answered, so that ten in a row stay unanswered once in a thousand open questions.
 *
 * <p>A silent dispatcher is probed now and then. One word makes it well again.
 */
final class Pulse {
    /** Unanswered in a row, they make a silence. */
    static final int PROBES = 10;
    /** From the open question to the first probe, in intervals between two probes: usually the answer is under way. */
    private static final int INTERVALS_BEFORE_PROBES = 2;

    private static final long NEVER = Long.MAX_VALUE;

    private final long intervalNanos;
    private final long recoveryNanos;
    private boolean silent;
    private int probes;
    private long dueNanos = NEVER;

    /** What is to be done about the silence. */
    enum Sign {
        NONE,
        /** Send a question that is answered at once. */
        PROBE,
        /** It has been silent for too long; told once. */
        SILENT
    }

    /**
     * A dispatcher that is believed well.
     *
     * @param failoverNanos from a question to the verdict when nothing is answered
     * @param recoveryNanos between two probes of a silent dispatcher
     */
    Pulse(long failoverNanos, long recoveryNanos) {
        this.intervalNanos = Math.max(1, failoverNanos / (INTERVALS_BEFORE_PROBES + PROBES));
        this.recoveryNanos = recoveryNanos;
    }

    /** Something was asked. */
    void asked(long nowNanos) {
        if (dueNanos == NEVER) {
            dueNanos = nowNanos + INTERVALS_BEFORE_PROBES * intervalNanos;
        }
    }

    /** It has spoken; whether that ends a silence. */
    boolean heard() {
        boolean wasSilent = silent;
        silent = false;
        probes = 0;
        dueNanos = NEVER;
        return wasSilent;
    }

    /** Nobody waits for an answer any more: what was asked needs none. A silence lasts until a word comes. */
    void rest() {
        if (!silent) {
            probes = 0;
            dueNanos = NEVER;
        }
    }

    boolean isSilent() {
        return silent;
    }

    /** When {@link #onDue} has something to say; {@link Long#MAX_VALUE}: no question is open. */
    long nextDeadlineNanos() {
        return dueNanos;
    }

    /** To be called when the deadline is over; earlier it says nothing. */
    Sign onDue(long nowNanos) {
        if (nowNanos < dueNanos) {
            return Sign.NONE;
        }
        if (silent) {
            dueNanos = nowNanos + recoveryNanos;
            return Sign.PROBE;
        }
        if (probes < PROBES) {
            probes++;
            dueNanos = nowNanos + intervalNanos;
            return Sign.PROBE;
        }
        silent = true;
        dueNanos = nowNanos + recoveryNanos;
        return Sign.SILENT;
    }
}
