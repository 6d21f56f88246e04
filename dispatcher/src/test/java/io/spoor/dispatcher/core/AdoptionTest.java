package io.spoor.dispatcher.core;

import static io.spoor.dispatcher.core.World.job;
import static io.spoor.dispatcher.core.World.submit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.dispatcher.core.DispatcherEvent.AttemptAdopted;
import io.spoor.dispatcher.core.DispatcherEvent.AttemptStarted;
import io.spoor.dispatcher.core.DispatcherEvent.LateResult;
import io.spoor.protocol.AttemptId;
import io.spoor.protocol.Message.Accepted;
import io.spoor.protocol.Message.Assign;
import io.spoor.protocol.Message.CancelAttempt;
import io.spoor.protocol.Message.Finished;
import io.spoor.protocol.RawJson;
import io.spoor.protocol.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A life that begins while calculators still work for the one before. */
class AdoptionTest {
    private static final AttemptId RUNNING = new AttemptId(job(1), 3, "dispatcher-0");

    private final World world = new World();
    private final PlayedCalculator c1 = new PlayedCalculator(world, "c1", 2);

    @Test
    void shouldAdoptARunningAttemptWhenItsClientAsks() {
        c1.runs(RUNNING);
        c1.join();
        assertEquals(1, world.core.snapshot().strangers());
        assertEquals(List.of(), c1.cancels(), "the unknown is never cancelled");

        askedAgain(1);

        assertEquals(RUNNING, world.last(AttemptAdopted.class).attempt());
        assertEquals(RUNNING, c1.assigned().attempt(), "asked once, so that the result comes here");
        assertEquals(0, world.core.snapshot().strangers());
        c1.completes(RUNNING);
        Finished finished = world.finished();
        assertEquals(Status.OK, finished.status());
        assertEquals(1, finished.attempts());
        assertEquals("c1", finished.calculator());
        assertEquals(List.of(), world.facts(AttemptStarted.class));
    }

    @Test
    void shouldLetAJobThatWasAskedBeforeWaitForItsCalculator() {
        PlayedCalculator idle = world.calculator("idle", 1);
        askedAgain(1);
        world.live(400, idle);
        assertEquals(List.of(), idle.allAssigned());
        assertEquals(job(1), world.takeOne(Accepted.class, World.CLIENT).jobId(), "its client need not ask meanwhile");

        c1.runs(RUNNING);
        c1.join();

        assertEquals(RUNNING, world.last(AttemptAdopted.class).attempt());
        world.live(400, idle, c1);
        assertEquals(List.of(), idle.allAssigned());
    }

    @Test
    void shouldBeginTheJobWhenNobodyHasItAfterAWhile() {
        PlayedCalculator idle = world.calculator("idle", 1);
        askedAgain(1);
        world.live(600, idle);
        assertEquals(1, idle.assigned().attempt().number());
    }

    @Test
    void shouldBeginAJobAtOnceThatWasNeverAskedBefore() {
        PlayedCalculator idle = world.calculator("idle", 1);
        world.fromClient(submit(1));
        assertEquals(job(1), idle.assigned().attempt().jobId());
    }

    @Test
    void shouldBeginAJobAtOnceWhenThisLifeIsNotNew() {
        PlayedCalculator idle = world.calculator("idle", 1);
        world.live(600, idle);
        world.fromClient(submit(1, 2, 9_000, 0, null));
        assertEquals(job(1), idle.assigned().attempt().jobId());
    }

    @Test
    void shouldLetAJobWaitAWhileThatIsAskedInTheNameOfAnotherDispatcher() {
        PlayedCalculator idle = world.calculator("idle", 1);
        world.live(10_000, idle);
        askedAgain(1);
        world.live(300, idle);
        assertEquals(List.of(), idle.allAssigned());
        world.live(100, idle);
        assertEquals(job(1), idle.assigned().attempt().jobId());
    }

    @Test
    void shouldFetchWhatEndedWhileNobodyWasHere() {
        askedAgain(1);
        c1.completedLately = List.of(RUNNING);
        c1.join();
        assertEquals(RUNNING, c1.fetches().get(0).attempt());

        c1.completes(RUNNING);

        assertEquals(Status.OK, world.takeOne(Finished.class, World.CLIENT).status());
        assertEquals(List.of(), world.facts(AttemptStarted.class));
        c1.beat();
        assertEquals(List.of(), c1.fetches(), "it is known by now");
    }

    @Test
    void shouldKeepAGoodResultUntilItsClientAsks() {
        c1.completedLately = List.of(RUNNING);
        c1.join();
        c1.completes(RUNNING);
        world.pass(1_000);
        world.forgetSent();

        askedAgain(1);

        Finished finished = world.finished();
        assertEquals(Status.OK, finished.status());
        assertEquals(RawJson.of(PlayedCalculator.RESULT), finished.result());
        assertEquals("c1", finished.calculator());
        assertEquals(0, world.core.openJobs());
    }

    @Test
    void shouldNotRunAJobWhoseResultWasKept() {
        c1.completedLately = List.of(RUNNING);
        c1.join();
        c1.completes(RUNNING);
        PlayedCalculator idle = world.calculator("idle", 1);

        askedAgain(1);
        world.live(1_000, idle);

        assertEquals(List.of(), idle.allAssigned());
        assertEquals(List.of(), c1.allAssigned());
        assertEquals(1, world.facts(DispatcherEvent.JobFinished.class).size());
    }

    @Test
    void shouldSayAcceptedForWhatRunsAlready() {
        c1.runs(RUNNING);
        c1.join();
        askedAgain(1);
        world.forgetSent();
        world.pass(5);
        assertEquals(job(1), world.one(Accepted.class).jobId());
    }

    /** Begun by this life, given up for its lease, and alive after all: said by its first word instead of a heartbeat. */
    @Test
    void shouldTakeBackADelayedJobWhenItsCalculatorSaysThatItHasStarted() {
        AttemptId attempt = giveUpForItsLease();
        c1.started(attempt);
        assertEquals(attempt, world.last(DispatcherEvent.AttemptAdopted.class).attempt());
    }

    /** A heartbeat that was sent before the attempt failed, and was overtaken by its late result. */
    @Test
    void shouldNotTakeBackWhatHasFailedLate() {
        AttemptId attempt = giveUpForItsLease();
        c1.completes(attempt, Status.INTERNAL);
        c1.runs(attempt);
        c1.beat();
        assertEquals(List.of(), world.facts(DispatcherEvent.AttemptAdopted.class));
    }

    /** Assigned to c1, which lives and does not speak of it. */
    private AttemptId giveUpForItsLease() {
        c1.join();
        world.fromClient(submit(1, 1, 60_000, 0, null));
        AttemptId attempt = c1.assigned().attempt();
        while (world.facts(DispatcherEvent.AttemptEnded.class).isEmpty()) {
            c1.beat();
            world.pass(10);
        }
        return attempt;
    }

    @Test
    void shouldNotKeepAFailureForWhoAsksLater() {
        c1.completedLately = List.of(RUNNING);
        c1.join();
        c1.completes(RUNNING, Status.INTERNAL);
        c1.completedLately = List.of();
        world.live(700, c1);

        askedAgain(1);
        world.live(500, c1);

        assertEquals(1, c1.assigned().attempt().number(), "it is run again");
    }

    @Test
    void shouldForgetAnAttemptThatIsNoLongerNamed() {
        c1.runs(RUNNING);
        c1.join();
        c1.stops(RUNNING);
        c1.beat();
        assertEquals(0, world.core.snapshot().strangers());
    }

    @Test
    void shouldFetchNothingOfItsOwn() {
        world.calculator("c1", 2);
        c1.completedLately = List.of(new AttemptId(job(1), 1, World.ME));
        world.from(c1.endpoint, c1.heartbeat(9));
        assertEquals(List.of(), c1.fetches());
    }

    @Test
    void shouldNeverCancelWhatAnotherDispatcherBegan() {
        c1.runs(RUNNING);
        c1.join();
        world.live(10_000, c1);
        assertEquals(List.of(), c1.cancels());
    }

    @Test
    void shouldNotCancelWhatAnotherBeganAlsoWhenTheJobIsAnsweredHere() {
        askedAgain(1);
        c1.completedLately = List.of(RUNNING);
        c1.join();
        c1.completes(RUNNING);
        assertEquals(Status.OK, world.finished().status());
        c1.runs(new AttemptId(job(1), 1, "dispatcher-9"));
        c1.beat();
        assertEquals(List.of(), c1.cancels(), "its client may not have heard the answer, and have left");
    }

    @Test
    void shouldCancelWhatItGaveItselfAndForgot() {
        c1.join();
        c1.runs(new AttemptId(job(7), 1, World.ME));
        c1.beat();
        assertEquals(job(7), c1.cancels().get(0).attempt().jobId());
    }

    @Test
    void shouldTakeBackADelayedJobThatIsStillRun() {
        PlayedCalculator slow = world.calculator("slow", 1);
        world.fromClient(submit(1, 1, 60_000, 0, null));
        AttemptId attempt = slow.run();
        world.live(640); // It is silent for a while, and taken for dead.
        assertEquals(1, world.core.snapshot().dead());

        slow.beat();

        assertEquals(attempt, world.last(AttemptAdopted.class).attempt());
        assertEquals(List.of(), slow.cancels());
        slow.beat();
        slow.completes(attempt);
        assertEquals(1, world.last(DispatcherEvent.JobFinished.class).attempts());
    }

    @Test
    void shouldTakeBackAReadyJobThatIsStillRun() {
        PlayedCalculator slow = world.calculator("slow", 1);
        world.fromClient(submit(1, 1, 60_000, 0, null));
        AttemptId attempt = slow.run();
        world.live(2_000);
        assertEquals(1, world.core.snapshot().queued());

        slow.beat();

        assertEquals(attempt, world.last(AttemptAdopted.class).attempt());
        assertEquals(0, world.core.snapshot().queued());
        assertEquals(1, world.core.snapshot().assigned());
    }

    @Test
    void shouldCancelTheOlderOfTwoRunsWhenTheJobHasGoneElsewhere() {
        PlayedCalculator slow = world.calculator("slow", 1);
        PlayedCalculator quick = world.calculator("quick", 1);
        world.fromClient(submit(1, 1, 60_000, 0, null));
        AttemptId attempt = slow.run();
        world.live(900, quick);
        quick.run();

        slow.beat();

        assertEquals(attempt, slow.cancels().get(0).attempt());
        assertEquals(List.of(), quick.cancels());
        assertEquals(List.of(), world.facts(LateResult.class));
    }

    @Test
    void shouldNotExtendTheTimeOfAnAttemptByTakingItBack() {
        PlayedCalculator flapping = world.calculator("flapping", 1);
        world.fromClient(submit(1, 1, 60_000, 0, null));
        AttemptId attempt = flapping.run();
        world.live(2_000, flapping);
        world.live(700);
        flapping.beat();
        flapping.beat();
        assertEquals(attempt, world.last(AttemptAdopted.class).attempt());
        world.live(2_300, flapping);

        assertEquals(
                AttemptEnd.TIMED_OUT,
                world.last(DispatcherEvent.AttemptEnded.class).end());
    }

    @Test
    void shouldRetryUnderANumberOfItsOwnAfterAnAdoptedAttemptFails() {
        c1.runs(RUNNING);
        c1.join();
        askedAgain(1);
        c1.assigned();
        c1.completes(RUNNING, Status.UNAVAILABLE);
        world.live(100, c1);

        Assign retry = c1.assigned();
        assertEquals(new AttemptId(job(1), 4, World.ME), retry.attempt());
        c1.completes(retry.attempt());
        assertEquals(2, world.last(DispatcherEvent.JobFinished.class).attempts());
    }

    @Test
    void shouldAdoptOnlyOneOfTwoRuns() {
        PlayedCalculator c2 = new PlayedCalculator(world, "c2", 2);
        AttemptId second = new AttemptId(job(1), 4, "dispatcher-0");
        c1.runs(RUNNING);
        c2.runs(second);
        c1.join();
        c2.join();
        askedAgain(1);
        world.live(500, c1, c2);

        assertEquals(1, world.facts(AttemptAdopted.class).size());
        assertEquals(List.of(), world.all(CancelAttempt.class), "another life began it: it may be wanted");
        c2.completes(second);
        assertEquals(Status.OK, world.finished().status(), "the first good result counts");
        assertTrue(world.last(LateResult.class).used());
    }

    private void askedAgain(int n) {
        world.fromClient(submit(n, 2, 9_000, 0, "dispatcher-0"));
    }
}
