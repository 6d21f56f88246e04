package io.spoor.dispatcher.core;

import io.spoor.protocol.Endpoint;
import io.spoor.protocol.JobId;
import io.spoor.protocol.Message;
import io.spoor.protocol.Message.Accepted;
import io.spoor.protocol.Message.Cancel;
import io.spoor.protocol.Message.Completed;
import io.spoor.protocol.Message.Finished;
import io.spoor.protocol.Message.Poll;
import io.spoor.protocol.Message.PollAck;
import io.spoor.protocol.Message.Refused;
import io.spoor.protocol.Message.Submit;
import io.spoor.protocol.Status;
import io.spoor.protocol.TraceContext;
import io.spoor.protocol.node.DeadlineQueue;
import io.spoor.protocol.node.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What clients ask: submit, poll, cancel. The same question gets the same reply. */
final class ClientDesk {
    private static final String CANCELLED = "cancelled by the client";
    /**
     * For each job that a poll names, so many bytes of answers are sent again, and at least one answer; the others are for
     * the next poll. Else a poll in another's name brings him thirty times its size, again and again.
     */
    private static final int REPEATED_BYTES_PER_JOB = 300;

    /**
     * Calculators name what they run with every heartbeat, and what they have sent to a dispatcher that does not answer
     * them soon after it has fallen silent, about when its clients leave it: one heartbeat may still be lost.
     */
    private static final int TAKE_OVER_HEARTBEATS = 2;

    private final String identity;
    private final DispatcherSettings settings;
    private final Jobs jobs;
    private final Answers answers;
    private final Strangers strangers;
    private final LoadShedding shedding;
    private final JobLife life;
    private final DeadlineQueue<Timer> timers;
    private final RetryAfter retryAfter;
    private long adoptionEndsNanos;
    private boolean draining;

    ClientDesk(
            String identity,
            DispatcherSettings settings,
            Jobs jobs,
            Answers answers,
            Strangers strangers,
            LoadShedding shedding,
            JobLife life,
            DeadlineQueue<Timer> timers) {
        this.identity = identity;
        this.settings = settings;
        this.jobs = jobs;
        this.answers = answers;
        this.strangers = strangers;
        this.shedding = shedding;
        this.life = life;
        this.timers = timers;
        this.retryAfter = new RetryAfter(settings.retryAfterNanos());
    }

    /** This life begins: for a while, jobs that were asked before may be running already. */
    void start(long nowNanos) {
        adoptionEndsNanos = nowNanos + settings.adoptionNanos();
    }

    /** Takes no new jobs from now on. */
    void drain() {
        draining = true;
    }

    void onSubmit(Endpoint from, Submit submit, long nowNanos, Output<DispatcherEvent> out) {
        if (repeatAnswer(from, submit.jobId(), submit.client(), submit, nowNanos, out)) {
            return;
        }
        Job job = jobs.get(submit.jobId());
        if (job != null) {
            onAskedAgain(job, from, submit, nowNanos, out);
            return;
        }
        String refusal = refusal(submit.client(), nowNanos);
        String tooLate = refusal == null ? shedding.refusal(submit) : null;
        if (refusal != null) {
            refuse(from, submit, refusal, retryAfterNanos(submit, nowNanos), out);
        } else if (tooLate != null) {
            refuse(from, submit, tooLate, shedding.retryAfterNanos(submit, nowNanos), out);
        } else {
            accept(from, submit, nowNanos, out);
        }
    }

    void onPoll(Endpoint from, Poll poll, long nowNanos, Output<DispatcherEvent> out) {
        List<JobId> unknown = new ArrayList<>();
        int leftBytes = REPEATED_BYTES_PER_JOB * poll.jobIds().size();
        for (JobId jobId : poll.jobIds()) {
            Job job = jobs.get(jobId);
            if (job != null && job.client.equals(poll.client())) {
                if (poll.number() >= job.pollNumber) {
                    job.pollNumber = poll.number();
                    job.clientEndpoint = from;
                }
                continue;
            }
            Answers.Answer answer = answers.given(jobId, nowNanos);
            if (answer == null) {
                unknown.add(jobId);
            } else if (leftBytes > 0) {
                leftBytes -= answer.packetBytes();
                repeatAnswer(from, jobId, poll.client(), poll, nowNanos, out);
            }
        }
        out.send(from, new PollAck(TraceContext.NONE, identity, poll.number(), unknown));
    }

    /** A cancel that overtakes its submit is remembered as the reply, else the job would run after its cancel. */
    void onCancel(Endpoint from, Cancel cancel, long nowNanos, Output<DispatcherEvent> out) {
        if (repeatAnswer(from, cancel.jobId(), cancel.client(), cancel, nowNanos, out)) {
            return;
        }
        Job job = jobs.get(cancel.jobId());
        if (job == null) {
            cancelUnknown(from, cancel, nowNanos, out);
        } else if (job.client.equals(cancel.client())) {
            job.clientEndpoint = from;
            life.finish(job, Status.CANCELLED, null, CANCELLED, nowNanos, out);
        } else {
            turnAway(from, cancel, cancel.jobId(), out);
        }
    }

    /** Not remembered while there is no room: then its submit, should it still be under way, is refused anyway. */
    private void cancelUnknown(Endpoint from, Cancel cancel, long nowNanos, Output<DispatcherEvent> out) {
        Finished finished = finished(cancel, cancel.jobId(), Status.CANCELLED, CANCELLED);
        if (!answers.isFull(nowNanos)) {
            answers.give(cancel.client(), finished, Long.MAX_VALUE, nowNanos);
        }
        out.send(from, finished);
    }

    /** No quick answer has overtaken it: tells the client that its job is here. */
    void onAcceptedDue(Job job, Output<DispatcherEvent> out) {
        job.timers.accepted = null;
        sendAccepted(job, out);
    }

    private void accept(Endpoint from, Submit submit, long nowNanos, Output<DispatcherEvent> out) {
        long timeoutNanos = TimeUnit.MILLISECONDS.toNanos(submit.timeoutMs());
        int attempts = submit.attempts() == 0 ? settings.attempts() : submit.attempts();
        Job job = new Job(submit, from, attempts, nowNanos + timeoutNanos, nowNanos);
        jobs.add(job);
        life.armDeadline(job, job.deadlineNanos);
        out.tell(new DispatcherEvent.JobAccepted(
                job.id, job.client, from, job.function, job.trace, submit.ask(), timeoutNanos));
        if (!takeOver(job, nowNanos, out)) {
            begin(job, submit, nowNanos, out);
        }
    }

    /** What a calculator runs, or has completed, of a job that an earlier life gave it. */
    private boolean takeOver(Job job, long nowNanos, Output<DispatcherEvent> out) {
        Completed unclaimed = answers.unclaimed(job.id, nowNanos);
        if (unclaimed != null) {
            life.onLateResult(job, unclaimed, nowNanos, out);
            return true;
        }
        Strangers.Stranger running = strangers.take(job.id);
        if (running == null) {
            return false;
        }
        life.adopt(job, running.attempt(), running.calculator(), nowNanos, out);
        armAccepted(job, nowNanos);
        return true;
    }

    private void begin(Job job, Submit submit, long nowNanos, Output<DispatcherEvent> out) {
        if (job.atMostOnce && submit.dispatcher() == null) {
            life.confirm(job, nowNanos);
            sendAccepted(job, out);
            return;
        }
        job.mayHaveRun = job.atMostOnce;
        long adoptionNanos = adoptionEndsNanos(submit, nowNanos);
        if (nowNanos < adoptionNanos) {
            life.awaitAdoption(job, adoptionNanos);
            armAccepted(job, nowNanos);
        } else if (job.mayHaveRun) {
            life.finish(job, Status.UNAVAILABLE, null, JobLife.MAY_HAVE_RUN, nowNanos, out);
        } else {
            life.ready(job, nowNanos, out);
            armAccepted(job, nowNanos);
        }
    }

    /**
     * Until when the job waits for a calculator that tells of it, because another life may have begun it: as long as this
     * life is new, and if the client names another, which it has left, for some heartbeats in any case. Not after now: it
     * does not wait.
     */
    private long adoptionEndsNanos(Submit submit, long nowNanos) {
        String before = submit.dispatcher();
        if (submit.ask() == 1 || identity.equals(before)) {
            return nowNanos;
        }
        if (before == null || nowNanos < adoptionEndsNanos) {
            return adoptionEndsNanos;
        }
        return nowNanos + TAKE_OVER_HEARTBEATS * settings.heartbeatNanos();
    }

    private void onAskedAgain(Job job, Endpoint from, Submit submit, long nowNanos, Output<DispatcherEvent> out) {
        if (!job.client.equals(submit.client())) {
            turnAway(from, submit, submit.jobId(), out);
            return;
        }
        out.tell(new DispatcherEvent.JobAskedAgain(job.id, submit.ask(), false));
        if (submit.ask() >= job.ask) {
            job.ask = submit.ask();
            job.clientEndpoint = from;
        }
        bringForward(job, nowNanos + TimeUnit.MILLISECONDS.toNanos(submit.timeoutMs()));
        if (job.state == JobState.CONFIRMING && submit.dispatcher() != null) {
            onConfirmed(job, submit, nowNanos, out);
            return;
        }
        if (job.state == JobState.CONFIRMING) {
            life.confirm(job, nowNanos);
        }
        if (job.acceptedSent && job.timers.accepted == null) {
            sendAccepted(job, out);
        }
    }

    /** The client names who accepted its job: this life, so that it may run; or another, so that it may have run. */
    private void onConfirmed(Job job, Submit submit, long nowNanos, Output<DispatcherEvent> out) {
        if (identity.equals(submit.dispatcher())) {
            life.ready(job, nowNanos, out);
            armAccepted(job, nowNanos);
        } else {
            begin(job, submit, nowNanos, out);
        }
    }

    /** The deadline is the earliest that any asking implies: a packet that travelled long implies a later one. */
    private void bringForward(Job job, long deadlineNanos) {
        if (deadlineNanos < job.deadlineNanos) {
            job.deadlineNanos = deadlineNanos;
            life.armDeadline(job, deadlineNanos);
        }
    }

    private @Nullable String refusal(String client, long nowNanos) {
        if (draining) {
            return "the dispatcher is draining";
        }
        if (isQueueFull()) {
            return "the queue is full: " + settings.queueMax() + " jobs wait";
        }
        if (jobs.ofClient(client) >= settings.jobsPerClientMax()) {
            return "the client has " + settings.jobsPerClientMax() + " open jobs already";
        }
        return answers.isFull(nowNanos) ? "the memory for answers is full" : null;
    }

    private boolean isQueueFull() {
        return jobs.waiting() >= settings.queueMax();
    }

    private void refuse(
            Endpoint from, Submit submit, String reason, long retryAfterNanos, Output<DispatcherEvent> out) {
        Status status = draining ? Status.UNAVAILABLE : Status.RESOURCE_EXHAUSTED;
        long retryAfterMs = TimeUnit.NANOSECONDS.toMillis(retryAfterNanos);
        out.tell(new DispatcherEvent.JobRefused(submit.jobId(), submit.client(), submit.trace(), status, reason));
        out.send(from, new Refused(submit.trace(), identity, submit.jobId(), status, reason, retryAfterMs));
    }

    /** Of a full queue, how it moves says when to come back; of the other bounds nothing is known but that one asks less. */
    private long retryAfterNanos(Submit submit, long nowNanos) {
        if (draining || !isQueueFull()) {
            return settings.retryAfterNanos();
        }
        return retryAfter.nextNanos(jobs.ended(), TimeUnit.MILLISECONDS.toNanos(submit.timeoutMs()), nowNanos);
    }

    private boolean repeatAnswer(
            Endpoint from, JobId jobId, String client, Message question, long nowNanos, Output<DispatcherEvent> out) {
        Answers.Answer answer = answers.given(jobId, nowNanos);
        if (answer == null) {
            return false;
        }
        if (!answer.client().equals(client)) {
            turnAway(from, question, jobId, out);
        } else {
            int ask = question instanceof Submit submit ? submit.ask() : 0;
            out.tell(new DispatcherEvent.JobAskedAgain(jobId, ask, true));
            out.send(from, answer.finished());
        }
        return true;
    }

    /** The jobId is another client's. Not remembered: it is no outcome of that job. */
    private void turnAway(Endpoint from, Message question, JobId jobId, Output<DispatcherEvent> out) {
        out.tell(new DispatcherEvent.MessageIgnored(from, question.type(), DispatcherEvent.Ignored.OTHER_CLIENT));
        out.send(from, finished(question, jobId, Status.INVALID_ARGUMENT, "the jobId belongs to another client"));
    }

    private Finished finished(Message question, JobId jobId, Status status, String reason) {
        return new Finished(question.trace(), identity, jobId, status, null, reason, 0, null);
    }

    private void armAccepted(Job job, long nowNanos) {
        if (job.isOpen() && job.timers.accepted == null) {
            job.timers.accepted =
                    timers.arm(new Timer.OfJob(Timer.Kind.ACCEPTED, job), nowNanos + settings.acceptedDelayNanos());
        }
    }

    private void sendAccepted(Job job, Output<DispatcherEvent> out) {
        job.acceptedSent = true;
        out.send(job.clientEndpoint, new Accepted(job.trace, identity, job.id, life.whyNotYet(job)));
    }
}
