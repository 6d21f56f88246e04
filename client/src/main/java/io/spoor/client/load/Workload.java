package io.spoor.client.load;

import io.spoor.client.core.ClientCore;
import io.spoor.client.core.ClientEvent;
import io.spoor.client.core.ClientEvent.JobEnded;
import io.spoor.client.core.JobRequest;
import io.spoor.protocol.JobId;
import io.spoor.protocol.node.Output;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Jobs at a pace until a limit is reached or somebody says stop, and what becomes of them. Lives on the client's event
 * loop: {@link #turn} takes what is due, {@link #on} hears the facts.
 *
 * <p>A job's latency counts from the moment it was due, not from when it was really submitted: a client that is held up
 * must not make the answers look fast (coordinated omission).
 */
public final class Workload {
    /** Jobs of one turn: what they send then leaves before the next are taken. */
    private static final int JOBS_PER_TURN = 256;

    private final Pace pace;
    private final Limit limit;
    private final Supplier<? extends Question> questions;
    private final Function<Question, JobRequest> requests;
    private final Statistics statistics;
    private final Map<JobId, Taken> open = new HashMap<>();
    private long startNanos;
    private long taken;
    private boolean started;
    private boolean stopped;

    private record Taken(Question question, long dueNanos) {}

    /**
     * How long jobs are taken.
     *
     * @param count jobs; 0: no limit
     * @param nanos after the start; 0: no limit
     */
    public record Limit(long count, long nanos) {}

    /** {@code requests} makes the job of a question; each gets a new id. */
    public Workload(
            Pace pace,
            Limit limit,
            Supplier<? extends Question> questions,
            Function<Question, JobRequest> requests,
            Statistics statistics) {
        this.pace = pace;
        this.limit = limit;
        this.questions = questions;
        this.requests = requests;
        this.statistics = statistics;
    }

    /** Submits what is due, a bounded number of jobs. */
    public void turn(ClientCore core, long nowNanos, Output<ClientEvent> out) {
        start(nowNanos);
        for (int i = 0; i < JOBS_PER_TURN && nextTurnNanos(nowNanos) <= nowNanos; i++) {
            long dueNanos = pace.nextDueNanos(open.size(), nowNanos);
            Question question = questions.get();
            JobRequest request = requests.apply(question);
            pace.take(nowNanos);
            taken++;
            open.put(request.jobId(), new Taken(question, dueNanos));
            core.submit(request, nowNanos, out);
        }
    }

    /** When {@link #turn} wants to be called; {@link Long#MAX_VALUE}: nothing is due before a job ends, or ever. */
    public long nextTurnNanos(long nowNanos) {
        start(nowNanos);
        if (isOver(nowNanos)) {
            return Long.MAX_VALUE;
        }
        return Math.min(pace.nextDueNanos(open.size(), nowNanos), endNanos());
    }

    /** Hears what happens to the jobs. */
    public void on(ClientEvent fact, long nowNanos) {
        if (fact instanceof JobEnded ended) {
            Taken job = open.remove(ended.jobId());
            if (job != null) {
                statistics.onEnded(ended, job.question(), nowNanos - job.dueNanos(), nowNanos);
            } else {
                statistics.onEndedTwice(nowNanos);
            }
        } else {
            statistics.on(fact, nowNanos);
        }
    }

    /** Takes no more jobs; those that are open go on. */
    public void stop() {
        stopped = true;
    }

    /** Takes back what is open. */
    public void cancelOpen(ClientCore core, long nowNanos, Output<ClientEvent> out) {
        for (JobId jobId : List.copyOf(open.keySet())) {
            core.cancel(jobId, nowNanos, out);
        }
    }

    /** No more jobs will be taken. */
    public boolean isOver(long nowNanos) {
        return stopped || isCounted() || (started && nowNanos >= endNanos());
    }

    /** No more jobs will be taken, and all have ended. */
    public boolean isDone(long nowNanos) {
        return isOver(nowNanos) && open.isEmpty();
    }

    private void start(long nowNanos) {
        if (!started) {
            started = true;
            startNanos = nowNanos;
            statistics.start(nowNanos);
        }
    }

    private boolean isCounted() {
        return limit.count() > 0 && taken >= limit.count();
    }

    private long endNanos() {
        return limit.nanos() == 0 ? Long.MAX_VALUE : startNanos + limit.nanos();
    }
}
