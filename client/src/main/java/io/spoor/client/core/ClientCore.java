package io.spoor.client.core;

import io.spoor.client.core.ClientEvent.DispatcherMet;
import io.spoor.client.core.ClientEvent.DispatcherMoved;
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
    private final DeadlineQueue<Timer> timers = new DeadlineQueue<>();
    private final Asker asker;
    private final EndedJobs ended;
    private final JobLife jobs;
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
        this.jobs = new JobLife(settings, timers, asker, ended);
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
     * The dispatcher's name has been resolved (again). If the address is another one, every open question is asked again
     * there.
     */
    public void onDispatcherResolved(Endpoint address, long nowNanos, Output<ClientEvent> out) {
        if (!asker.asksAt(address)) {
            out.tell(new DispatcherMoved(address));
            asker.moveTo(address, jobs.inFlight(), nowNanos);
        }
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
        jobs.fillFlight(nowNanos, out);
    }

    private void onAccepted(Accepted message, long nowNanos, Output<ClientEvent> out) {
        OpenJob job = jobs.findInFlight(message.jobId());
        if (job == null) {
            strayUnlessEnded(message.jobId(), message, out);
            return;
        }
        heard(message.dispatcher(), out);
        jobs.onAccepted(job, message, nowNanos, out);
    }

    private void onRefused(Refused message, long nowNanos, Output<ClientEvent> out) {
        OpenJob job = jobs.findInFlight(message.jobId());
        if (job == null) {
            strayUnlessEnded(message.jobId(), message, out);
            return;
        }
        heard(message.dispatcher(), out);
        jobs.onRefused(job, message, nowNanos, out);
    }

    private void onFinished(Finished message, long nowNanos, Output<ClientEvent> out) {
        OpenJob job = jobs.findInFlight(message.jobId());
        if (job == null) {
            onSecondAnswer(message, out);
            return;
        }
        heard(message.dispatcher(), out);
        jobs.onFinished(job, message, nowNanos, out);
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

    private void onPollAck(PollAck message, long nowNanos, Output<ClientEvent> out) {
        heard(message.dispatcher(), out);
        for (JobId jobId : message.unknown()) {
            OpenJob job = jobs.findInFlight(jobId);
            if (job != null) {
                jobs.onUnknown(job, message.number(), message.dispatcher(), nowNanos, out);
            }
        }
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
            jobs.onTimer(due.key(), nowNanos, out);
        }
        asker.pollDue(POLLS_PER_TURN, nowNanos, out);
        if (asker.isSilenceOver(nowNanos)) {
            out.tell(new DispatcherSilent(settings.silentNanos()));
        }
        jobs.fillFlight(nowNanos, out);
    }
}
