package io.spoor.client.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.client.core.ClientEvent.DuplicateAnswer;
import io.spoor.client.core.ClientEvent.JobAskedAgain;
import io.spoor.client.core.ClientEvent.JobEnded;
import io.spoor.client.core.ClientEvent.JobMoved;
import io.spoor.client.core.ClientEvent.JobRefused;
import io.spoor.client.core.ClientEvent.JobSubmitted;
import io.spoor.client.core.ClientEvent.LateAnswer;
import io.spoor.client.core.ClientEvent.Why;
import io.spoor.client.core.Outcome;
import io.spoor.protocol.Endpoint;
import io.spoor.protocol.JobId;
import io.spoor.protocol.RawJson;
import io.spoor.protocol.Status;
import io.spoor.protocol.TraceContext;
import io.spoor.protocol.json.JsonText;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    private static final long MS = 1_000_000;
    private static final Draw FIVE = new Draw(5, 0);

    private final Statistics statistics = new Statistics();

    @BeforeEach
    void start() {
        statistics.start(0);
        for (int i = 1; i <= 5; i++) {
            statistics.on(new JobSubmitted(id(i), TraceContext.NONE, "sleep", 0), 0);
        }
        end(1, new Outcome(Status.OK, RawJson.of("25"), null, 1, "calc-1", true, 0), 10 * MS);
        end(2, new Outcome(Status.OK, RawJson.of("25"), null, 2, "calc-2", true, 0), 30 * MS);
        end(3, new Outcome(Status.RESOURCE_EXHAUSTED, null, "full", 0, null, true, 0), 40 * MS);
        end(4, new Outcome(Status.DEADLINE_EXCEEDED, null, "no answer", 0, null, false, 0), 50 * MS);
    }

    private static JobId id(int number) {
        return new JobId(0, number);
    }

    private void end(int job, Outcome outcome, long nanos) {
        end(job, outcome, null, nanos);
    }

    private void end(int job, Outcome outcome, @Nullable String dispatcher, long nanos) {
        statistics.onEnded(new JobEnded(id(job), TraceContext.NONE, "sleep", outcome, dispatcher), FIVE, nanos, nanos);
    }

    @Test
    void shouldPutEachJobIntoExactlyOnePlace() {
        assertEquals(5, statistics.sent());
        assertEquals(2, statistics.ok());
        assertEquals(1, statistics.failed());
        assertEquals(1, statistics.unanswered());
        assertEquals(1, statistics.open());
        assertEquals(1, statistics.failedByStatus().get(Status.RESOURCE_EXHAUSTED));
        assertEquals(1, statistics.retried());
    }

    @Test
    void shouldTellResendsFromOtherAskings() {
        statistics.on(new JobAskedAgain(id(1), TraceContext.NONE, 2, Why.NO_ANSWER), 60 * MS);
        statistics.on(new JobAskedAgain(id(1), TraceContext.NONE, 3, Why.AFTER_REFUSAL), 60 * MS);
        statistics.on(new JobRefused(id(1), TraceContext.NONE, "d", Status.RESOURCE_EXHAUSTED, "full", 10), 60 * MS);
        statistics.on(new DuplicateAnswer(id(1), TraceContext.NONE, true), 60 * MS);
        statistics.on(new LateAnswer(id(4), TraceContext.NONE, Status.OK), 60 * MS);
        assertEquals(1, statistics.resends());
        assertEquals(1, statistics.refusals());
        assertEquals(1, statistics.duplicates());
        assertEquals(1, statistics.different());
        assertEquals(1, statistics.late());
        assertEquals(60 * MS, statistics.elapsedNanos());
    }

    @Test
    void shouldNameTheSlowestAndWhatDidNotEndWell() {
        assertEquals(
                List.of(new Statistics.Slow(id(2), 30 * MS), new Statistics.Slow(id(1), 10 * MS)),
                statistics.slowest());
        assertEquals(id(3), statistics.failures().get(0).jobId());
        String table = String.join("\n", new StatisticsReport(statistics).table(job -> "see " + job));
        assertTrue(table.contains("see " + id(2)));
        assertTrue(table.contains("RESOURCE_EXHAUSTED: full"));
        assertTrue(table.contains("min 10.0  mean 20.0"), table);
        assertTrue(table.contains("p99.9 30.0"), table);
        assertTrue(table.contains("OK                 2"), table);
        assertTrue(table.contains("failed             1   RESOURCE_EXHAUSTED 1"), table);
        assertTrue(table.contains("not OK      unanswered: no answer"), table);
        assertTrue(table.contains("calc-1 1, calc-2 1"));
    }

    @Test
    void shouldSayWhoseAnswersTheyAreWhenSeveralDispatchersHaveGivenSome() {
        Outcome right = new Outcome(Status.OK, RawJson.of("25"), null, 1, "calc-1", true, 0);
        end(5, right, "disp-a", 50 * MS);
        assertTrue(table().stream().noneMatch(line -> line.contains("dispatchers")), "one: no need to say");

        statistics.on(
                new JobMoved(
                        id(6), TraceContext.NONE, "disp-a", new Endpoint("10.0.0.1", 1), new Endpoint("10.0.0.2", 1)),
                55 * MS);
        end(6, right, "disp-b", 60 * MS);
        assertTrue(
                table().contains("results from 2 dispatchers: disp-a 1, disp-b 1; 1 job changed the dispatcher"),
                () -> table().toString());
        String json = new StatisticsReport(statistics).json();
        assertTrue(json.contains("\"moved\":1,"), json);
        assertTrue(json.endsWith("\"dispatchers\":{\"disp-a\":1,\"disp-b\":1}}"), json);
    }

    private List<String> table() {
        return new StatisticsReport(statistics).table(JobId::toString);
    }

    @Test
    void shouldSayWhichResultWasExpected() {
        end(5, new Outcome(Status.OK, RawJson.of("26"), null, 1, "calc-1", true, 0), 60 * MS);
        assertEquals(1, statistics.wrong());
        assertTrue(
                table().stream().anyMatch(line -> line.contains("wrong result 26, expected 25")), () -> "" + table());
    }

    @Test
    void shouldNotChangeACopy() {
        Statistics copy = statistics.copy();
        end(5, new Outcome(Status.OK, RawJson.of("25"), null, 1, "calc-1", true, 0), 60 * MS);
        assertEquals(2, copy.ok());
        assertEquals(2, copy.latencyMicros().getTotalCount());
        assertEquals(3, statistics.ok());
    }

    @Test
    void shouldCountOpenJobsAsUnansweredInTheEnd() {
        String json = new StatisticsReport(statistics).json();
        assertTrue(json.contains("\"ok\":2,"), json);
        assertTrue(json.contains("\"unanswered\":2,"), json);
        assertTrue(json.contains("\"p99.9\":30.0"), json);
        assertTrue(json.contains("\"histogram\":[[20,1],[50,1]]"), json);
        assertTrue(json.contains("\"failedByStatus\":{\"RESOURCE_EXHAUSTED\":1}"), json);
        assertTrue(json.contains("\"calculators\":{\"calc-1\":1,\"calc-2\":1}"), json);
    }

    @Test
    void shouldWriteJson() {
        assertEquals(
                '{',
                JsonText.payload(new StatisticsReport(new Statistics()).json())
                        .toString()
                        .charAt(0));
    }
}
