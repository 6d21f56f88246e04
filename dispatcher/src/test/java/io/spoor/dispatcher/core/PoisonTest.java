package io.spoor.dispatcher.core;

import static io.spoor.dispatcher.core.World.job;
import static io.spoor.dispatcher.core.World.submit;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.spoor.dispatcher.core.DispatcherEvent.AttemptAdopted;
import io.spoor.dispatcher.core.DispatcherEvent.AttemptStarted;
import io.spoor.dispatcher.core.DispatcherEvent.CalculatorRefused;
import io.spoor.dispatcher.core.DispatcherEvent.JobFinished;
import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Message.Assign;
import io.spoor.protocol.Message.Finished;
import io.spoor.protocol.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A job that kills its calculators is stopped; its neighbours are not blamed. */
class PoisonTest {
    private static final int POISON = 1;

    private final World world = new World();
    private final PlayedCalculator c1 = world.calculator("c1", 2);

    @Test
    void shouldRunAJobAloneAfterTwoDeaths() {
        diesTwice(POISON);
        PlayedCalculator last = world.calculator("last", 2);
        last.beat();
        Assign alone = last.assigned();
        assertEquals(3, alone.attempt().number());

        world.fromClient(submit(2));

        assertEquals(List.of(), last.allAssigned(), "nothing shares its calculator");
        last.completes(alone.attempt());
        assertEquals(job(2), last.assigned().attempt().jobId(), "and afterwards the calculator is everybody's again");
    }

    @Test
    void shouldLetTheCalculatorEmptyFirst() {
        diesTwice(POISON);
        PlayedCalculator last = new PlayedCalculator(world, "last", 2);
        AttemptId others = new AttemptId(job(77), 1, "dispatcher-2");
        last.runs(others);
        last.join();
        world.fromClient(submit(2));
        assertEquals(List.of(), last.allAssigned());

        last.stops(others);
        last.beat();

        assertEquals(job(POISON), last.assigned().attempt().jobId());
    }

    @Test
    void shouldAbortAJobThatKillsTheCalculatorItHadForItself() {
        diesTwice(POISON);
        PlayedCalculator last = world.calculator("last", 2);
        last.assigned();
        world.pass(640);

        Finished finished = world.finished();
        assertEquals(Status.ABORTED, finished.status());
        assertEquals("3 calculators died while they ran it: c1, c2, last", finished.reason());
        assertEquals(3, finished.attempts());
        assertEquals("last", finished.calculator());
    }

    @Test
    void shouldNotAbortAJobAloneThatOnlyHangs() {
        diesTwice(POISON);
        PlayedCalculator last = world.calculator("last", 2);
        last.run();
        world.live(5_100, last);
        assertEquals(
                AttemptEnd.TIMED_OUT,
                world.last(DispatcherEvent.AttemptEnded.class).end());
        assertEquals(List.of(), world.facts(JobFinished.class), "two have died under it, not three");
    }

    @Test
    void shouldNotBlameTheNeighboursOfAPoisonJob() {
        PlayedCalculator c2 = world.calculator("c2", 2);
        world.fromClient(submit(POISON, 1, 60_000, 10, null));
        world.fromClient(submit(2, 1, 60_000, 10, null));
        world.live(800, c2); // c1 dies, and its job joins the other one on c2
        assertEquals(3, world.facts(AttemptStarted.class).size());
        world.live(800); // c2 dies under both
        PlayedCalculator c3 = world.calculator("c3", 2);
        world.pass(100);
        c3.beat();

        Assign first = c3.assigned();
        c3.completes(first.attempt());
        world.live(100, c3);
        assertEquals(Status.OK, world.last(JobFinished.class).status());
        assertEquals(1, world.core.openJobs());
    }

    @Test
    void shouldNotCountACalculatorThatComesBack() {
        PlayedCalculator c2 = world.calculator("c2", 2);
        world.fromClient(submit(POISON, 1, 60_000, 10, null));
        AttemptId first = c1.run();
        world.live(800, c2);
        c1.beat(); // It was only cut off.
        c1.beat();
        c1.stops(first);
        world.live(800, c1); // Now c2 is silent.
        world.fromClient(submit(2));

        List<Assign> shared = c1.allAssigned();
        assertEquals(2, shared.size(), () -> "one death only, so it shares its calculator: " + shared);
    }

    @Test
    void shouldKeepNoCalculatorForAJobThatIsRunElsewhere() {
        diesTwice(POISON);
        PlayedCalculator kept = new PlayedCalculator(world, "kept", 2);
        AttemptId others = new AttemptId(job(77), 1, "dispatcher-2");
        kept.runs(others);
        kept.join();
        world.live(100, kept);

        c1.join(); // It had died; it is back and still runs the job.
        assertEquals(1, world.facts(AttemptAdopted.class).size());
        world.fromClient(submit(2));
        world.fromClient(submit(3));

        assertEquals(1, kept.allAssigned().size());
    }

    @Test
    void shouldNotAskACalculatorAgainAndAgainThatRefusesToRunItAlone() {
        diesTwice(POISON);
        PlayedCalculator last = world.calculator("last", 1);
        last.refuses(last.assigned().attempt(), Status.RESOURCE_EXHAUSTED);
        assertEquals(List.of(), last.allAssigned(), "refused: nothing more until it says that a slot is free");
        assertEquals(1, world.facts(CalculatorRefused.class).size());

        last.beat();
        assertEquals(job(POISON), last.assigned().attempt().jobId());
    }

    @Test
    void shouldChooseTheEmptiestCalculatorForAJobAlone() {
        PlayedCalculator busy = new PlayedCalculator(world, "busy", 4);
        PlayedCalculator idle = new PlayedCalculator(world, "idle", 4);
        busy.othersBusy = 1;
        idle.othersBusy = 1;
        diesTwice(POISON);
        busy.othersBusy = 2;
        busy.join();
        idle.join();
        idle.othersBusy = 0;
        busy.othersBusy = 0;
        idle.beat();
        busy.beat();

        assertEquals(job(POISON), idle.assigned().attempt().jobId(), "it does not wait for the one chosen first");
        assertEquals(List.of(), busy.allAssigned());
        world.fromClient(submit(2));
        assertEquals(job(2), busy.assigned().attempt().jobId(), "which is everybody's again");
    }

    /** The job is run by c1 and another calculator, which both fall silent; then nobody is left. */
    private void diesTwice(int n) {
        world.fromClient(submit(n, 1, 60_000, 10, null));
        c1.run();
        PlayedCalculator c2 = world.calculator("c2", 2);
        world.live(800, c2);
        assertEquals(2, c2.assigned().attempt().number());
        world.live(2_000);
        world.forgetSent();
    }
}
