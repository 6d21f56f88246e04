package io.spoor.client.core;

import io.spoor.protocol.JobId;
import io.spoor.protocol.RawJson;
import io.spoor.protocol.TraceContext;

/**
 * One job as its owner asks for it. Checked where it is made (by the API): the core trusts it.
 *
 * @param jobId new for each job: the same id is the same question
 * @param function name of what is to be computed
 * @param arguments one JSON value, at most {@link io.spoor.protocol.Limits#PAYLOAD_MAX_BYTES}
 * @param timeoutMs from submit to the deadline, 1..{@link io.spoor.protocol.Limits#TIMEOUT_MAX_MS}
 * @param attempts most attempts; 0: the dispatcher's default; 1: never knowingly run twice
 * @param attemptTimeoutMs longest time for one attempt, up to the timeout; 0: as long as the job has time
 * @param trace context of the job's messages
 */
public record JobRequest(
        JobId jobId,
        String function,
        RawJson arguments,
        long timeoutMs,
        int attempts,
        long attemptTimeoutMs,
        TraceContext trace) {}
