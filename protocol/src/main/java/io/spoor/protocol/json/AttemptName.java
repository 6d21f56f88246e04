package io.spoor.protocol.json;

import io.spoor.protocol.AttemptId;
import io.spoor.protocol.JobId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An attempt as a heartbeat names it: {@code jobId/number}, or {@code jobId/number/dispatcher} when it was begun by
 * another life than the one in the heartbeat's own field {@code dispatcher}, which may come later in the object.
 *
 * @param dispatcher null: the heartbeat's
 */
record AttemptName(JobId jobId, int number, @Nullable String dispatcher) {
    private static final int NUMBER_OFFSET = JobId.TEXT_LENGTH + 1;

    /** The attempt, given who began it if the name does not say so. */
    AttemptId resolve(@Nullable String heartbeatsDispatcher) {
        String life = dispatcher != null ? dispatcher : heartbeatsDispatcher;
        return new AttemptId(jobId, number, Objects.requireNonNull(life));
    }

    /** Reads the text form, or returns null if it is none. */
    static @Nullable AttemptName parse(char[] chars, int offset, int length, NameCache names) {
        if (length <= NUMBER_OFFSET || chars[offset + JobId.TEXT_LENGTH] != '/') {
            return null;
        }
        JobId jobId = Hex.parseJobId(chars, offset, JobId.TEXT_LENGTH);
        int slash = NUMBER_OFFSET;
        while (slash < length && chars[offset + slash] != '/') {
            slash++;
        }
        int number = parseNumber(chars, offset + NUMBER_OFFSET, slash - NUMBER_OFFSET);
        if (jobId == null || number == 0) {
            return null;
        }
        if (slash == length) {
            return new AttemptName(jobId, number, null);
        }
        String dispatcher = names.nameOf(chars, offset + slash + 1, length - slash - 1);
        return dispatcher == null ? null : new AttemptName(jobId, number, dispatcher);
    }

    /** A decimal number from 1 without leading zeros; 0 if it is none. */
    private static int parseNumber(char[] chars, int offset, int length) {
        if (length < 1 || length > 10 || chars[offset] == '0') {
            return 0;
        }
        long number = 0;
        for (int i = 0; i < length; i++) {
            char c = chars[offset + i];
            if (c < '0' || c > '9') {
                return 0;
            }
            number = 10 * number + (c - '0');
        }
        return number <= Integer.MAX_VALUE ? (int) number : 0;
    }
}
