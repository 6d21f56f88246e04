package io.spoor.dispatcher.core;

import static io.spoor.dispatcher.core.World.ME;
import static io.spoor.dispatcher.core.World.job;
import static io.spoor.dispatcher.core.World.submit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.dispatcher.core.DispatcherEvent.JobAccepted;
import io.spoor.dispatcher.core.DispatcherEvent.JobFinished;
import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Message.Assign;
import io.spoor.protocol.Message.Cancel;
import io.spoor.protocol.Status;
import io.spoor.protocol.TraceContext;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** When everything has ended, nothing is left: no job, no slot, no timer but those that wait for calculators. */
class LeaksTest {
    private static final Status[] STATUSES = Status.values();

    private final World world = new World();

    @Test
    void shouldHoldNothingAfterAJob() {
        PlayedCalculator c1 = world.calculator("c1", 1);
        world.fromClient(submit(1));
        c1.completes(c1.assigned().attempt());
        assertNothingLeft(1);
    }

    @Test
    void shouldHoldNothingWhenJobsEndInEveryState() {
        PlayedCalculator c1 = world.calculator("c1", 1);
        inEveryState(c1, 1_500);
        world.live(3_000, c1);
        assertEquals(5, world.facts(JobFinished.class).size());
        letGo(c1);
        assertNothingLeft(1);
    }

    @Test
    void shouldHoldNothingWhenJobsAreCancelledInEveryState() {
        PlayedCalculator c1 = world.calculator("c1", 1);
        inEveryState(c1, 60_000);
        for (int n = 1; n <= 5; n++) {
            world.fromClient(new Cancel(TraceContext.NONE, "client-1", job(n)));
        }
        letGo(c1);
        assertNothingLeft(1);
    }

    @Test
    void shouldHoldNothingWhenACalculatorIsForgottenWithItsWork() {
        PlayedCalculator c1 = world.calculator("c1", 4);
        c1.runs(new AttemptId(job(9), 1, "dispatcher-0"));
        c1.beat();
        world.fromClient(submit(1, 1, 2_000, 0, null));
        world.fromClient(submit(2, 1, 2_000, 1, null));
        world.fromClient(submit(2, 2, 2_000, 1, ME));
        world.pass(100_000);
        assertNothingLeft(0);
        assertEquals(Long.MAX_VALUE, world.core.nextDeadlineNanos());
    }

    @Test
    void shouldHoldNothingAfterAJobThatRanAlone() {
        PlayedCalculator c1 = world.calculator("c1", 1);
        world.fromClient(submit(1, 1, 60_000, 10, null));
        PlayedCalculator c2 = world.calculator("c2", 1);
        world.live(900, c2);
        world.live(2_000);
        PlayedCalculator c3 = world.calculator("c3", 1);
        world.fromClient(submit(2));
        List<Assign> alone = c3.allAssigned();
        c3.completes(alone.get(0).attempt());
        c3.completes(c3.assigned().attempt());
        c1.join();
        c2.join();
        world.pass(201);
        c1.beat();
        c2.beat();
        c3.beat();
        assertNothingLeft(3);
    }

    @Test
    void shouldHoldNothingAfterADrawnMess() {
        for (int seed = 1; seed <= 50; seed++) {
            drawnMess(seed);
        }
    }

    /** Jobs, calculators that fail, refuse, fall silent and come back; then everybody is well. */
    private void drawnMess(int seed) {
        World mess = new World();
        Random random = new Random(seed);
        List<PlayedCalculator> calculators =
                List.of(mess.calculator("c1", 1), mess.calculator("c2", 2), mess.calculator("c3", 4));
        for (int step = 1; step <= 200; step++) {
            int n = 1 + random.nextInt(60);
            if (random.nextInt(3) == 0) {
                mess.fromClient(submit(n, 1 + random.nextInt(3), 500 + random.nextInt(5_000), random.nextInt(4), ME));
            } else if (random.nextInt(20) == 0) {
                mess.fromClient(new Cancel(TraceContext.NONE, "client-1", job(n)));
            }
            PlayedCalculator calculator = calculators.get(random.nextInt(3));
            for (Assign assign : calculator.allAssigned()) {
                act(calculator, assign.attempt(), random);
            }
            mess.pass(random.nextInt(60));
            calculators.get(random.nextInt(3)).beat();
        }
        for (PlayedCalculator calculator : calculators) {
            calculator.stopsAll();
        }
        mess.live(14_000, calculators.toArray(PlayedCalculator[]::new));
        DispatcherSnapshot snapshot = mess.core.snapshot();
        String what = "seed " + seed + ": " + snapshot;
        assertEquals(0, snapshot.open(), what);
        assertEquals(0, snapshot.queued(), what);
        assertEquals(0, snapshot.slotsTaken(), what);
        assertEquals(0, snapshot.answerBytes(), what);
        assertEquals(3, snapshot.timers(), what);
        assertEquals(
                mess.facts(JobAccepted.class).size(),
                mess.facts(JobFinished.class).size(),
                what);
    }

    private static void act(PlayedCalculator calculator, AttemptId attempt, Random random) {
        switch (random.nextInt(6)) {
            case 0, 1 -> calculator.completes(attempt);
            case 2 -> calculator.completes(attempt, STATUSES[1 + random.nextInt(STATUSES.length - 1)]);
            case 3 -> calculator.refuses(attempt, Status.RESOURCE_EXHAUSTED);
            case 4 -> {
                calculator.runs(attempt);
                calculator.started(attempt);
            }
            default -> calculator.beat(); // The question was lost.
        }
    }

    /** One job each that is ADOPTING, ASSIGNED, READY, DELAYED, CONFIRMING. */
    private void inEveryState(PlayedCalculator c1, long timeoutMs) {
        PlayedCalculator c2 = world.calculator("c2", 1);
        world.fromClient(submit(1, 2, timeoutMs, 0, "dispatcher-0"));
        world.fromClient(submit(2, 1, timeoutMs, 0, null));
        c1.run();
        world.fromClient(submit(3, 1, timeoutMs, 0, null));
        AttemptId failed = c2.assigned().attempt();
        c2.draining = true;
        c2.beat();
        c2.completes(failed, Status.UNAVAILABLE);
        world.fromClient(submit(4, 1, timeoutMs, 0, null));
        world.fromClient(submit(5, 1, timeoutMs, 1, null));
        assertEquals(5, world.core.openJobs());
        assertEquals(1, world.core.snapshot().assigned());
        assertEquals(1, world.core.snapshot().queued());
        world.live(700, c1);
    }

    private void letGo(PlayedCalculator c1) {
        c1.stopsAll();
        world.live(700, c1);
    }

    private void assertNothingLeft(int calculators) {
        DispatcherSnapshot snapshot = world.core.snapshot();
        assertEquals(0, snapshot.open(), snapshot::toString);
        assertEquals(0, snapshot.queued(), snapshot::toString);
        assertEquals(0, snapshot.assigned(), snapshot::toString);
        assertEquals(0, snapshot.slotsTaken(), snapshot::toString);
        assertEquals(0, snapshot.strangers(), snapshot::toString);
        int expiry = snapshot.answerBytes() > 0 ? 1 : 0;
        assertEquals(calculators + expiry, snapshot.timers(), snapshot::toString);
        assertEquals(0, world.core.openJobs());
        world.pass(12_000);
        assertEquals(0, world.core.snapshot().answerBytes(), "given back at rest");
        assertEquals(calculators, world.core.snapshot().timers());
        assertTrue(world.facts(JobAccepted.class).size()
                == world.facts(JobFinished.class).size());
    }
}
