package io.spoor.client.trace;

import io.spoor.client.core.ClientEvent.JobEnded;
import io.spoor.client.core.Outcome;
import io.spoor.protocol.json.JsonTree;
import java.util.Locale;

/**
 * How a job ended at its client, as one line of a file of outcomes: a JSON object.
 *
 * @param jobId 32 hex digits; the trace's id
 * @param status how it ended, a {@link io.spoor.protocol.Status}
 * @param answered false: nobody knows whether it ran
 * @param attempts attempts that it cost, as far as the dispatcher said
 * @param calculator who ran the last one; empty if nobody is known
 * @param dispatcher the life that answered; empty if the client ended it by itself
 * @param elapsedMs from its submission to its end
 */
public record JobOutcome(
        String jobId,
        String status,
        boolean answered,
        long attempts,
        String calculator,
        String dispatcher,
        double elapsedMs) {
    private static final double NANOS_PER_MS = 1e6;
    private static final int JOB_ID_LENGTH = 32;

    /** The same as the fact tells. */
    public static JobOutcome of(JobEnded ended) {
        Outcome outcome = ended.outcome();
        return new JobOutcome(
                ended.jobId().toString(),
                outcome.status().name(),
                outcome.answered(),
                outcome.attempts(),
                outcome.calculator() == null ? "" : outcome.calculator(),
                ended.dispatcher() == null ? "" : ended.dispatcher(),
                outcome.elapsedNanos() / NANOS_PER_MS);
    }

    /** As a line; names of the protocol need no escapes in JSON. */
    public String line() {
        return String.format(
                Locale.ROOT,
                "{\"jobId\":\"%s\",\"status\":\"%s\",\"answered\":%b,\"attempts\":%d,\"calculator\":\"%s\","
                        + "\"dispatcher\":\"%s\",\"elapsedMs\":%.3f}",
                jobId,
                status,
                answered,
                attempts,
                calculator,
                dispatcher,
                elapsedMs);
    }

    /**
     * The inverse of {@link #line}.
     *
     * @throws IllegalArgumentException if the line is something else; the message is a line for a person
     */
    public static JobOutcome read(String line) {
        JsonTree tree = JsonTree.read(line);
        String jobId = tree.get("jobId").text();
        if (jobId.length() != JOB_ID_LENGTH || tree.get("status").text().isEmpty()) {
            throw new IllegalArgumentException("no outcome of a job");
        }
        return new JobOutcome(
                jobId,
                tree.get("status").text(),
                tree.get("answered").flag(),
                tree.get("attempts").number(),
                tree.get("calculator").text(),
                tree.get("dispatcher").text(),
                Double.parseDouble(tree.get("elapsedMs").text()));
    }
}
