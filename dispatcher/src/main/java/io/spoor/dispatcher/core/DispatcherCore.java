package io.spoor.dispatcher.core;

import io.spoor.protocol.Endpoint;
import io.spoor.protocol.Message;
import io.spoor.protocol.Status;
import io.spoor.protocol.node.DeadlineQueue;
import io.spoor.protocol.node.Node;
import io.spoor.protocol.node.Output;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * The dispatcher: takes jobs from clients, gives each to a free calculator, sees to it that every one is answered. This
 * class only routes its inputs; what happens to a job is in {@link JobLife}, what is known of calculators in {@link
 * CalculatorRegistry}, who gets what in {@link Placement}.
 */
public final class DispatcherCore implements Node<DispatcherEvent> {
    /** Timers handled in one call: a million deadlines at once must not keep the socket from being read. */
    private static final int TIMERS_PER_TURN = 256;

    /** Expired answers are looked for no more often: what is freed is a segment, not an answer. */
    private static final long EXPIRY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final DeadlineQueue<Timer> timers = new DeadlineQueue<>();
    private final Jobs jobs = new Jobs();
    private final Placement placement = new Placement();
    private final Strangers strangers;
    private final Answers answers;
    private final AttemptCare attempts;
    private final JobLife life;
    private final CalculatorRegistry registry;
    private final ClientDesk clientDesk;
    private final CalculatorDesk calculatorDesk;
    private final UnservedFunctions unserved;
    private final Placement.Assigner assigner = new Assigner();
    private boolean started;
    private boolean isExpiryArmed;

    /**
     * A new life.
     *
     * @param identity unique to this process life
     * @param settings checked by the configuration
     * @param random spreads resends and retries
     */
    public DispatcherCore(String identity, DispatcherSettings settings, RandomGenerator random) {
        RetryBudget budget = new RetryBudget(settings.retryBudgetRatio(), settings.retryBudgetMax());
        RetryPolicy retry = new RetryPolicy(settings.retryBackoff(), budget, random);
        // More of them than jobs that may wait could not be asked for.
        strangers = new Strangers(settings.queueMax());
        answers = new Answers(settings.replyCacheBytes());
        attempts = new AttemptCare(settings, timers, random);
        LoadShedding shedding = new LoadShedding(identity, placement, settings.retryAfterNanos());
        life = new JobLife(identity, settings, jobs, answers, placement, shedding, attempts, retry, timers);
        unserved = new UnservedFunctions(settings, placement, life, timers);
        registry = new CalculatorRegistry(identity, settings, placement, strangers, life, timers, new Echoes(random));
        clientDesk = new ClientDesk(identity, settings, jobs, answers, strangers, shedding, life, timers);
        calculatorDesk =
                new CalculatorDesk(identity, settings, registry, jobs, answers, strangers, placement, life, attempts);
    }

    @Override
    public void onMessage(Endpoint from, Message message, long nowNanos, Output<DispatcherEvent> out) {
        startOnce(nowNanos);
        switch (message.type()) {
            case SUBMIT -> clientDesk.onSubmit(from, (Message.Submit) message, nowNanos, out);
            case POLL -> clientDesk.onPoll(from, (Message.Poll) message, nowNanos, out);
            case CANCEL -> clientDesk.onCancel(from, (Message.Cancel) message, nowNanos, out);
            case HEARTBEAT -> calculatorDesk.onHeartbeat(from, (Message.Heartbeat) message, nowNanos, out);
            case STARTED -> calculatorDesk.onStarted(from, (Message.Started) message, nowNanos, out);
            case COMPLETED -> calculatorDesk.onCompleted(from, (Message.Completed) message, nowNanos, out);
            case ASSIGN_REFUSED -> calculatorDesk.onRefused(from, (Message.AssignRefused) message, nowNanos, out);
            case ACCEPTED, FINISHED, REFUSED, POLL_ACK, ASSIGN, CANCEL_ATTEMPT, FETCH, HEARTBEAT_ACK ->
                out.tell(new DispatcherEvent.MessageIgnored(from, message.type(), DispatcherEvent.Ignored.WRONG_ROLE));
        }
        placement.pump(assigner, nowNanos, out);
        armExpiry(nowNanos);
    }

    @Override
    public void onDeadline(long nowNanos, Output<DispatcherEvent> out) {
        startOnce(nowNanos);
        for (int i = 0; i < TIMERS_PER_TURN; i++) {
            DeadlineQueue.Entry<Timer> due = timers.pollExpired(nowNanos);
            if (due == null) {
                break;
            }
            onTimer(due.key(), nowNanos - due.atNanos(), nowNanos, out);
        }
        placement.pump(assigner, nowNanos, out);
        armExpiry(nowNanos);
    }

    @Override
    public long nextDeadlineNanos() {
        return timers.nextDeadlineNanos();
    }

    /** Takes no new jobs; those that are here end as they would. */
    public void drain() {
        clientDesk.drain();
    }

    /** Open jobs: to be answered yet. */
    public int openJobs() {
        return jobs.size();
    }

    /** The watchdog: jobs that wait beside a free slot that could take them; 0, but for a bug. */
    public int stalledJobs() {
        return placement.stalled(registry.all());
    }

    /** What can be counted now; a scan over the calculators, so for once a second, not for once a packet. */
    public DispatcherSnapshot snapshot() {
        return DispatcherSnapshot.of(jobs, placement, registry.all(), answers, timers.size(), strangers.size());
    }

    private void onTimer(Timer timer, long lateNanos, long nowNanos, Output<DispatcherEvent> out) {
        switch (timer.kind()) {
            case JOB_DEADLINE, ACCEPTED, BACKOFF, ADOPTION, CONFIRMATION, LAST_RESORT ->
                onJobTimer(timer.kind(), ((Timer.OfJob) timer).job(), nowNanos, out);
            case RESEND, LEASE, ATTEMPT_TIMEOUT ->
                onAttemptTimer(timer.kind(), ((Timer.OfAttempt) timer).attempt(), lateNanos, nowNanos, out);
            case NOT_FOUND -> unserved.onTimer(((Timer.OfFunction) timer).function(), nowNanos, out);
            case EXPIRY -> {
                isExpiryArmed = false;
                answers.expire(nowNanos);
            }
            case SILENCE -> registry.onSilence(((Timer.OfCalculator) timer).calculator(), lateNanos, nowNanos, out);
        }
    }

    private void onJobTimer(Timer.Kind kind, Job job, long nowNanos, Output<DispatcherEvent> out) {
        switch (kind) {
            case JOB_DEADLINE -> life.onDeadline(job, nowNanos, out);
            case ACCEPTED -> clientDesk.onAcceptedDue(job, out);
            case BACKOFF -> life.ready(job, nowNanos, out);
            case ADOPTION -> life.onNotAdopted(job, nowNanos, out);
            case CONFIRMATION -> life.finish(job, Status.UNAVAILABLE, null, Reasons.NOT_CONFIRMED, nowNanos, out);
            case LAST_RESORT -> life.onNoOther(job);
            case RESEND, LEASE, ATTEMPT_TIMEOUT, NOT_FOUND, EXPIRY, SILENCE ->
                throw new IllegalStateException(kind + " is no job's");
        }
    }

    private void onAttemptTimer(
            Timer.Kind kind, Attempt attempt, long lateNanos, long nowNanos, Output<DispatcherEvent> out) {
        switch (kind) {
            case RESEND -> attempts.onResendDue(attempt, lateNanos, nowNanos, out);
            case LEASE -> {
                if (attempts.isLeaseOver(attempt, lateNanos, nowNanos)) {
                    life.lose(attempt, AttemptEnd.LEASE_EXPIRED, Reasons.lease(attempt), nowNanos, out);
                }
            }
            case ATTEMPT_TIMEOUT -> life.lose(attempt, AttemptEnd.TIMED_OUT, Reasons.timeout(attempt), nowNanos, out);
            case JOB_DEADLINE, ACCEPTED, BACKOFF, ADOPTION, CONFIRMATION, NOT_FOUND, LAST_RESORT, EXPIRY, SILENCE ->
                throw new IllegalStateException(kind + " is no attempt's");
        }
    }

    /** Jobs leave their queue. */
    private final class Assigner implements Placement.Assigner {
        @Override
        public void begin(Job job, Calculator calculator, long nowNanos, Output<DispatcherEvent> out) {
            life.begin(job, calculator, nowNanos, out);
        }

        @Override
        public boolean isTurnedDown(Job job, long nowNanos, Output<DispatcherEvent> out) {
            return life.isTurnedDown(job, nowNanos, out);
        }

        @Override
        public void onChanged(String function, boolean isStarved, long nowNanos) {
            unserved.onChanged(function, isStarved, nowNanos);
        }
    }

    /** Also at rest: answers are kept for seconds, and nothing else may happen for hours. */
    private void armExpiry(long nowNanos) {
        long dueNanos = answers.nextExpiryNanos();
        if (!isExpiryArmed && dueNanos != Long.MAX_VALUE) {
            isExpiryArmed = true;
            timers.arm(new Timer.OfAll(Timer.Kind.EXPIRY), Math.max(dueNanos, nowNanos + EXPIRY_NANOS));
        }
    }

    private void startOnce(long nowNanos) {
        if (!started) {
            started = true;
            clientDesk.start(nowNanos);
        }
    }
}
