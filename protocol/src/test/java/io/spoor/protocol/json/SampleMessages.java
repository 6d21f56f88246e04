package io.spoor.protocol.json;

import io.spoor.protocol.AttemptId;
import io.spoor.protocol.JobId;
import io.spoor.protocol.Limits;
import io.spoor.protocol.Message;
import io.spoor.protocol.MessageType;
import io.spoor.protocol.RawJson;
import io.spoor.protocol.Status;
import io.spoor.protocol.TraceContext;
import java.util.Collections;
import java.util.List;

/** One short and one longest message of each type. */
final class SampleMessages {
    static final JobId JOB = JobId.parse("0af7651916cd43dd8448eb211c80319c");
    static final AttemptId ATTEMPT = new AttemptId(JOB, 2, "dispatcher-7f3a");

    private static final TraceContext TRACE =
            new TraceContext("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "vendor=value");

    private static final JobId LONG_JOB = new JobId(-1, -1);
    private static final String NAME = "n".repeat(Limits.NAME_MAX_LENGTH);
    private static final String REASON = "r".repeat(Limits.REASON_MAX_BYTES);
    private static final AttemptId LONG_ATTEMPT = new AttemptId(LONG_JOB, Integer.MAX_VALUE, NAME);
    private static final RawJson LONG_PAYLOAD = RawJson.of('"' + "p".repeat(Limits.PAYLOAD_MAX_BYTES - 2) + '"');
    private static final TraceContext LONG_TRACE =
            new TraceContext(TRACE.traceparent(), "s".repeat(Limits.TRACESTATE_MAX_BYTES));

    private SampleMessages() {}

    static Message shortest(MessageType type) {
        return switch (type) {
            case SUBMIT ->
                new Message.Submit(TRACE, "client-1", JOB, 1, "sleep", RawJson.of("{\"x\":3}"), 5_000, 0, 0, null);
            case ACCEPTED -> new Message.Accepted(TRACE, "dispatcher-7f3a", JOB, "no calculator offers 'sleep' yet");
            case FINISHED ->
                new Message.Finished(TRACE, "dispatcher-7f3a", JOB, Status.OK, RawJson.of("9"), null, 1, "calc-1");
            case REFUSED ->
                new Message.Refused(TRACE, "dispatcher-7f3a", JOB, Status.RESOURCE_EXHAUSTED, "queue full", 100);
            case POLL -> new Message.Poll(TRACE, "client-1", 7, List.of(JOB));
            case POLL_ACK -> new Message.PollAck(TRACE, "dispatcher-7f3a", 7, List.of());
            case CANCEL -> new Message.Cancel(TRACE, "client-1", JOB);
            case ASSIGN -> new Message.Assign(TRACE, null, ATTEMPT, 1, "sleep", RawJson.of("{\"x\":3}"), 4_900);
            case STARTED -> new Message.Started(TRACE, "calc-1", ATTEMPT);
            case COMPLETED -> new Message.Completed(TRACE, "calc-1", ATTEMPT, Status.OK, RawJson.of("9"), null);
            case ASSIGN_REFUSED -> new Message.AssignRefused(TRACE, "calc-1", ATTEMPT, Status.UNAVAILABLE, "draining");
            case CANCEL_ATTEMPT -> new Message.CancelAttempt(TRACE, ATTEMPT);
            case FETCH -> new Message.Fetch(TRACE, ATTEMPT);
            case HEARTBEAT -> firstHeartbeat();
            case HEARTBEAT_ACK -> new Message.HeartbeatAck(TRACE, "dispatcher-7f3a", 1, 1, 0, 1);
        };
    }

    /** Every optional field is there; names, numbers, payload, reason and lists are as long as they may be. */
    static Message longest(MessageType type) {
        return switch (type) {
            case SUBMIT ->
                new Message.Submit(
                        LONG_TRACE,
                        NAME,
                        LONG_JOB,
                        Integer.MAX_VALUE,
                        NAME,
                        LONG_PAYLOAD,
                        Limits.TIMEOUT_MAX_MS,
                        Limits.ATTEMPTS_MAX,
                        Limits.TIMEOUT_MAX_MS,
                        NAME);
            case ACCEPTED -> new Message.Accepted(LONG_TRACE, NAME, LONG_JOB, REASON);
            case FINISHED ->
                new Message.Finished(
                        LONG_TRACE, NAME, LONG_JOB, Status.OK, LONG_PAYLOAD, null, Integer.MAX_VALUE, NAME);
            case REFUSED ->
                new Message.Refused(
                        LONG_TRACE, NAME, LONG_JOB, Status.RESOURCE_EXHAUSTED, REASON, Limits.TIMEOUT_MAX_MS);
            case POLL -> new Message.Poll(lifeTrace(), NAME, Limits.NUMBER_MAX, longestJobIds());
            case POLL_ACK -> new Message.PollAck(lifeTrace(), NAME, Limits.NUMBER_MAX, longestJobIds());
            case CANCEL -> new Message.Cancel(LONG_TRACE, NAME, LONG_JOB);
            case ASSIGN ->
                new Message.Assign(
                        LONG_TRACE, NAME, LONG_ATTEMPT, Integer.MAX_VALUE, NAME, LONG_PAYLOAD, Limits.TIMEOUT_MAX_MS);
            case STARTED -> new Message.Started(LONG_TRACE, NAME, LONG_ATTEMPT);
            case COMPLETED -> new Message.Completed(LONG_TRACE, NAME, LONG_ATTEMPT, Status.OK, LONG_PAYLOAD, null);
            case ASSIGN_REFUSED ->
                new Message.AssignRefused(LONG_TRACE, NAME, LONG_ATTEMPT, Status.RESOURCE_EXHAUSTED, REASON);
            case CANCEL_ATTEMPT -> new Message.CancelAttempt(LONG_TRACE, LONG_ATTEMPT);
            case FETCH -> new Message.Fetch(LONG_TRACE, LONG_ATTEMPT);
            case HEARTBEAT -> longestHeartbeat();
            case HEARTBEAT_ACK ->
                new Message.HeartbeatAck(
                        lifeTrace(), NAME, Limits.NUMBER_MAX, Long.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);
        };
    }

    private static Message firstHeartbeat() {
        return new Message.Heartbeat(
                TRACE, "calc-1", 1, 4, 0, false, List.of("sleep"), 1, null, 0, null, null, List.of(), List.of());
    }

    /** Names the longest attempt three times, begun by another life than the one it is sent to. */
    private static Message longestHeartbeat() {
        String other = "o".repeat(Limits.NAME_MAX_LENGTH);
        return new Message.Heartbeat(
                lifeTrace(),
                NAME,
                Limits.NUMBER_MAX,
                Limits.SLOTS_MAX,
                Limits.SLOTS_MAX,
                false,
                Collections.nCopies(Limits.FUNCTIONS_MAX, NAME),
                Limits.VERSION,
                other,
                Long.MAX_VALUE,
                LONG_ATTEMPT,
                LONG_ATTEMPT,
                List.of(LONG_ATTEMPT),
                List.of());
    }

    /** Messages of no one job carry the context of the sender's life, without a tracestate. */
    private static TraceContext lifeTrace() {
        return TraceContext.of(TRACE.traceparent());
    }

    private static List<JobId> longestJobIds() {
        return Collections.nCopies(Limits.POLL_IDS_MAX, LONG_JOB);
    }
}
