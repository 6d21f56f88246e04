package io.spoor.client;

import io.opentelemetry.sdk.trace.IdGenerator;
import io.spoor.protocol.JobId;
import jakarta.inject.Singleton;

/** Makes a job's id the trace id of the span that is begun next on this thread; other traces get random ids. */
@Singleton
public final class JobIdTelemetry implements IdGenerator {
    private static final ThreadLocal<JobId> NEXT = new ThreadLocal<>();

    private final IdGenerator random = IdGenerator.random();

    static void nextTraceIs(JobId jobId) {
        NEXT.set(jobId);
    }

    @Override
    public String generateSpanId() {
        return random.generateSpanId();
    }

    @Override
    public String generateTraceId() {
        JobId jobId = NEXT.get();
        if (jobId == null) {
            return random.generateTraceId();
        }
        NEXT.remove();
        return jobId.toString();
    }
}
