package io.spoor.tests.e2e;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every calculator is replaced, one after the other, while jobs are running. */
@Tag("long")
class RollingRestartIT {
    private static final int CALCULATORS = Scale.of(8, 2);
    private static final int ROUNDS = Scale.of(3, 1);
    private static final int SLOTS = 4;
    private static final int ALL_SLOTS = CALCULATORS * SLOTS;
    private static final int RESTARTS = CALCULATORS * ROUNDS;

    @RegisterExtension
    final Processes processes = new Processes();

    @Test
    void shouldCostNoJobAnything() {
        App dispatcher = processes.dispatcher().start();
        Fleet fleet = new Fleet(
                        CALCULATORS,
                        () -> processes.calculator(dispatcher.address()).set("slots", SLOTS))
                .awaitReady();
        App client = processes
                .load(dispatcher.address(), "--outstanding", "" + 5 * CALCULATORS, "--seconds", "3600", "--ms", "200")
                .begin();
        Eventually.is("under load", () -> Counts.finishedWell(dispatcher) >= ALL_SLOTS);

        int clean = 0;
        for (int place = 0; place < RESTARTS; place++) {
            App leaving = fleet.get(place % CALCULATORS);
            leaving.terminate();
            clean += leaving.awaitExit() == 0 ? 1 : 0;
            Eventually.ready(fleet.replace(place % CALCULATORS));
        }
        client.terminate();

        Statistics statistics = Statistics.of(client);
        new Figures("rolling-restart: " + CALCULATORS + " calculators of " + SLOTS + " slots, " + ROUNDS
                        + " times each under load")
                .client(statistics, statistics.get("sent"))
                .exactly("calculators restarted, exit code 0", clean, RESTARTS)
                .exactly("client: failed", statistics.get("failed"), 0)
                .exactly("client: retried", statistics.get("retried"), 0)
                .exactly("dispatcher: retries", Counts.retries(dispatcher), 0)
                .exactly("dispatcher: calculators lost", Counts.lost(dispatcher), 0)
                .exactly("exceptions of our own", Counts.bugs(dispatcher) + fleet.sum(Counts::bugs), 0)
                .conclude();
    }
}
