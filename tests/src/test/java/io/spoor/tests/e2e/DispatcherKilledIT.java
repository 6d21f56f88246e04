package io.spoor.tests.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The dispatcher keeps nothing on disk, and loses nothing that a client still waits for. */
class DispatcherKilledIT {
    private static final int JOBS = 120;

    @RegisterExtension
    final Processes processes = new Processes();

    @Test
    void shouldLoseNothingAndRunNothingTwice() {
        App first = processes.dispatcher().start();
        int port = first.port();
        List<App> calculators = Stream.generate(() ->
                        processes.calculator(first.address()).set("slots", 4).begin())
                .limit(2)
                .toList();
        calculators.forEach(Eventually::ready);
        App client = processes
                .load(first.address(), "--outstanding", "12", "--count", "" + JOBS, "--ms", "400")
                .begin();
        Eventually.is("under load", () -> Counts.finishedWell(first) >= JOBS / 6);

        first.kill();
        App second = processes.dispatcher().set("port", port).start();

        // A job that was asked for twice while nobody was there may be told its one answer twice: no matter.
        Statistics.of(client).assertAllAnswered(JOBS);
        long computed = calculators.stream().mapToLong(Counts::computed).sum();
        assertEquals(JOBS, computed, "jobs computed, each once");
        assertEquals(0, Counts.retries(second));
        assertEquals(0, Counts.bugs(second));
    }
}
