package io.spoor.tests.sim;

import io.spoor.client.core.Outcome;
import io.spoor.protocol.JobId;
import org.jspecify.annotations.Nullable;

/** A job as the one who looks at the whole world knows it. */
public final class SimJob {
    private final JobId id;
    private final String name;
    private final SimClient client;
    private final String function;
    private final long argument;
    private final long timeoutNanos;
    private final int attempts;
    private final long attemptTimeoutNanos;
    private long submittedNanos;
    private long pausedBeforeNanos;
    private boolean cancelled;
    private boolean poison;
    private @Nullable Outcome outcome;
    private long endedNanos;

    /**
     * A job that is yet to be submitted.
     *
     * @param name what transcripts call it
     * @param function one that its calculators offer
     * @param argument x, so that the result is x²
     * @param timeoutNanos on the client's clock
     * @param attempts most attempts
     * @param attemptTimeoutNanos longest time for one attempt; 0: none
     */
    SimJob(
            JobId id,
            String name,
            SimClient client,
            String function,
            long argument,
            long timeoutNanos,
            int attempts,
            long attemptTimeoutNanos) {
        this.id = id;
        this.name = name;
        this.client = client;
        this.function = function;
        this.argument = argument;
        this.timeoutNanos = timeoutNanos;
        this.attempts = attempts;
        this.attemptTimeoutNanos = attemptTimeoutNanos;
    }

    public JobId id() {
        return id;
    }

    public String name() {
        return name;
    }

    public SimClient client() {
        return client;
    }

    public String function() {
        return function;
    }

    public long argument() {
        return argument;
    }

    public long timeoutNanos() {
        return timeoutNanos;
    }

    public int attempts() {
        return attempts;
    }

    long attemptTimeoutNanos() {
        return attemptTimeoutNanos;
    }

    /** Submit, on the client's clock. */
    public long submittedNanos() {
        return submittedNanos;
    }

    public boolean isCancelled() {
        return cancelled;
    }

    /** Whether it kills every calculator that runs it. */
    public boolean isPoison() {
        return poison;
    }

    void turnIntoPoison() {
        poison = true;
    }

    /** How it ended, or null while it is open. */
    public @Nullable Outcome outcome() {
        return outcome;
    }

    /** From submit to the end, on the client's clock. */
    public long elapsedNanos() {
        return endedNanos - submittedNanos;
    }

    /** Whether its client still owes an outcome. */
    public boolean isOpen() {
        return outcome == null && client.host().isAlive();
    }

    /** The client was stopped for this long since the submit. */
    long pausedNanos() {
        return client.host().pausedTotalNanos() - pausedBeforeNanos;
    }

    void onSubmitted(long nowNanos) {
        submittedNanos = nowNanos;
        pausedBeforeNanos = client.host().pausedTotalNanos();
    }

    void onCancelled() {
        cancelled = true;
    }

    void onEnded(Outcome ended, long nowNanos) {
        outcome = ended;
        endedNanos = nowNanos;
    }
}
