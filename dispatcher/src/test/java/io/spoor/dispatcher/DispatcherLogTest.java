package io.spoor.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.spoor.dispatcher.core.AttemptEnd;
import io.spoor.dispatcher.core.DispatcherEvent.AttemptEnded;
import io.spoor.dispatcher.core.DispatcherEvent.CalculatorDraining;
import io.spoor.dispatcher.core.DispatcherEvent.JobRefused;
import io.spoor.protocol.AttemptId;
import io.spoor.protocol.JobId;
import io.spoor.protocol.Status;
import io.spoor.protocol.TraceContext;
import io.spoor.protocol.udp.TraceIds;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DispatcherLogTest {
    private static final long SECOND = 1_000_000_000;

    private final List<String> lines = new ArrayList<>();
    private final List<Map<String, String>> fields = new ArrayList<>();
    private final Logger logger = Logger.getLogger("io.spoor.dispatcher");
    private final Handler recorder = new Recorder();
    private final DispatcherLog log = new DispatcherLog(job -> null);

    @BeforeEach
    void record() {
        logger.addHandler(recorder);
        logger.setUseParentHandlers(false);
    }

    @AfterEach
    void stop() {
        logger.removeHandler(recorder);
        logger.setUseParentHandlers(true);
    }

    @Test
    void shouldWriteTenLinesASecondOfAFloodOfJobsAndSayHowManyItLeftOut() {
        for (int i = 0; i < 1_000; i++) {
            log.on(refused(i), SECOND);
        }
        assertEquals(10, lines.size());

        log.on(refused(1_000), 2 * SECOND);

        assertTrue(lines.get(10).endsWith("the queue is full (990 such lines were left out)"), lines.get(10));
    }

    /** A dispatcher that is full refuses thousands of jobs a second: a line would cost more than the refusal. */
    @Test
    void shouldPutNothingTogetherForALineThatIsLeftOut() {
        for (int i = 0; i < 20; i++) {
            log.on(refused(i), SECOND);
        }
        JobRefused refused = refused(20);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 1_000; i++) {
            log.on(refused, SECOND);
        }
        long bytesEach = (threads.getCurrentThreadAllocatedBytes() - before) / 1_000;
        assertTrue(bytesEach < 100, () -> bytesEach + " bytes for each line that nobody reads");
    }

    @Test
    void shouldBoundTheLinesOfCalculatorsThatChangeTheirMindAllTheTime() {
        for (int i = 0; i < 1_000; i++) {
            log.on(new CalculatorDraining("calc-1"), SECOND);
        }
        assertEquals(100, lines.size());
        assertEquals("calculator calc-1 drains: no new work", lines.get(0));
    }

    @Test
    void shouldTellOfCalculatorsDuringAFloodOfJobs() {
        for (int i = 0; i < 1_000; i++) {
            log.on(refused(i), SECOND);
        }
        log.on(new CalculatorDraining("calc-1"), SECOND);
        assertEquals(11, lines.size());
    }

    @Test
    void shouldSayInFieldsWhatALineIsAbout() {
        AttemptId attempt = new AttemptId(new JobId(1, 2), 3, "disp-1");
        DispatcherLog traced = new DispatcherLog(job -> new TraceIds("trace", "span"));

        traced.on(new AttemptEnded(attempt, "calc-1", AttemptEnd.TIMED_OUT, null, "too long", 1), SECOND);
        traced.on(new CalculatorDraining("calc-2"), SECOND);

        assertEquals(
                Map.of(
                        "jobId", attempt.jobId().toString(),
                        "attempt", "3",
                        "calculator", "calc-1",
                        "traceId", "trace",
                        "spanId", "span"),
                fields.get(0));
        assertEquals(Map.of("calculator", "calc-2"), fields.get(1));
    }

    private static JobRefused refused(int n) {
        return new JobRefused(
                new JobId(1, n), "client-1", TraceContext.NONE, Status.RESOURCE_EXHAUSTED, "the queue is full");
    }

    private final class Recorder extends Handler {
        @Override
        public void publish(LogRecord line) {
            lines.add(line.getMessage());
            fields.add(((ExtLogRecord) line).getMdcCopy());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
