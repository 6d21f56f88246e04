package io.spoor.tests.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A calculator that stood still is taken for dead, and was not. */
class CalculatorStoppedIT {
    private static final int JOBS = 80;
    private static final int SLOTS = 4;

    @RegisterExtension
    final Processes processes = new Processes();

    @Test
    void shouldBeReplacedAndComeBackWithoutASecondAnswer() {
        App dispatcher = processes.dispatcher().start();
        App staying =
                processes.calculator(dispatcher.address()).set("slots", SLOTS).begin();
        App standing =
                processes.calculator(dispatcher.address()).set("slots", SLOTS).begin();
        Eventually.ready(staying);
        Eventually.ready(standing);
        App client = processes
                .load(dispatcher.address(), "--outstanding", "" + 3 * SLOTS, "--count", "" + JOBS, "--ms", "300")
                .begin();
        Eventually.is("all slots are taken", () -> Counts.slotsTaken(dispatcher) == 2 * SLOTS);

        standing.stop();
        dispatcher.err().await("calculator " + standing.identity() + " is lost");
        Eventually.is("its jobs are retried", () -> Counts.retries(dispatcher) > 0);
        long computed = Counts.computed(staying);
        Eventually.is("the other goes on", () -> Counts.computed(staying) > computed);
        standing.resume();
        dispatcher.err().await("calculator " + standing.identity() + " is back");

        Statistics statistics = Statistics.of(client).assertAllAnswered(JOBS);
        assertTrue(statistics.get("retried") <= SLOTS, "no more than it held: " + statistics);
        assertEquals(1, Counts.lost(dispatcher));
        assertEquals(JOBS, Counts.finished(dispatcher));
        assertTrue(Counts.computed(standing) >= statistics.answersBy(standing.identity()));
        assertTrue(Counts.computed(standing) > SLOTS, "it works again");
        assertEquals(0, Counts.bugs(dispatcher) + Counts.bugs(standing));
    }
}
