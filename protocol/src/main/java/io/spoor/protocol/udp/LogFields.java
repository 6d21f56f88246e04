package io.spoor.protocol.udp;

import io.spoor.protocol.AttemptId;
import io.spoor.protocol.JobId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * What a log line is about. In the JSON format these are members of {@code mdc}, so that a machine need not read the
 * message; in plain lines they are not shown again.
 */
public final class LogFields {
    private final Map<String, String> fields = new LinkedHashMap<>();

    public LogFields job(JobId jobId) {
        return with("jobId", jobId.toString());
    }

    /** The attempt and its job. */
    public LogFields attempt(AttemptId attempt) {
        return job(attempt.jobId()).with("attempt", Integer.toString(attempt.number()));
    }

    public LogFields calculator(@Nullable String identity) {
        return with("calculator", identity);
    }

    public LogFields client(String identity) {
        return with("client", identity);
    }

    public LogFields dispatcher(@Nullable String identity) {
        return with("dispatcher", identity);
    }

    /** Where to look in Jaeger; nothing for a trace that is not recorded. */
    public LogFields trace(@Nullable TraceIds ids) {
        return ids == null ? this : with("traceId", ids.traceId()).with("spanId", ids.spanId());
    }

    /** Writes a line that has these fields. */
    public void during(Runnable log) {
        fields.forEach(MDC::put);
        try {
            log.run();
        } finally {
            fields.keySet().forEach(MDC::remove);
        }
    }

    private LogFields with(String name, @Nullable String value) {
        if (value != null) {
            fields.put(name, value);
        }
        return this;
    }
}
