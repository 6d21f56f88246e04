package io.spoor.protocol.json;

import static io.spoor.protocol.json.Field.*;

import io.spoor.protocol.DropReason;
import io.spoor.protocol.Limits;
import io.spoor.protocol.Message;
import io.spoor.protocol.MessageType;
import io.spoor.protocol.Status;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes of the fields of one object the message that they are, or says why they are none. */
final class MessageReader {
    /** Reserved: the last message of a datagram, a code over all bytes before it. Until it is defined, not for us. */
    static final String AUTH = "auth";

    private static final long ENVELOPE = V.bit() | TYPE.bit();
    private static final Field[] FIELDS = Field.values();
    private static final Map<String, MessageType> TYPES = Arrays.stream(MessageType.values())
            .collect(Collectors.toUnmodifiableMap(MessageType::wireName, Function.identity()));

    private MessageReader() {}

    /** Hands the message, or the reason why there is none, to the sink; of {@code auth} neither. */
    static void read(FieldValues values, MessageSink sink) {
        String typeName = values.optionalText(TYPE);
        if (AUTH.equals(typeName)) {
            return;
        }
        MessageType type = typeName == null ? null : TYPES.get(typeName);
        long missing = values.missingOf(ENVELOPE);
        long twice = values.twiceOf(ENVELOPE);
        if (missing != 0) {
            sink.onDropped(DropReason.MISSING_FIELD, firstOf(missing).wireName());
        } else if (twice != 0) {
            sink.onDropped(DropReason.DUPLICATE_FIELD, firstOf(twice).wireName());
        } else if (values.integer(V) != Limits.VERSION) {
            sink.onDropped(DropReason.UNKNOWN_VERSION, V.wireName());
        } else if (type == null) {
            sink.onDropped(DropReason.UNKNOWN_TYPE, TYPE.wireName());
        } else {
            readAs(type, values, sink);
        }
    }

    private static void readAs(MessageType type, FieldValues values, MessageSink sink) {
        Layout layout = Layout.of(type);
        long missing = values.missingOf(layout.required());
        long faulty = values.faultyOf(layout.required() | layout.optional());
        if (faulty != 0) {
            Field field = firstOf(faulty);
            sink.onDropped(values.faultOf(field), field.wireName());
        } else if (missing != 0) {
            sink.onDropped(DropReason.MISSING_FIELD, firstOf(missing).wireName());
        } else {
            Field contradiction = contradiction(type, values);
            if (contradiction != null) {
                sink.onDropped(DropReason.BAD_FIELD, contradiction.wireName());
            } else {
                sink.onMessage(message(type, values));
            }
        }
    }

    private static Field firstOf(long fields) {
        return FIELDS[Long.numberOfTrailingZeros(fields)];
    }

    /** What no single field can say: the field that does not go with another, or with this type of message. */
    private static @Nullable Field contradiction(MessageType type, FieldValues values) {
        return switch (type) {
            case SUBMIT -> values.integer(ATTEMPTS) > Limits.ATTEMPTS_MAX ? ATTEMPTS : null;
            case FINISHED, COMPLETED -> values.has(RESULT) != (values.status() == Status.OK) ? RESULT : null;
            case REFUSED, ASSIGN_REFUSED -> values.status() == Status.OK ? STATUS : null;
            case POLL -> values.jobIds(JOB_IDS).isEmpty() ? JOB_IDS : null;
            case HEARTBEAT -> {
                if (values.integer(BUSY) > values.integer(SLOTS)) {
                    yield BUSY;
                }
                yield values.hasUnownedAttempt() ? DISPATCHER : null;
            }
            case ACCEPTED, POLL_ACK, CANCEL, ASSIGN, STARTED, CANCEL_ATTEMPT, FETCH, HEARTBEAT_ACK -> null;
        };
    }

    /** The message; its fields have been checked. */
    private static Message message(MessageType type, FieldValues v) {
        return switch (type) {
            case SUBMIT ->
                new Message.Submit(
                        v.trace(),
                        v.text(CLIENT),
                        v.jobId(),
                        v.small(ASK),
                        v.text(FUNCTION),
                        v.payload(ARGUMENTS),
                        v.integer(TIMEOUT_MS),
                        v.small(ATTEMPTS),
                        v.integer(ATTEMPT_TIMEOUT_MS),
                        v.optionalText(DISPATCHER));
            case ACCEPTED -> new Message.Accepted(v.trace(), v.text(DISPATCHER), v.jobId(), v.optionalText(REASON));
            case FINISHED ->
                new Message.Finished(
                        v.trace(),
                        v.text(DISPATCHER),
                        v.jobId(),
                        v.status(),
                        v.optionalPayload(RESULT),
                        v.reason(),
                        v.small(ATTEMPTS),
                        v.optionalText(CALCULATOR));
            case REFUSED ->
                new Message.Refused(
                        v.trace(),
                        v.text(DISPATCHER),
                        v.jobId(),
                        v.status(),
                        v.text(REASON),
                        v.integer(RETRY_AFTER_MS));
            case POLL -> new Message.Poll(v.trace(), v.text(CLIENT), v.integer(NUMBER), v.jobIds(JOB_IDS));
            case POLL_ACK -> new Message.PollAck(v.trace(), v.text(DISPATCHER), v.integer(NUMBER), v.jobIds(UNKNOWN));
            case CANCEL -> new Message.Cancel(v.trace(), v.text(CLIENT), v.jobId());
            case ASSIGN ->
                new Message.Assign(
                        v.trace(),
                        v.optionalText(CALCULATOR),
                        v.attempt(),
                        v.small(ASK),
                        v.text(FUNCTION),
                        v.payload(ARGUMENTS),
                        v.integer(TIMEOUT_MS));
            case STARTED -> new Message.Started(v.trace(), v.text(CALCULATOR), v.attempt());
            case COMPLETED ->
                new Message.Completed(
                        v.trace(), v.text(CALCULATOR), v.attempt(), v.status(), v.optionalPayload(RESULT), v.reason());
            case ASSIGN_REFUSED ->
                new Message.AssignRefused(v.trace(), v.text(CALCULATOR), v.attempt(), v.status(), v.text(REASON));
            case CANCEL_ATTEMPT -> new Message.CancelAttempt(v.trace(), v.attempt());
            case FETCH -> new Message.Fetch(v.trace(), v.attempt());
            case HEARTBEAT ->
                new Message.Heartbeat(
                        v.trace(),
                        v.text(CALCULATOR),
                        v.integer(NUMBER),
                        v.small(SLOTS),
                        v.small(BUSY),
                        v.isTrue(DRAINING),
                        v.names(FUNCTIONS),
                        v.small(VERSION_MAX),
                        v.optionalText(DISPATCHER),
                        v.integer(ECHO),
                        v.namedAttempt(AFTER),
                        v.namedAttempt(UP_TO),
                        v.namedAttempts(RUNNING),
                        v.namedAttempts(Field.COMPLETED));
            case HEARTBEAT_ACK ->
                new Message.HeartbeatAck(
                        v.trace(),
                        v.text(DISPATCHER),
                        v.integer(NUMBER),
                        v.integer(ECHO),
                        v.small(EXPECTED),
                        v.small(VERSION_MAX));
        };
    }
}
