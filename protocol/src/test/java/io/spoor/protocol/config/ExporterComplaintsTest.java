package io.spoor.protocol.config;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class ExporterComplaintsTest {
    private static final String SENDER = "io.quarkus.opentelemetry.runtime.exporter.otlp.sender.VertxGrpcSender";

    private final ExporterComplaints filter = new ExporterComplaints();

    private boolean passes(String logger, long second) {
        LogRecord line = new LogRecord(Level.WARNING, "Failed to export");
        line.setLoggerName(logger);
        line.setInstant(Instant.ofEpochSecond(second));
        return filter.isLoggable(line);
    }

    @Test
    void shouldLetOneComplaintInTenMinutesThrough() {
        assertTrue(passes(SENDER, 1));
        assertFalse(passes(SENDER, 1));
        assertFalse(passes(SENDER, 600));
        assertTrue(passes(SENDER, 601));
        assertFalse(passes(SENDER, 602));
    }

    @Test
    void shouldLetEverythingElseThrough() {
        assertTrue(passes(SENDER, 1));
        assertTrue(passes("io.spoor.dispatcher", 1));
        assertTrue(passes("io.spoor.dispatcher", 1));
    }
}
