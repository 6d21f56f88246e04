package io.spoor.calculator.compute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.protocol.AttemptId;
import io.spoor.protocol.JobId;
import io.spoor.protocol.Status;
import io.spoor.protocol.TraceContext;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CalculationFailuresTest {
    private static final AttemptId ATTEMPT = new AttemptId(new JobId(1, 2), 1, "disp-a");

    private final List<ExtLogRecord> records = new ArrayList<>();
    private final Logger logger = Logger.getLogger(CalculationFailures.class.getName());
    private final Handler recorder = new Recorder();
    private final CalculationFailures failures = new CalculationFailures();

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

    private String fail(String function, Throwable thrown) {
        return failures.onException(ATTEMPT, TraceContext.NONE, function, thrown);
    }

    @Test
    void shouldLogTheFirstOfEachClassWithItsStackTrace() {
        fail("f", new IllegalStateException("a"));
        fail("f", new IllegalStateException("b"));
        NullPointerException third = new NullPointerException();
        fail("f", third);
        fail("g", new NullPointerException());

        assertEquals(4, records.size());
        assertEquals(third, records.get(2).getThrown());
        assertEquals(
                "function f failed in attempt " + ATTEMPT + ": java.lang.NullPointerException"
                        + " (1 failure like this so far; the next one logged is the 2nd)",
                records.get(2).getMessage());
        assertEquals(ATTEMPT.jobId().toString(), records.get(2).getMdc("jobId"));
        assertNotNull(records.get(3).getThrown(), "another function");
    }

    @Test
    void shouldLogEverFewerOfAClassAndCountThem() {
        for (int i = 0; i < 1_000; i++) {
            fail("f", new IllegalStateException("again"));
        }
        assertEquals(10, records.size());
        ExtLogRecord second = records.get(1);
        assertTrue(
                second.getMessage().endsWith("(2 failures like this so far; the next one logged is the 4th)"),
                second.getMessage());
        assertNull(second.getThrown(), "the stack is there once");
    }

    @Test
    void shouldBoundWhatItRemembers() {
        for (int i = 0; i < 10 * CalculationFailures.KINDS_MAX; i++) {
            fail("f" + i, new IllegalStateException("new"));
        }
        assertTrue(records.size() <= CalculationFailures.KINDS_MAX + 13, () -> records.size() + " lines");
    }

    @Test
    void shouldKeepTheWordsOfAFailureThatTheFunctionKnows() {
        assertEquals("no disk", fail("f", new CalculationException(Status.INTERNAL, "no disk")));
        assertNull(records.get(0).getThrown(), "it has no stack trace");
    }

    private final class Recorder extends Handler {
        @Override
        public void publish(LogRecord line) {
            records.add(ExtLogRecord.wrap(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
