package io.spoor.tests.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that is told to leave says first what it knows. */
class ClientSignalsIT {
    private static final int INTERRUPTED = 130;

    @RegisterExtension
    static final Processes processes = new Processes();

    private static App dispatcher;

    @BeforeAll
    static void startServices() {
        dispatcher = processes.dispatcher().start();
        Eventually.ready(
                processes.calculator(dispatcher.address()).set("slots", 4).start());
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void shouldEndSoftlyAndPrintItsStatistics(String signal) {
        long before = Counts.finishedWell(dispatcher);
        App client = endless(300);
        Eventually.is("under load", () -> Counts.finishedWell(dispatcher) >= before + 4);

        client.signal(signal);

        client.err().await("stopping: no new jobs");
        assertEquals(0, client.awaitExit(), client::story);
        Statistics statistics = Statistics.of(client);
        statistics.assertAllAnswered(Counts.finishedWell(dispatcher) - before);
        assertEquals(1, client.out().awaitEnd().size(), "standard output is for statistics only");
    }

    @Test
    void shouldEndAtOnceWhenToldTwice() {
        long before = Counts.started(dispatcher);
        App client = endless(2_000);
        Eventually.is("a job runs", () -> Counts.started(dispatcher) > before);

        client.signal("INT");
        client.err().await("stopping: no new jobs");
        assertTrue(client.isAlive());
        client.signal("INT");

        assertEquals(INTERRUPTED, client.awaitExit(), client::story);
        assertEquals(List.of(), client.out().awaitEnd());
    }

    @Test
    void shouldTakeASingleJobBack() {
        long before = Counts.started(dispatcher);
        App client = interruptible(processes.client(
                dispatcher.address(), "submit", "sleep", "{\"x\":3,\"ms\":60000}", "--timeout", "120000"));
        Eventually.is("it runs", () -> Counts.started(dispatcher) > before);

        client.signal("INT");

        client.err().await("CANCELLED");
        assertEquals(INTERRUPTED, client.awaitExit(), client::story);
        assertEquals(1, dispatcher.metrics().sum("spoor_jobs_finished_total", "status=\"cancelled\""));
        Eventually.is("the slot is free", () -> Counts.slotsTaken(dispatcher) == 0);
    }

    private static App endless(int jobMs) {
        return interruptible(processes.load(
                dispatcher.address(), "--outstanding", "4", "--seconds", "600", "--ms", Integer.toString(jobMs)));
    }

    /** A process in the background of a script ignores SIGINT, and so would its children: they get the default back. */
    private static App interruptible(Launch launch) {
        assumeTrue(canResetSignals(), "env --default-signal is not here");
        return launch.by("env", "--default-signal=INT").begin();
    }

    private static boolean canResetSignals() {
        try {
            return new ProcessBuilder("env", "--default-signal=INT", "true")
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
