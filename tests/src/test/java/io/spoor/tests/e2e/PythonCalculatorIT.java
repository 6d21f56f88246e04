package io.spoor.tests.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.spoor.tests.Checkout;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A calculator that was written from {@code docs/protocol.md} alone, with the real dispatcher and client. */
class PythonCalculatorIT {
    @RegisterExtension
    final Processes processes = new Processes();

    @BeforeAll
    static void findPython() {
        boolean isThere = true;
        try {
            new ProcessBuilder("python3", "--version").start();
        } catch (IOException e) {
            isThere = false;
            System.out.println("SKIPPED PythonCalculatorIT: no python3 here");
        }
        assumeTrue(isThere, "no python3 here");
    }

    @Test
    void shouldServeTheRealDispatcherAndLeaveSoftly() {
        App dispatcher = processes.dispatcher().start();
        String script =
                Checkout.ROOT.resolve("calculator/python/spoor_calculator.py").toString();
        App python = processes.start(
                "python", new ProcessBuilder("python3", script, "--dispatcher", dispatcher.address(), "--slots", "4"));
        Eventually.is("joined", () -> Counts.joined(dispatcher) == 1);

        processes
                .load(dispatcher.address(), "--outstanding", "8", "--count", "100", "--ms", "5")
                .run()
                .assertAllAnswered(100);

        App client = processes
                .load(dispatcher.address(), "--outstanding", "2", "--count", "2", "--ms", "1000")
                .begin();
        Eventually.is("its slots are taken", () -> Counts.slotsTaken(dispatcher) == 2);
        python.terminate();
        Statistics.of(client).assertAllAnswered(2);
        assertEquals(0, python.awaitExit(), () -> python.err().text());
        dispatcher.err().await("calculator python-\\S+ left");
        assertEquals(0, Counts.retries(dispatcher));
        assertEquals(0, Counts.lost(dispatcher));
    }
}
