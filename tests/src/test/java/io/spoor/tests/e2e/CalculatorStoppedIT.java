package io.spoor.tests.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A calculator that stood still is taken for dead, and was not. */
class CalculatorStoppedIT {
    private static final int SLOTS = 4;
    /** Longer than a busy machine keeps the other calculator from speaking: only the one that stands still is lost. */
    private static final int DEAD_MS = 3_000;

    @RegisterExtension
    final Processes processes = new Processes();

    @Test
    void shouldBeReplacedAndComeBackWithoutASecondAnswer() {
        App dispatcher = processes
                .dispatcher()
                .set("deadMs", DEAD_MS)
                .set("leaseMs", 2 * DEAD_MS)
                .start();
        App staying =
                processes.calculator(dispatcher.address()).set("slots", SLOTS).begin();
        App standing =
                processes.calculator(dispatcher.address()).set("slots", SLOTS).begin();
        Eventually.ready(staying);
        Eventually.ready(standing);
        App client = processes
                .load(dispatcher.address(), "--outstanding", "" + 3 * SLOTS, "--seconds", "3600", "--ms", "300")
                .set("drainMs", 60_000)
                .begin();
        Eventually.is("all slots are taken", () -> Counts.slotsTaken(dispatcher) == 2 * SLOTS);

        standing.stop();
        dispatcher.err().await("calculator " + standing.identity() + " is lost");
        Eventually.is("its jobs are retried", () -> Counts.retries(dispatcher) > 0);
        long before = Counts.computed(staying);
        Eventually.is("the other goes on", () -> Counts.computed(staying) > before);
        standing.resume();
        dispatcher.err().await("calculator " + standing.identity() + " is back");
        // What it held when it was stopped, it ends first.
        long old = Counts.computed(standing) + SLOTS;
        Eventually.is("it works again", () -> Counts.computed(standing) > old);
        client.terminate();

        Statistics statistics = Statistics.of(client);
        statistics.assertAllAnswered(statistics.get("sent"));
        assertTrue(statistics.get("retried") <= SLOTS, "no more than it held: " + statistics);
        assertEquals(1, Counts.lost(dispatcher));
        assertEquals(statistics.get("sent"), Counts.finished(dispatcher));
        assertTrue(Counts.computed(standing) >= statistics.answersBy(standing.identity()));
        assertEquals(0, Counts.bugs(dispatcher) + Counts.bugs(standing));
    }
}
