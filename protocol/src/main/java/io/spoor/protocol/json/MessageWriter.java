package io.spoor.protocol.json;

import static io.spoor.protocol.json.Field.*;

import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Limits;
import io.spoor.protocol.Message;
import io.spoor.protocol.MessageType;
import io.spoor.protocol.TraceContext;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes a message as a JSON object: the envelope, then its fields in the order of {@code docs/protocol.md}. */
final class MessageWriter {
    private static final Map<MessageType, byte[]> HEADS = new EnumMap<>(MessageType.class);

    static {
        for (MessageType type : MessageType.values()) {
            String head = "{\"v\":" + Limits.VERSION + ",\"type\":\"" + type.wireName() + "\"";
            HEADS.put(type, head.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private final JsonWriter json = new JsonWriter(2 * Limits.PACKET_MAX_BYTES);

    /** What was written last: the first {@link #length} bytes. */
    byte[] buffer() {
        return json.buffer();
    }

    int length() {
        return json.length();
    }

    /** Writes the message in the place of the one before. */
    void write(Message message, boolean withTracestate) {
        json.begin(Objects.requireNonNull(HEADS.get(message.type())));
        trace(message.trace(), withTracestate);
        body(message);
        json.end();
    }

    private void trace(TraceContext trace, boolean withTracestate) {
        if (trace.isPresent()) {
            json.field(TRACEPARENT, trace.traceparent());
            String tracestate = trace.tracestate();
            if (withTracestate && tracestate != null && tracestate.length() <= Limits.TRACESTATE_MAX_BYTES) {
                json.field(TRACESTATE, tracestate);
            }
        }
    }

    private void body(Message message) {
        switch (message.type()) {
            case SUBMIT -> submit((Message.Submit) message);
            case ACCEPTED -> accepted((Message.Accepted) message);
            case FINISHED -> finished((Message.Finished) message);
            case REFUSED -> refused((Message.Refused) message);
            case POLL -> poll((Message.Poll) message);
            case POLL_ACK -> pollAck((Message.PollAck) message);
            case CANCEL -> cancel((Message.Cancel) message);
            case ASSIGN -> assign((Message.Assign) message);
            case STARTED -> started((Message.Started) message);
            case COMPLETED -> completed((Message.Completed) message);
            case ASSIGN_REFUSED -> assignRefused((Message.AssignRefused) message);
            case CANCEL_ATTEMPT -> attempt(((Message.CancelAttempt) message).attempt());
            case FETCH -> attempt(((Message.Fetch) message).attempt());
            case HEARTBEAT -> heartbeat((Message.Heartbeat) message);
            case HEARTBEAT_ACK -> heartbeatAck((Message.HeartbeatAck) message);
        }
    }

    private void submit(Message.Submit m) {
        json.field(CLIENT, m.client());
        json.field(JOB_ID, m.jobId());
        json.field(ASK, m.ask());
        json.field(FUNCTION, m.function());
        json.field(ARGUMENTS, m.arguments());
        json.field(TIMEOUT_MS, m.timeoutMs());
        if (m.attempts() != 0) {
            json.field(ATTEMPTS, m.attempts());
        }
        if (m.attemptTimeoutMs() != 0) {
            json.field(ATTEMPT_TIMEOUT_MS, m.attemptTimeoutMs());
        }
        json.field(DISPATCHER, m.dispatcher());
    }

    private void accepted(Message.Accepted m) {
        json.field(DISPATCHER, m.dispatcher());
        json.field(JOB_ID, m.jobId());
        reason(m.reason());
    }

    private void finished(Message.Finished m) {
        json.field(DISPATCHER, m.dispatcher());
        json.field(JOB_ID, m.jobId());
        json.field(STATUS, m.status().name());
        json.field(RESULT, m.result());
        reason(m.reason());
        json.field(ATTEMPTS, m.attempts());
        json.field(CALCULATOR, m.calculator());
    }

    private void refused(Message.Refused m) {
        json.field(DISPATCHER, m.dispatcher());
        json.field(JOB_ID, m.jobId());
        json.field(STATUS, m.status().name());
        reason(m.reason());
        json.field(RETRY_AFTER_MS, m.retryAfterMs());
    }

    private void poll(Message.Poll m) {
        json.field(CLIENT, m.client());
        json.field(NUMBER, m.number());
        json.jobIds(JOB_IDS, m.jobIds());
    }

    private void pollAck(Message.PollAck m) {
        json.field(DISPATCHER, m.dispatcher());
        json.field(NUMBER, m.number());
        json.jobIds(UNKNOWN, m.unknown());
    }

    private void cancel(Message.Cancel m) {
        json.field(CLIENT, m.client());
        json.field(JOB_ID, m.jobId());
    }

    private void assign(Message.Assign m) {
        String calculator = m.calculator();
        if (calculator != null) {
            json.field(CALCULATOR, calculator);
        }
        attempt(m.attempt());
        json.field(ASK, m.ask());
        json.field(FUNCTION, m.function());
        json.field(ARGUMENTS, m.arguments());
        json.field(TIMEOUT_MS, m.timeoutMs());
    }

    private void started(Message.Started m) {
        json.field(CALCULATOR, m.calculator());
        attempt(m.attempt());
    }

    private void completed(Message.Completed m) {
        json.field(CALCULATOR, m.calculator());
        attempt(m.attempt());
        json.field(STATUS, m.status().name());
        json.field(RESULT, m.result());
        reason(m.reason());
    }

    private void assignRefused(Message.AssignRefused m) {
        json.field(CALCULATOR, m.calculator());
        attempt(m.attempt());
        json.field(STATUS, m.status().name());
        reason(m.reason());
    }

    private void heartbeat(Message.Heartbeat m) {
        String dispatcher = m.dispatcher();
        json.field(CALCULATOR, m.calculator());
        json.field(NUMBER, m.number());
        json.field(SLOTS, m.slots());
        json.field(BUSY, m.busy());
        json.field(DRAINING, m.draining());
        json.names(FUNCTIONS, m.functions());
        json.field(VERSION_MAX, m.versionMax());
        json.field(DISPATCHER, dispatcher);
        if (m.echo() != 0) {
            json.field(ECHO, m.echo());
        }
        json.attempt(AFTER, m.after(), dispatcher);
        json.attempt(UP_TO, m.upTo(), dispatcher);
        json.attempts(RUNNING, m.running(), dispatcher);
        json.attempts(Field.COMPLETED, m.completed(), dispatcher);
    }

    private void heartbeatAck(Message.HeartbeatAck m) {
        json.field(DISPATCHER, m.dispatcher());
        json.field(NUMBER, m.number());
        json.field(ECHO, m.echo());
        json.field(EXPECTED, m.expected());
        json.field(VERSION_MAX, m.versionMax());
    }

    private void attempt(AttemptId attempt) {
        json.field(JOB_ID, attempt.jobId());
        json.field(ATTEMPT, attempt.number());
        json.field(DISPATCHER, attempt.dispatcher());
    }

    private void reason(@Nullable String reason) {
        json.field(REASON, reason, Limits.REASON_MAX_BYTES);
    }
}
