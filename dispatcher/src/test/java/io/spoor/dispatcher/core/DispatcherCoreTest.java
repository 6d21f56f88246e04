package io.spoor.dispatcher.core;

import static io.spoor.dispatcher.core.World.job;
import static io.spoor.dispatcher.core.World.submit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.protocol.Message.Accepted;
import io.spoor.protocol.Message.Assign;
import io.spoor.protocol.Message.Finished;
import io.spoor.protocol.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

class DispatcherCoreTest {
    private final World world = new World();

    @Test
    void shouldAnswerAQuickJobWithTwoPacketsOfItsOwn() {
        world.join("c1", 1);
        world.forgetSent();

        world.fromClient(submit(7));
        Assign assign = world.one(Assign.class);
        world.completed(assign, "c1");
        Finished finished = world.finished();
        world.pass(1_000);

        assertEquals(Status.OK, finished.status());
        assertEquals(1, finished.attempts());
        assertEquals("c1", finished.calculator());
        assertEquals(List.of(), world.all(Accepted.class), "the answer overtook it");
        assertEquals(0, world.core.openJobs());
    }

    @Test
    void shouldGiveNoWorkBeforeARoundTripIsProven() {
        world.heartbeat("deaf", 1, 1, 0, 0, List.of());
        world.heartbeat("deaf", 2, 1, 0, 0, List.of());
        world.fromClient(submit(1));
        assertEquals(List.of(), world.all(Assign.class));

        world.alive("deaf", 3, 1, 0, List.of());
        assertEquals(job(1), world.one(Assign.class).attempt().jobId());
    }

    @Test
    void shouldSayAcceptedWhenTheAnswerTakesLonger() {
        world.fromClient(submit(1));
        assertEquals(List.of(), world.all(Accepted.class));
        world.pass(5);
        assertEquals(World.ME, world.one(Accepted.class).dispatcher());
    }

    @Test
    void shouldRetryOnAnotherCalculatorWhenOneIsLost() {
        world.join("c1", 1);
        world.join("c2", 1);
        world.forgetSent();
        world.fromClient(submit(1));
        Assign first = world.one(Assign.class);
        world.started(first, "c1");

        for (int beat = 3; beat < 10; beat++) {
            world.pass(100);
            world.alive("c2", beat, 1, 0, List.of());
        }
        List<Assign> retries = world.all(Assign.class);

        assertEquals(2, world.facts(DispatcherEvent.AttemptStarted.class).size());
        assertEquals(2, retries.get(0).attempt().number());
        assertEquals(
                "c2", world.facts(DispatcherEvent.AttemptStarted.class).get(1).calculator());
        assertEquals(
                AttemptEnd.CALCULATOR_LOST,
                world.facts(DispatcherEvent.AttemptEnded.class).get(0).end());
    }

    @Test
    void shouldKeepARunningAttemptAsLongAsHeartbeatsNameIt() {
        world.join("c1", 1);
        world.fromClient(submit(1, 1, 60_000, 0, null));
        Assign assign = world.one(Assign.class);
        world.started(assign, "c1");
        long[] number = {2};

        world.passWithHeartbeats(4_000, () -> world.alive("c1", ++number[0], 1, 1, List.of(assign.attempt())));

        assertEquals(List.of(), world.all(Assign.class));
        world.completed(assign, "c1");
        assertEquals(Status.OK, world.finished().status());
    }

    @Test
    void shouldEndTheJobAtItsDeadlineAndSayWhy() {
        world.fromClient(submit(1, 1, 2_000, 0, null));
        world.pass(1_999);
        assertEquals(List.of(), world.all(Finished.class));
        world.pass(1);
        Finished finished = world.finished();
        assertEquals(Status.DEADLINE_EXCEEDED, finished.status());
        assertEquals("no live calculator offers 'sleep'", finished.reason());
    }

    @Test
    void shouldRepeatTheAnswerToTheSameQuestion() {
        world.join("c1", 1);
        world.forgetSent();
        world.fromClient(submit(1));
        world.completed(world.one(Assign.class), "c1");
        Finished first = world.finished();

        world.fromClient(submit(1, 2, 9_000, 0, null));

        assertEquals(first, world.finished());
        assertTrue(world.facts(DispatcherEvent.JobAskedAgain.class).get(0).finished());
    }
}
