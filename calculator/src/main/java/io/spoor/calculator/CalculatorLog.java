package io.spoor.calculator;

import io.spoor.calculator.core.CalculatorEvent;
import io.spoor.calculator.core.CalculatorEvent.BreakdownBegan;
import io.spoor.calculator.core.CalculatorEvent.BreakdownEnded;
import io.spoor.calculator.core.CalculatorEvent.CalculationNotStopped;
import io.spoor.calculator.core.CalculatorEvent.CalculationReturned;
import io.spoor.calculator.core.CalculatorEvent.DispatcherBack;
import io.spoor.calculator.core.CalculatorEvent.DispatcherMet;
import io.spoor.calculator.core.CalculatorEvent.DispatcherSilent;
import io.spoor.calculator.core.CalculatorEvent.DrainStarted;
import io.spoor.calculator.core.CalculatorEvent.Drained;
import io.spoor.protocol.AttemptId;
import io.spoor.protocol.TraceContext;
import io.spoor.protocol.udp.FactListener;
import io.spoor.protocol.udp.LogFields;
import io.spoor.protocol.udp.TraceIds;
import java.util.concurrent.TimeUnit;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.Logger;

/**
 * One line for each fact that a person would act on. What functions do wrong is logged where the exceptions are, by
 * {@link io.spoor.calculator.compute.CalculationFailures}.
 */
final class CalculatorLog implements FactListener<CalculatorEvent> {
    private static final Logger LOG = Logger.getLogger(CalculatorLog.class.getName());

    private final String identity;

    CalculatorLog(String identity) {
        this.identity = identity;
    }

    @Override
    public void on(CalculatorEvent fact, long nowNanos) {
        switch (fact.kind()) {
            case DISPATCHER_MET -> onMet((DispatcherMet) fact);
            case DISPATCHER_SILENT -> onSilent((DispatcherSilent) fact);
            case DISPATCHER_BACK -> {
                DispatcherBack back = (DispatcherBack) fact;
                info(
                        ours().dispatcher(back.life()),
                        back.life() + " at " + back.dispatcher() + " answers again after " + ms(back.silentNanos())
                                + " ms");
            }
            case CALCULATION_NOT_STOPPED -> {
                CalculationNotStopped stuck = (CalculationNotStopped) fact;
                warn(
                        of(stuck.attempt(), stuck.trace()),
                        "the calculation of attempt " + stuck.attempt() + " cannot be stopped and keeps its slot");
            }
            case CALCULATION_RETURNED -> {
                CalculationReturned returned = (CalculationReturned) fact;
                info(
                        of(returned.attempt(), returned.trace()),
                        "the calculation of attempt " + returned.attempt() + " has ended, " + ms(returned.lateNanos())
                                + " ms late; its slot is free");
            }
            case DRAIN_STARTED ->
                info(ours(), "draining: no new work, " + ((DrainStarted) fact).running() + " attempts to finish");
            case DRAINED -> onDrained((Drained) fact);
            case BREAKDOWN_BEGAN ->
                warn(ours(), "broken down on purpose for " + ms(((BreakdownBegan) fact).durationNanos()) + " ms");
            case BREAKDOWN_ENDED -> {
                BreakdownEnded ended = (BreakdownEnded) fact;
                info(
                        ours(),
                        "works again; lost " + ended.messagesLostIn() + " messages in, " + ended.messagesLostOut()
                                + " out");
            }
            case ATTEMPT_BEGAN,
                    ATTEMPT_ASKED_AGAIN,
                    ATTEMPT_REFUSED,
                    ATTEMPT_CANCELLED,
                    ATTEMPT_COMPLETED,
                    RESULT_RESENT,
                    HEARTBEAT_SENT,
                    MESSAGE_UNEXPECTED -> LOG.log(Level.DEBUG, () -> identity + ": " + fact);
        }
    }

    private void onMet(DispatcherMet met) {
        String before = met.previousLife();
        info(
                ours().dispatcher(met.life()),
                before == null
                        ? "registered with " + met.life() + " at " + met.dispatcher()
                        : "registered with " + met.life() + " at " + met.dispatcher() + " in place of " + before);
    }

    private void onSilent(DispatcherSilent silent) {
        if (silent.times() == 1) {
            String who = silent.life() == null ? "no dispatcher" : silent.life() + " no longer";
            warn(
                    ours().dispatcher(silent.life()),
                    who + " answers at " + silent.dispatcher() + "; asking on, and looking its name up again");
        }
    }

    private void onDrained(Drained drained) {
        if (drained.inTime()) {
            info(ours(), "drained: nothing is expected any more");
        } else {
            warn(ours(), "the time to drain is over: " + drained.abandoned() + " attempts abandoned");
        }
    }

    private LogFields ours() {
        return new LogFields().calculator(identity);
    }

    private LogFields of(AttemptId attempt, TraceContext trace) {
        return ours().attempt(attempt).dispatcher(attempt.dispatcher()).trace(TraceIds.of(trace));
    }

    private void info(LogFields about, String what) {
        about.log(LOG, Level.INFO, identity + ": " + what);
    }

    private void warn(LogFields about, String what) {
        about.log(LOG, Level.WARN, identity + ": " + what);
    }

    private static long ms(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }
}
