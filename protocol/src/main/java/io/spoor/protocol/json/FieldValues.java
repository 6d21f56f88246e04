package io.spoor.protocol.json;

import io.spoor.protocol.AttemptId;
import io.spoor.protocol.DropReason;
import io.spoor.protocol.JobId;
import io.spoor.protocol.Limits;
import io.spoor.protocol.RawJson;
import io.spoor.protocol.Status;
import io.spoor.protocol.TraceContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object, read before it is known which message it is: {@code type} may be the last of them. What
 * is wrong with a field is kept beside it, and matters only if the message has that field. Used again for each object.
 */
final class FieldValues {
    private static final int FIELDS = Field.values().length;

    private final @Nullable Object[] values = new @Nullable Object[FIELDS];
    private final long[] integers = new long[FIELDS];
    private final @Nullable DropReason[] faults = new @Nullable DropReason[FIELDS];
    private long seen;
    private long twice;
    private long faulty;

    void clear() {
        seen = 0;
        twice = 0;
        faulty = 0;
    }

    /** Says that the field is there; its value, or what is wrong with it, follows. False: it was there before. */
    boolean isFirst(Field field) {
        if ((seen & field.bit()) == 0) {
            seen |= field.bit();
            return true;
        }
        twice |= field.bit();
        fault(field, DropReason.DUPLICATE_FIELD);
        return false;
    }

    void put(Field field, Object value) {
        values[field.index()] = value;
    }

    void put(Field field, long value) {
        integers[field.index()] = value;
    }

    void fault(Field field, DropReason reason) {
        faulty |= field.bit();
        faults[field.index()] = reason;
    }

    /** The fields of the set that are not there, as a set. */
    long missingOf(long fields) {
        return fields & ~seen;
    }

    /** The fields of the set that are there and cannot be used, as a set. */
    long faultyOf(long fields) {
        return fields & faulty;
    }

    /** The fields of the set that are there more than once, as a set. */
    long twiceOf(long fields) {
        return fields & twice;
    }

    /** What is wrong with a faulty field. */
    DropReason faultOf(Field field) {
        return Objects.requireNonNull(faults[field.index()]);
    }

    boolean has(Field field) {
        return (seen & ~faulty & field.bit()) != 0;
    }

    /** The integer, or 0 where the field is left out. */
    long integer(Field field) {
        return has(field) ? integers[field.index()] : 0;
    }

    /** The integer of a field whose range is within that of an int. */
    int small(Field field) {
        return (int) integer(field);
    }

    boolean isTrue(Field field) {
        return integer(field) != 0;
    }

    String text(Field field) {
        return value(field, String.class);
    }

    @Nullable
    String optionalText(Field field) {
        return has(field) ? text(field) : null;
    }

    JobId jobId() {
        return value(Field.JOB_ID, JobId.class);
    }

    Status status() {
        return value(Field.STATUS, Status.class);
    }

    /** Why the status is not OK; with OK there is nothing to say, and what is said is ignored. */
    @Nullable
    String reason() {
        return status() == Status.OK ? null : optionalText(Field.REASON);
    }

    RawJson payload(Field field) {
        return value(field, RawJson.class);
    }

    @Nullable
    RawJson optionalPayload(Field field) {
        return has(field) ? payload(field) : null;
    }

    /** The attempt of a message that has it as three fields. */
    AttemptId attempt() {
        return new AttemptId(jobId(), small(Field.ATTEMPT), text(Field.DISPATCHER));
    }

    /** A context that cannot be read is none, and a tracestate that cannot be passed on is dropped: both never an error. */
    TraceContext trace() {
        String tracestate = optionalText(Field.TRACESTATE);
        boolean passedOn = tracestate != null && isTracestate(tracestate);
        return TraceContext.lenient(optionalText(Field.TRACEPARENT), passedOn ? tracestate : null);
    }

    private static boolean isTracestate(String text) {
        return !text.isEmpty()
                && text.length() <= Limits.TRACESTATE_MAX_BYTES
                && text.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
    }

    List<String> names(Field field) {
        return list(field);
    }

    List<JobId> jobIds(Field field) {
        return list(field);
    }

    /** The attempt that a heartbeat names, or null where it is left out. */
    @Nullable
    AttemptId namedAttempt(Field field) {
        return has(field) ? value(field, AttemptName.class).resolve(optionalText(Field.DISPATCHER)) : null;
    }

    /** The attempts that a heartbeat names. */
    List<AttemptId> namedAttempts(Field field) {
        List<AttemptName> names = list(field);
        if (names.isEmpty()) {
            return List.of();
        }
        String dispatcher = optionalText(Field.DISPATCHER);
        List<AttemptId> attempts = new ArrayList<>(names.size());
        for (AttemptName name : names) {
            attempts.add(name.resolve(dispatcher));
        }
        return Collections.unmodifiableList(attempts);
    }

    /** Whether the heartbeat names an attempt and neither the name nor the heartbeat says who began it. */
    boolean hasUnownedAttempt() {
        return !has(Field.DISPATCHER)
                && (isUnowned(Field.AFTER)
                        || isUnowned(Field.UP_TO)
                        || hasUnowned(Field.RUNNING)
                        || hasUnowned(Field.COMPLETED));
    }

    private boolean isUnowned(Field field) {
        return has(field) && value(field, AttemptName.class).dispatcher() == null;
    }

    private boolean hasUnowned(Field field) {
        List<AttemptName> names = list(field);
        return names.stream().anyMatch(name -> name.dispatcher() == null);
    }

    /** The list, as the field's shape made it; empty where the field is left out. */
    @SuppressWarnings("unchecked")
    private <T> List<T> list(Field field) {
        return has(field) ? (List<T>) value(field, List.class) : List.of();
    }

    private <T> T value(Field field, Class<T> type) {
        return type.cast(Objects.requireNonNull(values[field.index()]));
    }
}
