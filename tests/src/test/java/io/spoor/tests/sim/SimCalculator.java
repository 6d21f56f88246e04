package io.spoor.tests.sim;

import io.spoor.calculator.core.Calculator;
import io.spoor.calculator.core.CalculatorCore;
import io.spoor.calculator.core.CalculatorEvent;
import io.spoor.calculator.core.Result;
import io.spoor.protocol.AttemptId;

/** One life of a calculator. */
public final class SimCalculator {
    private final int number;
    private final int slots;
    private final CalculatorCore core;
    private final SimHost<CalculatorEvent> host;
    private final SimCalculations calculations;
    private Calculator calculator;

    SimCalculator(
            int number,
            int slots,
            CalculatorCore core,
            Calculator calculator,
            SimHost<CalculatorEvent> host,
            SimCalculations calculations) {
        this.number = number;
        this.slots = slots;
        this.core = core;
        this.calculator = calculator;
        this.host = host;
        this.calculations = calculations;
    }

    /** Which calculator it is; another life of it has the same. */
    public int number() {
        return number;
    }

    public int slots() {
        return slots;
    }

    public CalculatorCore core() {
        return core;
    }

    public SimHost<CalculatorEvent> host() {
        return host;
    }

    public SimCalculations calculations() {
        return calculations;
    }

    /** The first heartbeat. */
    void start() {
        host.execute((nowNanos, out) -> calculator.start(nowNanos, out));
    }

    /** Takes no new work, finishes what it has, and leaves. */
    public void drain() {
        host.execute((nowNanos, out) -> calculator.drain(nowNanos, out));
    }

    void onComputed(AttemptId attempt, Result result) {
        host.execute((nowNanos, out) -> calculator.onComputed(attempt, result, nowNanos, out));
    }

    /** Takes away what was put between the core and the network. */
    void mend() {
        calculator = core;
        host.replaceNode(core);
    }
}
