package io.spoor.tests.sim;

import static io.spoor.tests.sim.Millis.ms;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.client.core.ClientEvent;
import io.spoor.client.core.Outcome;
import io.spoor.protocol.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * The one dispatcher is killed again and again under a steady load, and each life of it is short of CPU: its datagrams wait
 * longer than the pauses of those who ask. What is open when it comes back, old or new, is answered soon.
 */
class DispatcherRestartsTest {
    private static final int CALCULATORS = 4;
    private static final int SLOTS = 100;
    private static final int JOBS_PER_SECOND = 30;
    private static final long SERVICE_NANOS = ms(1_500);
    private static final long TIMEOUT_NANOS = ms(120_000);
    private static final int LIVES = 20;
    private static final long DOWN_MAX_NANOS = ms(10_000);
    private static final long LIFE_NANOS = ms(12_000);
    /** From the start of a life until everything that was open then has ended, the calculation and adoption included. */
    private static final long BACK_NANOS = ms(8_000);
    /** Five hundred messages a second; while all is well, jobs, polls and heartbeats are a quarter of that. */
    private static final long READ_COST_NANOS = ms(2);

    private final SplittableRandom random = new SplittableRandom(3);
    private final World world = new World(
            SimSettings.deployed(), NetworkProfile.perfect(ms(1) / 5), new JsonWire(), new SplittableRandom(42));
    private final List<SimJob> jobs = new ArrayList<>();
    private final Counts counts = new Counts();

    private static final class Counts implements Watcher {
        int resends;
        int overflows;

        @Override
        public void onFact(SimHost<?> host, Object fact) {
            resends += fact instanceof ClientEvent.JobAskedAgain ? 1 : 0;
        }

        @Override
        public void onDrop(Packet packet, String why) {
            overflows += why.equals("kernel buffer full") ? 1 : 0;
        }
    }

    @Test
    void shouldAnswerTheOldAsSoonAsTheNewWhenItIsBack() {
        world.leaveDeadlinesAlone();
        world.addWatcher(new AnswerRules(world));
        world.addWatcher(counts);
        startDispatcher();
        for (int number = 1; number <= CALCULATORS; number++) {
            world.startCalculator(number, SLOTS, attempt -> ServiceProfile.Behaviour.taking(SERVICE_NANOS));
        }
        world.startClient(1, List.of(1));
        run(ms(3_000));
        submitFromNowOn();
        run(ms(5_000));
        long slowestNanos = 0;
        for (int life = 0; life < LIVES; life++) {
            slowestNanos = Math.max(slowestNanos, restart());
        }

        System.out.println(jobs.size() + " jobs, " + LIVES + " deaths of the dispatcher: back within "
                + Millis.text(slowestNanos) + " ms, " + counts.resends + " resends, " + counts.overflows
                + " datagrams that found a buffer full");
        assertTrue(counts.resends <= 2 * jobs.size(), counts.resends + " resends");
    }

    /** Returns how long after the start the last job ended that was open then. */
    private long restart() {
        dispatcher().kill();
        run(ms(2_000) + random.nextLong(DOWN_MAX_NANOS - ms(2_000)));
        List<SimJob> open = jobs.stream().filter(SimJob::isOpen).toList();
        startDispatcher();
        long startNanos = world.scheduler().nowNanos();
        run(LIFE_NANOS);
        long lastNanos = 0;
        for (SimJob job : open) {
            Outcome outcome = job.outcome();
            assertEquals(
                    Status.OK,
                    outcome == null ? null : outcome.status(),
                    () -> job.name() + " at " + Millis.text(startNanos));
            lastNanos = Math.max(lastNanos, job.submittedNanos() + job.elapsedNanos() - startNanos);
        }
        assertTrue(
                lastNanos <= BACK_NANOS, "the last of " + open.size() + " jobs came after " + Millis.text(lastNanos));
        return lastNanos;
    }

    private SimHost<?> dispatcher() {
        return Objects.requireNonNull(world.dispatchers().get(1)).host();
    }

    private void startDispatcher() {
        world.startDispatcher(1).host().setReadCost(READ_COST_NANOS);
    }

    private void submitFromNowOn() {
        SimClient client = Objects.requireNonNull(world.clients().get(1));
        jobs.add(world.submit(client, "j" + jobs.size(), 3, TIMEOUT_NANOS, 3));
        world.scheduler().after(ms(1_000) / JOBS_PER_SECOND, this::submitFromNowOn);
    }

    private void run(long nanos) {
        long untilNanos = world.scheduler().nowNanos() + nanos;
        while (world.scheduler().step(untilNanos)) {
            // Everything that happens, happens in the step.
        }
    }
}
