package io.spoor.client.core;

import io.spoor.client.core.OpenJob.Purpose;
import io.spoor.client.core.OpenJob.State;
import io.spoor.client.core.OpenJob.Timer;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.JobId;
import io.spoor.protocol.Limits;
import io.spoor.protocol.Message;
import io.spoor.protocol.node.Backoff;
import io.spoor.protocol.node.DeadlineQueue;
import io.spoor.protocol.node.Output;
import io.spoor.protocol.node.RoundTrip;
import java.util.random.RandomGenerator;

/**
 * Where the dispatcher is asked, and when next: submits and cancels back off from the measured round trip, polls go round,
 * and a silence that lasts is noticed. Which question a job asks is the core's decision.
 */
final class Asker {
    /** Askings are due on such ticks, so that several leave in one packet. */
    static final long TICK_NANOS = 5 * ClientCore.NANOS_PER_MS;
    /** No open question rests longer than this, whatever the spread of the backoff draws. */
    private static final long INTERVAL_MAX_NANOS = Limits.ASK_INTERVAL_MAX_MS * ClientCore.NANOS_PER_MS - TICK_NANOS;
    /** How often an overdue job is polled before it is given up. */
    private static final int OVERDUE_POLLS = 8;

    private final String identity;
    private final ClientSettings settings;
    private final RandomGenerator random;
    private final DeadlineQueue<Timer> timers;
    private final Backoff backoff;
    private final PollRound accepted;
    private final PollRound overdue;
    private final SilenceWatch silence;
    private Endpoint dispatcher;
    private RoundTrip roundTrip;
    private long pollNumber;

    Asker(
            String identity,
            ClientSettings settings,
            Endpoint dispatcher,
            RandomGenerator random,
            DeadlineQueue<Timer> timers) {
        this.identity = identity;
        this.settings = settings;
        this.random = random;
        this.timers = timers;
        this.dispatcher = dispatcher;
        this.backoff = new Backoff(settings.resendMinNanos(), settings.resendMaxNanos());
        this.roundTrip = unmeasured();
        this.accepted = new PollRound(identity, settings.pollNanos(), () -> ++pollNumber);
        long overdueNanos = Math.max(1, settings.resendMaxNanos() / OVERDUE_POLLS);
        this.overdue = new PollRound(identity, overdueNanos, () -> ++pollNumber);
        this.silence = new SilenceWatch(settings.silentNanos());
    }

    /** Submits the job, and again later unless something else is decided meanwhile. */
    void submit(OpenJob job, long nowNanos, Output<ClientEvent> out) {
        if (job.asks == 0) {
            job.firstAskedNanos = nowNanos;
        }
        send(job.nextSubmit(identity, nowNanos), nowNanos, out);
        long waitNanos = job.state == State.ACCEPTED ? settings.pollNanos() : backoffNanos(job);
        armAsk(job, nowNanos + waitNanos);
    }

    /** Asks to cancel the job, and again later. */
    void cancel(OpenJob job, long nowNanos, Output<ClientEvent> out) {
        send(job.nextCancel(identity), nowNanos, out);
        armAsk(job, nowNanos + backoffNanos(job));
    }

    /** The job asks nothing until about {@code waitMs} have passed. */
    void waitAbout(OpenJob job, long waitMs, long nowNanos) {
        long nanos = Math.max(1, Math.min(waitMs, Limits.TIMEOUT_MAX_MS)) * ClientCore.NANOS_PER_MS;
        armAsk(job, nowNanos + new Backoff(nanos, nanos).intervalNanos(1, random));
    }

    /** From now on the accepted job is kept: by polls, or if it has one attempt only, by asking as often. */
    void keep(OpenJob job, long nowNanos) {
        if (job.isOfOneAttempt()) {
            armAsk(job, nowNanos + settings.pollNanos());
        } else {
            timers.cancel(job.askTimer);
            accepted.join(job.jobId(), nowNanos);
        }
    }

    /** From now on only the answer is asked for, and more often. */
    void pollOverdue(OpenJob job, long nowNanos) {
        stop(job);
        overdue.join(job.jobId(), nowNanos);
    }

    /** Nothing more is asked about this job. */
    void stop(OpenJob job) {
        timers.cancel(job.askTimer);
        accepted.leave(job.jobId());
        overdue.leave(job.jobId());
    }

    /** Whether an answer to the poll of this number is about the last poll that kept this accepted job. */
    boolean isLatestPoll(JobId jobId, long number) {
        return accepted.isLatest(jobId, number);
    }

    /** Whether the poll of this number was about this job when it was overdue already, and not submitted any more. */
    boolean isOverduePoll(JobId jobId, long number) {
        return overdue.hasNamed(jobId, number);
    }

    /** Sends at most so many polls that are due. */
    void pollDue(int most, long nowNanos, Output<ClientEvent> out) {
        for (int i = 0; i < most && accepted.nextDueNanos() <= nowNanos; i++) {
            send(accepted.next(nowNanos), nowNanos, out);
        }
        for (int i = 0; i < most && overdue.nextDueNanos() <= nowNanos; i++) {
            send(overdue.next(nowNanos), nowNanos, out);
        }
    }

    /** Everything open is asked at another address from now on, and at once. */
    void moveTo(Endpoint address, Iterable<OpenJob> jobs, long nowNanos) {
        dispatcher = address;
        roundTrip = unmeasured();
        accepted.restart(nowNanos);
        overdue.restart(nowNanos);
        for (OpenJob job : jobs) {
            if (job.askTimer != null && job.askTimer.isArmed()) {
                job.tries = 0;
                armAsk(job, nowNanos);
            }
        }
    }

    boolean asksAt(Endpoint address) {
        return dispatcher.equals(address);
    }

    /** An answer to this job has come; only that to a question asked once measures the round trip (Karn). */
    void answered(OpenJob job, long nowNanos) {
        if (job.state == State.ASKING && job.asks == 1) {
            roundTrip.sample(nowNanos - job.firstAskedNanos);
        }
    }

    /** The dispatcher has spoken. */
    void heard() {
        silence.heard();
    }

    /** Whether the dispatcher has been silent for too long; true once for each silence. */
    boolean isSilenceOver(long nowNanos) {
        return silence.isOver(nowNanos);
    }

    /** When polls are due or the silence lasts too long; submits and cancels have their timers. */
    long nextDeadlineNanos() {
        return Math.min(silence.nextDeadlineNanos(), Math.min(accepted.nextDueNanos(), overdue.nextDueNanos()));
    }

    private void send(Message message, long nowNanos, Output<ClientEvent> out) {
        silence.asked(nowNanos);
        out.send(dispatcher, message);
    }

    private long backoffNanos(OpenJob job) {
        return Math.min(INTERVAL_MAX_NANOS, backoff.intervalNanos(job.tries, roundTrip.askAgainNanos(), random));
    }

    private void armAsk(OpenJob job, long atNanos) {
        timers.cancel(job.askTimer);
        long tickNanos = (atNanos + TICK_NANOS - 1) / TICK_NANOS * TICK_NANOS;
        job.askTimer = timers.arm(new Timer(job, Purpose.ASK), tickNanos);
    }

    private RoundTrip unmeasured() {
        return new RoundTrip(settings.resendMinNanos(), settings.resendMaxNanos());
    }
}
