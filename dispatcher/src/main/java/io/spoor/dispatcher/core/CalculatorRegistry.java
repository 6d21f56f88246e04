package io.spoor.dispatcher.core;

import io.spoor.protocol.Endpoint;
import io.spoor.protocol.Limits;
import io.spoor.protocol.Message.Heartbeat;
import io.spoor.protocol.Message.HeartbeatAck;
import io.spoor.protocol.TraceContext;
import io.spoor.protocol.node.DeadlineQueue;
import io.spoor.protocol.node.Output;
import io.spoor.protocol.node.PeerPath;
import io.spoor.protocol.node.RoundTrip;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The calculators that are known, and how alive they are. A proven round trip makes a member; silence makes it SUSPECT,
 * then DEAD, then forgotten.
 */
final class CalculatorRegistry {
    private final String identity;
    private final DispatcherSettings settings;
    private final Placement placement;
    private final Strangers strangers;
    private final JobLife life;
    private final DeadlineQueue<Timer> timers;
    private final Echoes echoes;
    /** Of all calculators: what a new one is expected to take. */
    private final RoundTrip roundTrips;

    private final Map<String, Calculator> known = new LinkedHashMap<>();

    CalculatorRegistry(
            String identity,
            DispatcherSettings settings,
            Placement placement,
            Strangers strangers,
            JobLife life,
            DeadlineQueue<Timer> timers,
            Echoes echoes) {
        this.identity = identity;
        this.settings = settings;
        this.placement = placement;
        this.strangers = strangers;
        this.life = life;
        this.timers = timers;
        this.echoes = echoes;
        this.roundTrips = new RoundTrip(
                settings.assignResend().initialNanos(), settings.assignResend().maxNanos());
    }

    @Nullable
    Calculator get(String calculator) {
        return known.get(calculator);
    }

    Collection<Calculator> all() {
        return known.values();
    }

    /** Whether it is not known and cannot be: as many as there may be are known. */
    boolean hasNoRoomFor(String calculator) {
        return known.size() >= settings.calculatorsMax() && !known.containsKey(calculator);
    }

    /** Whether the heartbeat shows that its sender lately got an ack of this life at the address that it comes from. */
    boolean isRoundTrip(Endpoint from, Heartbeat heartbeat, long nowNanos) {
        return identity.equals(heartbeat.dispatcher())
                && echoes.isRecent(heartbeat.echo(), heartbeat.calculator(), from, settings.suspectNanos(), nowNanos);
    }

    /** The calculator that was heard at the address, registered if it is new: only after {@link #isRoundTrip}. */
    Calculator meet(String calculatorIdentity, Endpoint from, long nowNanos) {
        Calculator calculator = known.get(calculatorIdentity);
        if (calculator == null) {
            FailureDetector detector = new FailureDetector(settings.suspectNanos(), settings.deadNanos(), nowNanos);
            PeerPath path = new PeerPath(settings.assignResend(), roundTrips);
            calculator = new Calculator(calculatorIdentity, from, detector, path);
            known.put(calculatorIdentity, calculator);
            armSilence(calculator, detector.nextChangeNanos(nowNanos));
        }
        return calculator;
    }

    /** The reply to a heartbeat, for the address that it came from. */
    HeartbeatAck ack(Endpoint to, Heartbeat heartbeat, long nowNanos) {
        Calculator calculator = known.get(heartbeat.calculator());
        return new HeartbeatAck(
                TraceContext.NONE,
                identity,
                heartbeat.number(),
                echoes.of(heartbeat.calculator(), to, nowNanos),
                calculator == null ? 0 : calculator.expected(),
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
        if (drained || silence >= settings.forgetNanos()) {
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
        out.tell(new DispatcherEvent.CalculatorForgotten(calculator.identity, drained));
    }

    private void change(
            Calculator calculator, Liveness to, long nowNanos, int attemptsLost, Output<DispatcherEvent> out) {
        Liveness from = calculator.liveness;
        calculator.liveness = to;
        placement.update(calculator);
        long silence = calculator.detector.silenceNanos(nowNanos);
        out.tell(new DispatcherEvent.CalculatorChanged(calculator.identity, from, to, silence, attemptsLost));
    }

    private void armSilence(Calculator calculator, long atNanos) {
        timers.cancel(calculator.silenceTimer);
        calculator.silenceTimer = timers.arm(new Timer.OfCalculator(Timer.Kind.SILENCE, calculator), atNanos);
    }
}
