package io.spoor.dispatcher.core;

import io.spoor.protocol.AttemptId;
import io.spoor.protocol.node.DeadlineQueue;
import org.jspecify.annotations.Nullable;

/**
 * One assignment of a job to a calculator. It holds a slot of the calculator until the calculator says otherwise, also
 * when the job has long gone elsewhere.
 */
final class Attempt {
    final AttemptId id;
    final Job job;
    final Calculator calculator;
    final long beganNanos;

    /** Askings so far; 0 for one that was found running. */
    int asks;

    long lastAskedNanos;

    /** The calculator has spoken of it: the question is no longer repeated, the heartbeats speak for it. */
    boolean acknowledged;

    /** When its own time is over; {@link Long#MAX_VALUE}: with its job. */
    long endsNanos = Long.MAX_VALUE;

    /** Moves with every sign of the attempt; the timer looks at it when it fires. */
    long leaseEndsNanos;

    /** Where it is counted as running; null when it no longer is its job's. */
    @Nullable
    FunctionLoad load;

    /** Given up because its calculator was DEAD, which the calculator can still disprove. */
    boolean lostWithCalculator;

    DeadlineQueue.@Nullable Entry<Timer> resendTimer;
    DeadlineQueue.@Nullable Entry<Timer> leaseTimer;
    DeadlineQueue.@Nullable Entry<Timer> timeoutTimer;

    Attempt(AttemptId id, Job job, Calculator calculator, long nowNanos) {
        this.id = id;
        this.job = job;
        this.calculator = calculator;
        this.beganNanos = nowNanos;
        this.lastAskedNanos = nowNanos;
    }

    boolean isCurrent() {
        return job.isCurrent(this);
    }
}
