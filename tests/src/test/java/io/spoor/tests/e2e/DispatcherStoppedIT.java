package io.spoor.tests.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A dispatcher that stood still has heard nothing, which proves nothing about its calculators. */
class DispatcherStoppedIT {
    private static final int CALCULATORS = 100;
    private static final int JOBS = 1_000;
    private static final int SILENCE_MS = 2_000;

    @RegisterExtension
    final Processes processes = new Processes();

    @Test
    void shouldDeclareNobodyDead() {
        App dispatcher = processes.dispatcher().start();
        App calculators = processes
                .calculator(dispatcher.address())
                .set("count", CALCULATORS)
                .set("silenceMs", SILENCE_MS)
                .start();
        Eventually.is("all joined", () -> Counts.joined(dispatcher) == CALCULATORS);
        App client = processes
                .load(dispatcher.address(), "--outstanding", "" + CALCULATORS, "--count", "" + JOBS, "--ms", "300")
                .begin();
        Eventually.is("under load", () -> Counts.finishedWell(dispatcher) >= CALCULATORS);

        dispatcher.stop();
        calculators.err().await("no longer answers");
        dispatcher.resume();

        Statistics.of(client).assertAllAnswered(JOBS);
        assertEquals(0, Counts.lost(dispatcher));
        assertEquals(0, Counts.retries(dispatcher));
        assertEquals(JOBS, Counts.computed(calculators));
        assertEquals(0, Counts.bugs(dispatcher));
    }
}
