package io.spoor.protocol.json;

import io.spoor.protocol.JobId;
import org.jspecify.annotations.Nullable;

/** Job ids to and from their 32 hex digits, without a string in between: they are in every message of a job. */
final class Hex {
    private static final byte[] DIGITS = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
    };
    private static final int DIGITS_OF_LONG = 16;

    private Hex() {}

    /** The id, or null if the characters are not 32 lower-case hex digits, or all zero. */
    static @Nullable JobId parseJobId(char[] chars, int offset, int length) {
        if (length != JobId.TEXT_LENGTH) {
            return null;
        }
        int wrong = 0;
        for (int i = 0; i < length; i++) {
            wrong |= digit(chars[offset + i]);
        }
        if (wrong < 0) {
            return null;
        }
        long high = parseLong(chars, offset);
        long low = parseLong(chars, offset + DIGITS_OF_LONG);
        return high == 0 && low == 0 ? null : new JobId(high, low);
    }

    /** Writes the 32 digits. */
    static void write(JobId jobId, byte[] target, int offset) {
        write(jobId.high(), target, offset);
        write(jobId.low(), target, offset + DIGITS_OF_LONG);
    }

    private static void write(long value, byte[] target, int offset) {
        for (int i = 0; i < DIGITS_OF_LONG; i++) {
            target[offset + i] = DIGITS[(int) (value >>> (60 - 4 * i)) & 15];
        }
    }

    private static long parseLong(char[] chars, int offset) {
        long value = 0;
        for (int i = 0; i < DIGITS_OF_LONG; i++) {
            value = (value << 4) | digit(chars[offset + i]);
        }
        return value;
    }

    /** 0..15, or -1. */
    private static int digit(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    }
}
