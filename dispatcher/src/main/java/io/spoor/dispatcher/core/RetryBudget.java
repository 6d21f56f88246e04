package io.spoor.dispatcher.core;

/**
 * Keeps retries from multiplying an outage: each first attempt earns a share of a retry, each retry spends one. A spent
 * budget delays a retry, it never denies it: eight calculators killed at once need every one of their jobs retried.
 */
final class RetryBudget {
    private final double earnedPerAttempt;
    private final int most;
    private double saved;

    RetryBudget(double earnedPerAttempt, int most) {
        this.earnedPerAttempt = earnedPerAttempt;
        this.most = most;
        this.saved = most;
    }

    /** A job has begun its first attempt. */
    void earn() {
        saved = Math.min(most, saved + earnedPerAttempt);
    }

    /** Takes one retry out; false if there is none to take. */
    boolean spend() {
        if (saved < 1) {
            return false;
        }
        saved -= 1;
        return true;
    }
}
