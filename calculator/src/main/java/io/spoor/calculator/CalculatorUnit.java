package io.spoor.calculator;

import io.spoor.calculator.compute.Calculation;
import io.spoor.calculator.compute.CalculationFailures;
import io.spoor.calculator.compute.RunningCalculations;
import io.spoor.calculator.core.Calculations;
import io.spoor.calculator.core.Calculator;
import io.spoor.calculator.core.CalculatorEvent;
import io.spoor.calculator.core.CalculatorEvent.DispatcherBack;
import io.spoor.calculator.core.CalculatorEvent.DispatcherMet;
import io.spoor.calculator.core.CalculatorEvent.DispatcherSilent;
import io.spoor.calculator.core.Result;
import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.udp.DispatcherNames;
import io.spoor.protocol.udp.FactListener;
import io.spoor.protocol.udp.TraceContexts;
import io.spoor.protocol.udp.UdpNode;
import io.spoor.protocol.udp.UdpSettings;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One calculator of this process: an identity, a core, a socket; and what ties them to the rest of the world. */
final class CalculatorUnit {
    private static final Logger LOG = System.getLogger(CalculatorUnit.class.getName());

    private final String identity;
    private final DispatcherNames names;
    private final boolean portIsEphemeral;
    private final Calculator core;
    private final FactListener<CalculatorEvent> listener;
    private final Set<Endpoint> answering = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean resolving = new AtomicBoolean();
    private final Promise<Void> drained = Promise.promise();
    private volatile @Nullable UdpNode<CalculatorEvent> node;
    private volatile boolean closed;
    /** Why the dispatchers were not found the last time, so that it is told once; empty: they were. */
    private volatile String trouble = "";

    /**
     * @param failures logs what functions do wrong, for all units of the process
     * @param core makes the core of what it is to ask for calculations
     * @param listener reads the facts, after this unit itself
     */
    CalculatorUnit(
            String identity,
            DispatcherNames names,
            boolean portIsEphemeral,
            Map<String, Calculation> functions,
            CalculationFailures failures,
            Function<Calculations, Calculator> core,
            FactListener<CalculatorEvent> listener) {
        this.identity = identity;
        this.names = names;
        this.portIsEphemeral = portIsEphemeral;
        this.core = core.apply(new RunningCalculations(functions, failures, this::onComputed));
        this.listener = listener;
    }

    /** Binds the socket and begins to send heartbeats; fails with a message that is a line for a person. */
    Future<Void> open(Vertx vertx, UdpSettings settings) {
        return UdpNode.open(vertx, settings, core, this::onFact, TraceContexts.FROM_THE_CORE)
                .compose(opened -> {
                    node = opened;
                    return opened.execute(core::start);
                });
    }

    /** Completes when nothing is expected any more, or the time for it is over; then closes the socket. */
    Future<Void> drain() {
        return node().execute(core::drain).compose(told -> drained.future()).compose(left -> {
            closed = true;
            return node().close();
        });
    }

    /** The dispatchers could not be found at the start; that has been told. */
    void startsWithout(String trouble) {
        this.trouble = trouble;
    }

    String identity() {
        return identity;
    }

    UdpNode<CalculatorEvent> node() {
        UdpNode<CalculatorEvent> opened = node;
        if (opened == null) {
            throw new IllegalStateException(identity + " is not open");
        }
        return opened;
    }

    /** Whether a dispatcher has answered lately. */
    boolean isRegistered() {
        return !answering.isEmpty();
    }

    /** Dispatchers that have answered lately. */
    int answeringCount() {
        return answering.size();
    }

    /** Looks the dispatchers up; with a new socket if none answers, since the way to them may be blocked by a stale entry. */
    void resolveAgain() {
        if (closed || !resolving.compareAndSet(false, true)) {
            return;
        }
        Future<Void> socket = portIsEphemeral && !isRegistered() ? node().renewSocket() : Future.succeededFuture();
        socket.onFailure(e -> complain("no new socket: " + e.getMessage()))
                .otherwiseEmpty()
                .compose(renewed -> names.resolve())
                .onFailure(this::onNotFound)
                .onSuccess(addresses -> trouble = "")
                .compose(addresses -> node().execute((now, out) -> {
                    answering.retainAll(addresses);
                    core.onDispatchersResolved(addresses, now, out);
                }))
                // Also when it fails: the socket has been closed meanwhile.
                .onComplete(done -> resolving.set(false));
    }

    private void onNotFound(Throwable failure) {
        String why = String.valueOf(failure.getMessage());
        if (!why.equals(trouble)) {
            trouble = why;
            complain(why);
        }
    }

    private void complain(String what) {
        if (!closed) {
            LOG.log(Level.WARNING, identity + ": " + what);
        }
    }

    /** On any thread. */
    private void onComputed(AttemptId attempt, Result result) {
        node().execute((now, out) -> core.onComputed(attempt, result, now, out));
    }

    private void onFact(CalculatorEvent fact, long nowNanos) {
        if (fact instanceof DispatcherMet met) {
            answering.add(met.dispatcher());
        } else if (fact instanceof DispatcherBack back) {
            answering.add(back.dispatcher());
        } else if (fact instanceof DispatcherSilent silent) {
            answering.remove(silent.dispatcher());
            resolveAgain();
        } else if (fact instanceof CalculatorEvent.Drained) {
            drained.complete();
        }
        listener.on(fact, nowNanos);
    }
}
