package io.spoor.client.core;

import io.spoor.client.core.OpenJob.Purpose;
import io.spoor.client.core.OpenJob.State;
import io.spoor.client.core.OpenJob.Timer;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.JobId;
import io.spoor.protocol.Limits;
import io.spoor.protocol.Message;
import io.spoor.protocol.Message.Poll;
import io.spoor.protocol.TraceContext;
import io.spoor.protocol.node.Backoff;
import io.spoor.protocol.node.DeadlineQueue;
import io.spoor.protocol.node.Output;
import io.spoor.protocol.node.PeerPath;
import io.spoor.protocol.node.RoundTrip;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Asks the dispatcher of each job, and knows when next: submits and cancels back off from the measured round trip, polls go
 * round, and a silence of all dispatchers that lasts is noticed. Which question a job asks is the core's decision.
 */
final class Asker {
    /** Askings are due on such ticks, so that several leave in one packet. */
    static final long TICK_NANOS = 5 * ClientCore.NANOS_PER_MS;
    /** No open question rests longer than this, whatever the spread of the backoff draws. */
    private static final long INTERVAL_MAX_NANOS = Limits.ASK_INTERVAL_MAX_MS * ClientCore.NANOS_PER_MS - TICK_NANOS;
    /** Jobs that go to another dispatcher are asked there so many to a tick: its buffers are not for all of them at once. */
    private static final int MOVES_PER_TICK = 256;

    private final String identity;
    private final ClientSettings settings;
    private final RandomGenerator random;
    private final DeadlineQueue<Timer> timers;
    private final RoundTrip roundTrips;
    private final Dispatchers dispatchers;
    private final SilenceWatch silence;
    private long pollNumber;

    Asker(
            String identity,
            ClientSettings settings,
            List<Endpoint> dispatchers,
            RandomGenerator random,
            DeadlineQueue<Timer> timers) {
        this.identity = identity;
        this.settings = settings;
        this.random = random;
        this.timers = timers;
        Backoff backoff = new Backoff(settings.resendMinNanos(), settings.resendMaxNanos());
        this.roundTrips = new RoundTrip(settings.resendMinNanos(), settings.resendMaxNanos());
        this.dispatchers = new Dispatchers(
                dispatchers,
                address -> new DispatcherPeer(
                        address, identity, settings, new PeerPath(backoff, roundTrips), () -> ++pollNumber));
        this.silence = new SilenceWatch(settings.silentNanos());
    }

    Dispatchers dispatchers() {
        return dispatchers;
    }

    /** Submits the job, and again later unless something else is decided meanwhile. */
    void submit(OpenJob job, long nowNanos, Output<ClientEvent> out) {
        job.lastAskedNanos = nowNanos;
        send(job.at(), job.nextSubmit(identity, nowNanos), nowNanos, out);
        if (job.state == State.ACCEPTED) {
            armAsk(job, nowNanos + settings.pollNanos());
        } else if (isPolledFromNowOn(job, nowNanos)) {
            timers.cancel(job.askTimer);
            job.at().accepted.join(job.jobId(), nowNanos);
        } else {
            armAsk(job, nowNanos + backoffNanos(job));
        }
    }

    /**
     * Once its pauses are at their longest, or nothing has been heard for so long, the job is asked for by polls: the
     * dispatcher is not there, or has more to read than it can. A poll asks for many jobs in one packet, and its answer says
     * which of them are to be submitted: so jobs come to the dispatcher as fast as it answers. One attempt is begun by submits
     * only.
     */
    private boolean isPolledFromNowOn(OpenJob job, long nowNanos) {
        return !job.isOfOneAttempt()
                && (job.at().isQuiet(nowNanos) || job.at().path.isLongest(job.tries));
    }

    /**
     * The wait of its submit or cancel is over without an answer: whether it is sent again now. If not, it is looked at
     * again later, or polled for when it has rested for the longest interval: many of them need few packets.
     */
    boolean isTurnToAskAgain(OpenJob job, long lateNanos, long nowNanos) {
        long nextNanos = job.at().path.nextLookNanos(job.lastAskedNanos, lateNanos, nowNanos);
        long restedNanos = job.lastAskedNanos + INTERVAL_MAX_NANOS;
        if (nextNanos <= nowNanos) {
            return true;
        }
        if (nowNanos < restedNanos) {
            armAsk(job, Math.min(nextNanos, restedNanos));
            return false;
        }
        if (job.state == State.CANCELLING || job.isOfOneAttempt()) {
            return true;
        }
        timers.cancel(job.askTimer);
        job.at().accepted.joinDue(job.jobId(), nowNanos);
        return false;
    }

    /** Asks to cancel the job, and again later. */
    void cancel(OpenJob job, long nowNanos, Output<ClientEvent> out) {
        job.lastAskedNanos = nowNanos;
        send(job.at(), job.nextCancel(identity), nowNanos, out);
        armAsk(job, nowNanos + backoffNanos(job));
    }

    /** The refused job asks nothing for a while. */
    void waitAfterRefusal(OpenJob job, long retryAfterMs, long nowNanos) {
        long leftNanos = job.deadlineNanos - nowNanos;
        job.at().accepted.leave(job.jobId());
        armAsk(job, nowNanos + RefusalBackoff.waitNanos(retryAfterMs, job.refusals, leftNanos, random));
    }

    /** From now on the accepted job is kept: by polls, or if it has one attempt only, by asking as often. */
    void keep(OpenJob job, long nowNanos) {
        if (job.isOfOneAttempt()) {
            armAsk(job, nowNanos + settings.pollNanos());
        } else {
            timers.cancel(job.askTimer);
            job.at().accepted.join(job.jobId(), nowNanos);
        }
    }

    /** From now on only the answer is asked for, and more often. */
    void pollOverdue(OpenJob job, long nowNanos) {
        stop(job);
        job.at().overdue.join(job.jobId(), nowNanos);
    }

    /** Nothing more is asked about this job. */
    void stop(OpenJob job) {
        timers.cancel(job.askTimer);
        if (job.state != State.WAITING) {
            job.at().accepted.leave(job.jobId());
            job.at().overdue.leave(job.jobId());
        }
    }

    /**
     * An answer to the poll of this number has come; it measures the round trip.
     *
     * @return the jobs that the poll named; none if it was answered before, is too long ago, or was a probe
     */
    List<JobId> answeredPoll(long number, long nowNanos) {
        for (DispatcherPeer peer : dispatchers.all()) {
            SentPolls.Sent poll = peer.sentPolls.take(number);
            if (poll != null) {
                peer.path.answered(poll.sentNanos(), nowNanos);
                return poll.jobIds();
            }
        }
        return List.of();
    }

    /** Whether the poll of this number was about this job since it is polled for. */
    boolean isKeepingPoll(OpenJob job, long number) {
        return job.at().accepted.hasNamed(job.jobId(), number);
    }

    /** Whether the poll of this number was about this job when it was overdue already, and not submitted any more. */
    boolean isOverduePoll(OpenJob job, long number) {
        return job.at().overdue.hasNamed(job.jobId(), number);
    }

    /** Sends to each dispatcher at most so many polls that are due. */
    void pollDue(int most, long nowNanos, Output<ClientEvent> out) {
        for (DispatcherPeer peer : dispatchers.all()) {
            pollDue(peer, peer.accepted, most, nowNanos, out);
            pollDue(peer, peer.overdue, most, nowNanos, out);
        }
    }

    private void pollDue(DispatcherPeer peer, PollRound round, int most, long nowNanos, Output<ClientEvent> out) {
        for (int i = 0; i < most && round.nextDueNanos() <= nowNanos; i++) {
            Poll poll = round.next(nowNanos);
            peer.sentPolls.add(poll.number(), poll.jobIds(), nowNanos);
            send(peer, poll, nowNanos, out);
        }
    }

    /** A question that any dispatcher answers at once, whether it knows the job or not. Belongs to no round. */
    void probe(DispatcherPeer peer, JobId jobId, long nowNanos, Output<ClientEvent> out) {
        send(peer, new Poll(TraceContext.NONE, identity, ++pollNumber, List.of(jobId)), nowNanos, out);
    }

    /** The job asks its new dispatcher soon: as one of many that move, the {@code place}-th from 0. */
    void askMoved(OpenJob job, int place, long nowNanos) {
        armAsk(job, nowNanos + place / MOVES_PER_TICK * TICK_NANOS);
    }

    /** An answer to this job has come; only that to a question asked once measures the round trip (Karn). */
    void answered(OpenJob job, long nowNanos) {
        if (job.state == State.ASKING && job.asks == 1) {
            job.at().path.answered(job.lastAskedNanos, nowNanos);
        } else if (job.state == State.ASKING || job.state == State.CANCELLING) {
            job.at().path.answeredCopy(nowNanos);
        }
    }

    /** No job is in flight any more. */
    void rest() {
        dispatchers.all().forEach(DispatcherPeer::rest);
    }

    /** A dispatcher has spoken. */
    void heard() {
        silence.heard();
    }

    /** Whether all dispatchers have been silent for too long; true once for each silence. */
    boolean isSilenceOver(long nowNanos) {
        return silence.isOver(nowNanos);
    }

    /** When polls are due or the silence lasts too long; submits and cancels have their timers. */
    long nextDeadlineNanos() {
        long next = silence.nextDeadlineNanos();
        for (DispatcherPeer peer : dispatchers.all()) {
            next = Math.min(next, Math.min(peer.accepted.nextDueNanos(), peer.overdue.nextDueNanos()));
        }
        return next;
    }

    private void send(DispatcherPeer peer, Message message, long nowNanos, Output<ClientEvent> out) {
        silence.asked(nowNanos);
        peer.asked(nowNanos);
        out.send(peer.address(), message);
    }

    private long backoffNanos(OpenJob job) {
        return Math.min(INTERVAL_MAX_NANOS, job.at().path.waitNanos(job.tries, random));
    }

    private void armAsk(OpenJob job, long atNanos) {
        timers.cancel(job.askTimer);
        long tickNanos = (atNanos + TICK_NANOS - 1) / TICK_NANOS * TICK_NANOS;
        job.askTimer = timers.arm(new Timer(job, Purpose.ASK), tickNanos);
    }
}
