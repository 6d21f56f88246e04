package io.spoor.client.core;

import io.spoor.client.core.ClientEvent.DispatcherSilent;
import io.spoor.client.core.ClientEvent.DuplicateAnswer;
import io.spoor.client.core.ClientEvent.JobSubmitted;
import io.spoor.client.core.ClientEvent.LateAnswer;
import io.spoor.client.core.ClientEvent.StrayMessage;
import io.spoor.client.core.OpenJob.Timer;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.JobId;
import io.spoor.protocol.Message;
import io.spoor.protocol.Message.Accepted;
import io.spoor.protocol.Message.Finished;
import io.spoor.protocol.Message.PollAck;
import io.spoor.protocol.Message.Refused;
import io.spoor.protocol.node.DeadlineQueue;
import io.spoor.protocol.node.Node;
import io.spoor.protocol.node.Output;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The client's side of the protocol: submits jobs, asks again until each is accepted, polls until it is finished, and ends
 * by itself what nobody answers. Each job asks one of the dispatchers, and another when that one is silent. Every
 * submitted job ends exactly once, never later than its deadline plus {@link ClientSettings#resendMaxNanos}. The life of a
 * job is drawn at {@link OpenJob}.
 */
public final class ClientCore implements Node<ClientEvent> {
    static final long NANOS_PER_MS = 1_000_000;

    /** Bounded work in one turn: the rest is done after the next reads. */
    private static final int TIMERS_PER_TURN = 256;

    private static final int POLLS_PER_TURN = 10;

    private final ClientSettings settings;
    private final DeadlineQueue<Timer> timers = new DeadlineQueue<>();
    private final Asker asker;
    private final EndedJobs ended;
    private final JobLife jobs;
    private final Failover failover;

    /**
     * A client that has nothing to do yet.
     *
     * @param identity this process life: name and random suffix
     * @param dispatchers where the dispatchers are asked at first; at least one
     */
    public ClientCore(String identity, ClientSettings settings, List<Endpoint> dispatchers, RandomGenerator random) {
        this.settings = settings;
        this.asker = new Asker(identity, settings, dispatchers, random, timers);
        this.ended = new EndedJobs(settings.endedMax());
        this.jobs = new JobLife(settings, timers, asker, ended);
        this.failover = new Failover(settings, asker, jobs);
    }

    // Commands

    /**
     * Takes a job over. It is asked for at once while fewer than {@link ClientSettings#outstandingMax} are in flight,
     * else when one of them ends; if the backlog is full too, it ends at once with RESOURCE_EXHAUSTED.
     *
     * @throws IllegalArgumentException if a job of this id is open
     */
    public void submit(JobRequest request, long nowNanos, Output<ClientEvent> out) {
        if (jobs.find(request.jobId()) != null) {
            throw new IllegalArgumentException("submitted twice: " + request.jobId());
        }
        out.tell(new JobSubmitted(request.jobId(), request.trace(), request.function(), request.attempts()));
        jobs.begin(request, nowNanos, out);
        jobs.fillFlight(nowNanos, out);
    }

    /** Takes a job back: the dispatcher is asked to end it. Nothing happens to a job that is over. */
    public void cancel(JobId jobId, long nowNanos, Output<ClientEvent> out) {
        OpenJob job = jobs.find(jobId);
        if (job != null) {
            jobs.cancel(job, nowNanos, out);
        }
    }

    /**
     * The dispatchers' names have been resolved (again). Those that are new get new jobs; the jobs of those that are gone
     * go to others.
     *
     * @param addresses at least one
     */
    public void onDispatchersResolved(List<Endpoint> addresses, long nowNanos, Output<ClientEvent> out) {
        failover.onResolved(addresses, nowNanos, out);
    }

    // Queries

    /** Jobs that have been submitted and have not ended, in flight or waiting. */
    public int outstanding() {
        return jobs.inFlight().size() + jobs.waiting();
    }

    /** Jobs that the dispatcher has been asked for and that have not ended; at most outstandingMax. */
    public int inFlight() {
        return jobs.inFlight().size();
    }

    /** Where dispatchers are asked now. */
    public List<Endpoint> dispatchers() {
        return asker.dispatchers().all().stream().map(DispatcherPeer::address).toList();
    }

    @Override
    public long nextDeadlineNanos() {
        return Math.min(timers.nextDeadlineNanos(), Math.min(asker.nextDeadlineNanos(), failover.nextDeadlineNanos()));
    }

    // Messages

    @Override
    public void onMessage(Endpoint from, Message message, long nowNanos, Output<ClientEvent> out) {
        switch (message.type()) {
            case ACCEPTED -> onAccepted(from, (Accepted) message, nowNanos, out);
            case FINISHED -> onFinished(from, (Finished) message, nowNanos, out);
            case REFUSED -> onRefused(from, (Refused) message, nowNanos, out);
            case POLL_ACK -> onPollAck(from, (PollAck) message, nowNanos, out);
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
        jobs.fillFlight(nowNanos, out);
    }

    private void onAccepted(Endpoint from, Accepted message, long nowNanos, Output<ClientEvent> out) {
        OpenJob job = jobs.findInFlight(message.jobId());
        if (job == null) {
            strayUnlessEnded(message.jobId(), message, out);
            return;
        }
        if (failover.heard(from, message.dispatcher(), job, nowNanos, out)) {
            jobs.onAccepted(job, message, nowNanos, out);
        }
    }

    private void onRefused(Endpoint from, Refused message, long nowNanos, Output<ClientEvent> out) {
        OpenJob job = jobs.findInFlight(message.jobId());
        if (job == null) {
            strayUnlessEnded(message.jobId(), message, out);
            return;
        }
        if (failover.heard(from, message.dispatcher(), job, nowNanos, out)) {
            jobs.onRefused(job, message, nowNanos, out);
        }
    }

    private void onFinished(Endpoint from, Finished message, long nowNanos, Output<ClientEvent> out) {
        OpenJob job = jobs.findInFlight(message.jobId());
        if (job == null) {
            onSecondAnswer(from, message, nowNanos, out);
            return;
        }
        failover.heard(from, message.dispatcher(), job, nowNanos, out);
        jobs.onFinished(job, message, nowNanos, out);
    }

    private void onSecondAnswer(Endpoint from, Finished message, long nowNanos, Output<ClientEvent> out) {
        EndedJobs.Answer answer = ended.classify(message);
        if (answer == null) {
            out.tell(new StrayMessage(message.type()));
            return;
        }
        failover.heard(from, message.dispatcher(), null, nowNanos, out);
        switch (answer) {
            case SAME -> out.tell(new DuplicateAnswer(message.jobId(), message.trace(), false));
            case DIFFERENT -> out.tell(new DuplicateAnswer(message.jobId(), message.trace(), true));
            case LATE -> out.tell(new LateAnswer(message.jobId(), message.trace(), message.status()));
        }
    }

    private void onPollAck(Endpoint from, PollAck message, long nowNanos, Output<ClientEvent> out) {
        failover.heard(from, message.dispatcher(), null, nowNanos, out);
        Set<JobId> unknown = Set.copyOf(message.unknown());
        for (JobId jobId : asker.answeredPoll(message.number(), nowNanos)) {
            OpenJob job = jobs.findInFlight(jobId);
            if (job != null && !unknown.contains(jobId)) {
                jobs.onKnown(job, message.number(), message.dispatcher(), nowNanos, out);
            }
        }
        for (JobId jobId : message.unknown()) {
            OpenJob job = jobs.findInFlight(jobId);
            if (job != null && failover.heard(from, message.dispatcher(), job, nowNanos, out)) {
                jobs.onUnknown(job, message.number(), message.dispatcher(), nowNanos, out);
            }
        }
    }

    private void strayUnlessEnded(JobId jobId, Message message, Output<ClientEvent> out) {
        if (!ended.contains(jobId)) {
            out.tell(new StrayMessage(message.type()));
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
            jobs.onTimer(due.key(), nowNanos - due.atNanos(), nowNanos, out);
        }
        asker.pollDue(POLLS_PER_TURN, nowNanos, out);
        failover.onDeadline(nowNanos, out);
        if (asker.isSilenceOver(nowNanos)) {
            out.tell(new DispatcherSilent(dispatchers(), settings.silentNanos()));
        }
        jobs.fillFlight(nowNanos, out);
    }
}
