package io.spoor.client.core;

import io.spoor.protocol.Message.Finished;
import io.spoor.protocol.RawJson;
import io.spoor.protocol.Status;
import org.jspecify.annotations.Nullable;

/**
 * How a job ended for its owner.
 *
 * @param status OK, or why not
 * @param result present exactly with {@link Status#OK}
 * @param reason for a person; null with OK
 * @param attempts attempts that were begun for it, as far as the dispatcher said
 * @param calculator who ran the last attempt, or null
 * @param answered false: the dispatcher was asked and said nothing, so nobody here knows whether the job ran
 * @param elapsedNanos from submit to the end
 */
public record Outcome(
        Status status,
        @Nullable RawJson result,
        @Nullable String reason,
        int attempts,
        @Nullable String calculator,
        boolean answered,
        long elapsedNanos) {

    public boolean isOk() {
        return status == Status.OK;
    }

    /** The dispatcher's answer. */
    static Outcome of(Finished finished, long elapsedNanos) {
        return new Outcome(
                finished.status(),
                finished.result(),
                finished.reason(),
                finished.attempts(),
                finished.calculator(),
                true,
                elapsedNanos);
    }

    /** A failure that the client itself found, although the dispatcher was heard or never asked. */
    public static Outcome failed(Status status, String reason, long elapsedNanos) {
        return new Outcome(status, null, reason, 0, null, true, elapsedNanos);
    }

    /** Nothing came in time. */
    static Outcome unanswered(Status status, String reason, long elapsedNanos) {
        return new Outcome(status, null, reason, 0, null, false, elapsedNanos);
    }
}
