package io.spoor.tests.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clocks of calculators are an hour fast and an hour slow. Needs libfaketime; without it the test is skipped. */
class ClocksIT {
    private static final int JOBS = Scale.of(2_000, 60);
    private static final int HOPELESS = Scale.of(50, 5);
    private static final int OF_EACH = Scale.of(2, 1);
    /** Much less than the clocks are off, and more than a busy machine keeps a process from speaking. */
    private static final int PATIENCE_MS = 10_000;

    private static final long HOUR_SECONDS = 3_600;
    /** How far the clock of a process may be from where it was put: it was read when the process started. */
    private static final long SLACK_SECONDS = 300;

    private static final Path LIBRARY = Stream.of("/usr/lib", "/usr/lib64")
            .flatMap(folder -> Stream.of("x86_64-linux-gnu/faketime", "aarch64-linux-gnu/faketime", "faketime")
                    .map(Path.of(folder)::resolve))
            .map(folder -> folder.resolve("libfaketimeMT.so.1"))
            .filter(Files::exists)
            .findFirst()
            .orElse(Path.of("none"));

    @RegisterExtension
    final Processes processes = new Processes();

    @Test
    void shouldExpireNothingWronglyWhenClocksAreAnHourOff() {
        assumeTrue(Files.exists(LIBRARY), "libfaketime is not installed");
        App dispatcher = processes
                .dispatcher()
                .set("deadMs", PATIENCE_MS)
                .set("leaseMs", 2 * PATIENCE_MS)
                .start();
        List<App> fast = calculators(dispatcher, "+1h");
        List<App> slow = calculators(dispatcher, "-1h");
        Stream.concat(fast.stream(), slow.stream()).forEach(Eventually::ready);

        Statistics quick = processes
                .load(dispatcher.address(), "--outstanding", "24", "--count", "" + JOBS, "--ms", "50")
                .arguments("--timeout", "10000")
                .run();
        Statistics hopeless = processes
                .load(dispatcher.address(), "--outstanding", "24", "--count", "" + HOPELESS, "--ms", "5000")
                .arguments("--timeout", "1000")
                .run();

        new Figures("clocks: " + OF_EACH + " calculators an hour fast, " + OF_EACH + " an hour slow, " + JOBS
                        + " jobs that have time")
                .client(quick, JOBS)
                .say(
                        "clocks of calculators are off by, s",
                        fast.stream().map(ClocksIT::offSeconds).toList() + " "
                                + slow.stream().map(ClocksIT::offSeconds).toList())
                .exactly("clocks an hour fast", off(fast, HOUR_SECONDS), fast.size())
                .exactly("clocks an hour slow", off(slow, -HOUR_SECONDS), slow.size())
                .exactly("client: OK", quick.get("ok"), JOBS)
                .exactly("client: retried", quick.get("retried"), 0)
                .exactly("dispatcher: calculators lost", Counts.lost(dispatcher), 0)
                .exactly("jobs without enough time that expired", hopeless.get("failed"), HOPELESS)
                .exactly("exceptions of our own", Counts.bugs(dispatcher), 0)
                .conclude();
    }

    private List<App> calculators(App dispatcher, String off) {
        return Stream.generate(() -> calculator(dispatcher, off)).limit(OF_EACH).toList();
    }

    /** Both its clocks are off, all its life by as much, so that no duration shows it. */
    private App calculator(App dispatcher, String off) {
        return processes
                .calculator(dispatcher.address())
                .set("slots", 4)
                .by("env", "LD_PRELOAD=" + LIBRARY, "FAKETIME=" + off)
                .begin();
    }

    private static long off(List<App> calculators, long seconds) {
        return calculators.stream()
                .filter(calculator -> Math.abs(offSeconds(calculator) - seconds) < SLACK_SECONDS)
                .count();
    }

    /** By what the process itself believes to be the time of its start. */
    private static long offSeconds(App calculator) {
        long started = calculator.metrics().sum("process_start_time_seconds");
        return started - Instant.now().getEpochSecond();
    }
}
