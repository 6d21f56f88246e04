package io.spoor.calculator.core;

import io.spoor.protocol.AttemptId;
import io.spoor.protocol.RawJson;
import io.spoor.protocol.TraceContext;

/** What the core asks of whatever computes. Calls never block, and never call the core back before they return. */
public interface Calculations {
    /**
     * Begins a calculation, whose end is told by {@link Calculator#onComputed} in a later turn.
     *
     * @param timeoutNanos what is left of the attempt's time; the core itself stops the calculation then
     */
    void start(AttemptId attempt, String function, RawJson arguments, long timeoutNanos, TraceContext trace);

    /**
     * Ends a calculation whose result nobody wants any more.
     *
     * @return whether it has ended; if not, it keeps its slot until {@link Calculator#onComputed}
     */
    boolean stop(AttemptId attempt);
}
