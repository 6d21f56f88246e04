package io.spoor.protocol.json;

import io.spoor.protocol.Limits;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every field of every message: its name on the wire, its shape and its range. A field means the same in all messages. */
enum Field {
    V("v", Shape.INTEGER, Long.MIN_VALUE, Long.MAX_VALUE),
    TYPE("type", Shape.NAME),
    TRACEPARENT("traceparent", Shape.TRACE),
    TRACESTATE("tracestate", Shape.TRACE),
    CLIENT("client", Shape.NAME),
    DISPATCHER("dispatcher", Shape.NAME),
    CALCULATOR("calculator", Shape.NAME),
    JOB_ID("jobId", Shape.JOB_ID),
    ATTEMPT("attempt", Shape.INTEGER, 1, Integer.MAX_VALUE),
    ASK("ask", Shape.INTEGER, 1, Integer.MAX_VALUE),
    FUNCTION("function", Shape.NAME),
    ARGUMENTS("arguments", Shape.PAYLOAD),
    TIMEOUT_MS("timeoutMs", Shape.INTEGER, 1, Limits.TIMEOUT_MAX_MS),
    ATTEMPTS("attempts", Shape.INTEGER, 0, Integer.MAX_VALUE),
    ATTEMPT_TIMEOUT_MS("attemptTimeoutMs", Shape.INTEGER, 1, Limits.TIMEOUT_MAX_MS),
    STATUS("status", Shape.STATUS),
    RESULT("result", Shape.PAYLOAD),
    REASON("reason", Shape.REASON),
    RETRY_AFTER_MS("retryAfterMs", Shape.INTEGER, 0, Limits.TIMEOUT_MAX_MS),
    NUMBER("number", Shape.INTEGER, 1, Limits.NUMBER_MAX),
    JOB_IDS("jobIds", Shape.JOB_IDS),
    UNKNOWN("unknown", Shape.JOB_IDS),
    SLOTS("slots", Shape.INTEGER, 1, Limits.SLOTS_MAX),
    BUSY("busy", Shape.INTEGER, 0, Limits.SLOTS_MAX),
    DRAINING("draining", Shape.BOOLEAN),
    FUNCTIONS("functions", Shape.NAMES),
    VERSION_MAX("versionMax", Shape.INTEGER, 1, Integer.MAX_VALUE),
    ECHO("echo", Shape.INTEGER, 0, Long.MAX_VALUE),
    AFTER("after", Shape.ATTEMPT_NAME),
    UP_TO("upTo", Shape.ATTEMPT_NAME),
    RUNNING("running", Shape.ATTEMPT_NAMES),
    COMPLETED("completed", Shape.ATTEMPT_NAMES),
    EXPECTED("expected", Shape.INTEGER, 0, Integer.MAX_VALUE);

    /** What a value looks like in JSON. */
    enum Shape {
        /** An integer in the range of the field, written without fraction and exponent. */
        INTEGER,
        BOOLEAN,
        /** {@link Limits#isName}. */
        NAME,
        /** At most {@link Limits#FUNCTIONS_MAX} names. */
        NAMES,
        /** 32 lower-case hex digits, not all zero. */
        JOB_ID,
        /** At most {@link Limits#POLL_IDS_MAX} job ids. */
        JOB_IDS,
        /** {@link AttemptName}. */
        ATTEMPT_NAME,
        /** As many as a datagram holds. */
        ATTEMPT_NAMES,
        /** A constant of {@link io.spoor.protocol.Status}. */
        STATUS,
        /** Text of at most {@link Limits#REASON_MAX_BYTES}. */
        REASON,
        /** Text; anything else counts as absent, because a bad trace header is no error. */
        TRACE,
        /** Any JSON value of at most {@link Limits#PAYLOAD_MAX_BYTES} and {@link Limits#JSON_DEPTH_MAX} levels. */
        PAYLOAD
    }

    private static final Map<String, Field> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Field::wireName, Function.identity()));

    private final String wireName;
    private final Shape shape;
    private final long min;
    private final long max;

    @SuppressWarnings("ImmutableEnumChecker") // nobody writes to it
    private final byte[] key;

    Field(String wireName, Shape shape) {
        this(wireName, shape, 0, 0);
    }

    Field(String wireName, Shape shape, long min, long max) {
        this.wireName = wireName;
        this.shape = shape;
        this.min = min;
        this.max = max;
        this.key = (",\"" + wireName + "\":").getBytes(StandardCharsets.US_ASCII);
    }

    /** The field of that name, or null: an unknown one, to be ignored. */
    static @Nullable Field of(String wireName) {
        return BY_NAME.get(wireName);
    }

    String wireName() {
        return wireName;
    }

    Shape shape() {
        return shape;
    }

    /** Whether an integer is in the range that this field has in every message. */
    boolean accepts(long value) {
        return min <= value && value <= max;
    }

    /** {@code ,"name":} as bytes: no field of ours is the first of its object, {@code v} is. Not to be written to. */
    byte[] key() {
        return key;
    }

    /** This field's place in an array with one element for each. */
    @SuppressWarnings("EnumOrdinal") // lives no longer than one object is read
    int index() {
        return ordinal();
    }

    /** This field's place in a set of fields kept as a long. */
    long bit() {
        return 1L << index();
    }
}
