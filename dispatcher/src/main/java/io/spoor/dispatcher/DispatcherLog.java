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
import io.spoor.protocol.Status;
import io.spoor.protocol.udp.FactListener;
import org.jboss.logging.Logger;

/**
 * One line for each fact that a person would act on. Those that a single packet can cause are limited in rate, so that
 * nobody fills a disk from afar; the next line says how many were left out.
 */
final class DispatcherLog implements FactListener<DispatcherEvent> {
    private static final Logger LOG = Logger.getLogger("io.spoor.dispatcher");

    private final LogLimit ofJobs = new LogLimit(10);

    /** Many may start or be lost at once, and each line tells of another one. */
    private final LogLimit ofCalculators = new LogLimit(100);

    @Override
    public void on(DispatcherEvent fact, long nowNanos) {
        switch (fact.kind()) {
            case CALCULATOR_JOINED -> {
                CalculatorJoined joined = (CalculatorJoined) fact;
                ofCalculator(
                        nowNanos,
                        Logger.Level.INFO,
                        joined.calculator(),
                        "joined: " + joined.endpoint() + ", " + joined.slots() + " slots");
            }
            case CALCULATOR_CHANGED -> onChanged((CalculatorChanged) fact, nowNanos);
            case CALCULATOR_DRAINING ->
                ofCalculator(
                        nowNanos, Logger.Level.INFO, ((CalculatorDraining) fact).calculator(), "drains: no new work");
            case CALCULATOR_FORGOTTEN -> {
                CalculatorForgotten gone = (CalculatorForgotten) fact;
                ofCalculator(nowNanos, Logger.Level.INFO, gone.calculator(), gone.drained() ? "left" : "is forgotten");
            }
            case ATTEMPT_ADOPTED -> {
                AttemptAdopted adopted = (AttemptAdopted) fact;
                ofJob(
                        nowNanos,
                        Logger.Level.INFO,
                        "attempt " + adopted.attempt() + " was found running on " + adopted.calculator()
                                + " and taken over");
            }
            case ATTEMPT_ENDED -> onAttemptEnded((AttemptEnded) fact, nowNanos);
            case JOB_FINISHED -> onFinished((JobFinished) fact, nowNanos);
            case JOB_REFUSED -> {
                JobRefused refused = (JobRefused) fact;
                ofJob(
                        nowNanos,
                        Logger.Level.WARN,
                        "job " + refused.jobId() + " of " + refused.client() + " was refused: " + refused.reason());
            }
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
            String lost =
                    "is lost: silent for " + silenceMs + " ms; " + changed.attemptsLost() + " attempts will be retried";
            ofCalculator(nowNanos, Logger.Level.WARN, calculator, lost);
        } else if (changed.from() == Liveness.DEAD) {
            ofCalculator(nowNanos, Logger.Level.INFO, calculator, "is back");
        } else {
            LOG.debugf("calculator %s is %s after %d ms", calculator, changed.to(), silenceMs);
        }
    }

    private void onAttemptEnded(AttemptEnded ended, long nowNanos) {
        switch (ended.end()) {
            case LEASE_EXPIRED, TIMED_OUT ->
                ofJob(nowNanos, Logger.Level.WARN, "attempt " + ended.attempt() + " failed: " + ended.reason());
            case COMPLETED, REFUSED, CALCULATOR_LOST, GIVEN_UP -> {
                // Either well, or said of the calculator.
            }
        }
    }

    private void onFinished(JobFinished finished, long nowNanos) {
        if (finished.status() != Status.OK && finished.status() != Status.CANCELLED) {
            ofJob(
                    nowNanos,
                    Logger.Level.WARN,
                    "job " + finished.jobId() + " of " + finished.client()
                            + " failed after " + finished.attempts() + " attempts: " + finished.status() + ", "
                            + finished.reason());
        }
    }

    private void ofCalculator(long nowNanos, Logger.Level level, String calculator, String what) {
        limited(ofCalculators, nowNanos, level, "calculator " + calculator + " " + what);
    }

    private void ofJob(long nowNanos, Logger.Level level, String line) {
        limited(ofJobs, nowNanos, level, line);
    }

    private static void limited(LogLimit limit, long nowNanos, Logger.Level level, String line) {
        if (limit.permits(nowNanos)) {
            long leftOut = limit.takeLeftOut();
            LOG.log(level, leftOut == 0 ? line : line + " (" + leftOut + " such lines were left out)");
        }
    }
}
