package io.spoor.dispatcher.core;

import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.JobId;
import io.spoor.protocol.MessageType;
import io.spoor.protocol.Status;
import io.spoor.protocol.TraceContext;
import org.jspecify.annotations.Nullable;

/**
 * A fact that the dispatcher reports. Spans, meters, log lines and the tests' invariants read this stream and nothing
 * else. {@link #kind()} makes a switch over all facts exhaustive.
 */
public sealed interface DispatcherEvent {
    Kind kind();

    enum Kind {
        JOB_ACCEPTED,
        JOB_REFUSED,
        JOB_ASKED_AGAIN,
        JOB_QUEUED,
        JOB_DELAYED,
        JOB_FINISHED,
        ATTEMPT_STARTED,
        ATTEMPT_ASKED_AGAIN,
        ATTEMPT_ACKNOWLEDGED,
        ATTEMPT_ADOPTED,
        ATTEMPT_ENDED,
        LATE_RESULT,
        CALCULATOR_JOINED,
        CALCULATOR_CHANGED,
        CALCULATOR_DRAINING,
        CALCULATOR_REFUSED,
        CALCULATOR_FORGOTTEN,
        MESSAGE_IGNORED
    }

    /** A client's job was taken over: from now on it ends with exactly one {@link JobFinished}. */
    record JobAccepted(
            JobId jobId, String client, Endpoint from, String function, TraceContext trace, int ask, long timeoutNanos)
            implements DispatcherEvent {
        @Override
        public Kind kind() {
            return Kind.JOB_ACCEPTED;
        }
    }

    /** A client was told to ask again later. */
    record JobRefused(JobId jobId, String client, TraceContext trace, Status status, String reason)
            implements DispatcherEvent {
        @Override
        public Kind kind() {
            return Kind.JOB_REFUSED;
        }
    }

    /** A client asked again for a job that is known here. */
    record JobAskedAgain(JobId jobId, int ask, boolean finished) implements DispatcherEvent {
        @Override
        public Kind kind() {
            return Kind.JOB_ASKED_AGAIN;
        }
    }

    /**
     * The job waits for a slot.
     *
     * @param depth jobs of its function that wait now, itself included
     * @param position from 1: its place among those that it takes turns with ({@link JobQueue})
     */
    record JobQueued(JobId jobId, String function, int depth, int position) implements DispatcherEvent {
        @Override
        public Kind kind() {
            return Kind.JOB_QUEUED;
        }
    }

    /** The job waits before it is tried again. */
    record JobDelayed(JobId jobId, long delayNanos) implements DispatcherEvent {
        @Override
        public Kind kind() {
            return Kind.JOB_DELAYED;
        }
    }

    /** The job's one outcome at this dispatcher. */
    record JobFinished(
            JobId jobId,
            String client,
            String function,
            Status status,
            @Nullable String reason,
            int attempts,
            @Nullable String calculator,
            long elapsedNanos)
            implements DispatcherEvent {
        @Override
        public Kind kind() {
            return Kind.JOB_FINISHED;
        }
    }

    /**
     * A calculator was asked for an attempt; its {@code assign} leaves after this.
     *
     * @param previous why the attempt before it ended; null for the first
     * @param waitedNanos how long the job was READY before it
     */
    record AttemptStarted(
            AttemptId attempt,
            String calculator,
            Endpoint endpoint,
            String function,
            @Nullable AttemptEnd previous,
            long waitedNanos)
            implements DispatcherEvent {
        @Override
        public Kind kind() {
            return Kind.ATTEMPT_STARTED;
        }
    }

    /** The same question again to the calculator. */
    record AttemptAskedAgain(AttemptId attempt, String calculator, int ask) implements DispatcherEvent {
        @Override
        public Kind kind() {
            return Kind.ATTEMPT_ASKED_AGAIN;
        }
    }

    /** The calculator has said that it runs the attempt. */
    record AttemptAcknowledged(AttemptId attempt, String calculator) implements DispatcherEvent {
        @Override
        public Kind kind() {
            return Kind.ATTEMPT_ACKNOWLEDGED;
        }
    }

    /** An attempt that a calculator was found running is now the one its job waits for. */
    record AttemptAdopted(AttemptId attempt, String calculator, Endpoint endpoint, String function)
            implements DispatcherEvent {
        @Override
        public Kind kind() {
            return Kind.ATTEMPT_ADOPTED;
        }
    }

    /**
     * An attempt is no longer the one its job waits for.
     *
     * @param status what the calculator said; null unless {@link AttemptEnd#COMPLETED} or {@link AttemptEnd#REFUSED}
     */
    record AttemptEnded(
            AttemptId attempt,
            String calculator,
            AttemptEnd end,
            @Nullable Status status,
            @Nullable String reason,
            long elapsedNanos)
            implements DispatcherEvent {
        @Override
        public Kind kind() {
            return Kind.ATTEMPT_ENDED;
        }
    }

    /** A result came for an attempt that was given up; {@code used}: it was good, and its job still open. */
    record LateResult(AttemptId attempt, String calculator, Status status, boolean used, TraceContext trace)
            implements DispatcherEvent {
        @Override
        public Kind kind() {
            return Kind.LATE_RESULT;
        }
    }

    /** A calculator was heard of for the first time and has proven that it hears us. */
    record CalculatorJoined(String calculator, Endpoint endpoint, int slots) implements DispatcherEvent {
        @Override
        public Kind kind() {
            return Kind.CALCULATOR_JOINED;
        }
    }

    /** A calculator's liveness has changed. */
    record CalculatorChanged(String calculator, Liveness from, Liveness to, long silenceNanos, int attemptsLost)
            implements DispatcherEvent {
        @Override
        public Kind kind() {
            return Kind.CALCULATOR_CHANGED;
        }
    }

    /** A calculator takes no new work and will leave. */
    record CalculatorDraining(String calculator) implements DispatcherEvent {
        @Override
        public Kind kind() {
            return Kind.CALCULATOR_DRAINING;
        }
    }

    /** A calculator did not take an attempt. */
    record CalculatorRefused(AttemptId attempt, String calculator, Status status) implements DispatcherEvent {
        @Override
        public Kind kind() {
            return Kind.CALCULATOR_REFUSED;
        }
    }

    /** A calculator is no longer known; {@code drained}: it had said that it leaves, and nothing was expected of it. */
    record CalculatorForgotten(String calculator, boolean drained) implements DispatcherEvent {
        @Override
        public Kind kind() {
            return Kind.CALCULATOR_FORGOTTEN;
        }
    }

    /** A well-formed message that means nothing here. */
    record MessageIgnored(Endpoint from, MessageType type, Ignored why) implements DispatcherEvent {
        @Override
        public Kind kind() {
            return Kind.MESSAGE_IGNORED;
        }
    }

    /** Why a message was ignored. */
    enum Ignored {
        /** Only a dispatcher sends it. */
        WRONG_ROLE,
        /** It speaks of a calculator that is not known. */
        UNKNOWN_CALCULATOR,
        /** It speaks of an attempt that is not known. */
        UNKNOWN_ATTEMPT,
        /** A newer one of its kind has been seen. */
        STALE,
        /** There are too many calculators already. */
        TOO_MANY_CALCULATORS,
        /** The job belongs to another client. */
        OTHER_CLIENT
    }
}
