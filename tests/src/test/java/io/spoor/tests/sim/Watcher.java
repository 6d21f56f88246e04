package io.spoor.tests.sim;

import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.Message;

/** Sees what happens in a world. Whoever finds a promise broken throws a {@link Violation}. */
public interface Watcher {
    /** A process starts, is killed, stops for a while, and the like. */
    default void onLife(SimHost<?> host, String what) {}

    /** Something of no one process: the network is cut, heals. */
    default void onWorld(String what) {}

    /** A message leaves a process; the network may still lose it. */
    default void onSend(SimHost<?> host, Endpoint to, Message message) {}

    /** A message is about to be given to a core. */
    default void onReceive(SimHost<?> host, Endpoint from, Message message) {}

    /** A packet is lost: by the network, at a closed port, in a full buffer. */
    default void onDrop(Packet packet, String why) {}

    /** A core reports a fact. */
    default void onFact(SimHost<?> host, Object fact) {}

    /** A job is given to a client. */
    default void onSubmit(SimJob job) {}

    /** A client is told to take a job back. */
    default void onCancel(SimJob job) {}

    /** A calculator's core asks for a calculation. */
    default void onCalculation(SimCalculator calculator, AttemptId attempt) {}

    /** A calculation no longer runs: it ended, or was stopped. */
    default void onCalculationOver(SimCalculator calculator, AttemptId attempt) {}

    /** A process has handled what there was to handle at this instant. */
    default void afterTurn(SimHost<?> host) {}
}
