package io.spoor.calculator.core;

import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.node.Node;
import io.spoor.protocol.node.Output;
import java.util.List;

/** A calculator as its runner sees it: a {@link Node} with the commands of its own process. */
public interface Calculator extends Node<CalculatorEvent> {
    /** Begins to send heartbeats; called once, before anything else. */
    void start(long nowNanos, Output<CalculatorEvent> out);

    /** A calculation that {@link Calculations#start} began has ended by itself. One that was stopped may be told, too. */
    void onComputed(AttemptId attempt, Result result, long nowNanos, Output<CalculatorEvent> out);

    /** The dispatchers' names have been resolved anew. An empty list changes nothing. */
    void onDispatchersResolved(List<Endpoint> dispatchers, long nowNanos, Output<CalculatorEvent> out);

    /** Takes no more work, lets what runs end, and leaves when nothing is expected any more. Twice is once. */
    void drain(long nowNanos, Output<CalculatorEvent> out);

    /** Whether the process may end now. */
    boolean isDrained();
}
