package io.spoor.tests.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two dispatchers share the calculators; clients know both. One is killed under load, and nobody starts it again. */
class SeveralDispatchersIT {
    private static final int JOBS = 400;
    private static final int OUTSTANDING = 12;
    private static final int SERVICE_MS = 60;

    @RegisterExtension
    final Processes processes = new Processes();

    @Test
    void shouldAnswerEveryJobWhenOneIsKilledForGood() {
        App first = processes.dispatcher().start();
        App second = processes.dispatcher().start();
        String both = first.address() + "," + second.address();
        List<App> calculators = Stream.generate(
                        () -> processes.calculator(both).set("slots", 8).begin())
                .limit(2)
                .toList();
        calculators.forEach(Eventually::ready);
        Eventually.is("all are known", () -> Counts.joined(first) == 2 && Counts.joined(second) == 2);
        App client = processes
                .load(both, "--outstanding", "" + OUTSTANDING, "--count", "" + JOBS, "--ms", "" + SERVICE_MS)
                .begin();
        Eventually.is(
                "both are under load",
                () -> Counts.finishedWell(first) >= JOBS / 10 && Counts.finishedWell(second) >= JOBS / 10);

        first.kill();

        Statistics statistics = Statistics.of(client).assertAllAnswered(JOBS);
        long moved = statistics.get("moved");
        long computed = calculators.stream().mapToLong(Counts::computed).sum();
        System.out.printf(
                "kill -9 of one of two dispatchers: %d jobs went to the other; the slowest of %d answers took %.0f ms, "
                        + "of which %d ms its calculation; %d calculations%n",
                moved, JOBS, statistics.slowestMs(), SERVICE_MS, computed);
        assertEquals(2, statistics.dispatchers(), statistics::toString);
        assertTrue(moved > 0, statistics::toString);
        assertTrue(computed <= JOBS + moved, () -> computed + " calculations, " + statistics);
        assertEquals(0, Counts.retries(second));
        assertEquals(0, Counts.bugs(second));
    }
}
