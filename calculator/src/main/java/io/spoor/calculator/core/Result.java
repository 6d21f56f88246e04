package io.spoor.calculator.core;

import io.spoor.protocol.Limits;
import io.spoor.protocol.RawJson;
import io.spoor.protocol.Status;
import org.jspecify.annotations.Nullable;

/**
 * How a calculation ended.
 *
 * @param status OK, or why there is no result
 * @param result present exactly with {@link Status#OK}
 * @param reason for a person, when it is not OK
 */
public record Result(
        Status status, @Nullable RawJson result, @Nullable String reason) {
    public Result {
        if ((status == Status.OK) != (result != null)) {
            throw new IllegalArgumentException("a result comes with OK, and only with it: " + status);
        }
    }

    public static Result ok(RawJson result) {
        return new Result(Status.OK, result, null);
    }

    public static Result failed(Status status, String reason) {
        return new Result(status, null, reason);
    }

    /** The same, or what takes its place where it does not fit the wire. */
    Result withinLimits() {
        if (result != null && result.lengthBytes() > Limits.PAYLOAD_MAX_BYTES) {
            return failed(
                    Status.INTERNAL,
                    "result of " + result.lengthBytes() + " bytes exceeds " + Limits.PAYLOAD_MAX_BYTES);
        }
        return reason == null ? this : new Result(status, result, Reason.cut(reason));
    }
}
