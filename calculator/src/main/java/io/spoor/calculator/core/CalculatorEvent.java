package io.spoor.calculator.core;

import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.MessageType;
import io.spoor.protocol.Status;
import io.spoor.protocol.TraceContext;
import org.jspecify.annotations.Nullable;

/**
 * What has happened in a calculator. Spans, meters, log lines and the simulator's invariants read these and nothing else.
 * The {@code trace} of an attempt's facts is the context its {@code assign} came with.
 */
public sealed interface CalculatorEvent {
    Kind kind();

    /** One constant for each fact, so that a switch over them is checked for completeness. */
    enum Kind {
        ATTEMPT_BEGAN,
        ATTEMPT_ASKED_AGAIN,
        ATTEMPT_COMPLETED,
        ATTEMPT_REFUSED,
        ATTEMPT_CANCELLED,
        CALCULATION_NOT_STOPPED,
        CALCULATION_RETURNED,
        RESULT_RESENT,
        HEARTBEAT_SENT,
        DISPATCHER_MET,
        DISPATCHER_SILENT,
        DISPATCHER_BACK,
        DRAIN_STARTED,
        DRAINED,
        BREAKDOWN_BEGAN,
        BREAKDOWN_ENDED,
        MESSAGE_UNEXPECTED
    }

    /** An attempt has taken a slot. */
    record AttemptBegan(AttemptId attempt, String function, Endpoint dispatcher, long timeoutNanos, TraceContext trace)
            implements CalculatorEvent {
        @Override
        public Kind kind() {
            return Kind.ATTEMPT_BEGAN;
        }
    }

    /** The assign of a running attempt has come again: our {@code started} or the first assign took long, or was lost. */
    record AttemptAskedAgain(AttemptId attempt, int ask, TraceContext trace) implements CalculatorEvent {
        @Override
        public Kind kind() {
            return Kind.ATTEMPT_ASKED_AGAIN;
        }
    }

    /**
     * An attempt has its one reply; told exactly once for each {@link AttemptBegan}.
     *
     * @param slotFreed false if the calculation could not be stopped and runs on: see {@link CalculationNotStopped}
     */
    record AttemptCompleted(
            AttemptId attempt,
            Status status,
            @Nullable String reason,
            long elapsedNanos,
            boolean slotFreed,
            TraceContext trace)
            implements CalculatorEvent {
        @Override
        public Kind kind() {
            return Kind.ATTEMPT_COMPLETED;
        }
    }

    /** An assign was turned away; the same attempt gets the same refusal again and never begins. */
    record AttemptRefused(AttemptId attempt, Status status, String reason, TraceContext trace)
            implements CalculatorEvent {
        @Override
        public Kind kind() {
            return Kind.ATTEMPT_REFUSED;
        }
    }

    /**
     * A dispatcher took an attempt back.
     *
     * @param begun whether it was running; if not, the cancel came before the assign and is remembered
     */
    record AttemptCancelled(AttemptId attempt, boolean begun, TraceContext trace) implements CalculatorEvent {
        @Override
        public Kind kind() {
            return Kind.ATTEMPT_CANCELLED;
        }
    }

    /** A calculation goes on although its attempt has ended, and keeps the slot. */
    record CalculationNotStopped(AttemptId attempt, TraceContext trace) implements CalculatorEvent {
        @Override
        public Kind kind() {
            return Kind.CALCULATION_NOT_STOPPED;
        }
    }

    /** A calculation that could not be stopped has ended at last; its slot is free. */
    record CalculationReturned(AttemptId attempt, long lateNanos, TraceContext trace) implements CalculatorEvent {
        @Override
        public Kind kind() {
            return Kind.CALCULATION_RETURNED;
        }
    }

    /** A question that had its reply was asked again, and got the same reply again. */
    record ResultResent(AttemptId attempt, MessageType question, Status status, TraceContext trace)
            implements CalculatorEvent {
        @Override
        public Kind kind() {
            return Kind.RESULT_RESENT;
        }
    }

    /** One beat to one dispatcher, in as many parts as its names needed. */
    record HeartbeatSent(Endpoint dispatcher, long number, int parts) implements CalculatorEvent {
        @Override
        public Kind kind() {
            return Kind.HEARTBEAT_SENT;
        }
    }

    /**
     * The ack from an address names a life that is new there: the registration, or a dispatcher that was restarted.
     *
     * @param previousLife who answered there before, or null
     */
    record DispatcherMet(
            Endpoint dispatcher, String life, @Nullable String previousLife) implements CalculatorEvent {
        @Override
        public Kind kind() {
            return Kind.DISPATCHER_MET;
        }
    }

    /**
     * No ack has come for a whole silence; told again after each further one.
     *
     * @param life who answered there last, or null if nobody ever did
     * @param times how many silences in a row, from 1
     */
    record DispatcherSilent(Endpoint dispatcher, @Nullable String life, int times) implements CalculatorEvent {
        @Override
        public Kind kind() {
            return Kind.DISPATCHER_SILENT;
        }
    }

    /** The same life answers again after a silence. */
    record DispatcherBack(Endpoint dispatcher, String life, long silentNanos) implements CalculatorEvent {
        @Override
        public Kind kind() {
            return Kind.DISPATCHER_BACK;
        }
    }

    /** No new work from now on. */
    record DrainStarted(int running) implements CalculatorEvent {
        @Override
        public Kind kind() {
            return Kind.DRAIN_STARTED;
        }
    }

    /**
     * The process may end.
     *
     * @param inTime whether nothing was expected any more; false: the time for it was over
     * @param abandoned attempts that were still running and were ended UNAVAILABLE
     */
    record Drained(boolean inTime, int abandoned) implements CalculatorEvent {
        @Override
        public Kind kind() {
            return Kind.DRAINED;
        }
    }

    /** A fault on purpose: nothing comes in or goes out for a while. */
    record BreakdownBegan(long durationNanos) implements CalculatorEvent {
        @Override
        public Kind kind() {
            return Kind.BREAKDOWN_BEGAN;
        }
    }

    /** The fault on purpose is over. */
    record BreakdownEnded(long messagesLostIn, long messagesLostOut) implements CalculatorEvent {
        @Override
        public Kind kind() {
            return Kind.BREAKDOWN_ENDED;
        }
    }

    /** A message that nobody sends to a calculator. */
    record MessageUnexpected(Endpoint from, MessageType type) implements CalculatorEvent {
        @Override
        public Kind kind() {
            return Kind.MESSAGE_UNEXPECTED;
        }
    }
}
