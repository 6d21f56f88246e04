package io.spoor.dispatcher.core;

import io.spoor.protocol.Endpoint;
import io.spoor.protocol.Limits;
import io.spoor.protocol.Message.Heartbeat;
import io.spoor.protocol.Message.HeartbeatAck;
import io.spoor.protocol.TraceContext;
import io.spoor.protocol.node.DeadlineQueue;
import io.spoor.protocol.node.Output;
import io.spoor.protocol.node.RoundTrip;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The calculators that are known, and how alive they are. A first heartbeat registers; a proven round trip makes a
 * member; silence makes it SUSPECT, then DEAD, then forgotten.
 */
final class CalculatorRegistry {
    private static final long NANOS_PER_ECHO = 1_000;

    private final String identity;
    private final DispatcherSettings settings;
    private final Placement placement;
    private final Strangers strangers;
    private final JobLife life;
    private final DeadlineQueue<Timer> timers;
    private final Map<String, Calculator> known = new LinkedHashMap<>();

    CalculatorRegistry(
            String identity,
            DispatcherSettings settings,
            Placement placement,
            Strangers strangers,
            JobLife life,
            DeadlineQueue<Timer> timers) {
        this.identity = identity;
        this.settings = settings;
        this.placement = placement;
        this.strangers = strangers;
        this.life = life;
        this.timers = timers;
    }

    @Nullable
    Calculator get(String calculator) {
        return known.get(calculator);
    }

    Collection<Calculator> all() {
        return known.values();
    }

    /** The calculator of that identity, registered if it is new; null if there is no room for another. */
    @Nullable
    Calculator meet(String calculatorIdentity, Endpoint from, long nowNanos) {
        Calculator calculator = known.get(calculatorIdentity);
        if (calculator == null && known.size() < settings.calculatorsMax()) {
            FailureDetector detector = new FailureDetector(settings.suspectNanos(), settings.deadNanos(), nowNanos);
            RoundTrip roundTrip = new RoundTrip(
                    settings.assignResend().initialNanos(),
                    settings.assignResend().maxNanos());
            calculator = new Calculator(calculatorIdentity, from, detector, roundTrip);
            known.put(calculatorIdentity, calculator);
            armSilence(calculator, detector.nextChangeNanos(nowNanos));
        }
        return calculator;
    }

    /** Whether the echo is of an ack sent by this life so lately that it proves more than a silence would. */
    boolean isRecent(long echo, long nowNanos) {
        long ageNanos = nowNanos - echo * NANOS_PER_ECHO;
        return ageNanos >= 0 && ageNanos < settings.suspectNanos();
    }

    HeartbeatAck ack(Calculator calculator, Heartbeat heartbeat, long nowNanos) {
        return new HeartbeatAck(
                TraceContext.NONE,
                identity,
                heartbeat.number(),
                nowNanos / NANOS_PER_ECHO,
                calculator.expected(),
                Limits.VERSION);
    }

    /** The calculator hears us and speaks to us. */
    void onRoundTrip(Calculator calculator, long nowNanos, Output<DispatcherEvent> out) {
        calculator.detector.signal(nowNanos);
        if (!calculator.joined) {
            calculator.joined = true;
            out.tell(
                    new DispatcherEvent.CalculatorJoined(calculator.identity, calculator.endpoint, calculator.slots()));
        }
        if (calculator.liveness != Liveness.ALIVE) {
            boolean wasDead = calculator.liveness == Liveness.DEAD;
            change(calculator, Liveness.ALIVE, nowNanos, 0, out);
            armSilence(calculator, calculator.detector.nextChangeNanos(nowNanos));
            if (wasDead) {
                calculator.held().forEach(life::disproveDeath);
            }
        }
    }

    /**
     * The silence timer has fired; it looks at what has been heard since it was armed. Silence makes nobody ALIVE, also
     * when it starts anew.
     *
     * @param lateNanos how long after it was due: later than a heartbeat, and this process was stopped; the silence
     *     then proves nothing and starts anew
     */
    void onSilence(Calculator calculator, long lateNanos, long nowNanos, Output<DispatcherEvent> out) {
        if (lateNanos > settings.heartbeatNanos() && calculator.liveness != Liveness.DEAD) {
            calculator.detector.restart(nowNanos);
        }
        Liveness now = calculator.detector.assess(nowNanos);
        if (now == Liveness.DEAD) {
            onDead(calculator, nowNanos, out);
            return;
        }
        if (now == Liveness.SUSPECT && calculator.liveness == Liveness.ALIVE) {
            change(calculator, Liveness.SUSPECT, nowNanos, 0, out);
        }
        armSilence(calculator, calculator.detector.nextChangeNanos(nowNanos));
    }

    private void onDead(Calculator calculator, long nowNanos, Output<DispatcherEvent> out) {
        boolean lostBefore = calculator.liveness == Liveness.DEAD;
        boolean drained = !lostBefore && calculator.isDraining() && calculator.expected() == 0;
        long silence = calculator.detector.silenceNanos(nowNanos);
        if (!lostBefore && !drained) {
            bury(calculator, nowNanos, out);
        }
        if (drained || !calculator.joined || silence >= settings.forgetNanos()) {
            forget(calculator, drained, out);
        } else {
            armSilence(calculator, nowNanos + settings.forgetNanos() - silence);
        }
    }

    /** Its attempts are retried elsewhere. The slots they hold stay taken: should it come back, it will say. */
    private void bury(Calculator calculator, long nowNanos, Output<DispatcherEvent> out) {
        change(calculator, Liveness.DEAD, nowNanos, calculator.expected(), out);
        strangers.forget(calculator);
        String reason = "calculator " + calculator.identity + " was lost";
        for (Attempt attempt : calculator.held()) {
            if (attempt.isCurrent()) {
                life.lose(attempt, AttemptEnd.CALCULATOR_LOST, reason, nowNanos, out);
            }
        }
    }

    private void forget(Calculator calculator, boolean drained, Output<DispatcherEvent> out) {
        known.remove(calculator.identity);
        strangers.forget(calculator);
        placement.forget(calculator);
        if (calculator.joined) {
            out.tell(new DispatcherEvent.CalculatorForgotten(calculator.identity, drained));
        }
    }

    private void change(
            Calculator calculator, Liveness to, long nowNanos, int attemptsLost, Output<DispatcherEvent> out) {
        Liveness from = calculator.liveness;
        calculator.liveness = to;
        placement.update(calculator);
        if (calculator.joined) {
            long silence = calculator.detector.silenceNanos(nowNanos);
            out.tell(new DispatcherEvent.CalculatorChanged(calculator.identity, from, to, silence, attemptsLost));
        }
    }

    private void armSilence(Calculator calculator, long atNanos) {
        timers.cancel(calculator.silenceTimer);
        calculator.silenceTimer = timers.arm(new Timer.OfCalculator(Timer.Kind.SILENCE, calculator), atNanos);
    }
}
