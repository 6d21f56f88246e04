package io.spoor.protocol;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * The name of a job: 16 random bytes, not all zero, written as 32 lower-case hex digits. It is also the trace id of the
 * job's trace, so that what the client prints can be pasted into Jaeger.
 */
public record JobId(long high, long low) implements Comparable<JobId> {
    /** Hex digits in the text form. */
    public static final int TEXT_LENGTH = 32;

    public JobId {
        if (high == 0 && low == 0) {
            throw new IllegalArgumentException("a jobId is not zero");
        }
    }

    /** A new id from the given source of randomness. */
    public static JobId random(RandomGenerator random) {
        long high = random.nextLong();
        long low = random.nextLong();
        return high == 0 && low == 0 ? new JobId(0, 1) : new JobId(high, low);
    }

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException if the text is not 32 lower-case hex digits, or is zero
     */
    public static JobId parse(CharSequence text) {
        if (text.length() != TEXT_LENGTH) {
            throw new IllegalArgumentException("a jobId has 32 hex digits");
        }
        for (int i = 0; i < TEXT_LENGTH; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                throw new IllegalArgumentException("a jobId has lower-case hex digits");
            }
        }
        return new JobId(
                HexFormat.fromHexDigitsToLong(text, 0, TEXT_LENGTH / 2),
                HexFormat.fromHexDigitsToLong(text, TEXT_LENGTH / 2, TEXT_LENGTH));
    }

    /** Orders as the text form does. */
    @Override
    public int compareTo(JobId other) {
        int order = Long.compareUnsigned(high, other.high);
        return order != 0 ? order : Long.compareUnsigned(low, other.low);
    }

    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(high) + hex.toHexDigits(low);
    }
}
