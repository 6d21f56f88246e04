package io.spoor.tests.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** SIGTERM to a calculator costs nobody anything; one to a dispatcher says what it waits for. */
class DrainIT {
    @RegisterExtension
    final Processes processes = new Processes();

    @Test
    void shouldFinishRunningWorkAndTakeNoMore() {
        App dispatcher = processes.dispatcher().start();
        App leaving = processes.calculator(dispatcher.address()).set("slots", 4).begin();
        App staying = processes.calculator(dispatcher.address()).set("slots", 4).begin();
        Eventually.ready(leaving);
        Eventually.ready(staying);
        App client = processes
                .load(dispatcher.address(), "--outstanding", "12", "--count", "60", "--ms", "500")
                .begin();
        Eventually.is("all slots are taken", () -> Counts.slotsTaken(dispatcher) == 8);

        leaving.terminate();

        assertEquals(0, leaving.awaitExit());
        leaving.err().await("drained");
        dispatcher.err().await("calculator " + leaving.identity() + " left");
        Statistics statistics = Statistics.of(client).assertAllAnswered(60);
        assertTrue(statistics.answersBy(leaving.identity()) >= 4, statistics::toString);
        assertTrue(statistics.answersBy(staying.identity()) > 0, statistics::toString);
        assertEquals(0, statistics.get("retried"), statistics::toString);
        assertEquals(0, Counts.retries(dispatcher));
        assertEquals(0, Counts.lost(dispatcher));
    }

    @Test
    void shouldSayWhatADispatcherWaitsForAndWhatItLeaves() {
        App dispatcher = processes.dispatcher().set("drainMs", 500).start();
        processes
                .load(dispatcher.address(), "--outstanding", "3", "--count", "3", "--ms", "0")
                .begin();
        Eventually.is("three jobs wait", () -> Counts.accepted(dispatcher) == 3);

        dispatcher.terminate();

        dispatcher.err().await("drains: takes no new jobs, and waits up to 500 ms for the 3 that are open");
        dispatcher.err().await("leaves 3 jobs open: drainMs, 500 ms, is over");
        assertEquals(0, dispatcher.awaitExit());
    }
}
