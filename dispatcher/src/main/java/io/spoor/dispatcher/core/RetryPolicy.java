package io.spoor.dispatcher.core;

import io.spoor.protocol.Status;
import io.spoor.protocol.node.Backoff;
import java.util.random.RandomGenerator;

/** What to do after an attempt that did not answer its job: whether to try again, and how long to wait. */
final class RetryPolicy {
    private final Backoff backoff;
    private final RetryBudget budget;
    private final RandomGenerator random;

    RetryPolicy(Backoff backoff, RetryBudget budget, RandomGenerator random) {
        this.backoff = backoff;
        this.budget = budget;
        this.random = random;
    }

    /**
     * Whether an attempt that ended with this status may be followed by another. The calculation's own verdicts
     * (INVALID_ARGUMENT, INTERNAL, …) would be the same again; only what a calculator could not help is retried. So is
     * CANCELLED: it is our own doing, for an attempt that was given up and taken back while the cancel was under way.
     */
    static boolean isRetryable(Status status) {
        return switch (status) {
            case UNAVAILABLE, RESOURCE_EXHAUSTED, DEADLINE_EXCEEDED, NOT_FOUND, CANCELLED -> true;
            case OK, INVALID_ARGUMENT, ABORTED, UNAUTHENTICATED, INTERNAL -> false;
        };
    }

    /** The status of a job whose last attempt a calculator ended so: CANCELLED is for what its client took back. */
    static Status verdict(Status status) {
        return status == Status.CANCELLED ? Status.UNAVAILABLE : status;
    }

    /** The status of a job whose last attempt ended so. */
    static Status statusOf(AttemptEnd end) {
        return switch (end) {
            case TIMED_OUT -> Status.DEADLINE_EXCEEDED;
            case LEASE_EXPIRED, CALCULATOR_LOST, REFUSED, COMPLETED, GIVEN_UP -> Status.UNAVAILABLE;
        };
    }

    /** A job begins its first attempt. */
    void onFirstAttempt() {
        budget.earn();
    }

    /** How long the next attempt waits, after {@code ended} attempts. */
    long delayNanos(int ended, long remainingNanos) {
        long wait = backoff.intervalNanos(ended, random);
        if (!budget.spend()) {
            wait = Math.max(wait, backoff.intervalNanos(1, backoff.maxNanos(), random));
        }
        return Math.min(wait, Math.max(0, remainingNanos / 2));
    }
}
