package io.spoor.client.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.spoor.client.core.Outcome;
import io.spoor.protocol.JobId;
import io.spoor.protocol.RawJson;
import io.spoor.protocol.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is said of one job, and the exit code that goes with it. */
class WordsTest {
    private static final long MS = 1_000_000;
    private static final Outcome OK =
            new Outcome(Status.OK, RawJson.of("144"), null, 1, "calc-1", true, 12 * MS + MS / 2);
    private static final Outcome UNANSWERED =
            new Outcome(Status.DEADLINE_EXCEEDED, null, "no answer", 0, null, false, 480 * MS);
    private static final Outcome FAILED = Outcome.failed(Status.CANCELLED, "taken back", MS);

    @Test
    void shouldSayHowAJobEnded() {
        assertEquals("OK 144 in 12.5 ms, 1 attempt, by calc-1", OutcomeLine.of(OK));
        assertEquals("unanswered, DEADLINE_EXCEEDED in 480.0 ms, 0 attempts: no answer", OutcomeLine.of(UNANSWERED));
        assertEquals("CANCELLED in 1.0 ms, 0 attempts: taken back", OutcomeLine.of(FAILED));
    }

    @Test
    void shouldTellTheCaller() {
        assertEquals(0, ExitCode.of(OK).number());
        assertEquals(2, ExitCode.of(FAILED).number());
        assertEquals(3, ExitCode.of(UNANSWERED).number());
    }

    @Test
    void shouldHaveTheExitCodesOfThePage() throws IOException {
        String page = Files.readString(Path.of("../docs/configuration.md"));
        String section = page.substring(page.indexOf("### Exit codes of the client"), page.indexOf("## What is fixed"));
        List<Integer> documented = Pattern.compile("^\\| (\\d+) \\|", Pattern.MULTILINE)
                .matcher(section)
                .results()
                .map(row -> Integer.valueOf(row.group(1)))
                .toList();
        assertEquals(Stream.of(ExitCode.values()).map(ExitCode::number).toList(), documented);
    }

    @Test
    void shouldLinkToATraceWhereJaegerIsKnown() {
        JobId jobId = new JobId(0, 10);
        assertEquals("0000000000000000000000000000000a", new TraceLinks("").of(jobId));
        assertEquals("http://j:16686/trace/" + jobId, new TraceLinks("http://j:16686").of(jobId));
        assertEquals("job " + jobId, new TraceLinks("").titled(jobId));
        assertEquals("job " + jobId + ", trace http://j/trace/" + jobId, new TraceLinks("http://j").titled(jobId));
        assertEquals("http://j:16686/trace/" + jobId, new TraceLinks("http://j:16686/").of(jobId));
    }
}
