package io.spoor.client.core;

import io.spoor.client.core.ClientEvent.CancelAsked;
import io.spoor.client.core.ClientEvent.JobAccepted;
import io.spoor.client.core.ClientEvent.JobAskedAgain;
import io.spoor.client.core.ClientEvent.JobEnded;
import io.spoor.client.core.ClientEvent.JobLost;
import io.spoor.client.core.ClientEvent.JobMoved;
import io.spoor.client.core.ClientEvent.JobRefused;
import io.spoor.client.core.ClientEvent.Why;
import io.spoor.client.core.OpenJob.Purpose;
import io.spoor.client.core.OpenJob.State;
import io.spoor.client.core.OpenJob.Timer;
import io.spoor.protocol.JobId;
import io.spoor.protocol.Message.Accepted;
import io.spoor.protocol.Message.Finished;
import io.spoor.protocol.Message.Refused;
import io.spoor.protocol.Status;
import io.spoor.protocol.node.DeadlineQueue;
import io.spoor.protocol.node.Output;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The open jobs, and every step of their lives as {@link OpenJob} draws them. At most
 * {@link ClientSettings#outstandingMax} are in flight; the others wait in the order of their submits.
 */
final class JobLife {
    private final ClientSettings settings;
    private final DeadlineQueue<Timer> timers;
    private final Asker asker;
    private final EndedJobs ended;
    private final Map<JobId, OpenJob> inFlight = new LinkedHashMap<>();
    private final Map<JobId, OpenJob> backlog = new LinkedHashMap<>();

    JobLife(ClientSettings settings, DeadlineQueue<Timer> timers, Asker asker, EndedJobs ended) {
        this.settings = settings;
        this.timers = timers;
        this.asker = asker;
        this.ended = ended;
    }

    /** The job if it has not ended, also one that waits. */
    @Nullable
    OpenJob find(JobId jobId) {
        OpenJob job = inFlight.get(jobId);
        return job == null ? backlog.get(jobId) : job;
    }

    /** The job if the dispatcher has been asked for it. */
    @Nullable
    OpenJob findInFlight(JobId jobId) {
        return inFlight.get(jobId);
    }

    Collection<OpenJob> inFlight() {
        return inFlight.values();
    }

    /** Any job in flight, the oldest; there must be one. */
    JobId oldestInFlight() {
        return inFlight.keySet().iterator().next();
    }

    int waiting() {
        return backlog.size();
    }

    // Beginning

    /** A new job; it waits until {@link #fillFlight} takes it along, or ends at once if too many wait. */
    void begin(JobRequest request, long nowNanos, Output<ClientEvent> out) {
        OpenJob job = new OpenJob(request, nowNanos);
        if (inFlight.size() >= settings.outstandingMax() && backlog.size() >= settings.backlogMax()) {
            fail(
                    job,
                    Status.RESOURCE_EXHAUSTED,
                    "the client has too many jobs: " + settings.outstandingMax() + " are open and "
                            + settings.backlogMax() + " wait to be submitted",
                    nowNanos,
                    out);
            return;
        }
        backlog.put(job.jobId(), job);
        job.endTimer = timers.arm(new Timer(job, Purpose.DEADLINE), job.deadlineNanos);
    }

    /** Jobs come into flight in the order of their submits, as far as there is room. */
    void fillFlight(long nowNanos, Output<ClientEvent> out) {
        while (inFlight.size() < settings.outstandingMax() && !backlog.isEmpty()) {
            Iterator<OpenJob> first = backlog.values().iterator();
            OpenJob job = first.next();
            if (!job.isInTime(nowNanos)) {
                return; // Its deadline is due and comes first.
            }
            first.remove();
            inFlight.put(job.jobId(), job);
            job.askAt(asker.dispatchers().choose(job.jobId()));
            job.enter(State.ASKING);
            asker.submit(job, nowNanos, out);
        }
    }

    // Answers

    void onAccepted(OpenJob job, Accepted message, long nowNanos, Output<ClientEvent> out) {
        if (job.state != State.ASKING && job.state != State.REFUSED) {
            return;
        }
        asker.answered(job, nowNanos);
        becomeAccepted(job, message.dispatcher(), message.reason(), nowNanos, out);
    }

    private void becomeAccepted(
            OpenJob job, String by, @Nullable String reason, long nowNanos, Output<ClientEvent> out) {
        job.refusals = 0;
        out.tell(new JobAccepted(job.jobId(), job.trace(), by, reason));
        if (job.isOfOneAttempt() && job.named == null) {
            job.named = by;
            job.enter(State.ASKING);
            askAgain(job, Why.CONFIRMATION, nowNanos, out);
            return;
        }
        if (!job.isOfOneAttempt()) {
            job.named = by;
        }
        job.enter(State.ACCEPTED);
        asker.keep(job, nowNanos);
    }

    void onRefused(OpenJob job, Refused message, long nowNanos, Output<ClientEvent> out) {
        if (job.state != State.ASKING) {
            return; // Accepted since: the refusal is a late copy, and if it is not, the next poll shows it.
        }
        asker.answered(job, nowNanos);
        job.enter(State.REFUSED);
        job.onRefused(message);
        asker.waitAfterRefusal(job, message.retryAfterMs(), nowNanos);
        out.tell(new JobRefused(
                job.jobId(),
                job.trace(),
                message.dispatcher(),
                message.status(),
                message.reason(),
                message.retryAfterMs()));
    }

    void onFinished(OpenJob job, Finished message, long nowNanos, Output<ClientEvent> out) {
        asker.answered(job, nowNanos);
        ended.answered(message);
        end(job, Outcome.of(message, nowNanos - job.submittedNanos), message.dispatcher(), out);
    }

    /** The dispatcher knows the job, as the answer to a poll of this number shows: it has been accepted. */
    void onKnown(OpenJob job, long pollNumber, String by, long nowNanos, Output<ClientEvent> out) {
        if (job.state == State.ASKING && asker.isKeepingPoll(job, pollNumber)) {
            becomeAccepted(job, by, null, nowNanos, out);
        }
    }

    /** The dispatcher does not know the job, in an answer to a poll of this number. */
    void onUnknown(OpenJob job, long pollNumber, String by, long nowNanos, Output<ClientEvent> out) {
        if (asker.isKeepingPoll(job, pollNumber)) {
            onLost(job, by, nowNanos, out);
        } else if (asker.isOverduePoll(job, pollNumber)) {
            fail(
                    job,
                    Status.DEADLINE_EXCEEDED,
                    "the dispatcher does not know the job any more, and its time is over",
                    nowNanos,
                    out);
        }
    }

    private void onLost(OpenJob job, String by, long nowNanos, Output<ClientEvent> out) {
        if (!job.isInTime(nowNanos)) {
            return; // Its deadline is about to be noticed.
        }
        if (job.state == State.ACCEPTED) {
            out.tell(new JobLost(job.jobId(), job.trace(), by));
        }
        asker.stop(job);
        job.enter(State.ASKING);
        askAgain(job, Why.UNKNOWN_TO_DISPATCHER, nowNanos, out);
    }

    // Another dispatcher

    /**
     * The jobs that this dispatcher is asked for go to the next in their order that is well. If none is, they stay, unless
     * the dispatcher is gone.
     *
     * @return how many have gone
     */
    int moveFrom(DispatcherPeer from, long nowNanos, Output<ClientEvent> out) {
        int moved = 0;
        for (OpenJob job : inFlight.values()) {
            if (job.at() == from) {
                DispatcherPeer to = asker.dispatchers().choose(job.jobId());
                if (to.isWell() || !asker.dispatchers().contains(from)) {
                    move(job, to, moved, nowNanos, out);
                    moved++;
                }
            }
        }
        return moved;
    }

    private void move(OpenJob job, DispatcherPeer to, int place, long nowNanos, Output<ClientEvent> out) {
        DispatcherPeer from = job.at();
        out.tell(new JobMoved(job.jobId(), job.trace(), from.life(), from.address(), to.address()));
        asker.stop(job);
        job.moveTo(to);
        switch (job.state) {
            case ASKING, REFUSED, ACCEPTED -> {
                job.enter(State.ASKING);
                asker.askMoved(job, place, nowNanos);
            }
            case CANCELLING -> {
                job.enter(State.CANCELLING);
                asker.askMoved(job, place, nowNanos);
            }
            case OVERDUE -> asker.pollOverdue(job, nowNanos);
            case WAITING -> throw new IllegalStateException("asks nobody: " + job.state);
        }
    }

    // The owner's will

    void cancel(OpenJob job, long nowNanos, Output<ClientEvent> out) {
        if (job.state == State.CANCELLING) {
            return;
        }
        if (job.state == State.WAITING) {
            fail(job, Status.CANCELLED, "cancelled before it was submitted", nowNanos, out);
            return;
        }
        asker.stop(job);
        job.enter(State.CANCELLING);
        timers.cancel(job.endTimer);
        long endNanos = Math.min(nowNanos + settings.cancelNanos(), job.deadlineNanos + settings.resendMaxNanos());
        job.endTimer = timers.arm(new Timer(job, Purpose.GIVE_UP), endNanos);
        askToCancel(job, nowNanos, out);
    }

    // Time

    /** {@code lateNanos}: how long after it was due. */
    void onTimer(Timer timer, long lateNanos, long nowNanos, Output<ClientEvent> out) {
        switch (timer.purpose()) {
            case ASK -> onAskDue(timer.job(), lateNanos, nowNanos, out);
            case DEADLINE -> onJobDeadline(timer.job(), nowNanos, out);
            case GIVE_UP -> giveUp(timer.job(), nowNanos, out);
        }
    }

    private void onAskDue(OpenJob job, long lateNanos, long nowNanos, Output<ClientEvent> out) {
        boolean open = job.tries > 0 && (job.state == State.ASKING || job.state == State.CANCELLING);
        if (open && !asker.isTurnToAskAgain(job, lateNanos, nowNanos)) {
            return;
        }
        switch (job.state) {
            case ASKING -> askAgain(job, job.tries == 0 ? Why.MOVED : Why.NO_ANSWER, nowNanos, out);
            case REFUSED -> askAfterRefusal(job, nowNanos, out);
            case ACCEPTED -> askAgain(job, Why.KEEP, nowNanos, out);
            case CANCELLING -> askToCancel(job, nowNanos, out);
            case WAITING, OVERDUE -> throw new IllegalStateException("asks nothing: " + job.state);
        }
    }

    private void askAfterRefusal(OpenJob job, long nowNanos, Output<ClientEvent> out) {
        if (job.isInTime(nowNanos)) { // Else it stays refused, which is its outcome.
            job.enter(State.ASKING);
            askAgain(job, Why.AFTER_REFUSAL, nowNanos, out);
        }
    }

    private void onJobDeadline(OpenJob job, long nowNanos, Output<ClientEvent> out) {
        switch (job.state) {
            case WAITING ->
                fail(
                        job,
                        Status.DEADLINE_EXCEEDED,
                        "not submitted in time: the client had " + settings.outstandingMax() + " open jobs",
                        nowNanos,
                        out);
            case REFUSED -> failRefused(job, nowNanos, out);
            case ASKING, ACCEPTED -> {
                job.enter(State.OVERDUE);
                asker.pollOverdue(job, nowNanos);
                long endNanos = job.deadlineNanos + settings.resendMaxNanos();
                job.endTimer = timers.arm(new Timer(job, Purpose.GIVE_UP), endNanos);
            }
            case OVERDUE, CANCELLING -> throw new IllegalStateException("has no deadline: " + job.state);
        }
    }

    private void failRefused(OpenJob job, long nowNanos, Output<ClientEvent> out) {
        Refused refusal = job.refusal;
        if (refusal != null) {
            fail(job, refusal.status(), "refused until the deadline: " + refusal.reason(), nowNanos, out);
        }
    }

    private void giveUp(OpenJob job, long nowNanos, Output<ClientEvent> out) {
        long elapsedNanos = nowNanos - job.submittedNanos;
        Outcome outcome = job.state == State.CANCELLING
                ? Outcome.unanswered(
                        Status.CANCELLED,
                        "no answer to the cancel from the dispatcher at "
                                + job.at().address() + "; the job may have run",
                        elapsedNanos)
                : Outcome.unanswered(
                        Status.DEADLINE_EXCEEDED,
                        "no answer from the dispatcher at " + job.at().address() + "; the job may have run",
                        elapsedNanos);
        ended.givenUp(job.jobId());
        end(job, outcome, null, out);
    }

    // Asking

    private void askAgain(OpenJob job, Why why, long nowNanos, Output<ClientEvent> out) {
        if (job.isInTime(nowNanos)) {
            asker.submit(job, nowNanos, out);
            out.tell(new JobAskedAgain(job.jobId(), job.trace(), job.asks, why));
        }
    }

    private void askToCancel(OpenJob job, long nowNanos, Output<ClientEvent> out) {
        asker.cancel(job, nowNanos, out);
        out.tell(new CancelAsked(job.jobId(), job.trace(), job.tries));
    }

    // Ending

    private void fail(OpenJob job, Status status, String reason, long nowNanos, Output<ClientEvent> out) {
        ended.givenUp(job.jobId());
        end(job, Outcome.failed(status, reason, nowNanos - job.submittedNanos), null, out);
    }

    private void end(OpenJob job, Outcome outcome, @Nullable String by, Output<ClientEvent> out) {
        asker.stop(job);
        timers.cancel(job.endTimer);
        inFlight.remove(job.jobId());
        backlog.remove(job.jobId());
        if (inFlight.isEmpty()) {
            asker.rest();
        }
        out.tell(new JobEnded(job.jobId(), job.trace(), job.request.function(), outcome, by));
    }
}
