package io.spoor.calculator.core;

import io.spoor.protocol.node.Output;

/** What is to be done when an instant comes: the key of the calculator's deadline queue. */
@FunctionalInterface
interface Timer {
    void expire(long nowNanos, Output<CalculatorEvent> out);
}
