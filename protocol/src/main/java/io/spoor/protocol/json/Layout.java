package io.spoor.protocol.json;

import static io.spoor.protocol.json.Field.*;

import io.spoor.protocol.MessageType;
import java.util.EnumMap;
import java.util.Map;

/**
 * The fields of a type of message, as sets of {@link Field#bit}. Others are ignored in it.
 *
 * @param required what must be there
 * @param optional what may be there
 */
record Layout(long required, long optional) {
    private static final Map<MessageType, Layout> BY_TYPE = new EnumMap<>(MessageType.class);

    static {
        for (MessageType type : MessageType.values()) {
            BY_TYPE.put(type, define(type));
        }
    }

    static Layout of(MessageType type) {
        Layout layout = BY_TYPE.get(type);
        if (layout == null) {
            throw new AssertionError(type);
        }
        return layout;
    }

    private static Layout define(MessageType type) {
        return switch (type) {
            case SUBMIT ->
                needs(CLIENT, JOB_ID, ASK, FUNCTION, ARGUMENTS, TIMEOUT_MS)
                        .mayHave(ATTEMPTS, ATTEMPT_TIMEOUT_MS, DISPATCHER);
            case ACCEPTED -> needs(DISPATCHER, JOB_ID).mayHave(REASON);
            case FINISHED -> needs(DISPATCHER, JOB_ID, STATUS, ATTEMPTS).mayHave(RESULT, REASON, CALCULATOR);
            case REFUSED -> needs(DISPATCHER, JOB_ID, STATUS, REASON, RETRY_AFTER_MS);
            case POLL -> needs(CLIENT, NUMBER, JOB_IDS);
            case POLL_ACK -> needs(DISPATCHER, NUMBER).mayHave(UNKNOWN);
            case CANCEL -> needs(CLIENT, JOB_ID);
            case ASSIGN ->
                needs(JOB_ID, ATTEMPT, DISPATCHER, ASK, FUNCTION, ARGUMENTS, TIMEOUT_MS)
                        .mayHave(CALCULATOR);
            case STARTED -> needs(CALCULATOR, JOB_ID, ATTEMPT, DISPATCHER);
            case COMPLETED ->
                needs(CALCULATOR, JOB_ID, ATTEMPT, DISPATCHER, STATUS).mayHave(RESULT, REASON);
            case ASSIGN_REFUSED -> needs(CALCULATOR, JOB_ID, ATTEMPT, DISPATCHER, STATUS, REASON);
            case CANCEL_ATTEMPT, FETCH -> needs(JOB_ID, ATTEMPT, DISPATCHER);
            case HEARTBEAT ->
                needs(CALCULATOR, NUMBER, SLOTS, BUSY, DRAINING, VERSION_MAX)
                        .mayHave(FUNCTIONS, DISPATCHER, ECHO, AFTER, UP_TO, RUNNING, Field.COMPLETED);
            case HEARTBEAT_ACK -> needs(DISPATCHER, NUMBER, ECHO, EXPECTED, VERSION_MAX);
        };
    }

    private static Layout needs(Field... fields) {
        return new Layout(set(fields) | set(V, TYPE), set(TRACEPARENT, TRACESTATE));
    }

    private Layout mayHave(Field... fields) {
        return new Layout(required, optional | set(fields));
    }

    private static long set(Field... fields) {
        long bits = 0;
        for (Field field : fields) {
            bits |= field.bit();
        }
        return bits;
    }
}
