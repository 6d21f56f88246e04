package io.spoor.calculator.core;

import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.Message.Assign;
import io.spoor.protocol.Message.Completed;
import io.spoor.protocol.TraceContext;
import io.spoor.protocol.node.DeadlineQueue;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that holds a slot.
 *
 * <pre>
 * assign ─▶ [RUNNING] ── computed, or stopped by cancel, deadline, end of the drain ──▶ slot free, reply kept
 *               └─ one of these, and the calculation cannot be stopped ─▶ [ENDED] ── computed ──▶ slot free
 * </pre>
 */
final class RunningAttempt {
    private final AttemptId id;
    private final TraceContext trace;
    private final long begunNanos;
    private Endpoint asker;
    private int ask;
    private long deadlineNanos;
    private boolean startedSent;
    private @Nullable Completed reply;
    private long endedNanos;

    /** Owned by {@link CalculatorCore}. */
    DeadlineQueue.@Nullable Entry<Timer> startedTimer;

    DeadlineQueue.@Nullable Entry<Timer> deadlineTimer;

    RunningAttempt(Endpoint asker, Assign assign, long nowNanos, long deadlineNanos) {
        this.id = assign.attempt();
        this.trace = assign.trace();
        this.asker = asker;
        this.ask = assign.ask();
        this.begunNanos = nowNanos;
        this.deadlineNanos = deadlineNanos;
    }

    AttemptId id() {
        return id;
    }

    TraceContext trace() {
        return trace;
    }

    long begunNanos() {
        return begunNanos;
    }

    /** Where {@code started} and {@code completed} go: the newest ask decides, a delayed copy of an older one does not. */
    Endpoint asker() {
        return asker;
    }

    /** The earliest instant that any ask implied. */
    long deadlineNanos() {
        return deadlineNanos;
    }

    /** The same question again; whether the deadline has come nearer by it. */
    boolean onAskedAgain(Endpoint from, int again, long impliedNanos) {
        if (again >= ask) {
            ask = again;
            asker = from;
        }
        boolean nearer = impliedNanos < deadlineNanos;
        deadlineNanos = Math.min(deadlineNanos, impliedNanos);
        return nearer;
    }

    /** A cancel is the last thing that is asked: the reply goes where it came from. */
    void onCancelAsked(Endpoint from) {
        asker = from;
    }

    boolean isStartedSent() {
        return startedSent;
    }

    void onStartedSent() {
        startedSent = true;
    }

    /** How it ended; null while it runs. Set while the slot is still held if the calculation could not be stopped. */
    @Nullable
    Completed reply() {
        return reply;
    }

    void onEnded(Completed completed, long nowNanos) {
        reply = completed;
        endedNanos = nowNanos;
    }

    long endedNanos() {
        return endedNanos;
    }
}
