package io.spoor.client.trace;

import io.spoor.client.core.ClientEvent.JobEnded;
import io.spoor.client.core.Outcome;
import io.spoor.protocol.json.JsonQuote;
import io.spoor.protocol.json.JsonTree;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * How a job ended at its client, as one line of a file of outcomes: a JSON object.
 *
 * @param jobId 32 hex digits; the trace's id
 * @param function what was to be computed; empty in a file of version 0.1
 * @param submitted when it was submitted, by this host's clock: ISO 8601, UTC, to the millisecond; empty likewise
 * @param status how it ended, a {@link io.spoor.protocol.Status}
 * @param reason why it is not OK, for a person; empty with OK
 * @param answered whether a dispatcher said this outcome, or the job was never asked for; false: nobody knows whether it
 *     ran
 * @param attempts attempts that it cost, as far as the dispatcher said
 * @param calculator who ran the last one; empty if nobody is known
 * @param dispatcher the life that answered; empty if the client ended it by itself
 * @param elapsedMs from its submission to its end
 */
public record JobOutcome(
        String jobId,
        String function,
        String submitted,
        String status,
        String reason,
        boolean answered,
        long attempts,
        String calculator,
        String dispatcher,
        double elapsedMs) {
    private static final double NANOS_PER_MS = 1e6;
    private static final int JOB_ID_LENGTH = 32;
    /** Always three digits after the point. */
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** The same as the fact tells; {@code submittedMillis}: since 1970, by the wall clock. */
    public static JobOutcome of(JobEnded ended, long submittedMillis) {
        Outcome outcome = ended.outcome();
        return new JobOutcome(
                ended.jobId().toString(),
                ended.function(),
                MILLIS.format(Instant.ofEpochMilli(submittedMillis)),
                outcome.status().name(),
                outcome.reason() == null ? "" : outcome.reason(),
                outcome.answered(),
                outcome.attempts(),
                outcome.calculator() == null ? "" : outcome.calculator(),
                ended.dispatcher() == null ? "" : ended.dispatcher(),
                outcome.elapsedNanos() / NANOS_PER_MS);
    }

    /** As a line; of what is in it, only the reason needs escapes in JSON. */
    public String line() {
        return String.format(
                Locale.ROOT,
                "{\"jobId\":\"%s\",\"function\":\"%s\",\"submitted\":\"%s\",\"status\":\"%s\",\"reason\":%s,\"answered\":%b,\"attempts\":%d,\"calculator\":\"%s\","
                        + "\"dispatcher\":\"%s\",\"elapsedMs\":%.3f}",
                jobId,
                function,
                submitted,
                status,
                JsonQuote.of(reason),
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
            throw new IllegalArgumentException(
                    "not the outcome of a job: --outcomes of run and load writes a JSON object a line");
        }
        return new JobOutcome(
                jobId,
                tree.get("function").text(),
                tree.get("submitted").text(),
                tree.get("status").text(),
                tree.get("reason").text(),
                tree.get("answered").flag(),
                tree.get("attempts").number(),
                tree.get("calculator").text(),
                tree.get("dispatcher").text(),
                Double.parseDouble(tree.get("elapsedMs").text()));
    }
}
