package io.spoor.client.core;

import io.spoor.client.core.ClientEvent.CancelAsked;
import io.spoor.client.core.ClientEvent.DispatcherMet;
import io.spoor.client.core.ClientEvent.DispatcherMoved;
import io.spoor.client.core.ClientEvent.DispatcherSilent;
import io.spoor.client.core.ClientEvent.DuplicateAnswer;
import io.spoor.client.core.ClientEvent.JobAccepted;
import io.spoor.client.core.ClientEvent.JobAskedAgain;
import io.spoor.client.core.ClientEvent.JobEnded;
import io.spoor.client.core.ClientEvent.JobLost;
import io.spoor.client.core.ClientEvent.JobRefused;
import io.spoor.client.core.ClientEvent.JobSubmitted;
import io.spoor.client.core.ClientEvent.LateAnswer;
import io.spoor.client.core.ClientEvent.StrayMessage;
import io.spoor.client.core.ClientEvent.Why;
import io.spoor.client.core.OpenJob.Purpose;
import io.spoor.client.core.OpenJob.State;
import io.spoor.client.core.OpenJob.Timer;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.JobId;
import io.spoor.protocol.Message;
import io.spoor.protocol.Message.Accepted;
import io.spoor.protocol.Message.Finished;
import io.spoor.protocol.Message.PollAck;
import io.spoor.protocol.Message.Refused;
import io.spoor.protocol.Status;
import io.spoor.protocol.node.DeadlineQueue;
import io.spoor.protocol.node.Node;
import io.spoor.protocol.node.Output;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of the protocol: submits jobs, asks again until each is accepted, polls until it is finished, and ends
 * by itself what nobody answers. Every submitted job ends exactly once, never later than its deadline plus
 * {@link ClientSettings#resendMaxNanos}. The life of a job is drawn at {@link OpenJob}.
 */
public final class ClientCore implements Node<ClientEvent> {
    static final long NANOS_PER_MS = 1_000_000;

    /** Bounded work in one turn: the rest is done after the next reads. */
    private static final int TIMERS_PER_TURN = 256;

    private static final int POLLS_PER_TURN = 10;

    private final ClientSettings settings;
    private final Map<JobId, OpenJob> inFlight = new LinkedHashMap<>();
    private final Map<JobId, OpenJob> backlog = new LinkedHashMap<>();
    private final DeadlineQueue<Timer> timers = new DeadlineQueue<>();
    private final Asker asker;
    private final EndedJobs ended;
    private @Nullable String life;

    /**
     * A client that has nothing to do yet.
     *
     * @param identity this process life: name and random suffix
     * @param dispatcher where the dispatcher is asked at first
     */
    public ClientCore(String identity, ClientSettings settings, Endpoint dispatcher, RandomGenerator random) {
        this.settings = settings;
        this.asker = new Asker(identity, settings, dispatcher, random, timers);
        this.ended = new EndedJobs(settings.endedMax());
    }

    // Commands

    /**
     * Takes a job over. It is asked for at once while fewer than {@link ClientSettings#outstandingMax} are in flight,
     * else when one of them ends; if the backlog is full too, it ends at once with RESOURCE_EXHAUSTED.
     *
     * @throws IllegalArgumentException if a job of this id is open
     */
    public void submit(JobRequest request, long nowNanos, Output<ClientEvent> out) {
        if (find(request.jobId()) != null) {
            throw new IllegalArgumentException("submitted twice: " + request.jobId());
        }
        out.tell(new JobSubmitted(request.jobId(), request.trace(), request.function(), request.attempts()));
        OpenJob job = new OpenJob(request, nowNanos);
        if (inFlight.size() >= settings.outstandingMax() && backlog.size() >= settings.backlogMax()) {
            fail(job, Status.RESOURCE_EXHAUSTED, "the client's backlog is full", nowNanos, out);
            return;
        }
        backlog.put(job.jobId(), job);
        job.endTimer = timers.arm(new Timer(job, Purpose.DEADLINE), job.deadlineNanos);
        fillFlight(nowNanos, out);
    }

    /** Takes a job back: the dispatcher is asked to end it. Nothing happens to a job that is over. */
    public void cancel(JobId jobId, long nowNanos, Output<ClientEvent> out) {
        OpenJob job = find(jobId);
        if (job == null || job.state == State.CANCELLING) {
            return;
        }
        if (job.state == State.WAITING) {
            fail(job, Status.CANCELLED, "cancelled before it was asked for", nowNanos, out);
            return;
        }
        asker.stop(job);
        job.enter(State.CANCELLING);
        timers.cancel(job.endTimer);
        long endNanos = Math.min(nowNanos + settings.cancelNanos(), job.deadlineNanos + settings.resendMaxNanos());
        job.endTimer = timers.arm(new Timer(job, Purpose.GIVE_UP), endNanos);
        askToCancel(job, nowNanos, out);
    }

    /**
     * The dispatcher's name has been resolved (again). If the address is another one, every open question is asked again
     * there.
     */
    public void onDispatcherResolved(Endpoint address, long nowNanos, Output<ClientEvent> out) {
        if (!asker.asksAt(address)) {
            out.tell(new DispatcherMoved(address));
            asker.moveTo(address, inFlight.values(), nowNanos);
        }
    }

    // Queries

    /** Jobs that have been submitted and have not ended, in flight or waiting. */
    public int outstanding() {
        return inFlight.size() + backlog.size();
    }

    /** Jobs that the dispatcher has been asked for and that have not ended; at most outstandingMax. */
    public int inFlight() {
        return inFlight.size();
    }

    /** The life of the dispatcher that was heard last; null: none yet. */
    public @Nullable String dispatcherLife() {
        return life;
    }

    @Override
    public long nextDeadlineNanos() {
        return Math.min(timers.nextDeadlineNanos(), asker.nextDeadlineNanos());
    }

    // Messages

    @Override
    public void onMessage(Endpoint from, Message message, long nowNanos, Output<ClientEvent> out) {
        switch (message.type()) {
            case ACCEPTED -> onAccepted((Accepted) message, nowNanos, out);
            case FINISHED -> onFinished((Finished) message, nowNanos, out);
            case REFUSED -> onRefused((Refused) message, nowNanos, out);
            case POLL_ACK -> onPollAck((PollAck) message, nowNanos, out);
            case SUBMIT,
                    POLL,
                    CANCEL,
                    ASSIGN,
                    STARTED,
                    COMPLETED,
                    ASSIGN_REFUSED,
                    CANCEL_ATTEMPT,
                    FETCH,
                    HEARTBEAT,
                    HEARTBEAT_ACK -> out.tell(new StrayMessage(message.type()));
        }
        fillFlight(nowNanos, out);
    }

    private void onAccepted(Accepted message, long nowNanos, Output<ClientEvent> out) {
        OpenJob job = inFlight.get(message.jobId());
        if (job == null) {
            strayUnlessEnded(message.jobId(), message, out);
            return;
        }
        heard(message.dispatcher(), out);
        boolean asking = job.state == State.ASKING || job.state == State.REFUSED;
        if (!asking) {
            return;
        }
        asker.answered(job, nowNanos);
        out.tell(new JobAccepted(job.jobId(), job.trace(), message.dispatcher()));
        if (job.isOfOneAttempt() && job.named == null) {
            job.named = message.dispatcher();
            job.enter(State.ASKING);
            askAgain(job, Why.CONFIRMATION, nowNanos, out);
            return;
        }
        if (!job.isOfOneAttempt()) {
            job.named = message.dispatcher();
        }
        job.enter(State.ACCEPTED);
        asker.keep(job, nowNanos);
    }

    private void onFinished(Finished message, long nowNanos, Output<ClientEvent> out) {
        OpenJob job = inFlight.get(message.jobId());
        if (job == null) {
            onSecondAnswer(message, out);
            return;
        }
        heard(message.dispatcher(), out);
        asker.answered(job, nowNanos);
        ended.answered(message);
        Outcome outcome = Outcome.of(message, nowNanos - job.submittedNanos);
        end(job, outcome, message.dispatcher(), out);
    }

    private void onSecondAnswer(Finished message, Output<ClientEvent> out) {
        EndedJobs.Answer answer = ended.classify(message);
        if (answer == null) {
            out.tell(new StrayMessage(message.type()));
            return;
        }
        heard(message.dispatcher(), out);
        switch (answer) {
            case SAME -> out.tell(new DuplicateAnswer(message.jobId(), message.trace(), false));
            case DIFFERENT -> out.tell(new DuplicateAnswer(message.jobId(), message.trace(), true));
            case LATE -> out.tell(new LateAnswer(message.jobId(), message.trace(), message.status()));
        }
    }

    private void onRefused(Refused message, long nowNanos, Output<ClientEvent> out) {
        OpenJob job = inFlight.get(message.jobId());
        if (job == null) {
            strayUnlessEnded(message.jobId(), message, out);
            return;
        }
        heard(message.dispatcher(), out);
        if (job.state != State.ASKING) {
            return; // Accepted since: the refusal is a late copy, and if it is not, the next poll shows it.
        }
        asker.answered(job, nowNanos);
        job.enter(State.REFUSED);
        job.refusal = message;
        asker.waitAbout(job, message.retryAfterMs(), nowNanos);
        out.tell(new JobRefused(
                job.jobId(),
                job.trace(),
                message.dispatcher(),
                message.status(),
                message.reason(),
                message.retryAfterMs()));
    }

    private void onPollAck(PollAck message, long nowNanos, Output<ClientEvent> out) {
        heard(message.dispatcher(), out);
        for (JobId jobId : message.unknown()) {
            OpenJob job = inFlight.get(jobId);
            if (job == null) {
                continue;
            }
            if (asker.isLatestPoll(jobId, message.number())) {
                onLost(job, message.dispatcher(), nowNanos, out);
            } else if (asker.isLatestOverduePoll(jobId, message.number())) {
                fail(job, Status.DEADLINE_EXCEEDED, "over before a dispatcher finished it", nowNanos, out);
            }
        }
    }

    private void onLost(OpenJob job, String by, long nowNanos, Output<ClientEvent> out) {
        if (!job.isInTime(nowNanos)) {
            return; // Its deadline is about to be noticed.
        }
        out.tell(new JobLost(job.jobId(), job.trace(), by));
        asker.stop(job);
        job.enter(State.ASKING);
        askAgain(job, Why.UNKNOWN_TO_DISPATCHER, nowNanos, out);
    }

    private void strayUnlessEnded(JobId jobId, Message message, Output<ClientEvent> out) {
        if (!ended.contains(jobId)) {
            out.tell(new StrayMessage(message.type()));
        }
    }

    private void heard(String by, Output<ClientEvent> out) {
        asker.heard();
        if (!by.equals(life)) {
            life = by;
            out.tell(new DispatcherMet(by));
        }
    }

    // Time

    @Override
    public void onDeadline(long nowNanos, Output<ClientEvent> out) {
        for (int i = 0; i < TIMERS_PER_TURN; i++) {
            DeadlineQueue.Entry<Timer> due = timers.pollExpired(nowNanos);
            if (due == null) {
                break;
            }
            onTimer(due.key(), nowNanos, out);
        }
        asker.pollDue(POLLS_PER_TURN, nowNanos, out);
        if (asker.isSilenceOver(nowNanos)) {
            out.tell(new DispatcherSilent(settings.silentNanos()));
        }
        fillFlight(nowNanos, out);
    }

    private void onTimer(Timer timer, long nowNanos, Output<ClientEvent> out) {
        switch (timer.purpose()) {
            case ASK -> onAskDue(timer.job(), nowNanos, out);
            case DEADLINE -> onJobDeadline(timer.job(), nowNanos, out);
            case GIVE_UP -> giveUp(timer.job(), nowNanos, out);
        }
    }

    private void onAskDue(OpenJob job, long nowNanos, Output<ClientEvent> out) {
        switch (job.state) {
            case ASKING -> askAgain(job, Why.NO_ANSWER, nowNanos, out);
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
                fail(job, Status.DEADLINE_EXCEEDED, "waited in the client for jobs in flight", nowNanos, out);
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
                ? Outcome.unanswered(Status.CANCELLED, "no answer to the cancel; it may have run", elapsedNanos)
                : Outcome.unanswered(Status.DEADLINE_EXCEEDED, "no answer from the dispatcher", elapsedNanos);
        ended.givenUp(job.jobId());
        end(job, outcome, null, out);
    }

    // Asking

    /** Jobs come into flight in the order of their submits, as far as there is room. */
    private void fillFlight(long nowNanos, Output<ClientEvent> out) {
        while (inFlight.size() < settings.outstandingMax() && !backlog.isEmpty()) {
            Iterator<OpenJob> first = backlog.values().iterator();
            OpenJob job = first.next();
            if (!job.isInTime(nowNanos)) {
                return; // Its deadline is due and comes first.
            }
            first.remove();
            inFlight.put(job.jobId(), job);
            job.enter(State.ASKING);
            asker.submit(job, nowNanos, out);
        }
    }

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
        out.tell(new JobEnded(job.jobId(), job.trace(), outcome, by));
    }

    private @Nullable OpenJob find(JobId jobId) {
        OpenJob job = inFlight.get(jobId);
        return job == null ? backlog.get(jobId) : job;
    }
}
