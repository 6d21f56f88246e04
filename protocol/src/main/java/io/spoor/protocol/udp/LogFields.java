package io.spoor.protocol.udp;

import io.spoor.protocol.AttemptId;
import io.spoor.protocol.JobId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What a log line is about. In the JSON format these are members of {@code mdc}, so that a machine need not read the
 * message; in plain lines they are not shown again. They are put into the line itself: what is put into the MDC of an event
 * loop does not arrive.
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

    /** How many attempts there were in all. */
    public LogFields attempts(int attempts) {
        return with("attempts", Integer.toString(attempts));
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
    public void log(Logger logger, Level level, String line) {
        log(logger, level, line, null);
    }

    /** The same, with the stack trace of an exception below it. */
    public void log(Logger logger, Level level, String line, @Nullable Throwable thrown) {
        ExtLogRecord written = new ExtLogRecord(level, line, LogFields.class.getName());
        written.setThrown(thrown);
        written.setLoggerName(logger.getName());
        fields.forEach(written::putMdc);
        logger.logRaw(written);
    }

    private LogFields with(String name, @Nullable String value) {
        if (value != null) {
            fields.put(name, value);
        }
        return this;
    }
}
