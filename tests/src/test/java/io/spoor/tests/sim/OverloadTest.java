package io.spoor.tests.sim;

import static io.spoor.tests.sim.Millis.ms;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.client.core.ClientEvent;
import io.spoor.client.core.Outcome;
import io.spoor.dispatcher.core.DispatcherEvent;
import io.spoor.protocol.Status;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** More jobs than can be computed, for longer than any of them waits. */
class OverloadTest {
    private static final long SEEDS = Long.getLong("spoor.seeds", 2_000) / 10;
    private static final long FIRST_SEED = Long.getLong("spoor.firstSeed", 1);

    private static final int CALCULATORS = 4;
    private static final int SLOTS = 4;
    private static final long SERVICE_NANOS = ms(20);
    private static final int CAPACITY_PER_SECOND = (int) (CALCULATORS * SLOTS * ms(1_000) / SERVICE_NANOS);
    private static final int OFFERED_PER_SECOND = CAPACITY_PER_SECOND * 5 / 2;
    private static final int SECONDS = 6;
    private static final long TIMEOUT_NANOS = ms(3_000);
    private static final int CLIENTS = 8;

    private final World world = new World(
            SimSettings.roomy().withQueueMax(100),
            new NetworkProfile(0, 0, ms(1) / 10, ms(1) / 5, 0, 0),
            new ObjectWire(),
            new SplittableRandom(42));
    private final Counts counts = new Counts();

    private static final class Counts implements Watcher {
        int refusals;
        final Set<Object> accepted = new HashSet<>();
        final List<Outcome> outcomes = new ArrayList<>();
        final Set<Object> finished = new HashSet<>();

        @Override
        public void onFact(SimHost<?> host, Object fact) {
            if (fact instanceof ClientEvent.JobRefused) {
                refusals++;
            } else if (fact instanceof ClientEvent.JobEnded ended) {
                outcomes.add(ended.outcome());
            } else if (fact instanceof DispatcherEvent.JobAccepted job) {
                accepted.add(job.jobId());
            } else if (fact instanceof DispatcherEvent.JobFinished job) {
                finished.add(job.jobId());
            }
        }

        long ok() {
            return outcomes.stream().filter(Outcome::isOk).count();
        }
    }

    /** First come, first served with deadlines gave 0.4 at 1.25 times the capacity, and nothing at 3 times. */
    @ParameterizedTest
    @CsvSource({"1.25", "3", "10"})
    void shouldStayUsefulWhateverTheLoad(double load) {
        for (OverloadProfile.Durations durations : OverloadProfile.Durations.values()) {
            for (int clients : new int[] {1, 50}) {
                double useful = new OverloadWorld(1, OverloadProfile.plain(load, durations, clients)).run();
                System.out.printf(
                        Locale.ROOT,
                        "load %5.2f, %-11s durations, %2d clients: useful answers %.2f of the capacity%n",
                        load,
                        durations,
                        clients,
                        useful);
            }
        }
    }

    @Test
    void shouldStayUsefulInEveryWorld() {
        List<String> broken = new ArrayList<>();
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
            try {
                new OverloadWorld(seed, null).run();
            } catch (Violation | RuntimeException e) {
                broken.add("seed " + seed + ": " + e);
            }
        }
        assertEquals(List.of(), broken);
    }

    @Test
    void shouldWorkAtFullSpeedAndRefuseTheRestWithFewWords() {
        Promises.watch(world);
        world.addWatcher(counts);
        world.startDispatcher(1);
        for (int number = 1; number <= CALCULATORS; number++) {
            world.startCalculator(number, SLOTS, attempt -> ServiceProfile.Behaviour.taking(SERVICE_NANOS));
        }
        for (int number = 1; number <= CLIENTS; number++) {
            world.startClient(number, List.of(1));
        }
        int jobs = OFFERED_PER_SECOND * SECONDS;
        for (int number = 0; number < jobs; number++) {
            SimClient client = Objects.requireNonNull(world.clients().get(1 + number % CLIENTS));
            String name = "j" + number;
            long atNanos = ms(200) + number * ms(1_000) / OFFERED_PER_SECOND;
            world.scheduler().at(atNanos, () -> world.submit(client, name, 3, TIMEOUT_NANOS, 3));
        }
        long untilNanos = ms(200 + SECONDS * 1_000) + TIMEOUT_NANOS + ms(600);
        while (world.scheduler().step(untilNanos)) {
            // Everything that happens, happens in the step.
        }

        System.out.println(jobs + " jobs at 2.5 times the capacity of " + CAPACITY_PER_SECOND + "/s: " + counts.ok()
                + " OK, " + counts.refusals + " refusals");
        assertEquals(jobs, counts.outcomes.size(), "each has one outcome");
        assertEquals(counts.accepted, counts.finished, "no accepted job is lost");
        assertTrue(
                counts.outcomes.stream()
                        .allMatch(outcome -> outcome.isOk()
                                || outcome.status() == Status.RESOURCE_EXHAUSTED
                                || outcome.status() == Status.DEADLINE_EXCEEDED),
                "OK, or a status that says what was missing");
        assertTrue(counts.ok() >= 0.9 * CAPACITY_PER_SECOND * SECONDS, "the slots stay busy");
        assertTrue(counts.refusals > 0, "there was too much to do");
        assertTrue(counts.refusals <= 5 * jobs, "few refusals to a job");
    }
}
