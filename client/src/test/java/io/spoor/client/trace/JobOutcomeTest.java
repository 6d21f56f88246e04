package io.spoor.client.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobOutcomeTest {
    @Test
    void shouldReadWhatItHasWritten() {
        JobOutcome job = new JobOutcome(
                SampleTrace.ID,
                "sleep",
                "2027-01-15T08:00:00.000Z",
                "DEADLINE_EXCEEDED",
                "no answer:\t\"none\" \u00fc",
                false,
                0,
                "",
                "",
                1_234.5);
        assertEquals(job, JobOutcome.read(job.line()));
        assertEquals(
                SampleTrace.outcome(), JobOutcome.read(SampleTrace.outcome().line()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "{\"jobId\":\"1\",\"status\":\"OK\"}", "{\"jobId\":"})
    void shouldRefuseAnythingElse(String line) {
        assertThrows(IllegalArgumentException.class, () -> JobOutcome.read(line));
    }
}
