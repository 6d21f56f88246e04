package io.spoor.tests.sim;

import static io.spoor.tests.sim.Millis.ms;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.client.core.Outcome;
import io.spoor.protocol.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One calculator runs so many attempts that its heartbeats name each of them more seldom than a lease lasts. */
class ManySlotsTest {
    private static final int SLOTS = 400;
    private static final long SERVICE_NANOS = ms(10_000);

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.02})
    void shouldNotLoseWhatItsHeartbeatsNameInTurn(double loss) {
        World world = new World(
                SimSettings.deployed(),
                new NetworkProfile(loss, 0, ms(1) / 5, 0, 0, 0),
                new JsonWire(),
                new SplittableRandom(7));
        Promises.watch(world);
        world.startDispatcher(1);
        world.startCalculator(1, SLOTS, attempt -> ServiceProfile.Behaviour.taking(SERVICE_NANOS));
        world.startClient(1, List.of(1));
        run(world, ms(2_000));
        SimClient client = Objects.requireNonNull(world.clients().get(1));
        List<SimJob> jobs = new ArrayList<>();
        for (int number = 0; number < SLOTS; number++) {
            jobs.add(world.submit(client, "j" + number, 3, ms(120_000), 3));
        }

        run(world, ms(30_000));

        int retried = 0;
        for (SimJob job : jobs) {
            Outcome outcome = Objects.requireNonNull(job.outcome(), job.name());
            assertEquals(Status.OK, outcome.status(), outcome::reason);
            retried += outcome.attempts() - 1;
        }
        assertTrue(loss > 0 || retried == 0, retried + " jobs retried although nothing was lost");
    }

    private static void run(World world, long nanos) {
        long untilNanos = world.scheduler().nowNanos() + nanos;
        while (world.scheduler().step(untilNanos)) {
            // Everything that happens, happens in the step.
        }
    }
}
