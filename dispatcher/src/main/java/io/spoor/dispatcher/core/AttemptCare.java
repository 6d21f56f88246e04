package io.spoor.dispatcher.core;

import io.spoor.protocol.Message.Assign;
import io.spoor.protocol.node.DeadlineQueue;
import io.spoor.protocol.node.Output;
import io.spoor.protocol.node.Ticks;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Asks for an attempt until it is acknowledged, and watches its lease and its time. */
final class AttemptCare {
    /** A heartbeat has room for so many names at least, unless identities are very long. */
    private static final int NAMES_PER_HEARTBEAT = 10;

    private final DispatcherSettings settings;
    private final DeadlineQueue<Timer> timers;
    private final RandomGenerator random;

    AttemptCare(DispatcherSettings settings, DeadlineQueue<Timer> timers, RandomGenerator random) {
        this.settings = settings;
        this.timers = timers;
        this.random = random;
    }

    /** The first asking. */
    void begin(Attempt attempt, long nowNanos, Output<DispatcherEvent> out) {
        watch(attempt, nowNanos);
        ask(attempt, nowNanos, out);
    }

    /** It runs already; asked once if its result would otherwise go to the dispatcher that began it. */
    void adopt(Attempt attempt, boolean ask, long nowNanos, Output<DispatcherEvent> out) {
        attempt.acknowledged = true;
        watch(attempt, nowNanos);
        if (ask) {
            ask(attempt, nowNanos, out);
        }
    }

    /** Sends the question, the first time or again. */
    void ask(Attempt attempt, long nowNanos, Output<DispatcherEvent> out) {
        Job job = attempt.job;
        attempt.asks++;
        attempt.lastAskedNanos = nowNanos;
        long endsNanos = Math.min(job.deadlineNanos, attempt.endsNanos);
        long leftMs = Math.max(1, TimeUnit.NANOSECONDS.toMillis(endsNanos - nowNanos));
        if (attempt.asks > 1) {
            out.tell(new DispatcherEvent.AttemptAskedAgain(attempt.id, attempt.calculator.identity, attempt.asks));
        }
        out.send(
                attempt.calculator.endpoint,
                new Assign(
                        job.trace,
                        attempt.calculator.identity,
                        attempt.id,
                        attempt.asks,
                        job.function,
                        job.arguments,
                        leftMs));
        timers.cancel(attempt.resendTimer);
        if (!attempt.acknowledged) {
            armResend(attempt, nowNanos + attempt.calculator.path.waitNanos(attempt.asks, random));
        }
    }

    /**
     * The resend timer has fired: sends the question again if it is the path's turn, or looks again later.
     *
     * @param lateNanos how long after it was due
     */
    void onResendDue(Attempt attempt, long lateNanos, long nowNanos, Output<DispatcherEvent> out) {
        long nextNanos = attempt.calculator.path.nextLookNanos(attempt.lastAskedNanos, lateNanos, nowNanos);
        if (nextNanos <= nowNanos) {
            ask(attempt, nowNanos, out);
        } else {
            armResend(attempt, nextNanos);
        }
    }

    /** A reply to the question has come: what that says of the path. A copy of a reply says nothing. */
    static void measure(Attempt attempt, long nowNanos) {
        if (attempt.acknowledged) {
            return;
        }
        if (attempt.asks == 1) {
            attempt.calculator.path.answered(attempt.lastAskedNanos, nowNanos);
        } else {
            attempt.calculator.path.answeredCopy(nowNanos);
        }
    }

    private void armResend(Attempt attempt, long atNanos) {
        attempt.resendTimer = timers.arm(new Timer.OfAttempt(Timer.Kind.RESEND, attempt), Ticks.alignUp(atNanos));
    }

    /** The calculator has spoken of it. Returns whether that was the first time. */
    boolean acknowledge(Attempt attempt, long nowNanos) {
        renew(attempt, nowNanos);
        timers.cancel(attempt.resendTimer);
        boolean first = !attempt.acknowledged;
        attempt.acknowledged = true;
        return first;
    }

    /**
     * The lease timer has fired.
     *
     * @param lateNanos how long after it was due: later than a heartbeat, and this process was stopped, which says
     *     nothing about the calculator
     * @return whether the lease is over
     */
    boolean isLeaseOver(Attempt attempt, long lateNanos, long nowNanos) {
        if (lateNanos > settings.heartbeatNanos()) {
            renew(attempt, nowNanos);
        }
        if (overAtNanos(attempt) <= nowNanos) {
            return true;
        }
        armLease(attempt);
        return false;
    }

    /** Names take turns in the heartbeats of a calculator that runs many attempts: each is heard of the more seldom. */
    private long overAtNanos(Attempt attempt) {
        return attempt.leaseEndsNanos + attempt.calculator.taken() / NAMES_PER_HEARTBEAT * settings.heartbeatNanos();
    }

    void cancelTimers(Attempt attempt) {
        timers.cancel(attempt.resendTimer);
        timers.cancel(attempt.leaseTimer);
        timers.cancel(attempt.timeoutTimer);
    }

    private void watch(Attempt attempt, long nowNanos) {
        cancelTimers(attempt);
        renew(attempt, nowNanos);
        armLease(attempt);
        if (attempt.job.attemptTimeoutNanos != Long.MAX_VALUE) {
            attempt.endsNanos = attempt.beganNanos + attempt.job.attemptTimeoutNanos;
            attempt.timeoutTimer =
                    timers.arm(new Timer.OfAttempt(Timer.Kind.ATTEMPT_TIMEOUT, attempt), attempt.endsNanos);
        }
    }

    private void renew(Attempt attempt, long nowNanos) {
        attempt.leaseEndsNanos = nowNanos + settings.leaseNanos();
    }

    private void armLease(Attempt attempt) {
        attempt.leaseTimer = timers.arm(new Timer.OfAttempt(Timer.Kind.LEASE, attempt), overAtNanos(attempt));
    }
}
