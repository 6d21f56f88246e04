package io.spoor.protocol;

import org.jspecify.annotations.Nullable;

/**
 * W3C trace context as it travels: opaque to the cores, which only pass it on.
 *
 * @param traceparent {@code 00-<trace id>-<span id>-<flags>}, 55 characters; empty: no context
 * @param tracestate vendors' list, or null
 */
public record TraceContext(String traceparent, @Nullable String tracestate) {
    /** No context: a message without one, or with one that could not be read. */
    public static final TraceContext NONE = new TraceContext("", null);

    private static final int TRACEPARENT_LENGTH = 55;

    /** The context of a traceparent alone. */
    public static TraceContext of(String traceparent) {
        return new TraceContext(traceparent, null);
    }

    /** A malformed header means "no parent", never an error (W3C Trace Context, section 3.2). */
    public static TraceContext lenient(@Nullable String traceparent, @Nullable String tracestate) {
        if (traceparent == null || !isWellFormed(traceparent)) {
            return NONE;
        }
        return new TraceContext(traceparent, tracestate);
    }

    public boolean isPresent() {
        return !traceparent.isEmpty();
    }

    /** Whether the beginner of the trace does not record it: the last bit of the flags. Without a context nobody has said so. */
    public boolean isUnsampled() {
        return isPresent() && (Character.digit(traceparent.charAt(TRACEPARENT_LENGTH - 1), 16) & 1) == 0;
    }

    private static boolean isWellFormed(String text) {
        if (text.length() != TRACEPARENT_LENGTH || !text.startsWith("00-")) {
            return false;
        }
        return isHex(text, 3, 35)
                && text.charAt(35) == '-'
                && isHex(text, 36, 52)
                && text.charAt(52) == '-'
                && isHex(text, 53, 55);
    }

    private static boolean isHex(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }
}
