package io.spoor.client.load;

import io.spoor.client.core.ClientEvent;
import io.spoor.client.core.ClientEvent.DuplicateAnswer;
import io.spoor.client.core.ClientEvent.JobAskedAgain;
import io.spoor.client.core.ClientEvent.JobEnded;
import io.spoor.client.core.ClientEvent.JobLost;
import io.spoor.client.core.ClientEvent.JobMoved;
import io.spoor.client.core.ClientEvent.JobRefused;
import io.spoor.client.core.ClientEvent.JobSubmitted;
import io.spoor.client.core.ClientEvent.LateAnswer;
import io.spoor.client.core.ClientEvent.Why;
import io.spoor.client.core.Outcome;
import io.spoor.protocol.JobId;
import io.spoor.protocol.RawJson;
import io.spoor.protocol.Status;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What a client learns of its jobs. Each one sent is in exactly one of: ok, failed, unanswered, wrong, open. Lives on
 * the event loop; others look at a {@link #copy}.
 */
public final class Statistics {
    private static final long LATENCY_MAX_MICROS = 100_000_000_000L;
    private static final int DIGITS = 3;
    /** Failed jobs that are remembered by name, to look them up in Jaeger. */
    private static final int NAMED_MAX = 5;
    /** Slowest right answers that are remembered, likewise. */
    private static final int SLOWEST_MAX = 3;

    private final Histogram latencyMicros;
    private final Map<Status, Long> failed;
    private final Map<String, Long> calculators;
    private final Map<String, Long> dispatchers;
    private final List<Failure> failures;
    /** Slowest first. */
    private final List<Slow> slowest;

    private long startNanos;
    private long lastNanos;
    private long sent;
    private long ok;
    private long unanswered;
    private long wrong;
    private long retried;
    private long resends;
    private long refusals;
    private long lost;
    private long moved;
    private long duplicates;
    private long different;
    private long late;
    private long endedTwice;

    /** A job that did not end well, and what became of it. */
    public record Failure(JobId jobId, String what) {}

    /** A right answer that took long. */
    public record Slow(JobId jobId, long latencyNanos) {}

    public Statistics() {
        this.latencyMicros = new Histogram(1, LATENCY_MAX_MICROS, DIGITS);
        this.failed = new EnumMap<>(Status.class);
        this.calculators = new TreeMap<>();
        this.dispatchers = new TreeMap<>();
        this.failures = new ArrayList<>();
        this.slowest = new ArrayList<>();
    }

    private Statistics(Statistics other) {
        this.latencyMicros = other.latencyMicros.copy();
        this.failed = new EnumMap<>(other.failed);
        this.calculators = new TreeMap<>(other.calculators);
        this.dispatchers = new TreeMap<>(other.dispatchers);
        this.failures = new ArrayList<>(other.failures);
        this.slowest = new ArrayList<>(other.slowest);
        this.startNanos = other.startNanos;
        this.lastNanos = other.lastNanos;
        this.sent = other.sent;
        this.ok = other.ok;
        this.unanswered = other.unanswered;
        this.wrong = other.wrong;
        this.retried = other.retried;
        this.resends = other.resends;
        this.refusals = other.refusals;
        this.lost = other.lost;
        this.moved = other.moved;
        this.duplicates = other.duplicates;
        this.different = other.different;
        this.late = other.late;
        this.endedTwice = other.endedTwice;
    }

    /** The numbers until the last thing that happened, for another thread. */
    public Statistics copy() {
        return new Statistics(this);
    }

    /** The numbers as they are while it goes on: until now. */
    public Statistics copyAt(long nowNanos) {
        Statistics copy = copy();
        copy.lastNanos = nowNanos;
        return copy;
    }

    void start(long nowNanos) {
        startNanos = nowNanos;
        lastNanos = nowNanos;
    }

    /** A fact that is not the end of a job. */
    void on(ClientEvent fact, long nowNanos) {
        lastNanos = nowNanos;
        if (fact instanceof JobSubmitted) {
            sent++;
        } else if (fact instanceof JobAskedAgain again) {
            resends += again.why() == Why.NO_ANSWER ? 1 : 0;
        } else if (fact instanceof JobRefused) {
            refusals++;
        } else if (fact instanceof JobLost) {
            lost++;
        } else if (fact instanceof JobMoved) {
            moved++;
        } else if (fact instanceof DuplicateAnswer duplicate) {
            duplicates++;
            different += duplicate.different() ? 1 : 0;
        } else if (fact instanceof LateAnswer) {
            late++;
        }
    }

    /** A job has ended, so long after it was due. */
    void onEnded(JobEnded ended, Question question, long latencyNanos, long nowNanos) {
        lastNanos = nowNanos;
        Outcome outcome = ended.outcome();
        retried += outcome.attempts() > 1 ? 1 : 0;
        RawJson result = outcome.result();
        if (outcome.isOk() && result != null) {
            onResult(ended, question, result, latencyNanos);
        } else if (outcome.answered()) {
            failed.merge(outcome.status(), 1L, Long::sum);
            name(ended.jobId(), outcome.status() + ": " + outcome.reason());
        } else {
            unanswered++;
            name(ended.jobId(), "unanswered: " + outcome.reason());
        }
    }

    /** The end of a job that was over already. */
    void onEndedTwice(long nowNanos) {
        lastNanos = nowNanos;
        endedTwice++;
    }

    private void onResult(JobEnded ended, Question question, RawJson result, long latencyNanos) {
        JobId jobId = ended.jobId();
        if (!question.isAnswer(result)) {
            wrong++;
            name(jobId, "wrong result " + result + ", expected " + question.expected());
            return;
        }
        ok++;
        latencyMicros.recordValue(Math.min(LATENCY_MAX_MICROS, Math.max(0, latencyNanos / 1_000)));
        keepIfSlow(jobId, latencyNanos);
        count(calculators, ended.outcome().calculator());
        count(dispatchers, ended.dispatcher());
    }

    private static void count(Map<String, Long> counts, @Nullable String whose) {
        if (whose != null) {
            counts.merge(whose, 1L, Long::sum);
        }
    }

    private void keepIfSlow(JobId jobId, long latencyNanos) {
        int place = slowest.size();
        while (place > 0 && slowest.get(place - 1).latencyNanos() < latencyNanos) {
            place--;
        }
        if (place < SLOWEST_MAX) {
            slowest.add(place, new Slow(jobId, latencyNanos));
            if (slowest.size() > SLOWEST_MAX) {
                slowest.remove(SLOWEST_MAX);
            }
        }
    }

    private void name(JobId jobId, String what) {
        if (failures.size() < NAMED_MAX) {
            failures.add(new Failure(jobId, what));
        }
    }

    public long sent() {
        return sent;
    }

    /** Jobs that ended OK with the right result. */
    public long ok() {
        return ok;
    }

    /** Jobs that ended with a status other than OK, all statuses together. */
    public long failed() {
        return failed.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The same by status. */
    public Map<Status, Long> failedByStatus() {
        return failed;
    }

    /** Jobs to which no dispatcher said an outcome: they may have run. */
    public long unanswered() {
        return unanswered;
    }

    /** Jobs that ended OK with a result that is not the right one. */
    public long wrong() {
        return wrong;
    }

    public long open() {
        return sent - ok - failed() - unanswered - wrong;
    }

    /** Jobs that took more than one attempt. */
    public long retried() {
        return retried;
    }

    /** Submits that were sent again because nothing was heard. */
    public long resends() {
        return resends;
    }

    public long refusals() {
        return refusals;
    }

    /** Accepted jobs that the dispatcher did not know when polled: it had been started again. */
    public long lost() {
        return lost;
    }

    /** Times that a job went to another dispatcher because the one before was silent or gone. */
    public long moved() {
        return moved;
    }

    public long duplicates() {
        return duplicates;
    }

    /** Duplicates that said something else than the answer before. */
    public long different() {
        return different;
    }

    /** Answers to jobs that had been given up. */
    public long late() {
        return late;
    }

    /** Ends of jobs that their owner had been told before; should be 0. */
    public long endedTwice() {
        return endedTwice;
    }

    /** Time to the right answers, from when their jobs were due, µs. */
    public Histogram latencyMicros() {
        return latencyMicros;
    }

    /** Right answers by the calculator that gave them. */
    public Map<String, Long> calculators() {
        return calculators;
    }

    /** Right answers by the life of the dispatcher that sent them. */
    public Map<String, Long> dispatchers() {
        return dispatchers;
    }

    public List<Failure> failures() {
        return failures;
    }

    /** The right answers that took longest, slowest first. */
    public List<Slow> slowest() {
        return slowest;
    }

    /** From the start to the last thing that happened. */
    public long elapsedNanos() {
        return lastNanos - startNanos;
    }
}
