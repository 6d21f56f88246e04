package io.spoor.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What travels. Each record is one type of message; {@code docs/protocol.md} has a table for each with units, ranges and
 * an example. Durations on the wire are milliseconds; there is no wall clock. Constructors do not validate: the codec
 * does, where messages enter.
 */
public sealed interface Message {
    MessageType type();

    /** The sender's trace context: the job's, or for a message of no one job that of the sender's life. */
    TraceContext trace();

    /** The same message under another context. */
    Message withTrace(TraceContext trace);

    /**
     * Asks for one calculation. Asked again until {@link Accepted} or {@link Finished} comes, or time is out; the same
     * jobId is the same question.
     *
     * @param client identity of the asker
     * @param ask which asking this is, from 1
     * @param timeoutMs what is left of the job's time when the packet leaves, 1..{@link Limits#TIMEOUT_MAX_MS}
     * @param attempts most attempts, 1..{@link Limits#ATTEMPTS_MAX}; 0: the dispatcher's default. With 1 the job is never
     *     knowingly run twice, and starts only once {@code dispatcher} names the dispatcher asked
     * @param attemptTimeoutMs longest time for one attempt, 1..{@link Limits#TIMEOUT_MAX_MS}; 0: as long as the job has time
     * @param dispatcher the dispatcher that accepted this job before, or null
     */
    record Submit(
            TraceContext trace,
            String client,
            JobId jobId,
            int ask,
            String function,
            RawJson arguments,
            long timeoutMs,
            int attempts,
            long attemptTimeoutMs,
            @Nullable String dispatcher)
            implements Message {
        @Override
        public MessageType type() {
            return MessageType.SUBMIT;
        }

        @Override
        public Submit withTrace(TraceContext other) {
            return new Submit(
                    other, client, jobId, ask, function, arguments, timeoutMs, attempts, attemptTimeoutMs, dispatcher);
        }
    }

    /**
     * The dispatcher has the job and will answer it; the client now polls instead of asking.
     *
     * @param reason why it cannot begin yet, for a person; at most {@link Limits#REASON_MAX_BYTES}; null if nothing is known
     *     to stand in its way
     */
    record Accepted(
            TraceContext trace,
            String dispatcher,
            JobId jobId,
            @Nullable String reason) implements Message {
        /** Nothing is known to stand in its way. */
        public Accepted(TraceContext trace, String dispatcher, JobId jobId) {
            this(trace, dispatcher, jobId, null);
        }

        @Override
        public MessageType type() {
            return MessageType.ACCEPTED;
        }

        @Override
        public Accepted withTrace(TraceContext other) {
            return new Accepted(other, dispatcher, jobId, reason);
        }
    }

    /**
     * The one outcome of a job; the reply to {@link Submit}, {@link Poll} and {@link Cancel} alike.
     *
     * @param result present exactly with {@link Status#OK}
     * @param reason why it is not OK, for a person; at most {@link Limits#REASON_MAX_BYTES}
     * @param attempts attempts that were begun for it
     * @param calculator who ran the last attempt, or null if none began
     */
    record Finished(
            TraceContext trace,
            String dispatcher,
            JobId jobId,
            Status status,
            @Nullable RawJson result,
            @Nullable String reason,
            int attempts,
            @Nullable String calculator)
            implements Message {
        @Override
        public MessageType type() {
            return MessageType.FINISHED;
        }

        @Override
        public Finished withTrace(TraceContext other) {
            return new Finished(other, dispatcher, jobId, status, result, reason, attempts, calculator);
        }
    }

    /** The dispatcher does not take the job now. No outcome: it is not remembered, and the client asks again. */
    record Refused(TraceContext trace, String dispatcher, JobId jobId, Status status, String reason, long retryAfterMs)
            implements Message {
        @Override
        public MessageType type() {
            return MessageType.REFUSED;
        }

        @Override
        public Refused withTrace(TraceContext other) {
            return new Refused(other, dispatcher, jobId, status, reason, retryAfterMs);
        }
    }

    /**
     * Names jobs that are still open at the client: accepted ones, and ones that nobody has answered yet.
     *
     * @param number counts the client's polls; an answer to one from before a job was accepted says nothing of that job
     */
    record Poll(TraceContext trace, String client, long number, List<JobId> jobIds) implements Message {
        @Override
        public MessageType type() {
            return MessageType.POLL;
        }

        @Override
        public Poll withTrace(TraceContext other) {
            return new Poll(other, client, number, jobIds);
        }
    }

    /** The jobs of the poll that this dispatcher does not know: the client submits them again. */
    record PollAck(TraceContext trace, String dispatcher, long number, List<JobId> unknown) implements Message {
        @Override
        public MessageType type() {
            return MessageType.POLL_ACK;
        }

        @Override
        public PollAck withTrace(TraceContext other) {
            return new PollAck(other, dispatcher, number, unknown);
        }
    }

    /** The client takes the job back. The reply is {@link Finished}, remembered also when the cancel comes first. */
    record Cancel(TraceContext trace, String client, JobId jobId) implements Message {
        @Override
        public MessageType type() {
            return MessageType.CANCEL;
        }

        @Override
        public Cancel withTrace(TraceContext other) {
            return new Cancel(other, client, jobId);
        }
    }

    /**
     * Asks for one attempt. Asked again until {@link Started}, {@link Completed} or {@link AssignRefused}.
     *
     * @param calculator who is asked: an address may have passed to another one; null from a dispatcher that does not say
     * @param ask which asking this is, from 1
     * @param timeoutMs how long the attempt may still run when the packet leaves, at least 1
     */
    record Assign(
            TraceContext trace,
            @Nullable String calculator,
            AttemptId attempt,
            int ask,
            String function,
            RawJson arguments,
            long timeoutMs)
            implements Message {
        @Override
        public MessageType type() {
            return MessageType.ASSIGN;
        }

        @Override
        public Assign withTrace(TraceContext other) {
            return new Assign(other, calculator, attempt, ask, function, arguments, timeoutMs);
        }
    }

    /** The attempt runs. Sent a few milliseconds after the question, unless the result overtakes it. */
    record Started(TraceContext trace, String calculator, AttemptId attempt) implements Message {
        @Override
        public MessageType type() {
            return MessageType.STARTED;
        }

        @Override
        public Started withTrace(TraceContext other) {
            return new Started(other, calculator, attempt);
        }
    }

    /** How an attempt ended; the reply to {@link Assign}, {@link CancelAttempt} and {@link Fetch} alike. */
    record Completed(
            TraceContext trace,
            String calculator,
            AttemptId attempt,
            Status status,
            @Nullable RawJson result,
            @Nullable String reason)
            implements Message {
        @Override
        public MessageType type() {
            return MessageType.COMPLETED;
        }

        @Override
        public Completed withTrace(TraceContext other) {
            return new Completed(other, calculator, attempt, status, result, reason);
        }
    }

    /**
     * The attempt was not begun and costs nothing: {@link Status#RESOURCE_EXHAUSTED} all slots taken,
     * {@link Status#UNAVAILABLE} draining, {@link Status#NOT_FOUND} no such function here.
     */
    record AssignRefused(TraceContext trace, String calculator, AttemptId attempt, Status status, String reason)
            implements Message {
        @Override
        public MessageType type() {
            return MessageType.ASSIGN_REFUSED;
        }

        @Override
        public AssignRefused withTrace(TraceContext other) {
            return new AssignRefused(other, calculator, attempt, status, reason);
        }
    }

    /** Stop the attempt. The reply is {@link Completed}, remembered also when the cancel comes before the assign. */
    record CancelAttempt(TraceContext trace, AttemptId attempt) implements Message {
        @Override
        public MessageType type() {
            return MessageType.CANCEL_ATTEMPT;
        }

        @Override
        public CancelAttempt withTrace(TraceContext other) {
            return new CancelAttempt(other, attempt);
        }
    }

    /** Asks for the result of an attempt that a heartbeat named as completed. */
    record Fetch(TraceContext trace, AttemptId attempt) implements Message {
        @Override
        public MessageType type() {
            return MessageType.FETCH;
        }

        @Override
        public Fetch withTrace(TraceContext other) {
            return new Fetch(other, attempt);
        }
    }

    /**
     * A sign of life, and what the calculator runs, as far as it fits one packet: in order of name, going round.
     *
     * @param number counts beats from 1; the parts of one beat share it; a lower number than the newest is stale
     * @param slots how many attempts run at once
     * @param busy slots taken now, by attempts of all dispatchers
     * @param draining takes no new work and leaves when nothing is expected of it
     * @param functions what it offers, at most {@link Limits#FUNCTIONS_MAX}
     * @param versionMax highest protocol version spoken
     * @param dispatcher the life that the last ack from this address named, or null before the first
     * @param echo {@link HeartbeatAck#echo} of that ack; 0 before the first
     * @param after names greater than this are covered; null: from the first
     * @param upTo names up to and including this are covered; null: to the last
     * @param running attempts in the covered range that hold a slot
     * @param completed attempts in the covered range that lately ended (named to a dispatcher that is newly met)
     */
    record Heartbeat(
            TraceContext trace,
            String calculator,
            long number,
            int slots,
            int busy,
            boolean draining,
            List<String> functions,
            int versionMax,
            @Nullable String dispatcher,
            long echo,
            @Nullable AttemptId after,
            @Nullable AttemptId upTo,
            List<AttemptId> running,
            List<AttemptId> completed)
            implements Message {
        @Override
        public MessageType type() {
            return MessageType.HEARTBEAT;
        }

        @Override
        public Heartbeat withTrace(TraceContext other) {
            return new Heartbeat(
                    other,
                    calculator,
                    number,
                    slots,
                    busy,
                    draining,
                    functions,
                    versionMax,
                    dispatcher,
                    echo,
                    after,
                    upTo,
                    running,
                    completed);
        }
    }

    /**
     * The dispatcher hears the calculator.
     *
     * @param number the heartbeat's
     * @param echo opaque; the next heartbeats return it, which proves that the way there and back works
     * @param expected attempts whose result this dispatcher still expects; a draining calculator leaves at 0
     * @param versionMax highest protocol version spoken
     */
    record HeartbeatAck(TraceContext trace, String dispatcher, long number, long echo, int expected, int versionMax)
            implements Message {
        @Override
        public MessageType type() {
            return MessageType.HEARTBEAT_ACK;
        }

        @Override
        public HeartbeatAck withTrace(TraceContext other) {
            return new HeartbeatAck(other, dispatcher, number, echo, expected, versionMax);
        }
    }
}
