package io.spoor.protocol.config;

import io.quarkus.logging.LoggingFilter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/**
 * A collector that is configured and does not answer must not fill the log: the exporter complains of every batch, and of
 * its lines one in ten minutes is written.
 */
@LoggingFilter(name = "spoor")
public final class ExporterComplaints implements Filter {
    private static final List<String> EXPORTERS =
            List.of("io.quarkus.opentelemetry.runtime.exporter", "io.opentelemetry.exporter");
    private static final long QUIET_MS = TimeUnit.MINUTES.toMillis(10);

    private final AtomicLong nextMs = new AtomicLong(Long.MIN_VALUE);

    @Override
    public boolean isLoggable(LogRecord line) {
        return !isOfExporter(line.getLoggerName()) || isDue(line.getMillis());
    }

    private boolean isDue(long nowMs) {
        long next = nextMs.get();
        return nowMs >= next && nextMs.compareAndSet(next, nowMs + QUIET_MS);
    }

    private static boolean isOfExporter(String logger) {
        return logger != null && EXPORTERS.stream().anyMatch(logger::startsWith);
    }
}
