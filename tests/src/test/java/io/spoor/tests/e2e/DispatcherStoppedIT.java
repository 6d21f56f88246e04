package io.spoor.tests.e2e;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A dispatcher that stood still has heard nothing, which proves nothing about its calculators. */
class DispatcherStoppedIT {
    private static final int CALCULATORS = Scale.of(400, 100);
    private static final int JOBS = 10 * CALCULATORS;
    /** After so long without an answer calculators say so: until then the dispatcher stands still. */
    private static final int SILENCE_MS = Scale.of(3_000, 2_000);

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

        Statistics statistics = Statistics.of(client);
        new Figures("dispatcher-stopped: SIGSTOP for " + SILENCE_MS + " ms, " + CALCULATORS + " calculators, " + JOBS
                        + " jobs")
                .client(statistics, JOBS)
                .exactly("client: OK", statistics.get("ok"), JOBS)
                .exactly("dispatcher: calculators lost", Counts.lost(dispatcher), 0)
                .exactly("dispatcher: retries", Counts.retries(dispatcher), 0)
                .exactly("calculators: attempts run", Counts.run(calculators), JOBS)
                .exactly("exceptions of our own", Counts.bugs(dispatcher), 0)
                .conclude();
    }
}
