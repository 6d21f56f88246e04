package io.spoor.dispatcher.core;

import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.JobId;
import io.spoor.protocol.Message.Submit;
import io.spoor.protocol.RawJson;
import io.spoor.protocol.TraceContext;
import io.spoor.protocol.node.DeadlineQueue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An open job. Changed by {@link JobLife} only.
 *
 * <pre>
 *  submit ─▶ [READY] ──assign──▶ [ASSIGNED] ──completed: ok, or not retryable──▶ [FINISHED]
 *               ▲ ▲                 │   ▲
 *               │ └──── refused ────┤   └── named by a heartbeat ── READY, DELAYED, ADOPTING, CONFIRMING
 *               │                   │ lease or attempt time over · calculator DEAD · retryable status
 *               └─ backoff over ─ [DELAYED] ◀─┘
 *  submit, asked of an earlier life ─▶ [ADOPTING] ─ nobody has it ─▶ READY
 *  submit, attempts = 1 ─▶ [CONFIRMING] ─ submit that names this dispatcher ─▶ READY
 *  any state: deadline, cancel, attempts used up ─▶ [FINISHED]
 * </pre>
 */
final class Job {
    final JobId id;
    final String client;
    final String function;
    final RawJson arguments;
    final TraceContext trace;
    final int attemptsMax;

    /** Longest time for one attempt; {@link Long#MAX_VALUE}: as long as the job has time. */
    final long attemptTimeoutNanos;

    /** Its client asked for one attempt: to be started only once the client names this dispatcher. */
    final boolean atMostOnce;

    final long acceptedNanos;

    JobState state = JobState.FINISHED;
    long deadlineNanos;

    /** Where the newest asking came from, and which it was. */
    Endpoint clientEndpoint;

    int ask;
    long pollNumber;

    /** {@code accepted} has been sent: a further asking means that it was lost. */
    boolean acceptedSent;

    /** To be ended instead of started when nobody adopts it: it may have run in an earlier life. */
    boolean mayHaveRun;

    /** The attempt under way; null unless ASSIGNED. */
    @Nullable
    Attempt current;

    /** When it became READY last. */
    long readySinceNanos;

    int nextNumber = 1;

    /** Attempts that began, without the refused ones. */
    int attemptsBegun;

    /** Calculators that died under it and have not come back. */
    private List<String> diedUnderIt = List.of();

    /** Assigned, or to be assigned, to a calculator that runs nothing else. */
    boolean alone;

    /** The calculator that is kept for it alone, if any. */
    @Nullable
    Calculator reserved;

    /** Who failed it last: not the first choice for the next attempt. To refuse is not to fail. */
    @Nullable
    String avoid;

    /** Attempts that cannot answer it any more: their calculator said how they ended, or they hung. At most its own. */
    private Set<AttemptId> over = Set.of();

    @Nullable
    AttemptEnd lastEnd;

    @Nullable
    String lastReason;

    /** Who ran its last attempt, or computed its result. */
    @Nullable
    String lastCalculator;

    final JobTimers timers = new JobTimers();

    /** The timers of a job; released together when it ends. */
    static final class JobTimers {
        DeadlineQueue.@Nullable Entry<Timer> deadline;
        DeadlineQueue.@Nullable Entry<Timer> accepted;

        /** Backoff, adoption or the search for a calculator: what the present state waits for. */
        DeadlineQueue.@Nullable Entry<Timer> state;
    }

    Job(Submit submit, Endpoint from, int attemptsMax, long deadlineNanos, long nowNanos) {
        this.id = submit.jobId();
        this.client = submit.client();
        this.function = submit.function();
        this.arguments = submit.arguments();
        this.trace = submit.trace();
        this.attemptsMax = attemptsMax;
        this.attemptTimeoutNanos = submit.attemptTimeoutMs() == 0
                ? Long.MAX_VALUE
                : TimeUnit.MILLISECONDS.toNanos(submit.attemptTimeoutMs());
        this.atMostOnce = submit.attempts() == 1;
        this.acceptedNanos = nowNanos;
        this.deadlineNanos = deadlineNanos;
        this.clientEndpoint = from;
        this.ask = submit.ask();
    }

    boolean isOpen() {
        return state != JobState.FINISHED;
    }

    void countDeath(String calculator) {
        diedUnderIt = Stream.concat(diedUnderIt.stream(), Stream.of(calculator)).toList();
    }

    void disproveDeath(String calculator) {
        List<String> left = new ArrayList<>(diedUnderIt);
        left.remove(calculator);
        diedUnderIt = List.copyOf(left);
    }

    List<String> diedUnderIt() {
        return diedUnderIt;
    }

    /** Nothing good can come of the attempt, which was this job's; it is not to be waited for again. */
    void markOver(AttemptId attempt) {
        if (over.isEmpty()) {
            over = new HashSet<>();
        }
        over.add(attempt);
    }

    /** From its submission to its deadline. */
    long timeoutNanos() {
        return deadlineNanos - acceptedNanos;
    }

    /** Whether it would take this attempt, found running, for its own. A heartbeat may be older than what we know. */
    boolean canAdopt(AttemptId attempt) {
        return isAdoptable() && !over.contains(attempt);
    }

    /** Whether it waits for something other than a running attempt, so that an attempt found running can have it. */
    private boolean isAdoptable() {
        return switch (state) {
            case CONFIRMING, ADOPTING, READY, DELAYED -> true;
            case ASSIGNED, FINISHED -> false;
        };
    }

    boolean isCurrent(Attempt attempt) {
        return current == attempt;
    }

    /** The name of the next attempt; its number is used up by asking for it. */
    AttemptId nextAttempt(String dispatcher) {
        return new AttemptId(id, nextNumber++, dispatcher);
    }
}
