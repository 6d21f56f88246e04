package io.spoor.dispatcher.core;

import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Message.CancelAttempt;
import io.spoor.protocol.Message.Completed;
import io.spoor.protocol.Message.Finished;
import io.spoor.protocol.RawJson;
import io.spoor.protocol.Status;
import io.spoor.protocol.node.DeadlineQueue;
import io.spoor.protocol.node.Output;
import org.jspecify.annotations.Nullable;

/** The transitions of a job: each arrow of the picture in {@link Job} is a method here, and nothing else changes one. */
final class JobLife {
    /** Calculators that died under a job before it must run alone; one more alone, and it is poison. */
    private static final int DEATHS_TO_RUN_ALONE = 2;

    /** Why a job of one attempt ends that another life has accepted, and that no calculator speaks of. */
    static final String MAY_HAVE_RUN = "may have run: another life of a dispatcher had accepted it";

    private final String identity;
    private final DispatcherSettings settings;
    private final Jobs jobs;
    private final Answers answers;
    private final Placement placement;
    private final LoadShedding shedding;
    private final AttemptCare attempts;
    private final RetryPolicy retry;
    private final DeadlineQueue<Timer> timers;

    JobLife(
            String identity,
            DispatcherSettings settings,
            Jobs jobs,
            Answers answers,
            Placement placement,
            LoadShedding shedding,
            AttemptCare attempts,
            RetryPolicy retry,
            DeadlineQueue<Timer> timers) {
        this.identity = identity;
        this.settings = settings;
        this.jobs = jobs;
        this.answers = answers;
        this.placement = placement;
        this.shedding = shedding;
        this.attempts = attempts;
        this.retry = retry;
        this.timers = timers;
    }

    /** Waits for a slot. */
    void ready(Job job, long nowNanos, Output<DispatcherEvent> out) {
        leaveState(job);
        jobs.enter(job, JobState.READY);
        job.readySinceNanos = nowNanos;
        int position = placement.enqueue(job);
        int depth = placement.waitingFor(job.function);
        out.tell(new DispatcherEvent.JobQueued(job.id, job.function, depth, position));
        awaitAnother(job, nowNanos);
        if (!placement.hasFreeSlot(job.function)) {
            lookBeforeItIsTooLate(job, nowNanos);
        }
    }

    /** Ends a job that cannot end in time when that is known, not at its deadline. */
    private void lookBeforeItIsTooLate(Job job, long nowNanos) {
        long atNanos = job.deadlineNanos - shedding.neededNanos(job) + 1;
        if (nowNanos < atNanos && atNanos < job.deadlineNanos) {
            armDeadline(job, atNanos);
        }
    }

    /** The deadline has come, or its last chance to begin. */
    void onDeadline(Job job, long nowNanos, Output<DispatcherEvent> out) {
        if (nowNanos >= job.deadlineNanos) {
            String reason = Reasons.deadline(job, placement.isServed(job.function));
            finish(job, Status.DEADLINE_EXCEEDED, null, reason, nowNanos, out);
        } else if (job.state != JobState.READY || !isTurnedDown(job, nowNanos, out)) {
            armDeadline(job, job.deadlineNanos);
        }
    }

    /** Ends a READY job that cannot end in time while others wait for a slot. */
    boolean isTurnedDown(Job job, long nowNanos, Output<DispatcherEvent> out) {
        if (!shedding.isTooLate(job, nowNanos)) {
            return false;
        }
        String reason = Reasons.tooLate(job, job.deadlineNanos - nowNanos, shedding.usualNanos(job));
        finish(job, Status.RESOURCE_EXHAUSTED, null, reason, nowNanos, out);
        return true;
    }

    /** Lets {@link #onDeadline} be called then. */
    void armDeadline(Job job, long atNanos) {
        timers.cancel(job.timers.deadline);
        job.timers.deadline = timers.arm(new Timer.OfJob(Timer.Kind.JOB_DEADLINE, job), atNanos);
    }

    /** What is missing for the job to begin, for its client; null if nothing is known to be. */
    @Nullable
    String whyNotYet(Job job) {
        boolean isMissing = job.state == JobState.READY && !placement.isServed(job.function);
        return isMissing ? Reasons.notServedYet(job) : null;
    }

    /** Waits for a calculator other than the one that failed it, but no longer than for a retry: they may all hang. */
    private void awaitAnother(Job job, long nowNanos) {
        if (job.avoid != null) {
            waitFor(
                    job,
                    Timer.Kind.LAST_RESORT,
                    nowNanos + settings.retryBackoff().maxNanos());
        }
    }

    /** No other calculator had a slot for it. */
    void onNoOther(Job job) {
        placement.remove(job);
        job.avoid = JobQueue.NOBODY;
        placement.enqueue(job);
    }

    /** Waits until its client names this dispatcher, from this asking on: a late copy of a submit has no client any more. */
    void confirm(Job job, long nowNanos) {
        jobs.enter(job, JobState.CONFIRMING);
        waitFor(job, Timer.Kind.CONFIRMATION, nowNanos + Answers.KEEP_NANOS);
    }

    /** Waits for a calculator that already runs it. */
    void awaitAdoption(Job job, long untilNanos) {
        jobs.enter(job, JobState.ADOPTING);
        waitFor(job, Timer.Kind.ADOPTION, untilNanos);
    }

    /** Nobody has adopted it in time. */
    void onNotAdopted(Job job, long nowNanos, Output<DispatcherEvent> out) {
        if (job.mayHaveRun) {
            finish(job, Status.UNAVAILABLE, null, MAY_HAVE_RUN, nowNanos, out);
        } else {
            ready(job, nowNanos, out);
        }
    }

    /** Begins an attempt on a calculator that has a slot for it. The job has left its queue. */
    void begin(Job job, Calculator calculator, long nowNanos, Output<DispatcherEvent> out) {
        cancelStateTimer(job);
        jobs.enter(job, JobState.ASSIGNED);
        job.attemptsBegun++;
        Attempt attempt = new Attempt(job.nextAttempt(identity), job, calculator, nowNanos);
        if (attempt.id.number() == 1) {
            retry.onFirstAttempt(); // A refused attempt keeps its number, so that a job earns once.
        }
        job.current = attempt;
        shedding.onBegin(attempt);
        calculator.hold(attempt);
        out.tell(new DispatcherEvent.AttemptStarted(
                attempt.id,
                calculator.identity,
                calculator.endpoint,
                job.function,
                job.lastEnd,
                nowNanos - job.readySinceNanos));
        attempts.begin(attempt, nowNanos, out);
    }

    /** An attempt that a calculator was found running is the job's own from now on. */
    void adopt(Job job, AttemptId id, Calculator calculator, long nowNanos, Output<DispatcherEvent> out) {
        leaveState(job);
        placement.release(job);
        job.alone = false;
        jobs.enter(job, JobState.ASSIGNED);
        Attempt attempt = calculator.held(id);
        if (attempt == null) {
            attempt = new Attempt(id, job, calculator, nowNanos);
            calculator.holdAdopted(attempt);
            job.attemptsBegun++;
        }
        disproveDeath(attempt);
        job.current = attempt;
        shedding.onBegin(attempt);
        job.nextNumber = Math.max(job.nextNumber, id.number() + 1);
        out.tell(new DispatcherEvent.AttemptAdopted(id, calculator.identity, calculator.endpoint, job.function));
        boolean begunElsewhere = !id.dispatcher().equals(identity);
        attempts.adopt(attempt, begunElsewhere, nowNanos, out);
        placement.update(calculator);
    }

    /** The calculator has said how the attempt ended. */
    void onCompleted(Attempt attempt, Completed completed, long nowNanos, Output<DispatcherEvent> out) {
        Job job = attempt.job;
        end(attempt, AttemptEnd.COMPLETED, completed.status(), completed.reason(), nowNanos, out);
        if (completed.status() == Status.OK || !RetryPolicy.isRetryable(completed.status())) {
            finish(job, completed.status(), completed.result(), completed.reason(), nowNanos, out);
        } else {
            job.markOver(attempt.id);
            retryOrFinish(job, RetryPolicy.verdict(completed.status()), completed.reason(), nowNanos, out);
        }
    }

    /** A good result of an attempt that was given up, or that an earlier life began: the job is open, so it counts. */
    void onLateResult(Job job, Completed completed, long nowNanos, Output<DispatcherEvent> out) {
        job.lastCalculator = completed.calculator();
        job.attemptsBegun = Math.max(job.attemptsBegun, 1); // An earlier life began it.
        finish(job, Status.OK, completed.result(), null, nowNanos, out);
    }

    /** The calculator did not take the attempt: back to the queue, at no cost. */
    void onRefused(Attempt attempt, Status status, String reason, long nowNanos, Output<DispatcherEvent> out) {
        Job job = attempt.job;
        end(attempt, AttemptEnd.REFUSED, status, reason, nowNanos, out);
        job.attemptsBegun--;
        ready(job, nowNanos, out);
    }

    /** Nothing good can come of the attempt any more. */
    void lose(Attempt attempt, AttemptEnd why, String reason, long nowNanos, Output<DispatcherEvent> out) {
        Job job = attempt.job;
        end(attempt, why, null, reason, nowNanos, out);
        if (why == AttemptEnd.CALCULATOR_LOST) {
            attempt.lostWithCalculator = true;
            job.countDeath(attempt.calculator.identity);
        } else {
            if (why == AttemptEnd.TIMED_OUT) {
                job.markOver(attempt.id);
            }
            out.send(attempt.calculator.endpoint, new CancelAttempt(job.trace, attempt.id));
        }
        if (job.alone && job.diedUnderIt().size() > DEATHS_TO_RUN_ALONE) {
            finish(job, Status.ABORTED, null, Reasons.poison(job), nowNanos, out);
        } else {
            retryOrFinish(job, RetryPolicy.statusOf(why), reason, nowNanos, out);
        }
    }

    /** A calculator that comes back under its identity had not died. */
    void disproveDeath(Attempt attempt) {
        if (attempt.lostWithCalculator) {
            attempt.lostWithCalculator = false;
            attempt.job.disproveDeath(attempt.calculator.identity);
        }
    }

    /** The one way out: everything the job holds is released here. */
    void finish(
            Job job,
            Status status,
            @Nullable RawJson result,
            @Nullable String reason,
            long nowNanos,
            Output<DispatcherEvent> out) {
        leaveState(job);
        Attempt running = job.current;
        if (running != null) {
            end(running, AttemptEnd.GIVEN_UP, null, reason, nowNanos, out);
            out.send(running.calculator.endpoint, new CancelAttempt(job.trace, running.id));
        }
        placement.release(job);
        timers.cancel(job.timers.deadline);
        timers.cancel(job.timers.accepted);
        jobs.enter(job, JobState.FINISHED);
        jobs.remove(job);
        Finished finished = new Finished(
                job.trace, identity, job.id, status, result, reason, job.attemptsBegun, job.lastCalculator);
        answers.give(job.client, finished, job.deadlineNanos, nowNanos);
        out.tell(new DispatcherEvent.JobFinished(
                job.id,
                job.client,
                job.function,
                status,
                reason,
                job.attemptsBegun,
                job.lastCalculator,
                nowNanos - job.acceptedNanos));
        out.send(job.clientEndpoint, finished);
    }

    private void retryOrFinish(
            Job job, Status status, @Nullable String reason, long nowNanos, Output<DispatcherEvent> out) {
        if (job.attemptsBegun >= job.attemptsMax) {
            finish(job, status, null, reason, nowNanos, out);
            return;
        }
        job.alone = job.diedUnderIt().size() >= DEATHS_TO_RUN_ALONE;
        jobs.enter(job, JobState.DELAYED);
        long delay = retry.delayNanos(job.attemptsBegun, job.deadlineNanos - nowNanos);
        waitFor(job, Timer.Kind.BACKOFF, nowNanos + delay);
        out.tell(new DispatcherEvent.JobDelayed(job.id, delay));
    }

    /** The attempt is no longer the one that its job waits for; its slot stays taken until the calculator says so. */
    private void end(
            Attempt attempt,
            AttemptEnd why,
            @Nullable Status status,
            @Nullable String reason,
            long nowNanos,
            Output<DispatcherEvent> out) {
        Job job = attempt.job;
        attempts.cancelTimers(attempt);
        shedding.onEnd(attempt, why, status, nowNanos);
        job.current = null;
        if (why != AttemptEnd.REFUSED) {
            job.lastCalculator = attempt.calculator.identity;
            job.avoid = job.lastCalculator;
        }
        job.lastEnd = why;
        job.lastReason = reason;
        placement.release(job);
        out.tell(new DispatcherEvent.AttemptEnded(
                attempt.id, attempt.calculator.identity, why, status, reason, nowNanos - attempt.beganNanos));
    }

    private void leaveState(Job job) {
        cancelStateTimer(job);
        if (job.state == JobState.READY) {
            placement.remove(job);
        }
    }

    private void waitFor(Job job, Timer.Kind kind, long untilNanos) {
        cancelStateTimer(job);
        job.timers.state = timers.arm(new Timer.OfJob(kind, job), untilNanos);
    }

    private void cancelStateTimer(Job job) {
        timers.cancel(job.timers.state);
        job.timers.state = null;
    }
}
