package io.spoor.tests.sim;

import static io.spoor.tests.sim.Millis.ms;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.calculator.core.CalculatorEvent.AttemptRefused;
import io.spoor.client.core.ClientEvent.JobEnded;
import io.spoor.tests.sim.ServiceProfile.Behaviour;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * What it costs that dispatchers which know nothing of each other share slots: the same load, given to one dispatcher and to
 * two. Closed loops; virtual time, so that the figures are the same everywhere.
 */
class SharedSlotsTest {
    private static final int CALCULATORS = 5;
    private static final int SERVICE_MS = 50;
    private static final long SETTLING_NANOS = ms(300);
    private static final long RUN_NANOS = ms(6_000);

    /** A run: jobs that ended in it, and assigns that were refused. */
    private static final class Loop implements Watcher {
        final World world = new World(
                SimSettings.roomy(), NetworkProfile.perfect(ms(1) / 2), new ObjectWire(), new SplittableRandom(1));
        final SplittableRandom random = new SplittableRandom(7);
        int submitted;
        int ended;
        int refusals;

        /** Lets clients, one at each dispatcher, have so many jobs open together at any time. */
        static Loop run(int dispatchers, int outstanding) {
            Loop loop = new Loop();
            loop.begin(dispatchers);
            for (int job = 0; job < outstanding; job++) {
                SimClient client = Objects.requireNonNull(loop.world.clients().get(1 + job % dispatchers));
                loop.world.scheduler().at(SETTLING_NANOS + ms(job), () -> loop.submit(client));
            }
            loop.until(SETTLING_NANOS + RUN_NANOS);
            return loop;
        }

        private void begin(int dispatchers) {
            Promises.watch(world);
            world.addWatcher(this);
            for (int number = 1; number <= dispatchers; number++) {
                world.startDispatcher(number);
                world.startClient(number, List.of(number));
            }
            for (int number = 1; number <= CALCULATORS; number++) {
                world.startCalculator(
                        number, 1, attempt -> Behaviour.taking(ms(SERVICE_MS / 2 + random.nextInt(SERVICE_MS + 1))));
            }
            until(SETTLING_NANOS);
        }

        private void until(long nanos) {
            while (world.scheduler().step(nanos)) {
                // Everything that happens, happens in the step.
            }
        }

        private void submit(SimClient client) {
            world.submit(client, "j" + submitted++, 3, ms(60_000), 0);
        }

        @Override
        public void onFact(SimHost<?> host, Object fact) {
            if (fact instanceof AttemptRefused) {
                refusals++;
            } else if (fact instanceof JobEnded) {
                ended++;
                for (SimClient client : world.clients().values()) {
                    if (client.host() == host) {
                        world.scheduler().after(0, () -> submit(client));
                    }
                }
            }
        }

        @Override
        public String toString() {
            return ended + " jobs, " + refusals + " refusals";
        }
    }

    /** Each vain offer of a slot shows: there is no other job that could use it. */
    @Test
    void shouldLoseLittleWhenThereAreAsManyJobsAsSlots() {
        compare(CALCULATORS, 0.95);
    }

    @Test
    void shouldLoseNothingWhenJobsWait() {
        compare(2 * CALCULATORS, 0.99);
    }

    private static void compare(int outstanding, double shareMin) {
        Loop one = Loop.run(1, outstanding);
        Loop two = Loop.run(2, outstanding);
        System.out.println(CALCULATORS + " slots, jobs of " + SERVICE_MS + " ms, " + outstanding
                + " open, 6 s: with one dispatcher " + one + ", with two " + two);
        assertTrue(two.ended >= one.ended * shareMin, () -> one + " against " + two);
        assertTrue(two.refusals <= 2 * two.ended, two::toString);
    }
}
