package io.spoor.client.core;

/**
 * Listens for the dispatcher. Silence is time without a word from it since the first question that nobody answered: a
 * client that asks nothing expects nothing. When it has lasted too long the watch says so and starts anew with the next
 * question.
 */
final class SilenceWatch {
    private static final long NEVER = Long.MAX_VALUE;

    private final long silentNanos;
    private long overAtNanos = NEVER;

    SilenceWatch(long silentNanos) {
        this.silentNanos = silentNanos;
    }

    void asked(long nowNanos) {
        if (overAtNanos == NEVER) {
            overAtNanos = nowNanos + silentNanos;
        }
    }

    void heard() {
        overAtNanos = NEVER;
    }

    /** Whether the silence has lasted too long; true once for each silence. */
    boolean isOver(long nowNanos) {
        if (nowNanos < overAtNanos) {
            return false;
        }
        overAtNanos = NEVER;
        return true;
    }

    /** When {@link #isOver} becomes true; {@link Long#MAX_VALUE}: no question is open. */
    long nextDeadlineNanos() {
        return overAtNanos;
    }
}
