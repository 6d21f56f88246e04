package io.spoor.tests.sim;

import static io.spoor.tests.sim.Millis.ms;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.calculator.core.CalculatorEvent.AttemptRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * What it costs that dispatchers which know nothing of each other share slots: the same jobs, given to one dispatcher and to
 * two, on calculators that are always busy. Virtual time, so that the figures are the same everywhere.
 */
class SharedSlotsTest {
    private static final int CALCULATORS = 4;
    private static final int SLOTS = 2;
    private static final long SERVICE_NANOS = ms(20);
    private static final long SETTLING_NANOS = ms(300);
    private static final int JOBS = 640;

    /** How long the jobs took, and how many assigns were refused on the way. */
    private record Run(long nanos, int refusals) {
        @Override
        public String toString() {
            return Millis.text(nanos) + " ms, " + refusals + " refusals";
        }
    }

    @Test
    void shouldLoseLittleToTheSharingOfBusySlots() {
        Run one = run(List.of(JOBS));
        Run two = run(List.of(JOBS / 2, JOBS / 2));
        System.out.println(JOBS + " jobs of 20 ms in 8 slots: one dispatcher " + one + ", two " + two);
        assertTrue(two.nanos() < one.nanos() * 5 / 4, () -> one + " against " + two);
        assertTrue(two.refusals() <= JOBS * 3 / 2, two::toString);
    }

    @Test
    void shouldLoseLittleWhenOneOfThemHasLittleToDo() {
        Run one = run(List.of(JOBS));
        Run two = run(List.of(JOBS * 9 / 10, JOBS / 10));
        System.out.println(JOBS + " jobs of 20 ms in 8 slots, 9 to 1: one dispatcher " + one + ", two " + two);
        assertTrue(two.nanos() < one.nanos() * 5 / 4, () -> one + " against " + two);
    }

    /** So many jobs to each dispatcher: a client of its own submits them evenly, just faster than the slots are. */
    private static Run run(List<Integer> jobs) {
        World world = new World(
                SimSettings.roomy(), NetworkProfile.perfect(ms(1) / 2), new ObjectWire(), new SplittableRandom(1));
        Promises.watch(world);
        List<Object> refusals = new ArrayList<>();
        world.addWatcher(new Watcher() {
            @Override
            public void onFact(SimHost<?> host, Object fact) {
                if (fact instanceof AttemptRefused) {
                    refusals.add(fact);
                }
            }
        });
        for (int number = 1; number <= jobs.size(); number++) {
            world.startDispatcher(number);
        }
        for (int number = 1; number <= CALCULATORS; number++) {
            world.startCalculator(number, SLOTS, attempt -> ServiceProfile.Behaviour.taking(SERVICE_NANOS));
        }
        while (world.scheduler().step(SETTLING_NANOS)) {
            // They get to know each other.
        }
        for (int number = 1; number <= jobs.size(); number++) {
            submitEvenly(world, number, jobs.get(number - 1));
        }
        while (world.scheduler().nowNanos() < SETTLING_NANOS + ms(100) || world.hasOpenJobs()) {
            world.scheduler().step(Long.MAX_VALUE);
        }
        return new Run(world.scheduler().nowNanos() - SETTLING_NANOS, refusals.size());
    }

    private static void submitEvenly(World world, int number, int jobs) {
        SimClient client = world.startClient(number, List.of(number));
        long capacityNanos = JOBS * SERVICE_NANOS / (CALCULATORS * SLOTS);
        for (int i = 0; i < jobs; i++) {
            String name = "c" + number + "j" + i;
            world.scheduler()
                    .at(
                            SETTLING_NANOS + capacityNanos * 19 / 20 * i / jobs,
                            () -> world.submit(client, name, 3, ms(60_000), 0));
        }
    }
}
