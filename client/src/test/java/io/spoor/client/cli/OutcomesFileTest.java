package io.spoor.client.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.client.core.ClientEvent.JobEnded;
import io.spoor.client.core.Outcome;
import io.spoor.client.trace.JobOutcome;
import io.spoor.protocol.JobId;
import io.spoor.protocol.Status;
import io.spoor.protocol.TraceContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutcomesFileTest {
    private static final JobId JOB = new JobId(0, 10);
    private static final long MS = 1_000_000;

    @TempDir
    Path folder;

    private JobEnded ended(String reason) {
        Outcome outcome = Outcome.failed(Status.INTERNAL, reason, 1_500 * MS);
        return new JobEnded(JOB, TraceContext.NONE, "sleep", outcome, "d-1");
    }

    @Test
    void shouldHoldALineAsSoonAsItIsFlushed() throws Exception {
        Path path = folder.resolve("outcomes");
        try (OutcomesFile file = new OutcomesFile(path, () -> 1_800_000_001_500L)) {
            file.on(ended("it says \"no\""));
            file.flush();

            assertEquals(
                    List.of("{\"jobId\":\"" + JOB + "\",\"function\":\"sleep\","
                            + "\"submitted\":\"2027-01-15T08:00:00.000Z\",\"status\":\"INTERNAL\","
                            + "\"reason\":\"it says \\\"no\\\"\",\"answered\":true,\"attempts\":0,\"calculator\":\"\","
                            + "\"dispatcher\":\"d-1\",\"elapsedMs\":1500.000}"),
                    Files.readAllLines(path));
            JobOutcome read = OutcomesFile.read(path).get(0);
            assertEquals("it says \"no\"", read.reason());
            assertEquals("sleep", read.function());
        }
    }

    @Test
    void shouldReadLinesOfVersionZeroOne() throws Exception {
        Path path = folder.resolve("old");
        Files.writeString(
                path,
                "{\"jobId\":\"" + JOB + "\",\"status\":\"OK\",\"answered\":true,\"attempts\":1,\"calculator\":\"c\","
                        + "\"dispatcher\":\"d\",\"elapsedMs\":1.000}\n");
        assertEquals("", OutcomesFile.read(path).get(0).reason());
    }

    @Test
    void shouldSayWhyItCannotBeWritten() {
        Path path = folder.resolve("no such folder/outcomes");
        String words = String.valueOf(assertThrows(UserError.class, () -> new OutcomesFile(path, () -> 0).close())
                .getMessage());
        assertTrue(words.endsWith(": no such file or directory"), words);
    }
}
