package io.spoor.dispatcher;

import io.spoor.dispatcher.core.DispatcherEvent;
import io.spoor.dispatcher.core.DispatcherEvent.AttemptAdopted;
import io.spoor.dispatcher.core.DispatcherEvent.AttemptEnded;
import io.spoor.dispatcher.core.DispatcherEvent.CalculatorChanged;
import io.spoor.dispatcher.core.DispatcherEvent.CalculatorDraining;
import io.spoor.dispatcher.core.DispatcherEvent.CalculatorForgotten;
import io.spoor.dispatcher.core.DispatcherEvent.CalculatorJoined;
import io.spoor.dispatcher.core.DispatcherEvent.JobFinished;
import io.spoor.dispatcher.core.DispatcherEvent.JobRefused;
import io.spoor.dispatcher.core.Liveness;
import io.spoor.protocol.AttemptId;
import io.spoor.protocol.JobId;
import io.spoor.protocol.Status;
import io.spoor.protocol.udp.FactListener;
import io.spoor.protocol.udp.LogFields;
import io.spoor.protocol.udp.TraceIds;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One line for each fact that a person would act on. Those that a single packet can cause are limited in rate, so that
 * nobody fills a disk from afar; the next line says how many were left out.
 */
final class DispatcherLog implements FactListener<DispatcherEvent> {
    private static final Logger LOG = Logger.getLogger("io.spoor.dispatcher");

    private final LogLimit ofJobs = new LogLimit(10);

    /** Many may start or be lost at once, and each line tells of another one. */
    private final LogLimit ofCalculators = new LogLimit(100);

    private final Function<JobId, @Nullable TraceIds> traces;

    /** @param traces the open job's span, if it is recorded */
    DispatcherLog(Function<JobId, @Nullable TraceIds> traces) {
        this.traces = traces;
    }

    @Override
    public void on(DispatcherEvent fact, long nowNanos) {
        switch (fact.kind()) {
            case CALCULATOR_JOINED -> {
                CalculatorJoined joined = (CalculatorJoined) fact;
                ofCalculator(
                        nowNanos,
                        Level.INFO,
                        joined.calculator(),
                        () -> "joined: " + joined.endpoint() + ", " + joined.slots() + " slots");
            }
            case CALCULATOR_CHANGED -> onChanged((CalculatorChanged) fact, nowNanos);
            case CALCULATOR_DRAINING ->
                ofCalculator(
                        nowNanos, Level.INFO, ((CalculatorDraining) fact).calculator(), () -> "drains: no new work");
            case CALCULATOR_FORGOTTEN -> {
                CalculatorForgotten gone = (CalculatorForgotten) fact;
                ofCalculator(nowNanos, Level.INFO, gone.calculator(), () -> gone.drained() ? "left" : "is forgotten");
            }
            case ATTEMPT_ADOPTED -> {
                AttemptAdopted adopted = (AttemptAdopted) fact;
                ofAttempt(
                        nowNanos,
                        Level.INFO,
                        adopted.attempt(),
                        adopted.calculator(),
                        () -> "was found running on " + adopted.calculator() + " and taken over");
            }
            case ATTEMPT_ENDED -> onAttemptEnded((AttemptEnded) fact, nowNanos);
            case JOB_FINISHED -> onFinished((JobFinished) fact, nowNanos);
            case JOB_REFUSED -> onRefused((JobRefused) fact, nowNanos);
            case JOB_ACCEPTED,
                    JOB_ASKED_AGAIN,
                    JOB_QUEUED,
                    JOB_DELAYED,
                    ATTEMPT_STARTED,
                    ATTEMPT_ASKED_AGAIN,
                    ATTEMPT_ACKNOWLEDGED,
                    LATE_RESULT,
                    CALCULATOR_REFUSED,
                    MESSAGE_IGNORED -> {
                // Counted, and in the traces.
            }
        }
    }

    private void onChanged(CalculatorChanged changed, long nowNanos) {
        String calculator = changed.calculator();
        long silenceMs = changed.silenceNanos() / 1_000_000;
        if (changed.to() == Liveness.DEAD) {
            ofCalculator(
                    nowNanos,
                    Level.WARN,
                    calculator,
                    () -> "is lost: silent for " + silenceMs + " ms; " + changed.attemptsLost()
                            + " attempts will be retried");
        } else if (changed.from() == Liveness.DEAD) {
            ofCalculator(nowNanos, Level.INFO, calculator, () -> "is back");
        } else {
            LOG.log(
                    Level.DEBUG,
                    () -> "calculator " + calculator + " is " + changed.to() + " after " + silenceMs + " ms");
        }
    }

    private void onAttemptEnded(AttemptEnded ended, long nowNanos) {
        switch (ended.end()) {
            case LEASE_EXPIRED, TIMED_OUT ->
                ofAttempt(nowNanos, Level.WARN, ended.attempt(), ended.calculator(), () -> "failed: " + ended.reason());
            case COMPLETED, REFUSED, CALCULATOR_LOST, GIVEN_UP -> {
                // Either well, or said of the calculator.
            }
        }
    }

    private void onFinished(JobFinished finished, long nowNanos) {
        if (finished.status() == Status.OK || finished.status() == Status.CANCELLED) {
            return;
        }
        limited(
                ofJobs,
                nowNanos,
                Level.WARN,
                () -> new LogFields()
                        .job(finished.jobId())
                        .client(finished.client())
                        .attempts(finished.attempts())
                        .calculator(finished.calculator())
                        .trace(traces.apply(finished.jobId())),
                () -> "job " + finished.jobId() + " of " + finished.client() + " failed after " + finished.attempts()
                        + " attempts: " + finished.status() + ", " + finished.reason());
    }

    private void onRefused(JobRefused refused, long nowNanos) {
        limited(
                ofJobs,
                nowNanos,
                Level.WARN,
                () -> new LogFields()
                        .job(refused.jobId())
                        .client(refused.client())
                        .trace(TraceIds.of(refused.trace())),
                () -> "job " + refused.jobId() + " of " + refused.client() + " was refused: " + refused.reason());
    }

    private void ofCalculator(long nowNanos, Level level, String calculator, Supplier<String> what) {
        limited(
                ofCalculators,
                nowNanos,
                level,
                () -> new LogFields().calculator(calculator),
                () -> "calculator " + calculator + " " + what.get());
    }

    private void ofAttempt(long nowNanos, Level level, AttemptId attempt, String calculator, Supplier<String> what) {
        limited(
                ofJobs,
                nowNanos,
                level,
                () -> new LogFields().attempt(attempt).calculator(calculator).trace(traces.apply(attempt.jobId())),
                () -> "attempt " + attempt + " " + what.get());
    }

    /** Nothing is put together for a line that is left out: those are the many. */
    private static void limited(
            LogLimit limit, long nowNanos, Level level, Supplier<LogFields> fields, Supplier<String> line) {
        if (limit.permits(nowNanos)) {
            long leftOut = limit.takeLeftOut();
            String whole = leftOut == 0 ? line.get() : line.get() + " (" + leftOut + " such lines were left out)";
            fields.get().log(LOG, level, whole);
        }
    }
}
